/** What the status bar item says, in words and icons. */
import type { Counts } from './store';

export interface Status {
  /** Off: in every folder of the window. */
  enabled: boolean;
  counts: Counts;
  /** A workspace scan that runs; `total` is 0 until the files have been listed. */
  scanning?: { done: number; total: number };
  /** Why nothing can be analysed. */
  trouble?: string;
}

export interface StatusText {
  text: string;
  /** For a screen reader. */
  label: string;
  /** Markdown. */
  tooltip: string;
  isTrouble: boolean;
}

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

const severities = [
  { severity: 'error', icon: '$(error)', words: (count: number) => plural(count, 'error') },
  { severity: 'warning', icon: '$(warning)', words: (count: number) => plural(count, 'warning') },
  { severity: 'info', icon: '$(info)', words: (count: number) => plural(count, 'information', 'informations') },
] as const;

const present = ({ counts }: Status) => severities.filter(({ severity }) => counts[severity] > 0);

function summary(status: Status): string {
  const { counts } = status;
  if (present(status).length === 0) return 'No findings';
  const list = present(status).map(({ severity, words }) => words(counts[severity]));
  return `${list.join(', ')} in ${plural(counts.files, 'file')}`;
}

const progress = ({ done, total }: { done: number; total: number }) =>
  total === 0 ? 'Listing files …' : `Scanned ${done} of ${plural(total, 'file')} …`;

/** Icons that stand side by side would look like one. */
const gap = '\u2002';

const links = [
  '[Scan Workspace](command:claudeGuard.scanWorkspace)',
  '[Configuration](command:claudeGuard.openConfiguration)',
  '[Log](command:claudeGuard.showOutput)',
].join(' · ');

function tooltip(status: Status): string {
  const { counts, scanning, trouble } = status;
  const noted = `${plural(counts.noted, 'file')} not fully analysed: see the [log](command:claudeGuard.showOutput).`;
  const parts = [
    '**Claude Guard**',
    trouble ? `$(warning) ${trouble}` : summary(status),
    ...(counts.noted > 0 ? [noted] : []),
    ...(scanning ? [`${progress(scanning)} [Cancel](command:claudeGuard.cancelScan)`] : []),
    links,
  ];
  return parts.join('\n\n');
}

export function statusText(status: Status): StatusText {
  const { enabled, counts, scanning, trouble } = status;
  if (!enabled) {
    const tooltip = '**Claude Guard** is off: see the setting `claudeGuard.enable`.';
    return { text: '$(shield) Off', label: 'Claude Guard is off', tooltip, isTrouble: false };
  }
  const icon = trouble ? '$(warning)' : scanning ? '$(sync~spin)' : '$(shield)';
  const numbers = present(status).map((one) => `${one.icon} ${counts[one.severity]}`);
  const text = [icon, ...(numbers.length > 0 ? numbers : ['Claude Guard'])].join(numbers.length > 0 ? gap : ' ');
  const spoken = [trouble ?? summary(status), ...(scanning ? ['scanning'] : [])].join(', ');
  return { text, label: `Claude Guard: ${spoken}`, tooltip: tooltip(status), isTrouble: trouble !== undefined };
}
