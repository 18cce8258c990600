/** Shell commands that print a variable among words for people, rather than for a program that reads them. */
import type { Command } from '../../../engine/facts';
import type { Document } from '../../../engine/types';

const printer = /^(?:echo|printf|logger)$/;
/** Behind words for people; not `NAME=$NAME`, a header or JSON, which programs read. */
const among = (variable: string): RegExp =>
  new RegExp(String.raw`(?:^|[\s"'(])[A-Za-z][\w ]*(?:\s|:\s*|=>\s*|\()\$(?:${variable}\b|\{${variable}\})`);
/** What is printed goes into a program, a file or another command's words. */
const taken = /^[^\n;&]*(?:\||<<|(?<!2|&)>(?!&2|\s*\/dev\/(?:stderr|tty)))|^[^\n]*\}\s*(?:\||>)/;
/** Where output goes that is only looked at. */
const shown = /^(?:[12]|\/dev\/(?:stderr|stdout|tty))$/;
const opening = /(?:[{(]|\b(?:do|then|else))\s*$/;
const closing = /^\s*(?:\}|\)|done|fi)\s*(?:\||>)/;
const substituted = /(?:\$\(|`|<\()\s*$/;

/** The group that the command stands in, as far as it ends within some lines. */
function isGroupTaken(after: string): boolean {
  for (const line of after.split('\n').slice(1, 40)) {
    if (closing.test(line)) return true;
    if (opening.test(line)) return false;
  }
  return false;
}

/** @param variable a pattern of the variable's name */
export function printsForPeople(
  { name, words, range, writes }: Command,
  variable: string,
  { text }: Document,
): boolean {
  if (!printer.test(name) || writes?.some((one) => !shown.test(one.text))) return false;
  const [after, before] = [
    text.slice(range.end, range.end + 2000),
    text.slice(Math.max(0, range.start - 20), range.start),
  ];
  if (taken.test(after) || isGroupTaken(after) || substituted.test(before)) return false;
  const source = text.slice(range.start, range.end).replace(/'[^']*'/g, "''");
  return words.length > 0 && among(variable).test(source) && !/::add-mask::|[\w-]-[\w-]+:\s*\$/.test(source);
}
