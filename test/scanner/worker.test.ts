import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { grammarNames } from '../../src/engine/grammars';
import { createNodePool } from '../../src/scanner/node-pool';
import type { FromWorker, ToWorker } from '../../src/scanner/protocol';
import { scan } from '../../src/scanner/scan';
import type { Scanner } from '../../src/scanner/types';
import { makeFakeKey } from '../support/credential-shapes';
import { options } from '../support/engine';
import { readWasm } from '../support/wasm';
import { emptyFolder, put, removeFolders, scanAll, today } from './support/disk';

const key = makeFakeKey('api03');
const files = {
  'a.ts': `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic({ apiKey: '${key}' });\n`,
  'b.py': `from anthropic import Anthropic\nAnthropic(api_key="${key}", base_url="http://api.anthropic.com")\n`,
  '.env': `ANTHROPIC_API_KEY=${key}\n`,
  'encoded.json': JSON.stringify({ anthropic: Buffer.from(key).toString('base64') }),
  'long.log': `${'nothing of interest\n'.repeat(80_000)}${key}\n`,
};

describe('the worker', function () {
  this.timeout(60_000);
  const folder = { worker: '', grammars: '' };
  let scanner: Scanner;

  before(async () => {
    const built = emptyFolder();
    Object.assign(folder, { worker: join(built, 'worker.js'), grammars: join(built, 'grammars') });
    const source = join(__dirname, '../../src/scanner');
    const entryPoints = { worker: join(source, 'worker.ts'), engine: join(source, 'worker-engine.ts') };
    // As in esbuild.js. `main` of jsonc-parser is UMD, which cannot be bundled.
    const mainFields = ['module', 'main'];
    await build({ entryPoints, outdir: built, bundle: true, platform: 'node', mainFields });
    mkdirSync(folder.grammars);
    const inOthers = ['javascript'];
    for (const name of ['', ...grammarNames.filter((one) => !inOthers.includes(one)).map((one) => `-${one}`)]) {
      const file = `tree-sitter${name}.wasm`;
      writeFileSync(join(folder.grammars, file), await readWasm(file));
    }
    scanner = createNodePool({ ...folder, size: 2, grace: 30_000 });
  });

  after(async () => {
    await scanner.dispose();
    removeFolders();
  });

  it('finds what is found in process', async () => {
    const root = put(files);
    const { findings, failures, notices } = await scan({ root }, scanner, { today, ruleIds: [] });
    const direct = await scanAll({ root });
    assert.deepEqual(findings, direct.findings);
    assert.deepEqual(notices, direct.notices);
    assert.deepEqual(failures, []);
    assert.deepEqual(new Set(findings.map(({ path }) => path)), new Set(Object.keys(files)));
  });

  it('analyses a text, and validates a fix', async () => {
    const file = { uri: 'file:///a.ts', path: 'a.ts', version: 3, text: files['a.ts'] };
    const { findings } = await scanner.analyze(file, options);
    const finding = findings.find(({ rule }) => rule === 'hardcoded-credential')!;
    const [fix] = finding.fixes;
    assert.equal(await scanner.validateFix(file, finding, fix!, options), true);
    assert.equal(await scanner.validateFix(file, finding, { ...fix!, edits: [] }, options), false);
  });

  it('sends nothing back that holds a secret', async () => {
    const root = put(files);
    const worker = new Worker(folder.worker, { workerData: { grammars: folder.grammars } });
    const received: FromWorker[] = [];
    const answered = new Promise<void>((resolve) => {
      worker.on('message', (message: FromWorker) => {
        received.push(message);
        if (received.filter(({ kind }) => kind === 'done').length === 5) resolve();
      });
    });
    for (const [id, path] of Object.keys(files).entries()) {
      const job = { absolute: join(root, path), path, uri: path, options };
      worker.postMessage({ id, request: { op: 'scanFile', job } } satisfies ToWorker);
    }
    await answered;
    await worker.terminate();
    const said = JSON.stringify(received);
    assert.match(said, /hardcoded-credential/);
    for (const secret of [key, key.slice(20, -20), Buffer.from(key).toString('base64')]) {
      assert.equal(said.includes(secret), false);
    }
  });
});
