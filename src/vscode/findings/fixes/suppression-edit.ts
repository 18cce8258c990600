/** The reason in a suppression's comment. */
import type { SuppressionFix } from '../../../engine/suppressions';
import type { Fix } from '../../../engine/types';
import type { Translate } from '../../../report/translate';

/** In UTF-16 units. */
const longestReason = 300;

/** Why a reason can't be taken, as a sentence. */
export function reasonProblem(reason: string, t: Translate): string | undefined {
  if (reason.trim() === '') return t('Say why, for whoever reads this next.');
  if (/\*\/|-->|#>/.test(reason)) return t('A reason can’t hold the end of a comment.');
  return reason.length > longestReason ? t('Keep it short: {0} characters at most.', longestReason) : undefined;
}

/** As it stands in a comment. */
export const onOneLine = (reason: string): string => reason.trim().replace(/\s+/g, ' ');

/** The fix with the reason in its place. A reason that its place can't take (a quote in a notebook's JSON) gives a fix that does not hold. */
export function withReason({ placeholder, edits, ...fix }: SuppressionFix, reason: string): Fix {
  const [first, ...rest] = edits;
  if (!first) return { ...fix, edits };
  const { text } = first;
  const written = text.slice(0, placeholder.start) + onOneLine(reason) + text.slice(placeholder.end);
  return { ...fix, edits: [{ ...first, text: written }, ...rest] };
}
