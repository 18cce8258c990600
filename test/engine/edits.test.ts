import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, mergeFixes } from '../../src/engine/text/edits';
import type { Edit, Fix } from '../../src/engine/types';

const edit = (start: number, end: number, text: string): Edit => ({ range: { start, end }, text });
const fix = (...edits: Edit[]): Fix => ({ title: 'a fix', kind: 'safe', edits });

describe('applyEdits', () => {
  it('applies edits in any order to the text that they were computed from', () => {
    assert.equal(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 2, ''), edit(6, 6, '!')]), 'cdEf!');
  });

  it('keeps the order of insertions at one place', () => {
    assert.equal(applyEdits('ab', [edit(1, 1, '1'), edit(1, 1, '2')]), 'a12b');
  });

  it('accepts an insertion at either end of a replaced range', () => {
    assert.equal(applyEdits('abc', [edit(1, 2, 'X'), edit(1, 1, '<'), edit(2, 2, '>')]), 'a<X>c');
  });

  it('refuses edits that overlap', () => {
    assert.throws(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')]), /2 to 4 overlaps one that ends at 3/);
    assert.throws(() => applyEdits('abcdef', [edit(0, 3, ''), edit(1, 1, 'x')]), RangeError);
  });

  for (const [start, end] of [
    [-1, 0],
    [0, 4],
    [2, 1],
    [0.5, 1],
    [Number.NaN, 1],
  ] as const) {
    it(`refuses a range of ${start} to ${end} in a text of 3`, () => {
      assert.throws(() => applyEdits('abc', [edit(start, end, '')]), /outside of the text/);
    });
  }

  it('equals the replacement of disjoint slices', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.tuple(fc.nat(20), fc.nat(5), fc.string()), { maxLength: 6 }),
        (text, list) => {
          let end = 0;
          let expected = '';
          const edits: Edit[] = [];
          for (const [gap, length, inserted] of list) {
            const start = end + gap + 1;
            if (start + length > text.length) break;
            expected += text.slice(end, start) + inserted;
            edits.push(edit(start, start + length, inserted));
            end = start + length;
          }
          assert.equal(applyEdits(text, edits.reverse()), expected + text.slice(end));
        },
      ),
    );
  });
});

describe('mergeFixes', () => {
  it('takes all fixes that do not touch each other, with edits in order', () => {
    const [late, early] = [fix(edit(5, 6, 'F')), fix(edit(0, 1, 'A'))];
    const merged = mergeFixes([late, early]);
    assert.deepEqual(merged.fixes, [late, early]);
    assert.equal(applyEdits('abcdef', merged.edits), 'AbcdeF');
  });

  it('leaves out, as a whole, a later fix that overlaps an earlier one', () => {
    const first = fix(edit(0, 3, 'x'));
    const merged = mergeFixes([first, fix(edit(2, 4, 'y'), edit(5, 6, 'z'))]);
    assert.deepEqual(merged, { fixes: [first], edits: first.edits });
  });

  it('applies an import that several fixes need once', () => {
    const both = [fix(edit(0, 0, 'import os\n'), edit(4, 5, 'X')), fix(edit(0, 0, 'import os\n'), edit(6, 7, 'Y'))];
    const merged = mergeFixes(both);
    assert.equal(merged.fixes.length, 2);
    assert.equal(applyEdits('a = 1 2 3', merged.edits), 'import os\na = X Y 3');
  });

  it('takes one of two different insertions at the same place', () => {
    assert.equal(mergeFixes([fix(edit(1, 1, ', a')), fix(edit(1, 1, ', b'))]).fixes.length, 1);
  });

  it('leaves out a fix that overlaps itself', () => {
    assert.deepEqual(mergeFixes([fix(edit(0, 2, ''), edit(1, 3, ''))]).fixes, []);
  });

  it('gives edits that can always be applied', () => {
    const anyEdit = fc
      .tuple(fc.nat(10), fc.nat(4), fc.constantFrom('', 'x'))
      .map(([at, n, text]) => edit(at, at + n, text));
    fc.assert(
      fc.property(fc.array(fc.array(anyEdit, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (lists) => {
        const fixes = lists.map((edits) => fix(...edits));
        const merged = mergeFixes(fixes);
        applyEdits('0123456789abcdef', merged.edits);
        for (const taken of merged.fixes)
          for (const own of taken.edits) assert.ok(merged.edits.some((e) => e.text === own.text));
      }),
    );
  });
});
