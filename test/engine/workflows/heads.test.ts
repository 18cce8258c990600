import assert from 'node:assert/strict';
import { goesTo } from '../../../src/engine/workflows/heads';

describe('a script that goes to a folder', () => {
  it('does so by cd and pushd, into it or deeper', () => {
    for (const script of ['cd head', 'pushd ./head && ls', 'set -e\ncd "head/src"', "cd '/head'", 'cd head; claude'])
      assert.ok(goesTo(script, 'head'), script);
  });

  it('does not by a folder with a longer name, or by naming it only', () => {
    for (const script of ['cd header', 'cd head-tools', 'cd head.old', 'ls head', 'cd my/head', 'abcd head'])
      assert.ok(!goesTo(script, 'head'), script);
  });
});
