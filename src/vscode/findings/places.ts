/** Places of findings as VS Code writes them: lines and characters from 0. */
import { Range } from 'vscode';
import { type LineTable, positionAt } from '../../engine/text/positions';
import type { Range as Offsets, Position } from '../../engine/types';

export const rangeOf = ({ start, end }: { start: Position; end: Position }): Range =>
  new Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);

/** Of a range in UTF-16 units. */
export const rangeIn = (lines: LineTable, { start, end }: Offsets): Range =>
  rangeOf({ start: positionAt(lines, start), end: positionAt(lines, end) });
