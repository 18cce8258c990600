/** Lines and columns of a text. Lines end with `\r\n`, `\n` or `\r`, as in VS Code; `\u2028` and `\u2029` end none. */
import type { Range } from '../facts';
import type { Position } from '../types';

/** Built once per text; every question after that costs the logarithm of the number of lines. */
export interface LineTable {
  text: string;
  /** Offset of each line's first character, ascending; the first is 0. */
  starts: readonly number[];
}

export function createLineTable(text: string): LineTable {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== 10 && code !== 13) continue;
    if (code === 13 && text.charCodeAt(index + 1) === 10) index++;
    starts.push(index + 1);
  }
  return { text, starts };
}

/** Index, from 0, of the last number in ascending `numbers` that is not above `value`; -1 where all are. */
export function lastNotAbove(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Line (from 1) and column (from 1, in UTF-16 units) of an offset; offsets outside of the text are moved to its ends. */
export function positionAt(table: LineTable, offset: number): Position {
  const inside = Math.min(Math.max(offset, 0), table.text.length);
  const line = lastNotAbove(table.starts, inside);
  return { line: line + 1, column: inside - table.starts[line]! + 1 };
}

/** Range of a line (from 1) without its end of line. Throws a `RangeError` for a line that isn't there. */
export function lineRange(table: LineTable, line: number): Range {
  const start = table.starts[line - 1];
  if (start === undefined) throw new RangeError(`There is no line ${line}; the text has ${table.starts.length}.`);
  let end = table.starts[line] ?? table.text.length;
  if (line < table.starts.length && table.text[end - 1] === '\n') end--;
  if (line < table.starts.length && end > start && table.text[end - 1] === '\r') end--;
  return { start, end };
}

/** Range of the line that holds the offset, without its end of line. */
export function lineRangeAt(table: LineTable, offset: number): Range {
  return lineRange(table, positionAt(table, offset).line);
}

/** The end of line that the text uses first: `\r\n`, `\n` or `\r`; `\n` for a text of one line. */
export function endOfLine(table: LineTable): string {
  if (table.starts.length < 2) return '\n';
  return table.text.slice(lineRange(table, 1).end, table.starts[1]);
}

/** Whether a range lies in another one, to its ends. */
export const isInside = (inner: Range, outer: Range): boolean => outer.start <= inner.start && inner.end <= outer.end;
