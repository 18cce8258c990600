import assert from 'node:assert/strict';
import { defaultConfig } from '../../src/engine/config/config';
import { createIgnoreRules } from '../../src/scanner/ignore-rules';
import { emptyFolder, filesOf, git, gitFactsOf, gitPaths, put, removeFolders, walkAll } from './support/disk';

/** What git would add or has: its own answer to what we ask our rules. */
const visibleToGit = (folder: string) => gitPaths(folder, 'ls-files', '--cached', '--others', '--exclude-standard');

const isOurs = (path: string) => !path.endsWith('.gitignore');

/** Mulberry32: the same folders on every run. */
function randomNumbers(state: number): (below: number) => number {
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe('ignore files', function () {
  this.timeout(60_000);
  after(removeFolders);

  it('agree with git on random folders with nested ignore files', async () => {
    const names = ['a', 'b', 'c.js', 'd.env', '.env', 'e f', '[x]', '#h', '!n'];
    const patterns = [
      ...[
        'a',
        'a/',
        '/a',
        'a/b',
        '/a/b/',
        '*.js',
        '!*.js',
        '.env',
        '!.env',
        '*',
        '!*/',
        'b/**',
        '**/c.js',
        'a/**/c.js',
      ],
      ...[
        '\\#h',
        '\\!n',
        '#h',
        '!n',
        'e f ',
        'e\\ f',
        '[ab]',
        '\\[x\\]',
        '?',
        '!a/',
        '/*',
        '!/b',
        'c.js\r',
        '**',
        'a/*',
        '!b/.env',
      ],
    ];
    for (let seed = 1; seed <= 12; seed++) {
      const random = randomNumbers(seed);
      const pick = <T>(from: readonly T[]) => from[random(from.length)]!;
      const files: Record<string, string> = {};
      for (let i = 0; i < 14; i++) {
        const folders = Array.from({ length: random(4) }, () => pick(['a', 'b', 'e f', '[x]', 'dir']));
        files[[...folders, `${pick(names)}${random(3) ? '' : i}`].join('/')] = '';
      }
      for (const folder of ['', 'a/', 'b/', 'a/b/', '[x]/', 'e f/']) {
        if (random(2)) continue;
        files[`${folder}.gitignore`] = Array.from({ length: 1 + random(4) }, () => pick(patterns)).join('\n');
      }
      const root = emptyFolder();
      for (const [path, content] of Object.entries(files)) {
        try {
          put({ [path]: content }, root);
        } catch {
          // A name that is a file here and a folder there.
        }
      }
      git(root, 'init', '-q');
      // Env files that git ignores are read for one rule alone, where that is on.
      const off = { options: { config: { ...defaultConfig, rules: { 'shared-credential': 'off' as const } } } };
      const tracked = filesOf(await walkAll({ root }, off)).slice(0, 2);
      if (tracked.length > 0) git(root, 'add', '-f', ...tracked.map((path) => `:(literal)${path}`));
      const ours = filesOf(await walkAll({ root }, off));
      assert.deepEqual(ours, visibleToGit(root), `seed ${seed}: ${JSON.stringify(files)}`);
    }
  });

  it('are read from .git/info/exclude, from folders above the root, and outside of repositories', async () => {
    const root = put({
      'top.log': '',
      '.gitignore': 'packages/*/out\n*.log',
      'packages/a/out/x': '',
      'packages/a/keep': '',
      'packages/a/secret': '',
    });
    git(root, 'init', '-q');
    put({ '.git/info/exclude': 'secret\n' }, root);
    assert.deepEqual(filesOf(await walkAll({ root: `${root}/packages/a` })), ['keep']);
    const loose = put({ '.gitignore': 'x\n', x: '', y: '', 'sub/.gitignore': '!x', 'sub/x': '' });
    assert.deepEqual(filesOf(await walkAll({ root: loose })), ['.gitignore', 'sub/.gitignore', 'sub/x', 'y']);
  });

  it('do not hide what git tracks all the same', async () => {
    const root = put({
      '.gitignore': 'build/\n.env\n',
      'build/deep/kept.ts': '',
      'build/other.ts': '',
      '.env': '',
      'a.ts': '',
    });
    git(root, 'init', '-q');
    git(root, 'add', '-f', 'build/deep/kept.ts', '.env');
    const entries = await walkAll({ root });
    assert.deepEqual(gitFactsOf(entries), {
      '.env': 'tracked',
      '.gitignore': 'untracked',
      'a.ts': 'untracked',
      'build/deep/kept.ts': 'tracked',
    });
  });

  it('are left aside on request, and their verdict is still told', async () => {
    const root = put({ '.gitignore': '.env', '.env': '', 'node_modules/a/b.js': '', '.git/hooks/x': '' });
    git(root, 'init', '-q');
    const facts = gitFactsOf(await walkAll({ root }, { options: { noIgnore: true } }));
    assert.deepEqual(facts, { '.env': 'ignored', '.gitignore': 'untracked', 'node_modules/a/b.js': 'untracked' });
  });

  it('of a repository inside stand for themselves', async () => {
    const root = put({
      '.gitignore': '*.txt',
      'inner/a.txt': '',
      'inner/b.log': '',
      'inner/.gitignore': '*.log',
      'c.txt': '',
    });
    git(root, 'init', '-q');
    git(`${root}/inner`, 'init', '-q');
    git(`${root}/inner`, 'add', 'a.txt');
    assert.deepEqual(gitFactsOf(await walkAll({ root })), {
      '.gitignore': 'untracked',
      'inner/.gitignore': 'untracked',
      'inner/a.txt': 'tracked',
    });
    assert.ok(visibleToGit(root).every((path) => path === '.gitignore' || !isOurs(path) || path.startsWith('inner/')));
  });

  it('cannot take long, whatever they say', () => {
    const hostile = [
      ...Array.from({ length: 3000 }, (_, i) => `${'*a'.repeat(20)}*${i}`),
      ...Array.from({ length: 3000 }, (_, i) => `x/${'**/a/'.repeat(9)}${i}`),
      ...Array.from({ length: 3000 }, (_, i) => `x/**/a/**/a/${i}`),
    ];
    const start = performance.now();
    const rules = createIgnoreRules(false).with(hostile.join('\n'), '');
    assert.equal(rules.ignores('a'.repeat(250)), false);
    assert.equal(rules.ignores(`x/${'a/'.repeat(250)}b`), false);
    assert.ok(performance.now() - start < 30_000);
  });
});
