/** Applying edits to the text that they were computed from. */
import type { Edit, Fix } from '../types';

const isInsertion = (edit: Edit) => edit.range.start === edit.range.end;

function compareEdits(left: Edit, right: Edit): number {
  return left.range.start - right.range.start || left.range.end - right.range.end;
}

/** Two insertions at one place don't overlap; neither does one at an end of a replaced range. */
function overlaps(left: Edit, right: Edit): boolean {
  return left.range.start < right.range.end && right.range.start < left.range.end;
}

function assertInside(edit: Edit, length: number): void {
  const { start, end } = edit.range;
  const valid = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length;
  if (!valid) throw new RangeError(`An edit of ${start} to ${end} is outside of the text, which has ${length} units.`);
}

/**
 * The text after the edits; their ranges are all of the given text. Insertions at one place keep their order.
 * Throws a `RangeError` where edits overlap or leave the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort(compareEdits);
  const parts: string[] = [];
  let end = 0;
  for (const edit of sorted) {
    assertInside(edit, text.length);
    if (edit.range.start < end) {
      throw new RangeError(`An edit of ${edit.range.start} to ${edit.range.end} overlaps one that ends at ${end}.`);
    }
    parts.push(text.slice(end, edit.range.start), edit.text);
    end = edit.range.end;
  }
  parts.push(text.slice(end));
  return parts.join('');
}

export interface MergedFixes {
  /** The fixes that could be taken, in the given order. */
  fixes: Fix[];
  /** Their edits, in source order, without overlaps and with shared edits once. */
  edits: Edit[];
}

const sameEdit = (left: Edit, right: Edit) =>
  left.range.start === right.range.start && left.range.end === right.range.end && left.text === right.text;

/** Different insertions at one place depend on each other's order (think of commas), so only one of them is taken. */
function conflicts(left: Edit, right: Edit): boolean {
  if (sameEdit(left, right)) return false;
  return overlaps(left, right) || (isInsertion(left) && isInsertion(right) && left.range.start === right.range.start);
}

/** Index of the first of the sorted edits that ends at or after the offset. */
function firstReaching(edits: readonly Edit[], offset: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edits[middle]!.range.end < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function near(edits: readonly Edit[], edit: Edit): Edit[] {
  const found: Edit[] = [];
  for (let index = firstReaching(edits, edit.range.start); index < edits.length; index++) {
    if (edits[index]!.range.start > edit.range.end) break;
    found.push(edits[index]!);
  }
  return found;
}

function insert(edits: Edit[], edit: Edit): void {
  if (near(edits, edit).some((other) => sameEdit(other, edit))) return;
  let index = firstReaching(edits, edit.range.start);
  while (index < edits.length && compareEdits(edits[index]!, edit) <= 0) index++;
  edits.splice(index, 0, edit);
}

/**
 * The fixes that can be applied together, earlier ones first: one that conflicts with a fix taken before is left out
 * as a whole. The same edit in several fixes (the import that all of them need) is applied once. A fix whose own edits
 * overlap is left out.
 */
export function mergeFixes(fixes: readonly Fix[]): MergedFixes {
  const merged: MergedFixes = { fixes: [], edits: [] };
  for (const fix of fixes) {
    const own = [...fix.edits].sort(compareEdits);
    if (own.some((edit, index) => index > 0 && overlaps(own[index - 1]!, edit))) continue;
    if (own.some((edit) => near(merged.edits, edit).some((other) => conflicts(other, edit)))) continue;
    for (const edit of own) insert(merged.edits, edit);
    merged.fixes.push(fix);
  }
  return merged;
}
