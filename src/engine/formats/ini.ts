/** INI files in their many dialects, and Java's properties. */
import type { Facts, Range } from '../facts';
import { buildText, type MappedText } from './embedded';
import { environmentReference } from './environment';
import { copyEscaped, type EscapeSyntax } from './escapes';
import type { Format } from './format';
import { collect, type Line, linesOf, noEnvironment, skipBlanks, stringLiteral, trimEnd } from './shared';

/** `setenv =` of tox and others: the indented pairs that follow are variables. */
const environmentKey = /^(?:set_?env|env|environment)$/i;
/** A colon without a blank after it separates only where no `=` does: `//registry/:_authToken=…`, `C:\path=…`. */
const pairs = [
  /^([^=:\s][^=:]{0,200}?)[ \t]*(?:=|:(?=\s|$))/,
  /^([^=\s][^=]{0,300}?)[ \t]*=/,
  /^([^=:\s][^=:]{0,200}?)[ \t]*:/,
];
const variable = /^[A-Za-z_]\w*$/;

interface Section {
  name: string[];
  /** Key whose indented pairs are variables. */
  holder: string | undefined;
}

/** Between quotes that enclose the whole value. */
function unquoted(text: string, { start, end }: Range): Range {
  const quote = text[start];
  const enclosed = end - start > 1 && (quote === '"' || quote === "'") && text[end - 1] === quote;
  return enclosed ? { start: start + 1, end: end - 1 } : { start, end };
}

