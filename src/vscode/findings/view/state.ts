/** What the view says beside its findings: a state, which picks the welcome text, a message and a badge. */
import type { Translate } from '../../../report/translate';
import { filesIn } from '../status-text';
import { type Filter, filterMessage } from './filter';

/** Each but `findings` has a welcome text in the manifest, under the context key `claudeGuard.findings.state`. */
export type ViewState = 'findings' | 'off' | 'hidden' | 'trouble' | 'scanning' | 'noFolder' | 'unscanned' | 'clean';

export interface Situation {
  /** Open in the window. */
  folders: number;
  /** Claude Guard is on in one of them at least. */
  enabled: boolean;
  trusted: boolean;
  /** Why nothing can be analysed. */
  trouble?: string;
  scanning: boolean;
  /** The last scans of the folders: their files, and when the last one ended. Absent: there was none. */
  scanned?: { files: number; time: string };
  /** Findings in the store, and those in the view. */
  total: number;
  shown: number;
  filter: Filter;
  /** What configuration hides, as sentences. */
  leftOut?: string;
  /** Files that were analysed in part or not at all. */
  noted?: number;
}

export function stateOf({ folders, enabled, trouble, scanning, scanned, total, shown }: Situation): ViewState {
  if (shown > 0) return 'findings';
  if (!enabled) return 'off';
  if (total > 0) return 'hidden';
  if (trouble !== undefined) return 'trouble';
  if (scanning) return 'scanning';
  if (folders === 0) return 'noFolder';
  return scanned ? 'clean' : 'unscanned';
}

function cleanMessage({ scanned }: Situation, t: Translate): string | undefined {
  if (!scanned) return undefined;
  const { files, time } = scanned;
  return files === 1
    ? t('No findings in 1 file. Last scan: {0}.', time)
    : t('No findings in {0} files. Last scan: {1}.', files, time);
}

/** Above the tree. A welcome text is seen only where this is empty: nothing was found, and there is nothing to be said about that. */
export function messageOf(situation: Situation, t: Translate): string {
  const { filter, leftOut, noted = 0, shown, total, trouble, trusted } = situation;
  const state = stateOf(situation);
  if (state !== 'findings' && state !== 'clean') return '';
  const waits = trusted ? undefined : t('Restricted Mode: the workspace’s own settings wait for your trust.');
  // Beside findings the status bar says it; where there is none, it would be taken for all clear.
  const unread = state === 'clean' && noted > 0 ? t('{0} not fully analysed.', filesIn(noted, t)) : undefined;
  const remarks = [unread, leftOut, waits].filter((part) => part !== undefined);
  if (state === 'clean' && remarks.length === 0) return '';
  const said = state === 'clean' ? cleanMessage(situation, t) : filterMessage(filter, shown, total, t);
  return [trouble, said, ...remarks].filter((part) => part !== undefined).join(' ');
}

/** Beside the view's title. */
export function descriptionOf(situation: Situation, t: Translate): string {
  const { shown, total, filter, scanned } = situation;
  if (total === 0 && scanned && stateOf(situation) === 'clean') return `${filesIn(scanned.files, t)} · ${scanned.time}`;
  if (total === 0) return '';
  return filterMessage(filter, shown, total, t) === undefined ? String(total) : t('{0} of {1}', shown, total);
}

export interface Badge {
  value: number;
  tooltip: string;
}

/** Of everything that was found, filtered or not. */
export function badgeOf(counts: { error: number; warning: number }, t: Translate): Badge | undefined {
  const { error, warning } = counts;
  if (error + warning === 0) return undefined;
  const errors = error === 1 ? t('1 error') : t('{0} errors', error);
  const warnings = warning === 1 ? t('1 warning') : t('{0} warnings', warning);
  const parts = [...(error > 0 ? [errors] : []), ...(warning > 0 ? [warnings] : [])];
  return { value: error + warning, tooltip: parts.join(', ') };
}
