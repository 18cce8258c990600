/** Where a comment may stand first in a document. */
import type { Format } from '../formats/format';

/** How much of a document is looked at for what must stay its beginning, in UTF-16 units. */
const longestHead = 20_000;

/** Lines that must stay the first of their file: `#!`, an encoding, a parser directive, a prolog, front matter. */
const heads: readonly RegExp[] = [
  /^\ufeff?#![^\r\n]*(?:\r\n|\n|\r)/,
  /^[ \t\f]*#[^\r\n]*coding[:=][^\r\n]*(?:\r\n|\n|\r)/,
  /^(?:[ \t]*#[ \t]*(?:syntax|escape|check)[ \t]*=[^\r\n]*(?:\r\n|\n|\r))+/i,
  /^\s*<\?xml[^>]*\?>[ \t]*(?:\r\n|\n|\r)/,
  /^\s*<!doctype[^>]*>[ \t]*(?:\r\n|\n|\r)/i,
  /^---[ \t]*(?:\r\n|\n|\r)(?=[\s\S])(?:[^\r\n]*(?:\r\n|\n|\r)){0,200}?---[ \t]*(?:\r\n|\n|\r)/,
];

/** Where the first line of a document begins that a comment may take the place of. */
export function firstLine(text: string, format: Format): number {
  let at = 0;
  for (const head of heads) {
    if (head === heads.at(-1) && format.id !== 'markdown') continue;
    at += head.exec(text.slice(at, at + longestHead))?.[0].length ?? 0;
  }
  return at;
}