/** The value's end: before a comment that blanks separate from it. */
function endOfValue(text: string, start: number, lineEnd: number): number {
  if (/["']/.test(text[start] ?? '')) {
    const close = text.slice(start + 1, lineEnd).indexOf(text[start]!);
    const after = start + 2 + close;
    if (close !== -1 && /^\s*(?:[;#]|$)/.test(text.slice(after, lineEnd))) return after;
  }
  const comment = /[ \t][;#]/.exec(text.slice(start, lineEnd));
  return trimEnd(text, start, comment ? start + comment.index : lineEnd);
}

function addLine(facts: Facts, text: string, line: Line, section: Section): void {
  const start = skipBlanks(text, line.start, line.end);
  const source = text.slice(start, line.end);
  const header = /^\[([^\]]{0,500})\]/.exec(source);
  if (/^[;#]/.test(source)) facts.comments.push({ start, end: line.end });
  else if (header) Object.assign(section, { name: header[1]!.split(/[ ."]+/).filter(Boolean), holder: undefined });
  else addPair(facts, text, { start, end: line.end }, start > line.start, section);
}

function addPair(facts: Facts, text: string, { start, end }: Range, indented: boolean, section: Section): void {
  const source = text.slice(start, end);
  const match = pairs.map((form) => form.exec(source)).find((found) => found !== null);
  if (!match) {
    if (source.startsWith('[')) facts.errors++;
    return;
  }
  const [whole, key = ''] = match;
  const from = skipBlanks(text, start + whole.length, end);
  const range = { start: from, end: Math.max(from, endOfValue(text, from, end)) };
  const comment = skipBlanks(text, range.end, end);
  if (comment < end) facts.comments.push({ start: comment, end });
  const content = unquoted(text, range);
  const value = text.slice(content.start, content.end);
  if (!indented) section.holder = environmentKey.test(key) && value === '' ? key : undefined;
  const held = indented && section.holder !== undefined;
  if (value !== '') facts.strings.push(stringLiteral(value, range, content));
  if (addAssignments(facts, text, key, content, section)) return;
  facts.settings.push({
    path: [...section.name, ...(held ? [section.holder!] : []), key],
    key,
    keyRange: { start, end: start + key.length },
    value,
    valueRange: content,
    range: { start, end: range.end },
    environment: held && variable.test(key),
  });
}

/** An assignment in quotes, with quotes around its value, or with neither. */
const assignments =
  /"([A-Za-z_]\w{0,200})=([^"]*)"|'([A-Za-z_]\w{0,200})=([^']*)'|(?<!\w)([A-Za-z_]\w{0,200})=(?:"([^"]*)"|'([^']*)'|([^\s,"']*))/dg;

/** `Environment=NAME=value "OTHER=value"` of systemd, `environment=NAME="value",…` of supervisor, `env = NAME=value` of uwsgi. */
function addAssignments(facts: Facts, text: string, key: string, { start, end }: Range, section: Section): boolean {
  if (!environmentKey.test(key)) return false;
  const found = [...text.slice(start, end).matchAll(assignments)];
  for (const { 0: whole, index, indices } of found) {
    const [name, value] = (indices ?? []).slice(1).filter((group) => group !== undefined);
    if (!name || !value) continue;
    const keyRange = { start: start + name[0], end: start + name[1] };
    const valueRange = { start: start + value[0], end: start + value[1] };
    const variable = text.slice(keyRange.start, keyRange.end);
    facts.settings.push({
      path: [...section.name, key, variable],
      key: variable,
      keyRange,
      value: text.slice(valueRange.start, valueRange.end),
      valueRange,
      range: { start: start + index, end: start + index + whole.length },
      environment: true,
    });
  }
  return found.length > 0;
}

function readIni(facts: Facts, text: string): void {
  const section: Section = { name: [], holder: undefined };
  for (const line of linesOf(text)) addLine(facts, text, line, section);
}

export const ini: Format = {
  id: 'ini',
  languageIds: ['ini'],
  extensions: ['.ini', '.cfg', '.conf', '.cnf', '.service'],
  filenames: [
    '.npmrc',
    '.pypirc',
    '.gitconfig',
    '.pylintrc',
    '.editorconfig',
    /(?:^|\/)\.aws\/(?:credentials|config)$/,
  ],
  comments: { line: ';' },
  idioms: noEnvironment,
  kind: 'data',
  parse: (text) => collect(text, (facts) => readIni(facts, text)),
};

const propertyEscapes: EscapeSyntax = { letters: { t: '\t', n: '\n', r: '\r', f: '\f', '\\': '\\' }, digits: { u: 4 } };

/** Escapes applied, continued lines joined; of any other escaped character the backslash is dropped. */
function decodeProperty(text: string, { start, end }: Range): MappedText {
  const builder = buildText(text);
  let at = start;
  const dropped = /\\(?:\r\n|\n|\r)[ \t\f]*|\\[^tnrfu\\]|\\\\/g;
  for (const { 0: source, index } of text.slice(start, end).matchAll(dropped)) {
    if (source === '\\\\') continue;
    copyEscaped(builder, text, { start: at, end: start + index }, propertyEscapes);
    at = start + index + (/^\\[\r\n]/.test(source) ? source.length : 1);
  }
  copyEscaped(builder, text, { start: at, end }, propertyEscapes);
  return builder.done(end);
}

/** Lines joined while they end in an odd number of backslashes; a comment is never continued. */
function* logicalLines(text: string): Generator<Range> {
  let start: number | undefined;
  for (const line of linesOf(text)) {
    const isComment = start === undefined && /^[ \t\f]*[#!]/.test(text.slice(line.start, line.end));
    const slashes = /\\*$/.exec(text.slice(Math.max(line.start, line.end - 1000), line.end))![0].length;
    start ??= line.start;
    if (slashes % 2 === 1 && !isComment && line.next > line.end) continue;
    yield { start, end: line.end };
    start = undefined;
  }
}

/** Up to the first `=`, `:` or blank that no backslash escapes. */
const propertyKey = /^((?:\\[\s\S]|[^\\\s=:])+)([ \t\f]*[=:][ \t\f]*|[ \t\f]+)?/;

function addProperty(facts: Facts, text: string, line: Range): void {
  const start = skipBlanks(text, line.start, line.end);
  if (/[#!]/.test(text[start] ?? '') && start < line.end) facts.comments.push({ start, end: line.end });
  const match = propertyKey.exec(text.slice(start, line.end));
  if (!match || /^[#!]/.test(match[0])) return;
  const [whole, source = ''] = match;
  const keyRange = { start, end: start + source.length };
  const valueRange = { start: start + whole.length, end: line.end };
  const key = decodeProperty(text, keyRange).text;
  const value = decodeProperty(text, valueRange).text;
  if (value !== '') facts.strings.push(stringLiteral(value, valueRange, valueRange));
  const range = { start, end: line.end };
  facts.settings.push({ path: [key], key, keyRange, value, valueRange, range, environment: false });
}

export const properties: Format = {
  id: 'properties',
  languageIds: ['properties', 'java-properties', 'spring-boot-properties'],
  extensions: ['.properties'],
  filenames: [],
  comments: { line: '#' },
  idioms: { readEnvironment: (name, { path }) => environmentReference(name, path) },
  kind: 'data',
  parse: (text) =>
    collect(text, (facts) => {
      for (const line of logicalLines(text)) addProperty(facts, text, line);
    }),
};
