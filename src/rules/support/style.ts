/** How a document is written, for fixes that write code into it. */
import type { Range, Scope } from '../../engine/facts';
import { perObject } from '../../engine/per-object';
import type { Document, Edit } from '../../engine/types';

export interface Style {
  quote: string;
  /** What ends a statement. */
  semicolon: string;
  /** One level of indentation. */
  unit: string;
  eol: string;
}

export const styleOf = perObject((document: Document): Style => {
  const { text, format } = document;
  const isPython = format.id === 'python';
  const [single, double] = [text.split("'").length, text.split('"').length];
  const ended = isPython || !/^[ \t]*(?:import|const|let|return|export)\b/m.test(text) || /;[ \t]*$/m.test(text);
  return {
    quote: single > double ? "'" : '"',
    semicolon: ended && !isPython ? ';' : '',
    unit: unitOf(document) ?? (isPython ? '    ' : '  '),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
});

/** By how much most blocks are indented. */
function unitOf({ text, format, facts }: Document): string | undefined {
  const opens = format.id === 'python' ? /:[ \t]*\r?\n([ \t]+)\S/g : /[{([>][ \t]*\r?\n([ \t]+)\S/g;
  const counts = new Map<string, number>();
  for (const { index, 1: inner = '' } of text.matchAll(opens)) {
    const outer = /^[ \t]*/.exec(text.slice(lineStart(text, index)))?.[0] ?? '';
    const isCode = !facts.comments.some(({ start, end }) => start <= index && index < end);
    if (!isCode || !inner.startsWith(outer) || inner === outer) continue;
    const unit = inner.slice(outer.length);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

export const insertion = (at: number, text: string): Edit => ({ range: { start: at, end: at }, text });

/** The beginning of the line that an offset is on. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The line's end, its break not included. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** What stands before the first thing on the line of an offset; undefined where the offset is not at that. */
export function indentationAt(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** Edits that indent the lines of a range by one level; strings that go over several lines stay as they are. */
export function indented({ start, end }: Range, document: Document): Edit[] {
  const { text, facts } = document;
  const { unit } = styleOf(document);
  const edits: Edit[] = [];
  for (let at = lineStart(text, start); at < end; at = lineEnd(text, at) + styleOf(document).eol.length) {
    const isBlank = text.slice(at, lineEnd(text, at)).trim() === '';
    const isInString = facts.strings.some(({ range }) => range.start < at && at < range.end);
    if (!isBlank && !isInString) edits.push(insertion(at, unit));
  }
  return edits;
}

/** Whether a name means something there already. */
export function isTaken(name: string, scope: Scope | undefined): boolean {
  return scope !== undefined && (scope.bindings.has(name) || isTaken(name, scope.parent));
}

/** Insertions at one place as one edit, in order; all in the order of the text. */
export function joinedInsertions(edits: readonly Edit[]): Edit[] {
  const joined = new Map<number, string>();
  for (const { range, text } of edits) joined.set(range.start, (joined.get(range.start) ?? '') + text);
  return [...joined].map(([at, text]) => insertion(at, text)).sort((a, b) => a.range.start - b.range.start);
}
