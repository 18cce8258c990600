/** Environment files, by the rules of the npm package dotenv. */
import type { Facts, Range } from '../facts';
import { buildText } from './embedded';
import { copyEscaped } from './escapes';
import type { Format } from './format';
import { collect, linesOf, noEnvironment, skipBlanks, stringLiteral, trimEnd } from './shared';

/** The name and what separates it from its value: `export NAME=`, `NAME: `. */
const start = /^(\s*(?:export\s+)?)([\w.-]+)(?:\s*=|:(?=[ \t]))/;

/** Longest quoted value that is looked for, in UTF-16 units. */
const maxQuoted = 65_536;

interface Scanned {
  value: string;
  content: Range;
  /** Quotes included. */
  range: Range;
}

/** Offset after the closing quote, where nothing but blanks and a comment follow it on its line. */
function endOfQuoted(text: string, open: number): number | undefined {
  const quote = text[open]!;
  const limit = Math.min(text.length, open + maxQuoted);
  for (let at = open + 1; at < limit; at++) {
    if (text[at] === '\\' && text[at + 1] === quote) at++;
    else if (text[at] === quote) {
      const rest = text[skipBlanks(text, at + 1)];
      return rest === undefined || rest === '#' || rest === '\n' || rest === '\r' ? at + 1 : undefined;
    }
  }
  return undefined;
}

/** Only `\n` and `\r` are escapes, and only between double quotes. */
function scanQuoted(text: string, open: number, close: number): Scanned {
  const content = { start: open + 1, end: close - 1 };
  const builder = buildText(text);
  copyEscaped(builder, text, content, { letters: text[open] === '"' ? { n: '\n', r: '\r' } : {}, digits: {} });
  return { value: builder.done(content.end).text, content, range: { start: open, end: close } };
}

/** Up to a `#` or the end of the line, blanks trimmed. */
function scanPlain(text: string, from: number, lineEnd: number): Scanned {
  const comment = text.slice(from, lineEnd).indexOf('#');
  const end = trimEnd(text, from, comment === -1 ? lineEnd : from + comment);
  const content = { start: from, end };
  return { value: text.slice(from, end), content, range: content };
}

function scanValue(text: string, from: number, lineEnd: number): Scanned {
  const at = skipBlanks(text, from, lineEnd);
  const close = at < lineEnd && /["'`]/.test(text[at]!) ? endOfQuoted(text, at) : undefined;
  return close === undefined ? scanPlain(text, at, lineEnd) : scanQuoted(text, at, close);
}

/** Adds the comment that follows `from` on its line, if one does. Gives the end of that line. */
function addComment(facts: Facts, text: string, from: number): number {
  const rest = /[\r\n]/.exec(text.slice(from, from + maxQuoted));
  const lineEnd = rest ? from + rest.index : Math.min(text.length, from + maxQuoted);
  const at = skipBlanks(text, from, lineEnd);
  if (text[at] === '#' && at < lineEnd) facts.comments.push({ start: at, end: lineEnd });
  return lineEnd;
}

function read(facts: Facts, text: string): void {
  let done = 0;
  for (const line of linesOf(text)) {
    if (line.start < done) continue;
    const match = start.exec(text.slice(line.start, line.end));
    if (!match) {
      addOther(facts, text, line);
      continue;
    }
    const [whole, before = '', key = ''] = match;
    const keyStart = line.start + before.length;
    const scanned = scanValue(text, line.start + whole.length, line.end);
    facts.strings.push(stringLiteral(scanned.value, scanned.range, scanned.content));
    facts.settings.push({
      path: [key],
      key,
      keyRange: { start: keyStart, end: keyStart + key.length },
      value: scanned.value,
      valueRange: scanned.content,
      range: { start: skipBlanks(text, line.start), end: Math.max(scanned.range.end, line.start + whole.length) },
      environment: true,
    });
    done = addComment(facts, text, scanned.range.end);
  }
}

/** A comment, an empty line, or one that dotenv ignores. */
function addOther(facts: Facts, text: string, line: Range): void {
  const at = skipBlanks(text, line.start, line.end);
  if (text[at] === '#' && at < line.end) facts.comments.push({ start: at, end: line.end });
  else if (trimEnd(text, at, line.end) > at && !/^export\s/.test(text.slice(at, at + 7))) facts.errors++;
}

export const dotenv: Format = {
  id: 'dotenv',
  languageIds: ['dotenv', 'env'],
  extensions: ['.env'],
  filenames: [
    /^\.env(?!.*\.(?:[cm]?[jt]sx?|py|json|ya?ml|sh|md)$)(?:[._-].*)?$/,
    /^env\.(?:example|sample|template|dist|local|dev|development|prod|production|test|staging)$/,
    '.flaskenv',
    /^\.dev\.vars(?:\..+)?$/,
  ],
  comments: { line: '#' },
  idioms: noEnvironment,
  kind: 'data',
  parse: (text) => collect(text, (facts) => read(facts, text)),
};
