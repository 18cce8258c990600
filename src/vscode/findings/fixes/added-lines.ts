/** Lines that a fix adds to another file. */
import { createLineTable, endOfLine } from '../../../engine/text/positions';
import type { AddLine, Edit } from '../../../engine/types';

/** The edit that adds the line at the end; undefined where it is there already. */
export function lineEdit(text: string, { line }: Pick<AddLine, 'line'>): Edit | undefined {
  if (text.split(/\r\n|\n|\r/).includes(line)) return undefined;
  const end = endOfLine(createLineTable(text));
  const isOpen = text !== '' && !/[\r\n]$/.test(text);
  const range = { start: text.length, end: text.length };
  return { range, text: `${isOpen ? end : ''}${line}${end}` };
}

/** The path from the file's folder, resolved. Undefined where it leaves the folder that is scanned. */
export function resolveBeside(path: string, beside: string): string | undefined {
  const parts = path.split('/').slice(0, -1);
  for (const part of beside.split(/[\\/]/)) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return /^(?:[\\/]|[A-Za-z]:)/.test(beside) ? undefined : parts.join('/');
}
