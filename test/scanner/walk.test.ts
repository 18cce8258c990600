import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { deepest, nodeTree, type Tree } from '../../src/scanner/walk';
import { emptyFolder, filesOf, fsError, git, othersOf, put, removeFolders, walkAll } from './support/disk';

const config = (content: object) => JSON.stringify(content);

describe('the walk', function () {
  this.timeout(20_000);
  after(removeFolders);

  it('gives files in the order of their paths, whatever the file system gives', async () => {
    const root = put({ 'a/b': '', 'a.b': '', 'a-b/c': '', Z: '', é: '', 'a/B': '' });
    const shuffled: Tree = { ...nodeTree, list: (path) => nodeTree.list(path).reverse() };
    const expected = ['Z', 'a-b/c', 'a.b', 'a/B', 'a/b', 'é'];
    assert.deepEqual(filesOf(await walkAll({ root })), expected);
    assert.deepEqual(filesOf(await walkAll({ root }, { tree: shuffled })), expected);
    assert.deepEqual(expected, [...expected].sort());
  });

  it('leaves dependencies out, by name, and counts each folder once', async () => {
    const root = put({
      'node_modules/a/b.js': '',
      'x/node_modules/c.js': '',
      'py/.venv/d.py': '',
      'src/node_modules.ts': '',
    });
    const entries = await walkAll({ root });
    assert.deepEqual(filesOf(entries), ['src/node_modules.ts']);
    assert.deepEqual(othersOf(entries), [
      'node_modules: dependencies',
      'py/.venv: dependencies',
      'x/node_modules: dependencies',
    ]);
  });

  it('never enters .git', async () => {
    const root = put({ '.git/config': '', 'a/.git/config': '', 'a/b': '' });
    assert.deepEqual(filesOf(await walkAll({ root }, { options: { noIgnore: true } })), ['a/b']);
  });

  describe('links', () => {
    it('inside the root change nothing: what they name is found by its own path', async () => {
      const root = put({ 'src/a.ts': '', 'z.ts': '' });
      symlinkSync('z.ts', join(root, 'a-link.ts'));
      symlinkSync('src', join(root, 'a-folder'));
      const entries = await walkAll({ root });
      assert.deepEqual(filesOf(entries), ['src/a.ts', 'z.ts']);
      assert.deepEqual(othersOf(entries), []);
    });

    it('are followed where their aim was not asked for itself', async () => {
      const root = put({ 'app/a.ts': '', 'shared/b.ts': '', 'shared/sub/c.ts': '' });
      symlinkSync('../shared', join(root, 'app/shared'));
      symlinkSync('../shared/b.ts', join(root, 'app/x.ts'));
      const entries = await walkAll({ root, paths: ['app'] });
      assert.deepEqual(filesOf(entries), ['app/a.ts', 'app/shared/b.ts', 'app/shared/sub/c.ts']);
    });

    it('that leave the root, or lead nowhere, are not followed', async () => {
      const outside = put({ 'secret.ts': '' });
      const root = put({ 'a.ts': '' });
      symlinkSync(outside, join(root, 'folder'));
      symlinkSync(join(outside, 'secret.ts'), join(root, 'file.ts'));
      symlinkSync('nowhere', join(root, 'broken'));
      const entries = await walkAll({ root }, { options: { noIgnore: true } });
      assert.deepEqual(filesOf(entries), ['a.ts']);
      assert.deepEqual(othersOf(entries), ['broken: outside', 'file.ts: outside', 'folder: outside']);
    });

    it('do not get around ignore files, dependencies and .git', async () => {
      const root = put({ '.gitignore': 'hidden', 'hidden/a.ts': '', 'node_modules/b/c.ts': '', 'app/d.ts': '' });
      git(root, 'init', '-q');
      symlinkSync('../hidden', join(root, 'app/h'));
      symlinkSync('../node_modules/b', join(root, 'app/n'));
      symlinkSync('../.git', join(root, 'app/g'));
      assert.deepEqual(filesOf(await walkAll({ root, paths: ['app'] })), ['app/d.ts']);
    });

    it('in circles end', async () => {
      const root = put({ 'a/b/c.ts': '' });
      symlinkSync('../..', join(root, 'a/b/up'));
      symlinkSync('.', join(root, 'a/self'));
      symlinkSync('two', join(root, 'one'));
      symlinkSync('one', join(root, 'two'));
      for (const target of [{ root }, { root, paths: ['a/b'] }]) {
        assert.deepEqual(filesOf(await walkAll(target)), ['a/b/c.ts']);
      }
    });
  });

  it('opens no FIFO, socket or device, and says that it left them out', async () => {
    const root = put({ a: '' });
    execFileSync('mkfifo', [join(root, 'fifo')]);
    const server = createServer().listen(join(root, 'socket'));
    try {
      const entries = await walkAll({ root });
      assert.deepEqual(filesOf(entries), ['a']);
      assert.deepEqual(othersOf(entries), ['fifo: special', 'socket: special']);
    } finally {
      server.close();
    }
  });

  it('tells of folders whose names are not UTF-8', async () => {
    const root = put({ a: '' });
    const folder = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]);
    try {
      mkdirSync(folder);
      writeFileSync(Buffer.concat([folder, Buffer.from('/b')]), '');
    } catch {
      // A file system that takes no such name: the same from a tree that is made up.
      mkdirSync(join(root, 'caf\ufffd'));
    }
    const tree: Tree = {
      ...nodeTree,
      list(path) {
        if (path.endsWith('caf\ufffd')) throw fsError('ENOENT');
        return nodeTree.list(path);
      },
    };
    for (const each of [nodeTree, tree].slice(existsSync(folder) ? 0 : 1)) {
      const entries = await walkAll({ root }, { tree: each });
      assert.deepEqual(filesOf(entries), ['a']);
      assert.deepEqual(othersOf(entries), ['caf\ufffd: its name is not valid UTF-8']);
    }
  });

  it('tells of folders that cannot be listed, and passes over those that are gone', async () => {
    const root = put({ 'a/x': '', 'b/x': '', 'c/x': '' });
    const errors: Record<string, string> = { a: 'EACCES', b: 'ENOENT' };
    const tree: Tree = {
      ...nodeTree,
      list(path) {
        const code = errors[path.slice(root.length + 1)];
        if (code) throw fsError(code);
        return nodeTree.list(path);
      },
    };
    const entries = await walkAll({ root }, { tree });
    assert.deepEqual(filesOf(entries), ['c/x']);
    assert.deepEqual(othersOf(entries), ['a: permission denied', 'b: vanished']);
    await assert.rejects(walkAll({ root: join(root, 'nowhere') }), { code: 'ENOENT' });
  });

  it('goes deep, and says where it stops', async () => {
    const root = emptyFolder();
    const folders = (count: number) => Array.from({ length: count }, () => 'd').join('/');
    mkdirSync(join(root, folders(deepest + 50)), { recursive: true });
    writeFileSync(join(root, folders(deepest), 'last.ts'), '');
    writeFileSync(join(root, folders(deepest + 1), 'beyond.ts'), '');
    const entries = await walkAll({ root });
    assert.deepEqual(filesOf(entries), [`${folders(deepest)}/last.ts`]);
    assert.deepEqual(othersOf(entries), [`${folders(deepest + 1)}: it lies more than ${deepest} folders deep`]);
  });

  it('ends soon after its signal', async () => {
    const root = put(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}/a`, ''])));
    const abort = new AbortController();
    let listed = 0;
    const tree: Tree = {
      ...nodeTree,
      list(path) {
        if (++listed === 3) abort.abort();
        return nodeTree.list(path);
      },
    };
    await walkAll({ root }, { tree, signal: abort.signal });
    assert.equal(listed, 3);
  });

  describe('of named paths', () => {
    it('takes files and folders, each once, also those that git ignores or that are dependencies', async () => {
      const root = put({
        '.gitignore': 'dist\n.env',
        'dist/a.js': '',
        '.env': '',
        'src/.env': '',
        'src/b.ts': '',
        'node_modules/m/c.js': '',
        'node_modules/m/node_modules/d.js': '',
      });
      git(root, 'init', '-q');
      const paths = ['src/b.ts', 'dist', './src', '.env', join(root, 'node_modules/m'), 'src'];
      assert.deepEqual(filesOf(await walkAll({ root, paths })).sort(), [
        '.env',
        'dist/a.js',
        'node_modules/m/c.js',
        // For the one rule that compares it with others.
        'src/.env',
        'src/b.ts',
      ]);
      const whole = filesOf(await walkAll({ root, paths: ['.'] }));
      assert.deepEqual(whole, ['.env', '.gitignore', 'src/.env', 'src/b.ts']);
    });

    it('tells of those that are missing, elsewhere or of git', async () => {
      const outside = put({ a: '' });
      const root = put({ a: '', '.git/config': '' });
      symlinkSync(outside, join(root, 'link'));
      const entries = await walkAll({ root, paths: ['nothing', '../other', outside, 'link/a', '.git/config'] });
      assert.deepEqual(filesOf(entries), []);
      assert.equal(othersOf(entries).length, 5);
      assert.deepEqual(
        othersOf(entries).filter((line) => line.startsWith('nothing') || line.startsWith('link')),
        ['link/a: it lies outside of the scanned folder', 'nothing: it does not exist'],
      );
    });
  });

  describe('configuration', () => {
    it('includes and excludes by globs, relative to its own folder; the nearest one counts', async () => {
      const root = put({
        '.claude-guard.json': config({ exclude: ['gen', '*.snap', 'docs/**/*.md'] }),
        'gen/a.ts': '',
        'src/gen/b.ts': '',
        'src/c.snap': '',
        'docs/x/d.md': '',
        'docs/e.ts': '',
        'pkg/.claude-guard.json': config({ include: ['lib'] }),
        'pkg/lib/f.ts': '',
        'pkg/lib/g.snap': '',
        'pkg/h.ts': '',
      });
      const entries = await walkAll({ root });
      assert.deepEqual(filesOf(entries), ['.claude-guard.json', 'docs/e.ts', 'pkg/lib/f.ts', 'pkg/lib/g.snap']);
      assert.ok(othersOf(entries).includes('gen: excluded'));
      assert.ok(othersOf(entries).includes('pkg/h.ts: excluded'));
    });

    it('means its own folder by a pattern that begins with a slash', async () => {
      const root = put({
        '.claude-guard.json': config({ exclude: ['/gen', './out/**', '/*.snap'] }),
        'gen/a.ts': '',
        'src/gen/b.ts': '',
        'out/c.ts': '',
        'src/out/d.ts': '',
        'e.snap': '',
        'src/f.snap': '',
        'pkg/.claude-guard.json': config({ include: ['/lib'] }),
        'pkg/lib/g.ts': '',
        'pkg/x/lib/h.ts': '',
      });
      const files = filesOf(await walkAll({ root })).filter((file) => !file.startsWith('.'));
      assert.deepEqual(files, ['pkg/lib/g.ts', 'src/f.snap', 'src/gen/b.ts', 'src/out/d.ts']);
    });

    it('with a mistake is reported once, and the rest of it holds', async () => {
      const root = put({
        '.claude-guard.json': config({ exclud: [], profile: 'all', exclude: ['x'] }),
        x: '',
        'a/b': '',
      });
      const report = { failures: [], notices: [] };
      const entries = await walkAll({ root, paths: ['a', 'x', '.'] }, { report });
      assert.deepEqual(filesOf(entries), ['.claude-guard.json', 'a/b']);
      assert.equal(report.failures.length, 1);
      assert.match(
        JSON.stringify(report.failures),
        /"file":"\.claude-guard\.json","reason":"Line 1: There is no setting “exclud”/,
      );
      const file = entries.find((entry) => entry.kind === 'file');
      assert.equal(file?.kind === 'file' && file.config.profile, 'all');
    });

    it('that is spoiled by a mistake, or that nobody trusts, leaves nothing out, and is stricter where it says so', async () => {
      const [spoiled, whole] = [
        '{ "profile": "all", "exclude": ["x"], "include": ["a"',
        config({ profile: 'all', exclude: ['x'], include: ['a'] }),
      ];
      for (const [text, options] of [
        [spoiled, {}],
        [whole, { untrusted: true }],
      ] as const) {
        const report = { failures: [], notices: [] };
        const entries = await walkAll(
          { root: put({ '.claude-guard.json': text, x: '', 'a/b': '' }) },
          { report, options },
        );
        assert.deepEqual(filesOf(entries), ['.claude-guard.json', 'a/b', 'x']);
        const [file] = entries;
        assert.equal(file?.kind === 'file' && file.config.profile, 'all');
        assert.match(JSON.stringify(report.notices), /limits the scan to “a”; that waits .* excludes “x”; that waits /);
      }
    });

    it('that is no JSON, or a link, leaves the defaults in force', async () => {
      for (const make of [
        (root: string) => put({ '.claude-guard.json': '{ "exclude": ' }, root),
        (root: string) => symlinkSync('/etc/hostname', join(root, '.claude-guard.json')),
      ]) {
        const root = put({ a: '' });
        make(root);
        const report = { failures: [], notices: [] };
        assert.ok(filesOf(await walkAll({ root }, { report })).includes('a'));
        assert.ok(report.failures.length > 0);
      }
    });

    it('with a pattern that takes long to match is told, and not obeyed', async () => {
      const root = put({ '.claude-guard.json': config({ exclude: ['*a*a*a*a*a*a*b'] }), ['a'.repeat(250)]: '' });
      const report = { failures: [], notices: [] };
      assert.equal(filesOf(await walkAll({ root }, { report })).length, 2);
      assert.match(JSON.stringify(report.failures), /too many wildcards/);
    });

    it('of a person stands over that of a repository, relative to the root', async () => {
      const files = { 'pkg/a.ts': '', 'pkg/b.ts': '', 'c.ts': '' };
      const root = put({ ...files, 'pkg/.claude-guard.json': config({ exclude: ['a.ts', 'b.ts'] }) });
      const report = { failures: [], notices: [] };
      const entries = await walkAll({ root }, { report, options: { settings: { exclude: ['pkg/b.ts'] } } });
      assert.deepEqual(filesOf(entries), ['c.ts', 'pkg/.claude-guard.json', 'pkg/a.ts']);
      assert.match(JSON.stringify(report.notices), /The repository excludes/);
    });
  });
});
