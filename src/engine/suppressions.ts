/**
 * Suppression comments, in a format's own comment syntax:
 *
 *     claude-guard-ignore-next-line <rule>[, <rule>] -- <reason> [until YYYY-MM-DD]
 *     claude-guard-ignore-line …        claude-guard-ignore-file …
 */
import type { Range, Value } from './facts';
import type { CommentSyntax } from './formats/format';
import { firstLine } from './text/first-line';
import { createLineTable, endOfLine, type LineTable, lineRange, lineRangeAt, positionAt } from './text/positions';
import type { Document, Edit, Fix } from './types';

export type SuppressionForm = 'next-line' | 'line' | 'file';

export interface Suppression {
  form: SuppressionForm;
  /** The comment, its delimiters included. */
  range: Range;
  /** Findings that start in it are meant; `undefined`: those of the whole file. */
  target: Range | undefined;
  /** Ids as they are written, known or not. */
  rules: string[];
  reason?: string;
  /** As it is written; not checked to be a date. */
  until?: string;
}

const marker = 'claude-guard-ignore-';
const pattern = /^claude-guard-ignore-(next-line|line|file)(?![\w-])([^\r\n]*)/;
/** What `suppressionFix` writes for the person to type over; left as it is, it is no reason. */
const reasonPlaceholder = 'reason';
/** A longer suppression is cut, in UTF-16 units. */
const longestComment = 1000;
/** Further ones of a document are not in force. */
const mostSuppressions = 1000;
/** How far before a comment its line is looked at, in UTF-16 units. */
const lookBehind = 2000;

/** A comment as it stands in the text: with its opener, and what it says without its delimiters. */
interface Comment {
  range: Range;
  content: string;
}

function stripDelimiters(text: string, syntax: CommentSyntax): string {
  const [opener, closer] = syntax.block ?? ['', ''];
  if (opener && text.startsWith(opener)) {
    const inner = text.slice(opener.length);
    return inner.endsWith(closer) ? inner.slice(0, inner.length - closer.length) : inner;
  }
  const line = syntax.line ?? '';
  return text.slice(0, line.length).toUpperCase() === line.toUpperCase() ? text.slice(line.length) : text;
}

/** The suppression's text in a comment; `undefined` where it says something else first. */
function contentOf(text: string, syntax: CommentSyntax): string {
  let start = 0;
  const inner = stripDelimiters(text, syntax);
  while (start < inner.length && '/*#;-!<% \t\r\n'.includes(inner[start]!)) start++;
  return inner.slice(start, start + longestComment).trim();
}

function fromFacts(document: Document): Comment[] {
  const { text, format, facts } = document;
  return facts.comments.flatMap((range) => {
    const raw = text.slice(range.start, Math.min(range.end, range.start + longestComment));
    return raw.includes(marker) ? [{ range, content: contentOf(raw, format.comments) }] : [];
  });
}

/** A trailing comment counts where the quotes before it are closed; at the start of a line it always does. */
function isOutsideStrings(before: string): boolean {
  if (before.trim() === '') return true;
  if (!/\s$/.test(before)) return false;
  return [`"`, `'`, '`'].every((quote) => before.split(quote).length % 2 === 1);
}

function commentAround(text: string, line: Range, at: number, opener: string, closer: string): Comment | undefined {
  const from = Math.max(line.start, at - lookBehind);
  const before = text.slice(from, at);
  const opened = before.lastIndexOf(opener);
  if (opened < 0 || before.slice(opened + opener.length).trim() !== '') return undefined;
  // `///`, `;;`: an opener may be repeated.
  let first = opened;
  while (before[first - 1] === opener.at(-1)) first--;
  if (!isOutsideStrings(before.slice(0, first))) return undefined;
  const rest = text.slice(at, Math.min(line.end, at + longestComment));
  const closed = closer === '' ? -1 : rest.indexOf(closer);
  const end = closed < 0 ? line.end : at + closed + closer.length;
  return { range: { start: from + first, end }, content: (closed < 0 ? rest : rest.slice(0, closed)).trim() };
}

