import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDirectScanner } from '../../src/scanner/direct';
import { nodeFiles } from '../../src/scanner/read';
import { scan } from '../../src/scanner/scan';
import type { FileResult, Progress, Scanner } from '../../src/scanner/types';
import { nodeTree } from '../../src/scanner/walk';
import { makeFakeKey } from '../support/credential-shapes';
import { engine } from '../support/engine';
import { emptyFolder, fsError, git, put, removeFolders, scanAll, today } from './support/disk';

const key = makeFakeKey('api03');
const leak = `const key = '${key}';\n`;

describe('the scan of a folder', function () {
  this.timeout(60_000);
  after(removeFolders);

  it('adds up findings, failures and what was left out', async () => {
    const root = put({
      'src/b.ts': leak,
      'src/a.ts': leak + leak.replace('key', 'other'),
      'clean.ts': 'export {};\n',
      'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]),
      'secret.ts': leak,
      'node_modules/m/a.js': leak,
      '.claude-guard.json': '{ "profil": "all" }',
      'big.log': Buffer.alloc(2 << 20, 'a b\n'),
    });
    const files = {
      ...nodeFiles,
      open(path: string) {
        if (path.endsWith('secret.ts')) throw fsError('EACCES');
        return nodeFiles.open(path);
      },
    };
    const result = await scanAll({ root }, {}, { files, tree: nodeTree });
    assert.deepEqual(
      result.findings.map(({ path, start }) => `${path}:${start.line}`),
      ['src/a.ts:1', 'src/a.ts:2', 'src/b.ts:1'],
    );
    assert.deepEqual(result.failures, [
      { file: '.claude-guard.json', reason: 'Line 1: There is no setting “profil”. Did you mean “profile”?' },
      { file: 'secret.ts', reason: 'permission denied' },
    ]);
    const { durationMs, ...summary } = result.summary;
    assert.ok(durationMs > 0);
    assert.deepEqual(summary, {
      files: 5,
      streamed: 1,
      scannedBytes: leak.length * 3 + 2 + 'export {};\n'.length + 19 + (2 << 20),
      skipped: { binary: 1, dependencies: 1 },
      byRule: { 'hardcoded-credential': 3 },
      bySeverity: { error: 3, warning: 0, info: 0 },
      notFollowed: 0,
    });
    assert.equal(result.cancelled, false);
  });

  it('follows ways through several files, those without a word of Claude included', async () => {
    const root = put({
      'tsconfig.json': '{ "compilerOptions": { "paths": { "~lib/*": ["src/lib/*"] } } }',
      'src/lib/ask.ts':
        "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nexport const ask = async () => (await client.messages.create({ model: 'claude-sonnet-5' })).content[0].text;\n",
      'src/run.ts': "import { ask } from '~lib/ask';\n\nask().then((text) => eval(text));\n",
      'src/clean.ts': "export const clean = 'nothing';\n",
    });
    const { findings, summary } = await scanAll({ root });
    assert.deepEqual(
      findings.map(({ rule, path, related }) => [rule, path, related[0]?.path]),
      [['reply-as-code', 'src/run.ts', 'src/lib/ask.ts']],
    );
    assert.equal(summary.notFollowed, 0);
  });

  it('tells git facts to the rules', async () => {
    const root = put({
      '.env': `ANTHROPIC_API_KEY=${key}\n`,
      'a/.env': `ANTHROPIC_API_KEY=${key}\n`,
      'a/.gitignore': '.env',
    });
    git(root, 'init', '-q');
    const all = await scanAll({ root }, { noIgnore: true });
    assert.deepEqual(
      all.findings.map(({ path, rule }) => `${path} ${rule}`),
      ['.env tracked-env-file'],
    );
  });

  it('names files below the root as it was given, by whatever link', async () => {
    const root = put({ 'src/a b.ts': leak });
    const link = join(emptyFolder(), 'link');
    symlinkSync(root, link);
    const [finding] = (await scanAll({ root: link })).findings;
    assert.equal(finding!.path, 'src/a b.ts');
    assert.equal(finding!.uri, `${pathToFileURL(link)}/src/a%20b.ts`);
  });

  it('calls back with progress and results while it runs', async () => {
    const root = put({ 'a.ts': leak, 'b.ts': leak, 'c.ts': '' });
    const progress: Progress[] = [];
    const results: FileResult[] = [];
    await scanAll({ root }, { onProgress: (one) => progress.push(one), onFindings: (one) => results.push(one) });
    assert.deepEqual(
      progress.map(({ done, total }) => `${done}/${total}`),
      ['1/3', '2/3', '3/3'],
    );
    assert.deepEqual(progress.map(({ file }) => file).sort(), ['a.ts', 'b.ts', 'c.ts']);
    assert.equal(results.flatMap(({ findings }) => findings).length, 2);
  });

  it('looks at code and hidden files before other data', async () => {
    const json = JSON.stringify({ key });
    const root = put({ '.mcp.json': json, 'a.json': json, 'b.ts': leak, 'docs/c.yaml': json, 'd.env': `KEY=${key}` });
    const paths: string[] = [];
    await scanAll({ root }, { concurrency: 1, onFindings: ({ path }) => paths.push(path) });
    assert.deepEqual(paths, ['.mcp.json', 'b.ts', 'd.env', 'a.json', 'docs/c.yaml']);
  });

  it('takes files that vanish while it runs for what they are', async () => {
    const root = put({ 'a.ts': leak, 'b.ts': leak, 'c.ts': leak });
    const onFindings = () => rmSync(join(root, 'c.ts'), { force: true });
    const { findings, failures, summary } = await scanAll({ root }, { concurrency: 1, onFindings });
    assert.equal(findings.length, 2);
    assert.deepEqual(failures, []);
    assert.deepEqual(summary.skipped, { vanished: 1 });
  });

  it('obeys configuration files, unless one is given', async () => {
    const root = put({ 'a.ts': leak, '.claude-guard.json': '{ "rules": { "hardcoded-credential": "off" } }' });
    assert.equal((await scanAll({ root })).findings.length, 0);
    const settings = { rules: { 'hardcoded-credential': 'warning' } } as const;
    const stricter = await scanAll({ root }, { settings });
    assert.deepEqual(
      stricter.findings.map(({ severity }) => severity),
      ['warning'],
    );
    assert.match(stricter.notices[0]!.message, /switches the rule “hardcoded-credential” off; you have set/);
    const { defaultConfig } = await import('../../src/engine/config/config');
    assert.equal((await scanAll({ root }, { config: defaultConfig })).findings.length, 1);
  });

  it('ends with what it has once its signal is aborted', async () => {
    const root = put(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.ts`, leak])));
    const abort = new AbortController();
    let done = 0;
    const onFindings = () => {
      if (++done === 5) abort.abort();
    };
    const result = await scanAll({ root }, { signal: abort.signal, onFindings, concurrency: 2 });
    assert.equal(result.cancelled, true);
    assert.ok(result.findings.length >= 5 && result.findings.length < 10);
    const before = await scanAll({ root }, { signal: AbortSignal.abort() });
    assert.deepEqual([before.cancelled, before.summary.files], [true, 0]);
  });

  it('rejects where the folder is missing, or the scanner gives up', async () => {
    await assert.rejects(scanAll({ root: join(emptyFolder(), 'nowhere') }), { code: 'ENOENT' });
    const broken: Scanner = {
      ...createDirectScanner(engine, nodeFiles),
      scanFile: async () => {
        throw new Error('no worker');
      },
    };
    await assert.rejects(scan({ root: put({ 'a.ts': leak }) }, broken, { today, ruleIds: [] }), /no worker/);
  });

  it('gives the same however the files are shared out', async () => {
    const root = put(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i % 7}/${i}.ts`, i % 3 ? leak : ''])));
    const [one, many] = await Promise.all([
      scanAll({ root }, { concurrency: 1 }),
      scanAll({ root }, { concurrency: 16 }),
    ]);
    assert.deepEqual(many.findings, one.findings);
    assert.equal(one.findings.length, 40);
  });

  it('copes with many files', async () => {
    const root = emptyFolder();
    for (let folder = 0; folder < 40; folder++) {
      mkdirSync(join(root, `${folder}`));
      for (let file = 0; file < 100; file++)
        writeFileSync(join(root, `${folder}`, `${file}.ts`), `export const a = ${file};\n`);
    }
    put({ '39/99.ts': leak }, root);
    const { summary, findings } = await scanAll({ root });
    assert.equal(summary.files, 4000);
    assert.equal(findings.length, 1);
  });
});
