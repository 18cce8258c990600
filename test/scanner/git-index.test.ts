import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { trackedPaths } from '../../src/scanner/git-index';
import { nodeFiles } from '../../src/scanner/read';
import { findRepository, openRepository } from '../../src/scanner/repository';
import { emptyFolder, git, gitPaths, put, removeFolders } from './support/disk';

const names = ['a.ts', 'b/c.ts', 'b/d/e é.ts', 'b/d/a-longer-name-than-the-others.ts', 'z', '.env', 'b.ts'];

function repository(...options: string[]): string {
  const root = put(Object.fromEntries(names.map((name) => [name, name])));
  git(root, 'init', '-q', ...options);
  git(root, 'add', '.');
  return root;
}

const indexOf = (root: string) => readFileSync(join(root, '.git', 'index'));

function ours(root: string): string[] | undefined {
  const shared = (base: string) => readFileSync(join(root, '.git', `sharedindex.${base}`));
  return trackedPaths(indexOf(root), shared)?.sort();
}

const trackedByGit = (root: string) => gitPaths(root, 'ls-files');

describe("git's index", function () {
  this.timeout(20_000);
  after(removeFolders);

  for (const version of ['2', '3', '4']) {
    it(`is read in version ${version}`, () => {
      const root = repository();
      if (version === '3') {
        put({ new: '' }, root);
        git(root, 'add', '--intent-to-add', 'new');
        git(root, 'update-index', '--skip-worktree', 'z');
      } else git(root, 'update-index', '--index-version', version);
      assert.equal(indexOf(root).readUInt32BE(4), Number(version));
      assert.deepEqual(ours(root), trackedByGit(root));
    });
  }

  it('is read with SHA-256', () => {
    const root = repository('--object-format=sha256');
    assert.deepEqual(ours(root), [...names].sort());
  });

  it('is read where it is split, with entries replaced, deleted and added', () => {
    const root = repository();
    git(root, 'config', 'splitIndex.maxPercentChange', '100');
    put(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`many/${i}`, ''])), root);
    git(root, 'add', '.');
    git(root, 'update-index', '--split-index');
    git(root, 'rm', '-q', '--cached', '.env', 'many/7', 'many/66', 'many/130');
    put({ new: '', z: 'changed' }, root);
    git(root, 'add', 'new', 'z');
    assert.ok(indexOf(root).includes('link'));
    assert.deepEqual(ours(root), trackedByGit(root));
    assert.ok(!ours(root)!.includes('.env'));
  });

  it('leaves submodules and damaged files out', () => {
    const root = repository();
    const inner = repository();
    git(inner, 'commit', '-q', '-m', 'one');
    git(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, 'sub');
    assert.deepEqual(ours(root), [...names, '.gitmodules'].sort());
    assert.equal(
      trackedPaths(Buffer.from('no index'), () => undefined),
      undefined,
    );
    assert.equal(
      trackedPaths(indexOf(root).subarray(0, 100), () => undefined),
      undefined,
    );
  });

  it('never throws, and never runs long, whatever the bytes are', () => {
    const root = repository();
    git(root, 'update-index', '--split-index');
    git(root, 'rm', '-q', '--cached', 'z');
    const real = [indexOf(root), indexOf(repository())];
    const change = fc.tuple(fc.nat(4000), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.constantFrom(...real), fc.array(change, { maxLength: 6 }), fc.nat(4000), (bytes, changes, cut) => {
        const damaged = Buffer.from(bytes.subarray(0, changes.length % 2 ? cut : bytes.length));
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
        const paths = trackedPaths(damaged, () => bytes);
        assert.ok(paths === undefined || paths.length < 1000);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a repository', function () {
  this.timeout(20_000);
  after(removeFolders);

  const repositoryAt = (root: string) => openRepository(nodeFiles, root);

  it('is found above a folder, and knows what is tracked', () => {
    const root = repository();
    const found = findRepository(nodeFiles, join(root, 'b', 'd'));
    assert.equal(found?.root, root);
    assert.equal(found?.tracked?.file('b/c.ts'), true);
    assert.equal(found?.tracked?.file('b/other'), false);
    assert.deepEqual(
      ['b', 'b/d', 'b/c.ts'].map((path) => found?.tracked?.below(path)),
      [true, true, false],
    );
    assert.equal(findRepository(nodeFiles, emptyFolder()), undefined);
  });

  it('without an index tracks nothing; with a damaged one nothing is known', () => {
    const root = put({ a: '' });
    git(root, 'init', '-q');
    assert.equal(repositoryAt(root)?.tracked?.file('a'), false);
    put({ '.git/index': 'DIRC' }, root);
    assert.equal(repositoryAt(root)?.tracked, undefined);
  });

  it('is followed to the folder of a worktree and of a submodule', () => {
    const root = repository();
    git(root, 'commit', '-q', '-m', 'one');
    put({ '.git/info/exclude': 'secret' }, root);
    const tree = join(emptyFolder(), 'tree');
    git(root, 'worktree', 'add', '-q', tree);
    git(tree, 'rm', '-q', '--cached', 'z');
    assert.equal(repositoryAt(tree)?.tracked?.file('a.ts'), true);
    assert.equal(repositoryAt(tree)?.tracked?.file('z'), false);
    assert.equal(repositoryAt(tree)?.exclude, 'secret');
    const outer = repository();
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', root, 'sub');
    assert.equal(repositoryAt(join(outer, 'sub'))?.tracked?.file('a.ts'), true);
  });

  it('is not read where a .git file or link leads elsewhere', () => {
    const secret = repository();
    const byFile = put({ '.git': `gitdir: ${secret}/.git\n`, a: '' });
    assert.equal(repositoryAt(byFile), undefined);
    const byLink = put({ a: '' });
    symlinkSync(join(secret, '.git'), join(byLink, '.git'));
    assert.equal(repositoryAt(byLink), undefined);
    const onNetwork = put({ '.git': 'gitdir: //host/share\n' });
    const opened: string[] = [];
    const open = (path: string) => {
      opened.push(path);
      return nodeFiles.open(path);
    };
    openRepository({ ...nodeFiles, open }, onNetwork);
    assert.deepEqual(opened, [join(onNetwork, '.git')]);
  });

  it('is no repository without a HEAD', () => {
    const root = put({ '.git/index': 'DIRC' });
    assert.equal(repositoryAt(root), undefined);
    rmSync(join(root, '.git'), { recursive: true });
    writeFileSync(join(root, '.git'), 'nonsense');
    assert.ok(existsSync(join(root, '.git')));
    assert.equal(repositoryAt(root), undefined);
  });
});
