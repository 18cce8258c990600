import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSearch } from '../../src/scanner/search';

const bytesOf = (text: string) => Buffer.from(text, 'utf8');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('search for words in bytes', () => {
  it('agrees with the naive search, in UTF-8, in both UTF-16, and in text', () => {
    const letters = fc.constantFrom('a', 'b', 'A', 'B', 'é', '-');
    const word = fc.stringMatching(/^[ab-]{1,5}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.array(letters, { maxLength: 40 }),
        (words, chars) => {
          const text = chars.join('');
          const search = createSearch(words);
          const expected = words.some((one) => text.toLowerCase().includes(one));
          assert.equal(search.inText(text), expected);
          assert.equal(search.inBytes(bytesOf(text)), expected);
          if (/^[\0-\x7f]*$/.test(text)) {
            assert.equal(search.inBytes(utf16(text)), expected);
            assert.equal(search.inBytes(utf16(text).swap16()), expected);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds a word that begins inside of another one that breaks off', () => {
    assert.equal(createSearch(['abcd', 'bcx']).inText('abcx'), true);
    assert.equal(createSearch(['aab']).inText('aaab'), true);
  });

  it('refuses words that it could not search for', () => {
    assert.throws(() => createSearch(['']), RangeError);
    assert.throws(() => createSearch(['é']), RangeError);
  });
});
