import assert from 'node:assert/strict';
import { meaningOf } from '../../src/vscode/findings/meaning';

describe('a path that changes', () => {
  const meanings = {
    file: ['src/a.ts', '.env', 'a.gitignore', '.github/workflows/ci.yml', 'x.claude-guard.json'],
    config: ['.claude-guard.json', 'packages/a/.claude-guard.json'],
    ignore: ['.gitignore', 'src/.gitignore', '.git', 'vendor/lib/.git', '.git/info/exclude'],
    index: ['.git/index', 'vendor/lib/.git/index'],
    head: ['.git/HEAD', 'vendor/lib/.git/HEAD'],
    nothing: [
      '.git/index.lock',
      '.git/HEAD.lock',
      '.git/refs/remotes/origin/HEAD',
      '.git/objects/aa/bb',
      '.git/constructor',
    ],
  };
  for (const [meaning, paths] of Object.entries(meanings)) {
    it(`means ${meaning}`, () => {
      for (const path of paths) assert.equal(meaningOf(path), meaning, path);
    });
  }
});
