/** What makes a finding the same one after the file has changed around it. */
import type { Range } from './facts';
import { hashOf, type Mask, maskRange } from './text/masks';
import { type LineTable, lineRange, lineRangeAt, positionAt } from './text/positions';

/** A finding to be told from others, in offsets of the file's text. */
export interface Fingerprinted {
  rule: string;
  range: Range;
  /** `Problem.identity`. */
  identity?: string | undefined;
}

/** Longer texts are compared by their beginning, in UTF-16 units. */
const longestIdentity = 4000;
const longestLine = 1000;
/** The part of a longer line that counts, around the finding's start. */
const before = 200;
const after = 600;
const suppression = 'claude-guard-ignore-';
/** How many lines are looked through for a neighbour that is not blank. */
const farthestNeighbour = 20;

export interface MaskedSource {
  lines: LineTable;
  /** In order, not overlapping. */
  masks: readonly Mask[];
}

/** Without whitespace, a suppression at its end, and the comma or semicolon that a neighbour's arrival adds or removes. */
function normalise(text: string): string {
  const cut = text.indexOf(suppression);
  const kept = (cut < 0 ? text : text.slice(0, cut)).replace(/\s/gu, '');
  let end = kept.length;
  while (end > 0 && (cut < 0 ? ',;' : ',;/*#-!<').includes(kept[end - 1]!)) end--;
  return kept.slice(0, end);
}

function reader({ lines, masks }: MaskedSource) {
  const starts = masks.map(({ range }) => range.start);
  const read = (range: Range) => normalise(maskRange(lines.text, masks, starts, range, 'identity').text);
  const line = (range: Range, anchor: number) => {
    if (range.end - range.start <= longestLine) return read(range);
    return read({ start: Math.max(range.start, anchor - before), end: Math.min(range.end, anchor + after) });
  };
  const lineAbove = (number: number): string => {
    for (let above = number - 1; above >= Math.max(1, number - farthestNeighbour); above--) {
      const range = lineRange(lines, above);
      const text = line(range, range.start);
      if (text !== '') return text;
    }
    return '';
  };
  return { read, line, lineAbove };
}

/** How often each key has been seen, this time included. */
function counter() {
  const counts = new Map<string, number>();
  return (key: string): number => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
}

const hash = (...parts: string[]) => hashOf('claude-guard/finding/v1', ...parts).slice(0, 32);

/**
 * One fingerprint (32 hex digits) for each of a file's findings, which are given in the order of the text.
 *
 * It is made of the rule, the finding's identity (a credential's own fingerprint, else the text of its range) and the line
 * that it begins on, without any whitespace and with secrets replaced by their hashes. So it survives moved and re-indented
 * lines, other ends of line, and edits of the neighbouring lines, which change far more often than they tell findings apart;
 * and a new secret on an old line is a new finding. The line above (the nearest that is not blank) counts only for the second
 * and further findings that are equal up to there: the first keeps the plain fingerprint, so that a copy added is one new
 * finding and not two, and a copy removed here and added elsewhere is noticed. The line below does not count: it belongs to
 * the next copy as often as not. An ordinal is left for those that even the line above doesn't tell apart. Paths and positions
 * are not part of it.
 */
export function fingerprints(source: MaskedSource, findings: readonly Fingerprinted[]): string[] {
  const { read, line, lineAbove } = reader(source);
  const countOwn = counter();
  const countPlaced = counter();
  return findings.map(({ rule, range, identity }) => {
    const text = { start: range.start, end: Math.min(range.end, range.start + longestIdentity) };
    const own = [rule, identity ?? read(text), line(lineRangeAt(source.lines, range.start), range.start)];
    if (countOwn(own.join('\0')) === 1) return hash(...own);
    const number = positionAt(source.lines, range.start).line;
    const placed = [...own, lineAbove(number)];
    return hash(...placed, String(countPlaced(placed.join('\0'))));
  });
}
