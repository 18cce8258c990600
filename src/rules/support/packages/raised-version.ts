/** The fix that asks for a newer version, in the style in which the old one is asked for. */
import { phrases } from '../../../engine/messages';
import { withVersion } from '../../../engine/packages/versions';
import type { ProposedFix } from '../../../engine/types';
import { type AskedOnce, rewritten } from '../asked-once';

const say = phrases({ raise: 'Ask for {version}' });
export const raiseTexts = say.texts;

/** None for lock files, which are written by their tools. @param version absent: none is known */
export function raised(one: AskedOnce, version: string | undefined): ProposedFix[] {
  const text = version === undefined ? undefined : withVersion(one.requirement, version);
  if (one.kind === 'lock' || !one.written || version === undefined || text === undefined) return [];
  return [{ title: say('raise', { version }), kind: 'suggestion', edits: rewritten(one, text) }];
}
