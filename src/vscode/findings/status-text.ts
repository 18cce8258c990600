/** What the status bar item says, in words and icons. */
import type { Translate } from '../../report/translate';
import type { Counts } from './store';

export interface Status {
  /** Off: in every folder of the window. */
  enabled: boolean;
  counts: Counts;
  /** A workspace scan that runs; `total` is 0 until the files have been listed. */
  scanning?: { done: number; total: number };
  /** Why nothing can be analysed. */
  trouble?: string;
  /** What configuration hides, as sentences. */
  leftOut?: string;
}

export interface StatusText {
  text: string;
  /** For a screen reader. */
  label: string;
  /** Markdown. */
  tooltip: string;
  isTrouble: boolean;
}

export const filesIn = (count: number, t: Translate) => (count === 1 ? t('1 file') : t('{0} files', count));

const severities = [
  {
    severity: 'error',
    icon: '$(error)',
    words: (count: number, t: Translate) => (count === 1 ? t('1 error') : t('{0} errors', count)),
  },
  {
    severity: 'warning',
    icon: '$(warning)',
    words: (count: number, t: Translate) => (count === 1 ? t('1 warning') : t('{0} warnings', count)),
  },
  { severity: 'info', icon: '$(info)', words: (count: number, t: Translate) => t('{0} information', count) },
] as const;

const present = ({ counts }: Status) => severities.filter(({ severity }) => counts[severity] > 0);

function summary(status: Status, t: Translate): string {
  const { counts } = status;
  if (present(status).length === 0) return t('No findings');
  const list = present(status).map(({ severity, words }) => words(counts[severity], t));
  return t('{0} in {1}', list.join(', '), filesIn(counts.files, t));
}

const progress = ({ done, total }: { done: number; total: number }, t: Translate) =>
  total === 0 ? t('Listing files …') : t('Scanned {0} of {1} …', done, filesIn(total, t));

/** Icons that stand side by side would look like one. */
const gap = '\u2002';

const link = (title: string, command: string) => `[${title}](command:claudeGuard.${command})`;

function tooltip(status: Status, t: Translate): string {
  const { counts, leftOut, scanning, trouble } = status;
  const noted = t('{0} not fully analysed:', filesIn(counts.noted, t));
  const links = [
    link(t('Scan Workspace'), 'scanWorkspace'),
    link(t('Configuration'), 'openConfiguration'),
    link(t('Log'), 'showOutput'),
  ];
  const parts = [
    '**Claude Guard**',
    trouble ? `$(warning) ${trouble}` : summary(status, t),
    ...(counts.noted > 0 ? [`${noted} ${link(t('Log'), 'showOutput')}`] : []),
    ...(leftOut === undefined ? [] : [`${leftOut} ${link(t('Configuration'), 'openConfiguration')}`]),
    ...(scanning ? [`${progress(scanning, t)} ${link(t('Cancel'), 'cancelScan')}`] : []),
    links.join(' · '),
  ];
  return parts.join('\n\n');
}

/** @param t the words of the reader's language */
export function statusText(status: Status, t: Translate): StatusText {
  const { enabled, counts, scanning, trouble } = status;
  if (!enabled) {
    const tooltip = t('**Claude Guard** is off: see the setting `claudeGuard.enable`.');
    return { text: `$(shield) ${t('Off')}`, label: t('Claude Guard is off'), tooltip, isTrouble: false };
  }
  const icon = trouble ? '$(warning)' : scanning ? '$(sync~spin)' : '$(shield)';
  const numbers = present(status).map((one) => `${one.icon} ${counts[one.severity]}`);
  // How far it is stands in the tooltip: digits that run would move what stands beside them.
  const words = scanning && !trouble ? t('Scanning …') : numbers.length > 0 ? '' : 'Claude Guard';
  const text = [words === '' ? icon : `${icon} ${words}`, ...numbers].join(gap);
  const spoken = [trouble ?? summary(status, t), ...(scanning ? [t('scanning')] : [])].join(', ');
  return { text, label: `Claude Guard: ${spoken}`, tooltip: tooltip(status, t), isTrouble: trouble !== undefined };
}
