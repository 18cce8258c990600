/** The line of a finding as it may be shown: masked, trimmed, short. */
import { maskCredentials } from '../credentials/credentials';
import type { Range } from '../facts';
import type { MaskedSource } from '../fingerprint';
import { type Mask, maskRange } from './masks';
import { createLineTable, lineRange, lineRangeAt, positionAt } from './positions';

export interface Excerpt {
  text: string;
  /** The finding's range in `text`, cut at its ends; `undefined` where hidden credentials had to be masked in it. */
  mark: Range | undefined;
}

export const longestExcerpt = 160;
/** What is looked at of a long line: more than any encoded credential is long, so that none is cut and missed. */
const before = 1000;
const after = 1200;
/** A mark that begins farther to the right moves to the left, behind an ellipsis. */
const farthestMark = 100;
const contextOfMark = 40;

const isLow = (text: string, index: number) => (text.charCodeAt(index) & 0xfc00) === 0xdc00;

function shift({ text, mark }: Excerpt, from: number, prefix: string): Excerpt {
  const start = isLow(text, from) ? from + 1 : from;
  const move = (offset: number) => Math.max(0, offset - start + prefix.length);
  return { text: prefix + text.slice(start), mark: mark && { start: move(mark.start), end: move(mark.end) } };
}

function shorten(excerpt: Excerpt): Excerpt {
  const { text, mark } = excerpt;
  if (text.length <= longestExcerpt) return excerpt;
  if (mark && mark.start > farthestMark) return shorten(shift(excerpt, mark.start - contextOfMark, '…'));
  const end = isLow(text, longestExcerpt - 1) ? longestExcerpt - 2 : longestExcerpt - 1;
  return { text: `${text.slice(0, end)}…`, mark };
}

/** Masks what is hidden even after the known secrets are masked; the mark is kept where it stands outside of that. */
function maskHidden({ text, mark }: Excerpt): Excerpt {
  const masked = maskCredentials(text);
  if (masked === text) return { text, mark };
  const kept = mark && masked.startsWith(text.slice(0, mark.end));
  return { text: masked, mark: kept ? mark : undefined };
}

function trim(excerpt: Excerpt): Excerpt {
  const indentation = excerpt.text.length - excerpt.text.trimStart().length;
  const { text, mark } = shift(excerpt, indentation, '');
  return { text: text.trimEnd(), mark };
}

/** @param starts start offsets of `source.masks` */
export function excerptAt({ lines, masks }: MaskedSource, starts: readonly number[], range: Range): Excerpt {
  const line = lineRangeAt(lines, range.start);
  const part = { start: Math.max(line.start, range.start - before), end: Math.min(line.end, range.start + after) };
  const { text, offset } = maskRange(lines.text, masks, starts, part, 'shown');
  const start = offset(range.start);
  const end = range.end >= part.end ? text.length : offset(range.end);
  const mark = { start, end: Math.max(end, start) };
  const { text: short, mark: moved } = shorten(trim(maskHidden({ text, mark })));
  const clip = (value: number) => Math.min(value, short.length);
  return { text: short, mark: moved && { start: clip(moved.start), end: clip(moved.end) } };
}

/** Lines before and after a finding that explain it. */
const linesBefore = 3;
const linesAfter = 3;
/** Of a finding that is longer, the rest is left out. */
const mostLines = 12;

const cut = (line: string) => (line.length <= longestExcerpt ? line : shorten({ text: line, mark: undefined }).text);

/** A few lines around a range as they may be shown: masked, and long ones cut. */
export function linesAround(text: string, masks: readonly Mask[], range: Range): string {
  const lines = createLineTable(text);
  const first = positionAt(lines, range.start).line;
  const last = Math.min(positionAt(lines, range.end).line, first + mostLines);
  const start = lineRange(lines, Math.max(1, first - linesBefore)).start;
  const { end } = lineRange(lines, Math.min(lines.starts.length, last + linesAfter));
  const starts = masks.map((mask) => mask.range.start);
  const masked = maskCredentials(maskRange(text, masks, starts, { start, end }, 'shown').text);
  return masked
    .split(/\r\n|\n|\r/)
    .map(cut)
    .join('\n');
}
