import assert from 'node:assert/strict';
import { createLineTable, endOfLine, lineRange, positionAt } from '../../src/engine/text/positions';

describe('line table', () => {
  const text = 'a\r\nbc\rd\n\u2028e\n';
  const table = createLineTable(text);

  it('ends lines as VS Code does: at \\r\\n, \\n and \\r, and nowhere else', () => {
    const lines = table.starts.map((_, index) => {
      const { start, end } = lineRange(table, index + 1);
      return text.slice(start, end);
    });
    assert.deepEqual(lines, ['a', 'bc', 'd', '\u2028e', '']);
  });

  it('gives positions from 1, in UTF-16 units', () => {
    assert.deepEqual(positionAt(table, 0), { line: 1, column: 1 });
    assert.deepEqual(positionAt(table, 4), { line: 2, column: 2 });
    assert.deepEqual(positionAt(createLineTable('💥x'), 2), { line: 1, column: 3 });
    assert.deepEqual(positionAt(table, text.length), { line: 5, column: 1 });
    assert.deepEqual(positionAt(table, 999), { line: 5, column: 1 });
  });

  it('knows the end of line that a text uses', () => {
    assert.equal(endOfLine(table), '\r\n');
    assert.equal(endOfLine(createLineTable('a\rb')), '\r');
    assert.equal(endOfLine(createLineTable('\nb')), '\n');
    assert.equal(endOfLine(createLineTable('one line')), '\n');
  });

  it('has no line beyond the last', () => {
    assert.throws(() => lineRange(table, 6), /There is no line 6; the text has 5/);
  });

  it('keeps blank lines with \\r\\n apart', () => {
    const blank = createLineTable('\r\n\r\nx');
    assert.deepEqual(lineRange(blank, 2), { start: 2, end: 2 });
  });
});
