import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../src/engine/text/edits';
import { textChanges } from '../../src/vscode/findings/scan/text-changes';

describe('the changes of a text', () => {
  it('are as small as they can be, and apart', () => {
    const before = "a\nurl = 'http://x'\nb\nc\nverify = False\n";
    const after = "a\nurl = 'https://x'\nb\nc\n";
    assert.deepEqual(textChanges(before, after), [
      { range: { start: before.indexOf('://'), end: before.indexOf('://') }, text: 's' },
      { range: { start: before.indexOf('verify'), end: before.length }, text: '' },
    ]);
  });

  it('are none where nothing is different', () => assert.deepEqual(textChanges('a\r\nb', 'a\r\nb'), []));

  it('give the text after them, whatever that is', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'aa', '\n', '\r\n', '\r', '😀', '')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, text, (before, after) => applyEdits(before, textChanges(before, after)) === after));
  });
});
