/** What configuration and comments hide from a person who opens the folder for the first time: it is said, whoever has decided it. */
import type { Settings } from '../../../engine/config/config';
import { stricter } from '../../../engine/config/stricter';
import type { Translate } from '../../../report/translate';

export interface LeftOut {
  /** Files and folders that the last scans left out, without those that git ignores. */
  excluded: number;
  /** Ids of rules that are off somewhere. */
  rulesOff: readonly string[];
  /** Findings that comments suppress. */
  suppressed: number;
}

/** More are counted, not named. */
const mostNamed = 3;

/**
 * @param person what is set in VS Code
 * @param files what configuration files set
 */
export function rulesOff(person: Settings, files: readonly Settings[]): string[] {
  const inForce = [person, ...files.map((settings) => stricter(person, settings).config)];
  const off = inForce.flatMap(({ rules = {} }) => Object.keys(rules).filter((id) => rules[id] === 'off'));
  return [...new Set(off)].sort();
}

function rulesMessage(ids: readonly string[], t: Translate): string[] {
  if (ids.length === 0) return [];
  if (ids.length > mostNamed) return [t('Settings switch {0} rules off.', ids.length)];
  return [t('Settings switch off: {0}.', ids.join(', '))];
}

function filesMessage(excluded: number, t: Translate): string[] {
  if (excluded === 0) return [];
  return [
    excluded === 1
      ? t('Settings leave out 1 file or folder.')
      : t('Settings leave out {0} files or folders.', excluded),
  ];
}

function suppressedMessage(suppressed: number, t: Translate): string[] {
  if (suppressed === 0) return [];
  return [suppressed === 1 ? t('Comments suppress 1 finding.') : t('Comments suppress {0} findings.', suppressed)];
}

/** Sentences; undefined where nothing is hidden. */
export function leftOutMessage({ excluded, rulesOff, suppressed }: LeftOut, t: Translate): string | undefined {
  const said = [...filesMessage(excluded, t), ...rulesMessage(rulesOff, t), ...suppressedMessage(suppressed, t)];
  return said.length > 0 ? said.join(' ') : undefined;
}
