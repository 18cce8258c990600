import assert from 'node:assert/strict';
import { createHidden, isHidden } from '../../src/scanner/globs';

describe('what a host hides', () => {
  const hidden = (patterns: string[], ...paths: string[]) =>
    paths.filter((path) => isHidden(path, createHidden(patterns)));

  it('is matched by the whole path, as VS Code does', () => {
    assert.deepEqual(hidden(['out'], 'out', 'out/a.js', 'src/out', 'src/out/a.js'), ['out', 'out/a.js']);
    assert.deepEqual(hidden(['**/out'], 'out', 'src/out/deep/a.js', 'src/outer.js'), ['out', 'src/out/deep/a.js']);
    assert.deepEqual(hidden(['**/*.min.js'], 'a.min.js', 'src/b.min.js', 'src/b.js'), ['a.min.js', 'src/b.min.js']);
    assert.deepEqual(hidden(['**/.cache/'], '.cache/x'), ['.cache/x']);
  });

  it('is nothing by a pattern that would take long to match', () => {
    assert.deepEqual(hidden([`${'*a'.repeat(20)}b`], 'a'.repeat(100)), []);
  });
});
