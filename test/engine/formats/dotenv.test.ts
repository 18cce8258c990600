import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dotenv } from '../../../src/engine/formats/dotenv';
import { checkFacts, parse, settingOf, slice, variablesOf } from './support';

const read = async (text: string) => variablesOf(await parse(dotenv, text, '.env'));

describe('dotenv', () => {
  it('reads names and values as the npm package dotenv does', async () => {
    const text = [
      '# comment',
      'PLAIN=value # note',
      'export EXPORTED=x',
      "SINGLE='a#b\\n'",
      'DOUBLE="a\\nb" # note',
      'TICK=`say "hi"`',
      'COLON: yes',
      'EMPTY=',
      'OPEN="never closed',
      'AFTER="a" b',
      'SPACED =  x  ',
      'no assignment',
    ].join('\n');
    assert.deepEqual(await read(text), {
      PLAIN: 'value',
      EXPORTED: 'x',
      SINGLE: 'a#b\\n',
      DOUBLE: 'a\nb',
      TICK: 'say "hi"',
      COLON: 'yes',
      EMPTY: '',
      OPEN: '"never closed',
      AFTER: '"a" b',
      SPACED: 'x',
    });
  });

  it('reads values over several lines, and the settings after them', async () => {
    assert.deepEqual(await read('A="one\r\ntwo = 2\r\n"\r\nB=3'), { A: 'one\r\ntwo = 2\r\n', B: '3' });
  });

  it('keeps the ranges of key, value and pair', async () => {
    const text = '\uFEFF  export KEY="v😀" # c\n';
    const facts = await parse(dotenv, text, '.env');
    const { keyRange, valueRange, range } = settingOf(facts, 'KEY');
    assert.deepEqual(
      [keyRange, valueRange, range, facts.comments[0]!].map((found) => slice(text, found)),
      ['KEY', 'v😀', 'export KEY="v😀"', '# c'],
    );
  });

  it('counts what is neither a comment nor an assignment', async () => {
    assert.equal((await parse(dotenv, 'A=1\nexport A\n\njunk\n', '.env')).errors, 1);
  });

  it('finds the value between its quotes whatever it is', async () => {
    const plain = fc.stringMatching(/^[\w /:.😀-]{0,20}$/u);
    await fc.assert(
      fc.asyncProperty(plain, fc.constantFrom('"', "'", '`'), async (value, quote) => {
        const text = `A=1\nKEY=${quote}${value}${quote} # c\nB=2`;
        const facts = await parse(dotenv, text, '.env');
        assert.equal(settingOf(facts, 'KEY').value, value);
        assert.equal(slice(text, settingOf(facts, 'KEY').valueRange), value);
        checkFacts(text, facts);
      }),
    );
  });
});
