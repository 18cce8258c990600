/** What is left to do in a lab, as sentences. */
import type { Finding } from '../engine/types';
import type { Translate } from '../report/translate';
import type { Grade, LeftWeakness } from './grading';

export interface Goal {
  passed: boolean;
  says: string;
  /** Why not yet. */
  why: string[];
}

/** A finding's sentence in the editor's language. */
export type SayFinding = (finding: Finding) => string;

function places(left: readonly LeftWeakness[], say: SayFinding, t: Translate): string[] {
  return left.map(({ file, finding }) => t('{0}, line {1}: {2}', file, finding.start.line, say(finding)));
}

export function goalsOf(
  { weaknesses, suppressed, broken, unread, checks }: Grade,
  say: SayFinding,
  t: Translate,
): Goal[] {
  const hidden = places(suppressed, say, t);
  const unreadable = [
    ...broken.map((file) =>
      file.endsWith('.json')
        ? t('{0}: it is no JSON, so that nothing in it is in force.', file)
        : t('{0}: a bracket or a text is not closed.', file),
    ),
    ...unread.map((file) => t('{0}: the scanner did not come to its end. It tries again.', file)),
  ];
  return [
    { passed: weaknesses.length === 0, says: t('The scanner finds no weakness.'), why: places(weaknesses, say, t) },
    ...(hidden.length > 0 ? [{ passed: false, says: t('Nothing is hidden by a comment.'), why: hidden }] : []),
    ...(unreadable.length > 0 ? [{ passed: false, says: t('The code can be read.'), why: unreadable }] : []),
    ...checks.map(({ check, passed }) => ({ passed, says: check.says, why: passed ? [] : [check.hint] })),
  ];
}

export const leftIn = (goals: readonly Goal[]): number => goals.filter(({ passed }) => !passed).length;
