/** IPython's additions in notebook cells: `!command`, `%magic`, `%%cell magic`, `name?`. Python's grammar knows none of them. */
import type { Embedded, Range, Setting } from '../../facts';
import { embed, verbatimText } from '../embedded';
import { formatIdOfLanguage } from '../languages';

export interface Magic {
  /** What is no Python: from the mark to the end of the line, or of the cell. */
  range: Range;
  mark: '!' | '%' | '%%' | '?';
  /** The magic's name; empty for `!` and `?`. */
  name: string;
  /** What follows mark and name. */
  argument: Range;
}

const marked = /^([ \t]*(?:[A-Za-z_][\w.]{0,60}[ \t]*=[ \t]*)?)(!!?(?!=)|%%?(?=[A-Za-z_]))([A-Za-z_]\w{0,40})?/;
const help = /^[ \t]*(?:\?{1,2}[\w.]{1,200}|[\w.%]{1,200}\?{1,2})[ \t]*$/;
const lines = /(?:\\\r?\n|[^\r\n])+/g;
/** Cell magics whose cell is Python all the same. */
const pythonCells = new Set(['time', 'timeit', 'capture', 'prun', 'debug', 'python', 'python3', 'memray_flamegraph']);

/** The lines of a text that look like IPython's; the caller knows which of them stand in strings. */
export function findMagics(text: string): Magic[] {
  const magics: Magic[] = [];
  let isFirst = true;
  for (const { 0: line, index } of text.matchAll(lines)) {
    if (line.trim() === '') continue;
    const magic = readLine(line, index, isFirst ? text.length : undefined);
    isFirst = false;
    if (!magic) continue;
    magics.push(magic);
    if (magic.range.end === text.length) break;
  }
  return magics;
}

/** @param cellEnd end of the cell, where the line is its first one */
function readLine(line: string, start: number, cellEnd: number | undefined): Magic | undefined {
  const end = start + line.length;
  const match = marked.exec(line);
  if (!match)
    return help.test(line) ? { range: { start, end }, mark: '?', name: '', argument: { start, end } } : undefined;
  const [, before = '', mark = '', word = ''] = match;
  const name = mark.startsWith('%') ? word : '';
  const isCell = mark === '%%' && cellEnd !== undefined && !pythonCells.has(name);
  const from = start + before.length;
  return {
    range: { start: from, end: isCell ? cellEnd : end },
    mark: mark.startsWith('!') ? '!' : isCell ? '%%' : '%',
    name,
    argument: { start: isCell ? end : from + mark.length + name.length, end: isCell ? cellEnd : end },
  };
}

/** The text with each magic replaced by the number 0 and blanks: all offsets stay, an indented block is never empty. */
export function withoutMagics(text: string, magics: readonly Magic[]): string {
  let result = '';
  let from = 0;
  for (const { range } of magics) {
    result += `${text.slice(from, range.start)}0${text.slice(range.start + 1, range.end).replace(/[^\r\n]/g, ' ')}`;
    from = range.end;
  }
  return result + text.slice(from);
}

const assignment = /^\s+([A-Za-z_]\w*)(?:[ \t]*=[ \t]*|[ \t]+)(\S.*?)[ \t]*$/;

/** `%env NAME=value` and `%set_env NAME value`; values with `$x` or `{x}` in them are no constants. */
export function magicSetting(magic: Magic, text: string): Setting | undefined {
  if (magic.name !== 'env' && magic.name !== 'set_env') return undefined;
  const source = text.slice(magic.argument.start, magic.argument.end);
  const match = assignment.exec(source);
  const [, key, raw] = match ?? [];
  if (!key || !raw || /[${]/.test(raw)) return undefined;
  const value = raw.replace(/^(["'])(.*)\1$/, '$2');
  const keyStart = magic.argument.start + source.indexOf(key);
  const valueStart = magic.argument.start + source.lastIndexOf(raw) + (raw.length - value.length) / 2;
  return {
    path: [key],
    key,
    keyRange: { start: keyStart, end: keyStart + key.length },
    value,
    valueRange: { start: valueStart, end: valueStart + value.length },
    range: magic.range,
    environment: true,
  };
}

const commandMagics = new Set(['sx', 'system', 'sc']);
const programMagics = new Set(['pip', 'conda', 'mamba', 'uv']);

const pythonFormats = new Set(['python', undefined]);

/** What a magic hands to a shell (`!`, `%sx`, `%pip`), or the cell that a cell magic gives another language. */
export function magicEmbedded(magic: Magic, text: string): Embedded | undefined {
  if (magic.mark === '%%') {
    const format = magic.name === 'script' ? 'shell' : formatIdOfLanguage(magic.name);
    return pythonFormats.has(format) ? undefined : embed(format!, verbatimText(text, magic.argument));
  }
  const isProgram = programMagics.has(magic.name);
  if (magic.mark !== '!' && !isProgram && !commandMagics.has(magic.name)) return undefined;
  const line = isProgram ? { start: magic.range.start + 1, end: magic.range.end } : magic.argument;
  return embed('shell', verbatimText(text, line), 'script');
}