/** For formats whose parser reports no comments: the marker right after a comment's opener, outside of strings. */
function fromText(text: string, syntax: CommentSyntax, lines: LineTable): Comment[] {
  const delimiters: [string, string][] = [];
  for (const opener of [syntax.line ?? [], syntax.alsoLine ?? []].flat()) delimiters.push([opener, '']);
  if (syntax.block) delimiters.push([...syntax.block]);
  const comments: Comment[] = [];
  let from = 0;
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, from)) {
    const line = lineRangeAt(lines, at);
    const comment = delimiters.map(([open, close]) => commentAround(text, line, at, open, close)).find(Boolean);
    if (comment) comments.push(comment);
    from = comment ? Math.max(comment.range.end, at + 1) : line.end;
  }
  return comments;
}

/** For every line (index from 0): the range of the first line from it on that is neither blank nor in `skipped`. */
function nextLines(lines: LineTable, skipped: ReadonlySet<number>): Range[] {
  let next: Range = { start: lines.text.length, end: lines.text.length };
  const found: Range[] = [];
  for (let line = lines.starts.length; line >= 1; line--) {
    const range = lineRange(lines, line);
    if (!skipped.has(line) && /\S/.test(lines.text.slice(range.start, range.end))) next = range;
    found[line - 1] = next;
  }
  return found;
}

/** Lines (from 1) with nothing but a suppression. */
function ownLines(lines: LineTable, comments: readonly Comment[]): Set<number> {
  const own = comments.filter(({ range }) => {
    const before = lines.text.slice(lineRangeAt(lines, range.start).start, range.start);
    const after = lines.text.slice(range.end, lineRangeAt(lines, range.end).end);
    return before.trim() === '' && after.trim() === '';
  });
  return new Set(own.map(({ range }) => positionAt(lines, range.start).line));
}

/** ` <rules> -- <reason> until <date>` */
function parseBody(body: string): Pick<Suppression, 'rules' | 'reason' | 'until'> {
  const dashes = body.indexOf('--');
  const head = dashes < 0 ? body : body.slice(0, dashes);
  const tail = dashes < 0 ? '' : body.slice(dashes + 2).trim();
  const dated = /(?:^|\s)until\s+(\d\S*)$/.exec(tail);
  const reason = (dated ? tail.slice(0, dated.index) : tail).trim();
  const rules = head.split(/[\s,]+/).filter((word) => word !== '');
  return {
    rules,
    ...(reason === '' || reason === reasonPlaceholder ? {} : { reason }),
    ...(dated ? { until: dated[1]! } : {}),
  };
}

/** All suppressions of one document, in order; ranges are of its own text. */
export function findSuppressions(document: Document): Suppression[] {
  const { text, format, facts } = document;
  if (!text.includes(marker)) return [];
  const lines = createLineTable(text);
  const comments = facts.comments.length > 0 ? fromFacts(document) : fromText(text, format.comments, lines);
  const written = comments.filter(({ content }) => pattern.test(content)).slice(0, mostSuppressions);
  const next = nextLines(lines, ownLines(lines, written));
  return written.map(({ range, content }) => {
    const [, form, body] = pattern.exec(content) as unknown as [string, SuppressionForm, string];
    const after = positionAt(lines, range.end).line;
    const following = next[after] ?? { start: text.length, end: text.length };
    const target = { file: undefined, line: lineRangeAt(lines, range.start), 'next-line': following }[form];
    return { form, range, target, ...parseBody(body) };
  });
}

/**
 * The same suppression in the outer text's offsets. `-file` of an embedded document means that document, of which
 * `length` is the number of UTF-16 units.
 */
export function mapSuppression(
  suppression: Suppression,
  toOuter: (offset: number) => number,
  length: number,
): Suppression {
  const map = ({ start, end }: Range): Range => ({ start: toOuter(start), end: toOuter(end) });
  const target = map(suppression.target ?? { start: 0, end: length });
  return { ...suppression, range: map(suppression.range), target };
}

