import assert from 'node:assert/strict';
import { join } from 'node:path';
import { locksAround } from '../../src/scanner/lock-files';
import { nodeFiles } from '../../src/scanner/read';

const around = (path: string, ...existing: string[]): string[] => {
  const there = new Set(existing.map((one) => join('/work', one)));
  return locksAround({ ...nodeFiles, exists: (one) => there.has(one) }, '/work', path);
};

describe('lock files of a manifest', () => {
  it('stand beside it', () => {
    assert.deepEqual(around('package.json', 'package-lock.json', 'poetry.lock'), ['package-lock.json']);
    assert.deepEqual(around('a/Pipfile', 'a/Pipfile.lock'), ['Pipfile.lock']);
  });

  it('stand in a folder around it, where a workspace has one for all', () =>
    assert.deepEqual(around('packages/a/package.json', 'yarn.lock', 'packages/b/package-lock.json'), ['yarn.lock']));

  it('are those of the nearest folder alone: a package with a lock file of its own obeys no other', () =>
    assert.deepEqual(around('packages/a/package.json', 'yarn.lock', 'packages/a/package-lock.json'), [
      'package-lock.json',
    ]));

  it('are requirements beside a pyproject.toml, but not those around it', () => {
    assert.deepEqual(around('a/pyproject.toml', 'a/requirements.txt', 'uv.lock'), ['requirements.txt']);
    assert.deepEqual(around('a/pyproject.toml', 'requirements.txt'), []);
  });

  it('may be none', () => assert.deepEqual(around('a/package.json', 'b/yarn.lock', 'a/poetry.lock'), []));
});
