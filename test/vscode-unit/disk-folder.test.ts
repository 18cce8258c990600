import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createDirectScanner } from '../../src/scanner/direct';
import { createFolderWork } from '../../src/scanner/folder-work';
import { nodeFiles } from '../../src/scanner/read';
import type { FileResult } from '../../src/scanner/types';
import { nodeTree } from '../../src/scanner/walk';
import { createDiskFolder } from '../../src/vscode/findings/scan/disk-folder';
import { makeFakeKey } from '../support/credential-shapes';
import { engine } from '../support/engine';

const python = 'import anthropic\nclient = anthropic.Anthropic(base_url="http://relay.acme-corp.com")\n';
const scanner = createDirectScanner(engine, nodeFiles, createFolderWork(nodeFiles, nodeTree));
const { signal } = new AbortController();

describe('a folder of the disk', () => {
  let root = '';
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  const open = (texts: Record<string, string> = {}, settings = {}, hidden: string[] = []) =>
    createDiskFolder(root, scanner, {
      ...{ settings, hidden, untrusted: false },
      lastGood: (path) => texts[path],
      lastGoods: () => texts,
    });
  const scan = async (folder = open()) => {
    const results: FileResult[] = [];
    const outcome = await folder.scan({ signal, onProgress() {}, onResult: (result) => results.push(result) });
    const found = results.flatMap(({ findings }) => findings.map(({ rule, path }) => `${path} ${rule}`));
    return { ...outcome, found: found.sort() };
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'claude-guard-folder-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('knows what git says of a file', async () => {
    for (const path of ['tracked.py', 'new.py', 'out/x.py']) put(path, python);
    put('.gitignore', 'out/\n');
    git('init');
    git('add', 'tracked.py');
    const folder = open();
    const facts = await Promise.all(['tracked.py', 'new.py', 'out/x.py'].map((path) => folder.place(path)));
    assert.deepEqual(
      facts.map(({ host }) => host?.git),
      ['tracked', 'untracked', 'ignored'],
    );
    assert.deepEqual(
      facts.map(({ skip }) => skip),
      [undefined, undefined, 'ignored'],
    );
  });

  it('leaves out what a scan leaves out', async () => {
    put('.claude-guard.json', '{ "exclude": ["old/**"] }');
    const folder = open();
    const skips = ['old/a/b.py', 'node_modules/x/y.js', '.git/config', 'src/a.py'];
    assert.deepEqual(await Promise.all(skips.map(async (path) => (await folder.place(path)).skip)), [
      'excluded',
      'dependencies',
      'ignored',
      undefined,
    ]);
  });

  it('scans nothing that is hidden, and counts it; a file that is named is placed all the same', async () => {
    put('a.py', python);
    put('data/deep/b.py', python);
    put('c/d.gen.py', python);
    const folder = open({}, {}, ['**/data', '**/*.gen.py']);
    const { found, excluded } = await scan(folder);
    assert.deepEqual(found, ['a.py insecure-url']);
    assert.equal(excluded, 2);
    assert.equal((await folder.place('data/deep/b.py')).skip, undefined);
  });

  it('finds the same in one file as in a scan of all', async () => {
    put('a.py', python);
    put('.env', `ANTHROPIC_API_KEY=${makeFakeKey('api03')}\n`);
    git('init');
    const folder = open();
    const { found, files, failures } = await scan(folder);
    assert.deepEqual(found, ['.env tracked-env-file', 'a.py insecure-url']);
    assert.equal(files, 2);
    assert.deepEqual(failures, []);
    const one = await folder.scanFile(await folder.place('.env'), signal);
    assert.deepEqual(
      one.findings.map(({ rule, severity }) => [rule, severity]),
      [['tracked-env-file', 'error']],
    );
  });

  it('obeys the last good configuration while the file is broken', async () => {
    put('a.py', python);
    put('.claude-guard.json', '{ "rules": {');
    assert.deepEqual((await scan()).found, ['a.py insecure-url']);
    const folder = open({ '.claude-guard.json': '{ "rules": { "insecure-url": "off" } }' });
    const { found, failures } = await scan(folder);
    assert.deepEqual(found, []);
    assert.deepEqual(failures, []);
    assert.equal((await folder.place('a.py')).options.config.rules['insecure-url'], 'off');
  });

  it('lets a configuration be no weaker than what was set in VS Code', async () => {
    put('a.py', python);
    put('.claude-guard.json', '{ "rules": { "insecure-url": "off" } }');
    assert.deepEqual((await scan()).found, []);
    const settings = { rules: { 'insecure-url': 'warning' } };
    assert.deepEqual((await scan(open(undefined, settings))).found, ['a.py insecure-url']);
  });

  it('reads anew what has changed once it is refreshed', async () => {
    const folder = open();
    assert.equal((await folder.place('out/a.py')).skip, undefined);
    put('.gitignore', 'out/\n');
    assert.equal((await folder.place('out/a.py')).skip, undefined);
    folder.refresh();
    assert.equal((await folder.place('out/a.py')).skip, 'ignored');
  });

  it('gives a worker no lists of globs', async () => {
    put('.claude-guard.json', '{ "exclude": ["old/**"], "include": ["src/**"] }');
    const { config } = (await open().place('src/a.py')).options;
    assert.deepEqual([config.include, config.exclude], [[], []]);
  });

  it('tells a file of credentials that others hold, as they come and go after a scan', async () => {
    const line = `ANTHROPIC_API_KEY=${makeFakeKey('api03')}\n`;
    put('.gitignore', '.env*\n');
    put('.env', line);
    put('.env.production', line);
    git('init');
    const folder = open();
    assert.deepEqual((await scan(folder)).found, ['.env shared-credential']);
    const { host, options } = await folder.place('.env');
    assert.deepEqual(
      host?.shared?.credentials[0]?.others.map(({ path }) => path),
      ['.env.production'],
    );
    assert.equal(options.config.rules['hardcoded-credential'], 'off');
    assert.deepEqual(folder.hold?.('.env.production', [], 'ignored').sort(), ['.env', '.env.production']);
    assert.equal((await folder.place('.env')).host?.shared, undefined);
  });
});
