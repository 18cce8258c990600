/** What is different between two versions of a text, as edits of the first. */
import { diffLines } from 'diff';
import type { Edit } from '../../../engine/types';

function common(before: string, after: string): { head: number; tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { head, tail };
}

/** Only what is really different of the lines that are: the cursor stays where it is. */
function trimmed(start: number, before: string, after: string): Edit {
  const { head, tail } = common(before, after);
  return {
    range: { start: start + head, end: start + before.length - tail },
    text: after.slice(head, after.length - tail),
  };
}

/** In source order, not overlapping; `applyEdits(before, …)` gives `after`. */
export function textChanges(before: string, after: string): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let pending = { before: '', after: '' };
  const flush = () => {
    if (pending.before !== pending.after) edits.push(trimmed(at, pending.before, pending.after));
    at += pending.before.length;
    pending = { before: '', after: '' };
  };
  for (const { value, added, removed } of diffLines(before, after)) {
    if (added) pending.after += value;
    else if (removed) pending.before += value;
    else {
      flush();
      at += value.length;
    }
  }
  flush();
  return edits;
}
