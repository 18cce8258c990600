/** What the formats have in common. */
import { type Binding, emptyFacts, type Facts, type LiteralValue, type Range, type Value } from '../facts';
import type { Idioms } from './format';

/** For formats in which the environment cannot be read. */
export const noEnvironment: Idioms = { readEnvironment: () => undefined };

/** A string literal; `content` is the part of `range` between the quotes, the same where there are none. */
export const stringLiteral = (value: string, range: Range, content: Range): LiteralValue => ({
  kind: 'literal',
  value,
  range,
  content,
});

/** Makes it a variable of the whole file; `range` is the name's. */
export function bindVariable(facts: Facts, name: string, range: Range, value?: Value): void {
  const scope = facts.module;
  const binding: Binding = { kind: 'variable', name, scope, range, ...(value ? { value } : {}) };
  facts.bindings.push(binding);
  const known = scope.bindings.get(name);
  if (known) known.push(binding);
  else scope.bindings.set(name, [binding]);
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The text with a byte order mark replaced by a space: same offsets, and parsers that know no mark read it. */
export const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);

/** Runs of spaces, tabs and a byte order mark are skipped from `at`. */
export function skipBlanks(text: string, at: number, end = text.length): number {
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\uFEFF')) at++;
  return at;
}

/** The end of `text.slice(start, end)` without the blanks at its end. */
export function trimEnd(text: string, start: number, end: number): number {
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return end;
}

export interface Line extends Range {
  /** Start of the next line; `end` excludes the line break, LF, CR LF or a lone CR. */
  next: number;
}

/** The lines of `text` from `start` to `end`, at least one. */
export function linesOf(text: string, start = 0, end = text.length): Line[] {
  const lines: Line[] = [];
  const breaks = /\r\n|\n|\r/g;
  breaks.lastIndex = start;
  let at = start;
  for (let match = breaks.exec(text); match && match.index < end; match = breaks.exec(text)) {
    const next = Math.min(match.index + match[0].length, end);
    lines.push({ start: at, end: match.index, next });
    at = next;
  }
  lines.push({ start: at, end, next: end });
  return lines;
}

/** The line break that `text` uses: its first one, LF where it has none. */
export const lineBreakOf = (text: string): string => /\r\n|\n/.exec(text)?.[0] ?? '\n';

/**
 * Facts that `read` adds. Libraries recurse over nested input and may run out of stack, or reject what they cannot read:
 * then the facts had so far stay, with one syntax error more.
 */
export function collect(text: string, read: (facts: Facts) => void): Facts {
  const facts = emptyFacts(text.length);
  try {
    read(facts);
  } catch {
    facts.errors++;
  }
  return facts;
}
