/**
 * A scan of a large folder as the extension host sees it: the editor's own folder and store, on the built workers. What is
 * measured is this thread, which is the host's.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createNodePool } from '../../src/scanner/node-pool';
import { createDiskFolder } from '../../src/vscode/findings/scan/disk-folder';
import { FindingStore } from '../../src/vscode/findings/store';
import { type Measure, ownTime } from './measure';

const [files, perFolder, relevantOf, scans] = [20_000, 40, 20, 4];
const megabyte = 1 << 20;

/** One file in twenty uses Claude, and has a finding. */
function createCorpus(): string {
  const root = mkdtempSync(join(tmpdir(), 'claude-guard-bench-'));
  const plain = Array.from(
    { length: 40 },
    (_, n) => `export function part${n}(a: number): number {\n  return compute(a + ${n});\n}\n`,
  ).join('\n');
  const relevant = `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic({ baseURL: 'http://relay.acme-corp.com' });\n`;
  for (let at = 0; at < files; at++) {
    const folder = join(root, `part-${Math.floor(at / perFolder) % 25}`, `module-${Math.floor(at / perFolder)}`);
    if (at % perFolder === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${at % perFolder}.ts`), at % relevantOf === 0 ? relevant + plain : plain);
  }
  return root;
}

/** The longest time, in ms, for which this thread computed without a pause. */
function watchTasks(): () => number {
  let [longest, before] = [0, ownTime()];
  const timer = setInterval(() => {
    const now = ownTime();
    longest = Math.max(longest, now - before);
    before = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return Math.max(longest, ownTime() - before);
  };
}

interface Scanned {
  longestTask: number;
  /** By the clock. */
  longestDelay: number;
  hostTime: number;
  duration: number;
  findings: number;
  memory: number;
}

async function scanOnce(root: string, dist: string): Promise<Scanned[]> {
  const scanner = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars') });
  const folder = createDiskFolder(root, scanner, {
    settings: {},
    hidden: [],
    lastGood: () => undefined,
    lastGoods: () => ({}),
    untrusted: false,
  });
  const store = new FindingStore();
  const { signal } = new AbortController();
  const scanned: Scanned[] = [];
  for (let scan = 0; scan < scans; scan++) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const stop = watchTasks();
    const [start, own] = [performance.now(), ownTime()];
    const { failures } = await folder.scan({
      signal,
      onProgress() {},
      onResult: ({ uri, findings, notices }) => store.set(uri, { findings, notices }),
    });
    if (failures.length > 0) throw new Error(`${failures[0]!.file}: ${failures[0]!.reason}`);
    const [hostTime, duration] = [ownTime() - own, performance.now() - start];
    const longestTask = stop();
    delay.disable();
    global.gc?.();
    const memory = process.memoryUsage().rss / megabyte;
    scanned.push({
      longestTask,
      longestDelay: delay.max / 1e6,
      hostTime,
      duration,
      findings: store.counts().error,
      memory,
    });
  }
  await scanner.dispose();
  return scanned;
}

export async function* workspace(dist: string): AsyncGenerator<Measure> {
  const root = createCorpus();
  try {
    const all = await scanOnce(root, dist);
    const first = all[0]!;
    const expected = files / relevantOf;
    if (first.findings !== expected) throw new Error(`${first.findings} findings instead of ${expected}.`);
    const most = (key: keyof Scanned) => Math.max(...all.map((one) => one[key]));
    const what = `scan of ${files} files`;
    yield { what: `${what}: longest task in the host's thread`, value: most('longestTask'), unit: 'ms', limit: 50 };
    yield { what: `${what}: longest delay of its event loop, by the clock`, value: most('longestDelay'), unit: 'ms' };
    yield { what: `${what}: host's own time`, value: first.hostTime, unit: 'ms' };
    yield { what: `${what}: from start to end, by the clock`, value: first.duration, unit: 'ms' };
    const growth = (all.at(-1)!.memory - all[1]!.memory) / (scans - 2);
    yield { what: `${what}: memory after ${scans} scans`, value: all.at(-1)!.memory, unit: 'MB' };
    yield { what: `${what}: growth of memory with each further scan`, value: growth, unit: 'MB', limit: 10 };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
