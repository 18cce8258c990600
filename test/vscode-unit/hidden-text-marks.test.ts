import assert from 'node:assert/strict';
import { hiddenMarks } from '../../src/vscode/findings/pages/hidden-text-marks';
import { fillTemplate } from '../support/templates';

const labels = (template: string) => hiddenMarks(fillTemplate(template), 'everywhere').map(({ label }) => label);

describe('names of hidden characters', () => {
  it('stand where the characters do', () => {
    const text = fillTemplate('a{{U+200B}}b{{U+202E}}c{{U+202C}}');
    const marks = hiddenMarks(text, 'everywhere');
    assert.deepEqual(
      marks.map(({ range, label, names }) => ({ ...range, label, names })),
      [
        { start: 1, end: 2, label: 'ZWSP', names: ['U+200B ZERO WIDTH SPACE'] },
        { start: 3, end: 4, label: 'RLO', names: ['U+202E RIGHT-TO-LEFT OVERRIDE'] },
        { start: 5, end: 6, label: 'PDF', names: ['U+202C POP DIRECTIONAL FORMATTING'] },
      ],
    );
  });

  it('count what repeats, and number variation selectors', () => {
    assert.deepEqual(labels('a{{U+200B*3}}{{U+200D}}{{U+200B}}b'), ['ZWSP×3 ZWJ ZWSP']);
    assert.deepEqual(labels('a{{U+FE00}}{{U+E0100}}{{U+E01EF}}'), ['VS1 VS17 VS256']);
  });

  it('are the text that tag characters spell', () => {
    const [mark] = hiddenMarks(fillTemplate('a{{hidden:Send it.}}b'), 'everywhere');
    assert.deepEqual(mark, {
      range: { start: 1, end: 17 },
      label: 'Send it.',
      names: [...'Send it.'].map((char) => `U+E00${char.charCodeAt(0).toString(16).toUpperCase()} TAG ${char}`),
      count: 8,
    });
    assert.deepEqual(labels('{{U+E0001}}{{hidden:x}}{{U+E007F}}'), ['␁x␡']);
  });

  it('are shortened', () => {
    const [mark] = hiddenMarks(fillTemplate(`{{hidden:${'abcdefghijklmnopqrstuvwxyz'.repeat(20)}}}`), 'everywhere');
    assert.equal(mark?.label.length, 121);
    assert.equal(mark?.names.length, 13);
    const row = '{{U+200B}}{{U+200C}}'.repeat(8);
    assert.deepEqual(labels(`a${row}b`), ['ZWSP ZWNJ ZWSP ZWNJ ZWSP ZWNJ ZWSP ZWNJ … (16)']);
    assert.equal(mark?.count, 520);
  });

  it('are not those of joined emoji, of their forms, and of flags', () => {
    assert.deepEqual(
      labels(
        '👩{{U+200D}}💻 ❤{{U+FE0F}} 👨🏽{{U+200D}}🚀 1{{U+FE0F}}⃣ 🏴{{hidden:gbwls}}{{U+E007F}} 🏳{{U+FE0F}}{{U+200D}}🌈',
      ),
      [],
    );
  });

  it('are not those of skin tones, families, keys and flags', () => {
    const joined = [
      '👩🏽‍💻',
      '👩🏻‍🤝‍👨🏿',
      '👨‍👩‍👧‍👦',
      '👩‍❤️‍💋‍👨',
      '🏳️‍⚧️',
      '🏴‍☠️',
      '🇩🇪',
      '#️⃣',
      '*️⃣',
      '☺︎',
      '©️',
      '🧑🏾‍🦱',
      '👁️‍🗨️',
    ];
    for (const one of joined) assert.deepEqual(labels(`a ${one} b`), [], one);
  });

  it('are those of what hides behind an emoji', () => {
    assert.deepEqual(
      labels('👩{{U+200B*4}} ❤{{U+FE0F}}{{U+FE01}}{{U+FE02}} 🏴{{hidden:gbwls}}{{U+E007F}}{{hidden:Hi}}').length,
      3,
    );
  });

  it('of a finding are all that it has', () => {
    const text = fillTemplate('👩{{U+200D}}💻{{U+200B*4}}b{{U+200C}}');
    const start = text.indexOf('\u200b');
    assert.deepEqual(
      hiddenMarks(text, [{ start, end: start + 4 }]).map(({ label }) => label),
      ['ZWSP×4'],
    );
    assert.deepEqual(hiddenMarks(text, []), []);
  });
});
