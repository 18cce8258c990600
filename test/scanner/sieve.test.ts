import assert from 'node:assert/strict';
import fc from 'fast-check';
import { credentialNeedles, mayHoldCredentialBytes } from '../../src/engine/credentials/needles';
import { mayMatter, mayMatterAsCredential } from '../../src/scanner/needles';
import { relevanceWords, siftedWords } from '../../src/scanner/relevance-words';
import { createSearch } from '../../src/scanner/search';
import { anyPart, hasZero, siftingSpace } from '../../src/scanner/sieve';

const words = createSearch(relevanceWords);
/** What the sieve must agree with: every byte looked at, in order. */
const mayMatterPlainly = (bytes: Uint8Array) => words.inBytes(bytes) || mayHoldCredentialBytes(bytes);

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'UTF-16 LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16 BE': (text) => Buffer.from(text, 'utf16le').swap16(),
};

const passed = [...' \n\t\r"\'`+,()[]{}\\.;:\0é€'];
const between = fc.array(fc.constantFrom(...passed), { maxLength: 3 }).map((chars) => chars.join(''));

/** A word with what may stand between its letters, in any case, sometimes without its beginning or end. */
const broken = fc
  .tuple(
    fc.constantFrom(...credentialNeedles, ...relevanceWords),
    fc.array(fc.tuple(fc.boolean(), fc.oneof({ weight: 3, arbitrary: fc.constant('') }, between)), {
      minLength: 30,
      maxLength: 30,
    }),
    fc.constantFrom(0, 0, 0, 1),
  )
  .map(([word, how, cut]) =>
    [...word.slice(0, word.length - cut)]
      .map((char, at) => {
        const [isUpper, gap] = how[at % how.length]!;
        return (isUpper ? char.toUpperCase() : char) + gap;
      })
      .join(''),
  );

const filler = fc
  .tuple(
    fc.constantFrom('x = total(order) * 2;\n', 'a', ' ', '0x1f, ', '# tasks and notes\n', 'disk-and-ant ', 'é', '\0'),
    fc.integer({ min: 0, max: 80 }),
  )
  .map(([text, count]) => text.repeat(count));

const texts = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: filler }, { weight: 1, arbitrary: broken }, { weight: 1, arbitrary: between }),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

/** So that the test is about both answers. */
const plain = 'export const total = (order) => order.lines.reduce((sum, line) => sum + line.price, 0);\n'.repeat(200);

describe('the sieve', function () {
  this.timeout(30_000);

  it('agrees with looking at every byte, whatever stands between the letters, in every encoding', () => {
    const counts = { true: 0, false: 0 };
    fc.assert(
      fc.property(texts, fc.constantFrom(...Object.keys(encodings)), (text, encoding) => {
        const bytes = encodings[encoding]!(text);
        const expected = mayMatterPlainly(bytes);
        counts[`${expected}`]++;
        assert.equal(mayMatter('a.ts', bytes), expected);
        assert.equal(mayMatterAsCredential(bytes), mayHoldCredentialBytes(bytes));
      }),
      { numRuns: 3000 },
    );
    assert.ok(counts.true > 300 && counts.false > 300, JSON.stringify(counts));
  });

  it('agrees on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        assert.equal(mayMatter('a.ts', bytes), mayMatterPlainly(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('finds every word wherever it stands, also across the parts of a text', () => {
    for (const word of siftedWords) {
      for (let at = 480; at < 530; at++) {
        const bytes = Buffer.from(`${'-'.repeat(at)}${word}${'-'.repeat(at)}`);
        assert.ok(
          anyPart(bytes, (part) => Buffer.from(part).includes(word)),
          `${word} at ${at}`,
        );
      }
    }
  });

  it('finds words that are torn apart by more than a part', () => {
    const gap = ' '.repeat(1500);
    for (const word of siftedWords) {
      const bytes = Buffer.from([...word].join(gap));
      assert.ok(
        anyPart(bytes, (part) => Buffer.from(part).toString().replaceAll(' ', '').includes(word)),
        word,
      );
    }
  });

  it('spares texts without a word the close look', () => {
    assert.equal(
      anyPart(Buffer.from(plain), () => assert.fail('It was looked at closely.')),
      false,
    );
  });

  it('shows the surroundings of a place, not the whole text', () => {
    const parts: number[] = [];
    anyPart(Buffer.from(`${plain}anthropic${plain}`), (part) => parts.push(part.length) < 0);
    assert.equal(parts.length, 1);
    assert.ok(parts[0]! < 1024);
  });

  it('looks at bytes in its own space where they are, and does not see what stood there before', () => {
    const space = siftingSpace(4096);
    space.set(Buffer.from('anthropic'), 40);
    assert.equal(mayMatter('a.ts', space.subarray(0, 100)), true);
    space.set(Buffer.from('anthropic'), 40);
    assert.equal(mayMatter('a.ts', space.subarray(0, 45)), false);
    assert.equal(mayMatter('a.ts', new Uint8Array(0)), false);
  });

  it('finds a zero wherever it stands, and none behind the end', () => {
    const space = siftingSpace(4096);
    for (let length = 0; length < 100; length++) {
      assert.equal(hasZero(new Uint8Array(length).fill(1)), false);
      space.fill(1, 0, length).fill(0, length);
      assert.equal(hasZero(space.subarray(0, length)), false);
      for (let at = 0; at < length; at++)
        assert.equal(hasZero(new Uint8Array(length).fill(1).fill(0, at, at + 1)), true);
    }
    assert.equal(hasZero(new Uint8Array(3 << 20).fill(1)), false);
    assert.equal(hasZero(new Uint8Array(3 << 20)), true);
  });

  it('takes bytes that are too many for its memory as well', () => {
    const bytes = new Uint8Array(3 << 20).fill(0x61);
    assert.equal(mayMatter('a.ts', bytes), false);
    bytes.set(Buffer.from('anthropic'), bytes.length - 9);
    assert.equal(mayMatter('a.ts', bytes), true);
  });

  it('does without WebAssembly where there is none', () => {
    const name = require.resolve('../../src/scanner/sieve');
    const [known, { WebAssembly }] = [require.cache[name], globalThis as unknown as { WebAssembly: unknown }];
    try {
      delete require.cache[name];
      Object.assign(globalThis, { WebAssembly: undefined });
      const fresh: typeof import('../../src/scanner/sieve') = require(name);
      const seen: number[] = [];
      assert.equal(
        fresh.anyPart(Buffer.from(plain), (part) => seen.push(part.length) < 0),
        false,
      );
      assert.deepEqual(seen, [plain.length]);
      assert.equal(fresh.siftingSpace(100).length, 100);
    } finally {
      Object.assign(globalThis, { WebAssembly });
      require.cache[name] = known;
    }
  });
});
