import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Analysis, Finding } from '../../src/engine/types';
import { analyzeLargeText, createWindows, mostFindings, windowSizes } from '../../src/scanner/large';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, options, sourceFile } from '../support/engine';

const { core } = windowSizes;

/** What the engine says of the same text as a whole, as plain text. */
const whole = (text: string): Promise<Analysis> => engine.analyze(sourceFile('a.txt', text), options);

const essence = ({ rule, range, start, end, excerpt, fingerprint, path }: Finding) => ({
  ...{ rule, range, start, end, excerpt, fingerprint, path },
});

/** A text of `length` units with the pieces written over it, all of them in lines of their own. */
function textWith(
  length: number,
  pieces: readonly { at: number; text: string }[],
  line = 'some text of no interest',
): string {
  let text = '';
  for (const piece of [...pieces].sort((a, b) => a.at - b.at)) {
    const gap = Math.max(0, piece.at - text.length);
    text += `${line}\r\n`.repeat(gap / (line.length + 2) + 1).slice(0, gap);
    text += `\n${piece.text}\n`;
  }
  return text + `${line}\n`.repeat(Math.max(0, length - text.length) / line.length);
}

describe('windows over a large text', function () {
  this.timeout(60_000);

  it('find what the whole has, at the same places, across the borders of windows', async () => {
    const near = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -9000, max: 9000 }));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(near, { minLength: 1, maxLength: 5 }), async (spots) => {
        const pieces = spots.map(([border, by], seed) => ({
          at: Math.max(0, border * core + by),
          text: `key: ${makeFakeKey('api03', { seed })}`,
        }));
        const text = textWith(3.2 * core, pieces);
        const windowed = await analyzeLargeText(engine, sourceFile('a.txt', text), options);
        assert.deepEqual(windowed.findings.map(essence), (await whole(text)).findings.map(essence));
        assert.equal(windowed.findings.length, pieces.length);
      }),
      { numRuns: 8 },
    );
  });

  it('do not depend on how the text arrives', async () => {
    const text = textWith(2.5 * core, [{ at: core - 40, text: makeFakeKey('api03') }], 'grüße 😀');
    const file = sourceFile('a.log', text);
    const expected = await analyzeLargeText(engine, file, options);
    assert.equal(expected.findings.length, 1);
    for (const size of [65_536, 999_983]) {
      const windows = createWindows(engine, file, options);
      for (let at = 0; at < text.length; at += size) await windows.push(text.slice(at, at + size));
      assert.deepEqual(await windows.end(), expected);
    }
  });

  it('find a key that is hidden in one long run of base64, where the whole has it', async () => {
    const border = (core / 4) * 3;
    for (const before of [border - 3000, border - 60, border + 1, 900_000]) {
      const hidden = `${'x'.repeat(before)} ${makeFakeKey('api03')} ${'y'.repeat(900_000)}`;
      const text = `data: ${Buffer.from(hidden).toString('base64')}\n`;
      const { findings } = await analyzeLargeText(engine, sourceFile('a.txt', text), options);
      assert.deepEqual(
        findings.map(({ rule, range }) => ({ rule, range })),
        (await whole(text)).findings.map(({ rule, range }) => ({ rule, range })),
      );
      assert.equal(findings.length, 1);
    }
  });

  it('keep the file its path, and offer no fix', async () => {
    const text = `const a = '${makeFakeKey('api03')}';\n${'// filler\n'.repeat(10)}`;
    const { findings } = await analyzeLargeText(engine, sourceFile('src/a.ts', text), options);
    assert.deepEqual(
      findings.map(({ path, fixes }) => ({ path, fixes })),
      [{ path: 'src/a.ts', fixes: [] }],
    );
  });

  it('stop listing at some number, and say so', async () => {
    const lines = Array.from({ length: mostFindings + 10 }, (_, seed) => makeFakeKey('api03', { seed }));
    const { findings, notices } = await analyzeLargeText(engine, sourceFile('a.txt', lines.join('\n')), options);
    assert.equal(findings.length, mostFindings);
    assert.match(notices[0]!.message, /first 1000 findings/);
  });
});
