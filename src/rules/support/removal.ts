/** Fixes that take something out, together with what only belonged to it. */
import type { Range, Setting } from '../../engine/facts';
import type { Document, Edit } from '../../engine/types';
import { wholeLines, withComma } from './values';

/** Removes an element of a list or an object, with its comma. */
export function removeElement(text: string, range: Range): Edit {
  const { start, end } = withComma(text, range);
  const line = wholeLines(text, { start, end });
  const isAlone = text.slice(line.start, start).trim() === '' && text.slice(end, line.end).trim() === '';
  return { range: isAlone ? line : withoutPadding(text, { start, end }), text: '' };
}

/** `{ a: 1 }` becomes `{}`. */
function withoutPadding(text: string, { start, end }: Range): Range {
  const before = /[{([][ \t]+$/.exec(text.slice(Math.max(0, start - 80), start));
  const after = /^[ \t]+(?=[})\]])/.exec(text.slice(end, end + 80));
  return before && after ? { start: start - before[0].length + 1, end: end + after[0].length } : { start, end };
}

/** Removes a setting: its pair in JSON, a whole line where it stands alone, a prefix of a shell command. */
export function removeSetting({ range }: Setting, { format, text }: Document): Edit {
  if (format.id === 'json' || format.id === 'jsonc') return removeElement(text, range);
  const line = wholeLines(text, range);
  const [before, after] = [text.slice(line.start, range.start), text.slice(range.end, line.end)];
  const isAlone =
    /^\s*(?:(?:export|ENV|ARG|set|-)\s+)?$/i.test(before) && /^\s*;?\s*(?:(?:#|\/\/).*)?\r?\n?$/.test(after);
  if (isAlone) return { range: line, text: '' };
  return { range: { start: range.start, end: range.end + (/^[ \t]+/.exec(after)?.[0].length ?? 0) }, text: '' };
}
