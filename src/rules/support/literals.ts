/** Fixes that add an entry to an object or an argument to a call, in the form that its neighbours have. */
import type { Range } from '../../engine/facts';
import type { Edit } from '../../engine/types';

/**
 * Adds source behind an element of a list: on a line of its own where the element has one.
 *
 * @param range the element's, without its comma
 */
export function addBehind(text: string, range: Range, source: string): Edit {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, range.start))?.[1];
  const separator = indent === undefined ? ', ' : `,${eol}${indent}`;
  return { range: { start: range.end, end: range.end }, text: `${separator}${source}` };
}
