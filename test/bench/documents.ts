/** How soon an open document has its findings, and how long files take that are analysed from nothing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEngine } from '../../src/engine/analyze';
import { defaultConfig } from '../../src/engine/config/config';
import { specifiersOf } from '../../src/engine/modules/specifiers';
import { rules } from '../../src/rules/index';
import { createNodePool } from '../../src/scanner/node-pool';
import type { Linked, LinkRequest, Scanner, Settled } from '../../src/scanner/types';
import { readWasm } from '../support/wasm';
import { atBest, type Measure, ownTime, quantile, watchWorker, yardstick } from './measure';
import { applicationOf, linesOf, sampleNames, textOf, typed } from './samples';

const options = { config: defaultConfig, today: '2026-11-23' };
const [rounds, warmUp, runs] = [120, 20, 9];
const lines = 2000;

/** What a person types into. */
interface Scene {
  what: string;
  /** Of the document that is edited. */
  path: string;
  text: string;
  /** The folder that it belongs to, made known before; findings of files that rest on the document are waited for, too. */
  linked?: LinkRequest;
  /** At most, of the worker's time, in ms; without it, for information. */
  limit?: number;
}

/** One edit, with all that it leads to. @returns the number of findings and of files that were settled */
async function editOnce(scanner: Scanner, { path, linked }: Scene, version: number, text: string) {
  const root = linked?.root;
  const uri = linked ? `${linked.rootUri}/${path}` : path;
  const {
    notices,
    findings,
    affected = [],
  } = await scanner.analyze({ uri, path, version, text }, options, undefined, root);
  let found = findings.length;
  for (let rest = affected; root !== undefined && rest.length > 0; ) {
    const settled = await scanner.settle(root, rest);
    if (typeof settled === 'string') throw new Error(settled);
    found += settled.results.reduce((sum, one) => sum + one.findings.length, 0);
    rest = rest.slice(settled.done);
  }
  if (notices.length > 0) throw new Error(notices[0]!.message);
  return { found, settled: affected.length };
}

/**
 * A document in which somebody types, through the built worker: the time that the worker's thread computes for each pause, and the time from the end of the pause to the findings, by the clock.
 */
async function* keystrokes(scene: Scene, dist: string): AsyncGenerator<Measure> {
  const { what, linked, limit } = scene;
  const scanner = createNodePool({ worker: join(dist, 'worker.js'), grammars: join(dist, 'grammars'), size: 1 });
  if (linked) {
    const { roots } = (await scanner.link(linked)) as Linked;
    for (let rest = roots; rest.length > 0; )
      rest = rest.slice(((await scanner.settle(linked.root, rest)) as Settled).done);
  }
  const [worked, waited, yardsticks]: [number[], number[], number[]] = [[], [], []];
  let { text } = scene;
  let last = { found: 0, settled: 0 };
  for (let round = 1; round <= warmUp + rounds; round++) {
    text = typed(text, round);
    const before = yardstick();
    const [start, worker] = [performance.now(), watchWorker()];
    last = await editOnce(scanner, scene, round, text);
    const [clock, used] = [performance.now() - start, worker()];
    if (round <= warmUp) continue;
    waited.push(clock);
    worked.push(used);
    yardsticks.push((before + yardstick()) / 2);
  }
  await scanner.dispose();
  yield { what: `${what}: findings`, value: last.found, unit: '', atLeast: 1 };
  if (linked) yield { what: `${what}: files that were settled`, value: last.settled, unit: '', atLeast: dependents };
  yield { what: `${what}: worker time, least`, value: Math.min(...worked), unit: 'ms' };
  yield { what: `${what}: worker time, median`, value: quantile(worked, 0.5), unit: 'ms' };
  yield { what: `${what}: worker time, p95`, value: quantile(worked, 0.95), unit: 'ms' };
  const best = quantile(atBest(worked, yardsticks), 0.95);
  yield {
    what: `${what}: worker time, p95, less what other programs slow`,
    value: best,
    unit: 'ms',
    ...(limit && { limit }),
  };
  const clock = { what: `${what}: until findings by the clock, p95`, value: quantile(waited, 0.95), unit: 'ms' };
  yield linked || !limit ? clock : { ...clock, limit: 150 };
}

const alone = (path: string): Scene => ({
  what: `typing in ${path} of ${lines} lines`,
  path,
  text: applicationOf(path, lines),
  limit: 30,
});

const dense = (path: string): Scene => ({
  what: `typing in ${path} of ${lines} lines, full of requests`,
  path,
  text: linesOf(path, lines),
});

const dependents = 50;

/** A helper that many stored modules import: findings of all of them rest on it. */
function withDependents(root: string): Scene {
  const own = linesOf('module.ts', 40).replaceAll('ask0', 'askAlone');
  const using =
    "import { ask0 } from './helper';\n\nexport const run = async (question: string) => eval(await ask0(question));\n";
  const texts = new Map([['helper.ts', linesOf('module.ts', 300)]]);
  for (let n = 0; n < dependents; n++) texts.set(`dependent-${n}.ts`, own + using);
  for (const [path, text] of texts) writeFileSync(join(root, path), text);
  const files = [...texts].map(([path, text]) => ({
    path,
    specifiers: specifiersOf('javascript', text),
    config: 0,
    host: {},
  }));
  return {
    what: `typing in a helper with ${dependents} dependents`,
    path: 'helper.ts',
    text: texts.get('helper.ts')!,
    linked: {
      root,
      rootUri: pathToFileURL(root).href,
      files,
      configs: [defaultConfig],
      manifests: [],
      asking: [...texts.keys()],
      today: options.today,
    },
    limit: 120,
  };
}

async function fromNothing(name: string, length: number): Promise<Measure> {
  const engine = createEngine(rules, readWasm);
  const text = textOf(name, length);
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const start = ownTime();
    await engine.analyze({ uri: name, path: name, version: 0, text }, options);
    if (run > 0) times.push(ownTime() - start);
  }
  return { what: `${name} of ${length / 1000} kB, as a file of a scan`, value: quantile(times, 0.5), unit: 'ms' };
}

export async function* documents(dist: string): AsyncGenerator<Measure> {
  const root = mkdtempSync(join(tmpdir(), 'claude-guard-bench-'));
  try {
    const scenes = [...['module.ts', 'module.py'].flatMap((path) => [alone(path), dense(path)]), withDependents(root)];
    for (const scene of scenes) yield* keystrokes(scene, dist);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  for (const name of sampleNames) for (const length of [5_000, 50_000, 250_000]) yield fromNothing(name, length);
}
