/** IPython's own syntax in a cell: `%env X=…`, `!command`, `%%bash`. The rest of the cell is Python. */
import type { Embedded, Facts, Range } from '../facts';
import { buildText, embed, type MappedText } from './embedded';
import { formatIdOfLanguage } from './languages';
import { linesOf } from './shared';

type Encode = (text: string) => string;

/** The part of a text that is itself mapped. */
function partOf(mapped: MappedText, { start, end }: Range): MappedText {
  const toOuter = (offset: number) => mapped.toOuter(Math.min(start + offset, end));
  return { text: mapped.text.slice(start, end), toOuter };
}

/** Documents of a Python cell. Variables that magics set are added to `facts`. */
export function splitMagics(cell: MappedText, encode: Encode, facts: Facts): Embedded[] {
  const header = /^\s*%%(\w+)[^\r\n]*(?:\r\n|\n)?/.exec(cell.text);
  if (!header) return splitLines(cell, encode, facts);
  const format = formatIdOfLanguage(header[1]!);
  const body = partOf(cell, { start: header[0].length, end: cell.text.length });
  if (/^(?:time|timeit|capture|prun)$/.test(header[1]!)) return splitLines(body, encode, facts);
  return body.text === '' ? [] : [embed(format ?? 'text', body, undefined, encode)];
}

function splitLines(cell: MappedText, encode: Encode, facts: Facts): Embedded[] {
  const python = buildText(cell.text);
  const commands: Embedded[] = [];
  for (const { start, end, next } of linesOf(cell.text)) {
    const magic = /^\s*(!|%(?:sx|system)\s|%(?:set_)?env\s+|%[a-z]\w*)/.exec(cell.text.slice(start, end))?.[0];
    if (magic === undefined) {
      python.copy(start, next);
      continue;
    }
    const range = { start: start + magic.length, end };
    if (/%(?:set_)?env/.test(magic)) addVariable(cell, range, facts);
    else if (/!|%s/.test(magic)) commands.push(embed('shell', partOf(cell, range), 'script', encode));
    python.copy(end, next);
  }
  const text = python.done(cell.text.length);
  const code = { text: text.text, toOuter: (offset: number) => cell.toOuter(text.toOuter(offset)) };
  return code.text.trim() === '' ? commands : [embed('python', code, undefined, encode), ...commands];
}

/** `NAME=value` or `NAME value`. */
function addVariable(cell: MappedText, { start, end }: Range, facts: Facts): void {
  const match = /^([A-Za-z_]\w*)(\s*=\s*|\s+)(.*)$/.exec(cell.text.slice(start, end).trimEnd());
  if (!match) return;
  const [whole, key = '', separator = '', value = ''] = match;
  const outer = (from: number, to: number) => ({ start: cell.toOuter(start + from), end: cell.toOuter(start + to) });
  facts.settings.push({
    path: [key],
    key,
    keyRange: outer(0, key.length),
    value,
    valueRange: outer(key.length + separator.length, whole.length),
    range: outer(0, whole.length),
    environment: true,
  });
}
