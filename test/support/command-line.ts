/** The command line in process: the real scanner and rules, with everything that it prints kept. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '../../src/cli/host';
import { run } from '../../src/cli/program';
import { readContent, shipped } from '../../src/dev/training';
import { rules } from '../../src/rules';
import { createDirectScanner } from '../../src/scanner/direct';
import { nodeFiles } from '../../src/scanner/read';
import { scan } from '../../src/scanner/scan';
import { engine } from './engine';

export { engine };

/** A folder with the files, without links in its path. The caller removes it. */
export function makeFolder(files: Record<string, string | Uint8Array>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'claude-guard-')));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** Makes folders that are gone after each test. To be called inside of `describe`. */
export function useFolders(): typeof makeFolder {
  const made: string[] = [];
  afterEach(() => {
    for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
  });
  return (files) => {
    const root = makeFolder(files);
    made.push(root);
    return root;
  };
}

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Fails a test that reaches for the network without having said so. */
const noNetwork: Host['online'] = {
  network: () => assert.fail('The network was reached for.'),
  readCache: async () => assert.fail('The cache was read.'),
  keepCache: async () => assert.fail('The cache was written.'),
  now: () => Date.now(),
};

/** Runs a command in a folder. */
export async function runIn(
  cwd: string,
  args: readonly string[],
  rest: Partial<Host> & { stdin?: Uint8Array } = {},
): Promise<Ran> {
  const ran = { code: 0, out: '', err: '' };
  const terminal = (name: 'out' | 'err') => ({
    write: (text: string) => {
      ran[name] += text;
    },
    isTerminal: false,
  });
  ran.code = await run(args, {
    stdout: terminal('out'),
    stderr: terminal('err'),
    readStdin: async () => rest.stdin ?? new Uint8Array(),
    cwd,
    env: {},
    today: '2026-06-01',
    clock: () => performance.now(),
    rules,
    version: '1.2.3',
    signal: new AbortController().signal,
    readTraining: () => shipped(readContent(join(__dirname, '../../src/training/content'))),
    keys: {
      ask: () => Promise.reject(new Error('There is no VS Code here.')),
      ancestors: async () => [],
      run: () => Promise.reject(new Error('Nothing is run here.')),
    },
    online: noNetwork,
    openScanner: () => createDirectScanner(engine, nodeFiles),
    scan: (scanner, target, options) => scan(target, scanner, options),
    ...rest,
  });
  return ran;
}
