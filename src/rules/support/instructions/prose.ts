/** Markdown and plain text as sentences, each with what stands around it. */
import type { Range } from '../../../engine/facts';

export interface Sentence {
  range: Range;
  text: string;
  /** `code`: a line of a fence. `quote`: in a quotation or a table. */
  place: 'prose' | 'code' | 'quote';
  /** The headings above it, the first of each level. */
  headings: readonly string[];
  /** What leads to a list or a fence that it stands in: a line that ends with a colon. Empty where there is none. */
  lead: string;
}

const fence = /^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+)?(`{3,}|~{3,})/;
const heading = /^(#{1,6})[ \t]+(.*)$/;
const quoted = /^[ \t]*[>|]/;
const item = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** Longer texts are no instructions that anybody has written. In UTF-16 units. */
const longest = 400_000;

/** What is open while lines are read. */
interface Reading {
  found: Sentence[];
  headings: string[];
  lead: string;
  block: Range | undefined;
  fence: string | undefined;
}

export function sentencesOf(text: string): Sentence[] {
  const reading: Reading = { found: [], headings: [], lead: '', block: undefined, fence: undefined };
  const end = Math.min(text.length, longest);
  for (let start = 0; start < end; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? end : newline + 1;
    readLine(text, { start, end: next }, reading);
    start = next;
  }
  closeBlock(text, reading);
  return reading.found;
}

function readLine(text: string, range: Range, reading: Reading): void {
  const line = text.slice(range.start, range.end).trimEnd();
  const mark = fence.exec(line)?.[1];
  if (reading.fence !== undefined) {
    if (mark?.startsWith(reading.fence)) reading.fence = undefined;
    else add(text, range, 'code', reading);
    return;
  }
  const title = heading.exec(line);
  if (mark !== undefined || title || line === '' || quoted.test(line) || item.test(line)) closeBlock(text, reading);
  if (mark !== undefined) reading.fence = mark;
  else if (title) enter(title[1]!.length, title[2]!, reading);
  else if (quoted.test(line)) add(text, range, 'quote', reading);
  else if (line !== '') reading.block = { start: reading.block?.start ?? range.start, end: range.end };
}

function enter(level: number, title: string, reading: Reading): void {
  reading.headings = [...reading.headings.slice(0, level - 1), title];
  reading.lead = '';
}

/** A paragraph or an element of a list is at its end. */
function closeBlock(text: string, reading: Reading): void {
  const { block } = reading;
  if (!block) return;
  reading.block = undefined;
  const whole = text.slice(block.start, block.end);
  if (!item.test(whole)) reading.lead = '';
  for (const match of whole.matchAll(/[^.!?]+(?:[.!?]+(?!\s|$)[^.!?]*)*[.!?]*\s*/g)) {
    const start = block.start + match.index;
    add(text, { start, end: start + match[0].length }, 'prose', reading);
  }
  if (whole.trimEnd().endsWith(':')) reading.lead = whole.trim();
}

function add(text: string, range: Range, place: Sentence['place'], reading: Reading): void {
  const { found, headings, lead } = reading;
  const own = text.slice(range.start, range.end);
  if (own.trim() !== '') found.push({ range, text: own, place, headings, lead });
}

/** What stands before and behind a sentence with no blank line between: the rest of its paragraph, or of its list. */
export function beside(sentences: readonly Sentence[], index: number): string {
  const { start, end } = sentences[index]!.range;
  const [previous, next] = [sentences[index - 1], sentences[index + 1]];
  return [previous?.range.end === start ? previous.text : '', next?.range.start === end ? next.text : ''].join(' ');
}

/** A phrase between quotation marks or ticks: it is spoken of. */
const spokenOf =
  /"[^"\n]*\s[^"\n]*"|“[^”\n]*\s[^”\n]*”|«[^»\n]*\s[^»\n]*»|„[^“”\n]*\s[^“”\n]*[“”]|`[^`\n]*\s[^`\n]*`|(?<=[\s(])['‘][^'’\n]*\s[^'’\n]*['’](?=[\s.,;:)!?]|$)/g;

/** The sentence with what it only speaks of left blank; of the same length. */
export const ownWords = ({ text }: Sentence): string => text.replace(spokenOf, (phrase) => ' '.repeat(phrase.length));
