/** What a person is told who has set a rule's severity, where the editor will not show it. */
import type { Confidence, Config, Severity } from '../../../engine/types';
import type { Translate } from '../../../report/translate';
import { severityWord } from '../view/labels';
import type { Level } from './edits';

/** The profile leaves information of less than high confidence out. */
export const isHiddenAs = (level: Level, confidence: Confidence, { profile }: Pick<Config, 'profile'>): boolean =>
  level === 'info' && confidence !== 'high' && profile === 'recommended';

const wordOf = (level: Level, t: Translate): string => (level === 'off' ? t('Off') : severityWord(level, t));

/**
 * Undefined where the person sees what they have set.
 *
 * @param wanted what was set @param byDefault the rule's own @param config in force now
 */
export function unseenEffect(
  { wanted, rule, byDefault, confidence }: { wanted: Level; rule: string; byDefault: Severity; confidence: Confidence },
  config: Pick<Config, 'profile' | 'rules'>,
  t: Translate,
): string | undefined {
  const level = config.rules[rule] ?? byDefault;
  if (level !== wanted)
    return t(
      'This is written, but “{0}” stays in force: something stricter is set elsewhere, or waits for your trust in the workspace.',
      wordOf(level, t),
    );
  if (!isHiddenAs(wanted, confidence, config)) return undefined;
  return t('The profile “recommended” does not show this: it leaves out information below high confidence.');
}
