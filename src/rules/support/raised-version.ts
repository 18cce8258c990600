/** The fix that asks for a newer version, in the style in which the old one is asked for. */
import { phrases } from '../../engine/messages';
import type { Dependency } from '../../engine/packages/types';
import { withVersion } from '../../engine/packages/versions';
import type { ProposedFix } from '../../engine/types';

const say = phrases({ raise: 'Ask for {version}' });
export const raiseTexts = say.texts;

/** None for lock files, which are written by their tools. @param version absent: none is known */
export function raised({ kind, written, requirement }: Dependency, version: string | undefined): ProposedFix[] {
  const text = version === undefined ? undefined : withVersion(requirement, version);
  if (kind === 'lock' || !written || version === undefined || text === undefined) return [];
  return [{ title: say('raise', { version }), kind: 'suggestion', edits: [{ range: written, text }] }];
}
