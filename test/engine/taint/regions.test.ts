import assert from 'node:assert/strict';
import { createRegions } from '../../../src/engine/taint/regions';
import { documentOf, guardsAt } from './support';

/** Each text with what is known at each `here`. */
const cases: readonly [string, string, string, string[][]][] = [
  ['a branch and its else', 'a.ts', 'if (a) { here; } else { here; } here;', [['a'], ['!a'], []]],
  [
    'a chain of else if',
    'a.ts',
    'if (a) x; else if (b) here; else here;',
    [
      ['!a', 'b'],
      ['!a', '!b'],
    ],
  ],
  ['nested branches', 'a.ts', 'if (a) { if (b) { here; } here; }', [['a', 'b'], ['a']]],
  ['an early return', 'a.ts', 'function f() { if (a) return; here; }', [['!a']]],
  ['an early throw in a block', 'a.ts', 'function f() { if (a) { log(); throw e; } here; } here;', [['!a'], []]],
  ['an early continue', 'a.ts', 'for (const x of y) { if (a) continue; here; } here;', [['!a'], []]],
  ['no exit, no knowledge', 'a.ts', 'function f() { if (a) { log(); } here; }', [[]]],
  ['two early exits', 'a.ts', 'function f() { if (a) return; if (b) return; here; }', [['!a', '!b']]],
  ['an early return of an inner function', 'a.ts', 'function f() { g(() => { if (a) return; }); here; }', [[]]],
  ['a conditional expression', 'a.ts', 'x = a ? here : here;', [['a'], ['!a']]],
  [
    'an elif chain',
    'a.py',
    'if a:\n    pass\nelif b:\n    here\nelse:\n    here\n',
    [
      ['!a', 'b'],
      ['!a', '!b'],
    ],
  ],
  ['an early return', 'a.py', 'def f():\n    if a:\n        return\n    here\nhere\n', [['!a'], []]],
  ['an early raise', 'a.py', 'def f():\n    if a:\n        log()\n        raise E()\n    here\n', [['!a']]],
  ['an early continue', 'a.py', 'for x in y:\n    if a:\n        continue\n    here\nhere\n', [['!a'], []]],
  ['nested branches', 'a.py', 'if a:\n    if b:\n        here\n    here\n', [['a', 'b'], ['a']]],
  ['a conditional expression', 'a.py', 'x = here if a else here\n', [['a'], ['!a']]],
];

const sorted = (lists: readonly string[][]) => lists.map((list) => [...list].sort());

describe('regions', () => {
  for (const [name, path, text, expected] of cases)
    it(`of ${name} in ${path}`, async () => assert.deepEqual(sorted(await guardsAt(path, text)), sorted(expected)));

  it('say which place runs only once another has', async () => {
    const text = 'one(); if (a) { two(); three(); } else { four(); } five();';
    const { dominates } = createRegions((await documentOf('a.ts', text)).facts);
    const runs = (earlier: string, later: string) => dominates(text.indexOf(earlier), text.indexOf(later));
    assert.ok(runs('one', 'two') && runs('two', 'three') && runs('one', 'five'));
    assert.ok(!runs('two', 'five') && !runs('two', 'four') && !runs('five', 'one'));
  });
});
