import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { defaultConfig } from '../../src/engine/config/config';
import type { ReadWasm } from '../../src/engine/grammars';
import { analyzeText } from '../../src/scanner/scan-file';
import type { Scanner } from '../../src/scanner/types';
import { createWebPool, type WebPoolOptions } from '../../src/scanner/web-pool';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, options, sourceFile } from '../support/engine';
import { readFixtures } from '../support/fixtures';
import { readWasm } from '../support/wasm';
import { startBrowserWorker } from './support/browser';

const { webWorker } = require('../../esbuild') as { webWorker: BuildOptions };

async function builtScript(): Promise<string> {
  const { outputFiles } = await build({ ...webWorker, outdir: resolve('/out'), sourcemap: false, write: false });
  return outputFiles![0]!.text;
}

const key = makeFakeKey('api03');
const leak = `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${key}")\n`;
const rulesIn = async (scanner: Scanner, path = 'client.py', text = leak) =>
  (await scanner.analyze(sourceFile(path, text), options)).findings.map(({ rule }) => rule);

describe("the pool of a browser's workers", function () {
  this.timeout(120_000);
  let script = '';
  const pools: Scanner[] = [];
  const pool = (more: Partial<WebPoolOptions> = {}) => {
    const created = createWebPool({
      start: async () => startBrowserWorker(script),
      readWasm,
      size: 1,
      grace: 20_000,
      ...more,
    });
    pools.push(created);
    return created;
  };
  before(async () => {
    script = await builtScript();
  });
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((one) => one.dispose()));
  });

  it('finds in every fixture what is found in Node', async () => {
    const scanner = pool({ size: 2 });
    for (const { path, text, host } of readFixtures()) {
      const file = sourceFile(path, text, host);
      const [here, there] = await Promise.all([analyzeText(engine, file, options), scanner.analyze(file, options)]);
      assert.deepEqual(there, structuredClone(here), path);
    }
  });

  it('reads each grammar once, when the first worker asks for it', async () => {
    const asked: string[] = [];
    const read: ReadWasm = (file) => {
      asked.push(file);
      return readWasm(file);
    };
    const scanner = pool({ size: 2, readWasm: read });
    assert.deepEqual(await rulesIn(scanner, 'notes.txt', key), ['hardcoded-credential']);
    assert.deepEqual(asked, []);
    await Promise.all([rulesIn(scanner), rulesIn(scanner), rulesIn(scanner)]);
    assert.deepEqual(asked, ['tree-sitter.wasm', 'tree-sitter-python.wasm']);
  });

  it('gives a worker that waits for a grammar the time that it needs', async () => {
    const slow: ReadWasm = async (file) => {
      await new Promise((done) => setTimeout(done, 1500));
      return readWasm(file);
    };
    const quick = { config: { ...defaultConfig, fileTimeout: 1 }, today: options.today };
    const { findings, notices } = await pool({ readWasm: slow, grace: 1000 }).analyze(
      sourceFile('client.py', leak),
      quick,
    );
    assert.deepEqual([findings.length, notices], [1, []]);
  });

  it('says of a file whose grammar cannot be read that it was not analysed, and tries again with the next', async () => {
    let broken = true;
    const scanner = pool({
      readWasm: async (file) => {
        if (broken) throw new Error('offline');
        return readWasm(file);
      },
    });
    const { notices } = await scanner.analyze(sourceFile('client.py', leak), options);
    assert.match(notices[0]!.message, /could not be analysed/);
    broken = false;
    assert.deepEqual(await rulesIn(scanner), ['hardcoded-credential']);
  });

  it('ends a worker that hangs, says so, and goes on with another', async () => {
    const hanging = `${script};const real = onmessage; onmessage = (event) => { if (event.data.request?.file?.path === 'hang') for (;;); real(event); };`;
    let started = 0;
    const scanner = pool({
      grace: 3000,
      start: async () => {
        started++;
        return startBrowserWorker(hanging);
      },
    });
    const hung = scanner.analyze(sourceFile('hang', ''), {
      ...options,
      config: { ...defaultConfig, fileTimeout: 100 },
    });
    const next = rulesIn(scanner, 'notes.txt', key);
    const [notice] = (await hung).notices;
    assert.equal(notice?.message, 'This file could not be analysed to its end: it took more than 3100 ms.');
    assert.equal(notice?.unfinished, true);
    assert.deepEqual(await next, ['hardcoded-credential']);
    assert.equal(started, 2);
  });

  it('rejects where the script cannot be read, or does not run', async () => {
    const unreadable = pool({
      start: async () => {
        throw new Error('offline');
      },
    });
    const broken = pool({ start: async () => startBrowserWorker('throw new Error("broken")') });
    for (const scanner of [unreadable, broken]) {
      await assert.rejects(rulesIn(scanner), /The worker that analyses files could not be started/);
    }
  });

  it('ends a worker that was asked for before its script was there', async () => {
    let ended = false;
    let begin: (worker: ReturnType<typeof startBrowserWorker>) => void = () => {};
    const scanner = pool({
      start: () =>
        new Promise((resolve) => {
          begin = resolve;
        }),
    });
    const rejected = assert.rejects(rulesIn(scanner), /disposed/);
    await scanner.dispose();
    await rejected;
    begin({ postMessage() {}, onmessage: null, onerror: null, terminate: () => (ended = true) });
    await new Promise(setImmediate);
    assert.ok(ended);
  });

  it('has no disk to scan files of', async () => {
    const job = { absolute: '/etc/passwd', path: 'passwd', uri: '', options };
    assert.equal((await pool().scanFile(job)).failure?.id, 'internal');
  });
});