/** An existing day, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** The last day still counts; a date that is none counts as past. */
export function isExpired(suppression: Suppression, today: string): boolean {
  if (suppression.until === undefined) return false;
  return !isDate(suppression.until) || suppression.until < today;
}

export function covers(suppression: Suppression, rule: string, start: number): boolean {
  if (!suppression.rules.includes(rule)) return false;
  const { target } = suppression;
  return !target || (start >= target.start && start <= target.end);
}

/** Removes the comment; with its line where nothing else stands there. */
export function removalEdit(lines: LineTable, range: Range): Edit {
  const line = lineRangeAt(lines, range.start);
  const before = lines.text.slice(line.start, range.start);
  const after = lines.text.slice(range.end, lineRangeAt(lines, range.end).end);
  if (before.trim() === '' && after.trim() === '') {
    const next = lines.starts[positionAt(lines, range.end).line] ?? lines.text.length;
    return { range: { start: line.start, end: next }, text: '' };
  }
  return { range: { start: line.start + before.trimEnd().length, end: range.end }, text: '' };
}

export interface SuppressionFix extends Fix {
  /** Where, in `edits[0].text`, the placeholder for the reason stands: a host selects it, so that the person types the reason. */
  placeholder: Range;
  form: Exclude<SuppressionForm, 'line'>;
}

function spansLineStart(value: Value, offset: number): boolean {
  if (value.range.start >= offset || value.range.end <= offset) return false;
  if (value.kind === 'template') return value.parts.some((part) => spansLineStart(part, offset));
  return value.kind === 'literal';
}

/** Delimiters of a comment on a line of its own: between the elements of JSX a comment stands in braces. */
function delimitersAt({ text, format }: Document, line: Range): [string, string] | undefined {
  const { line: opener, block } = format.comments;
  const before = text.slice(Math.max(0, line.start - lookBehind), line.start).trimEnd();
  const own = text.slice(line.start, line.end).trimStart();
  const isBetween = /^<[\w/>]/.test(own) ? /(?<!=)>$|\}$/.test(before) : own.startsWith('{') && /(?<!=)>$/.test(before);
  if (/^(?:javascript|tsx)$/.test(format.id) && isBetween) return ['{/*', ' */}'];
  if (opener) return [opener, ''];
  return block && [block[0], ` ${block[1]}`];
}

/**
 * Adds `claude-guard-ignore-next-line` above the line of a finding, with its indentation and end of line, or
 * `claude-guard-ignore-file` at the top of the document. `undefined` where no comment can stand: in strict JSON, inside of
 * a literal of several lines, after a line that a backslash continues. The edit is of the document's own text.
 */
export function suppressionFix(
  document: Document,
  range: Range,
  rule: string,
  form: SuppressionFix['form'] = 'next-line',
): SuppressionFix | undefined {
  const { text, format, facts } = document;
  const lines = createLineTable(text);
  const line = lineRangeAt(lines, form === 'file' ? firstLine(text, format) : range.start);
  const delimiters = delimitersAt(document, line);
  if (!delimiters) return undefined;
  if (/\\[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(Math.max(0, line.start - 20), line.start))) return undefined;
  if (facts.strings.some((value) => spansLineStart(value, line.start))) return undefined;
  const indentation = /^[ \t]*/.exec(text.slice(line.start, line.end))![0];
  const head = `${indentation}${delimiters[0]} ${marker}${form} ${rule} -- `;
  const tail = `${delimiters[1]}${endOfLine(lines)}`;
  const edit = { range: { start: line.start, end: line.start }, text: `${head}${reasonPlaceholder}${tail}` };
  const placeholder = { start: head.length, end: head.length + reasonPlaceholder.length };
  const title = `Suppress “${rule}” ${form === 'file' ? 'in this file' : 'here'} with a reason`;
  return { title, kind: 'suggestion', edits: [edit], placeholder, form };
}
