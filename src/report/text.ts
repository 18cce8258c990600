/** The report that people read. */
import { maskCredentials } from '../engine/credentials/credentials';
import type { SettledFinding } from '../engine/settle';
import type { Severity } from '../engine/types';
import { count, type Report } from './report';
import { displayWidth, printable, type Style, shorten, wrap } from './terminal';

export interface TextOptions extends Style {
  /** Also suppressed findings, notices and what was skipped. */
  verbose?: boolean;
  /** Findings and failures alone. */
  quiet?: boolean;
}

const gutter = '  │ ';
const indentation = '  ';

function paint({ colors }: Style, severity: Severity): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, info: colors.blue }[severity];
}

/** Columns that are shown before what is meant, where the beginning of the line doesn't fit beside it. */
const lead = 12;

/** The part of the excerpt that fits, and its mark moved with it. */
function visiblePart({ excerpt, mark }: SettledFinding, width: number | undefined) {
  const text = printable(excerpt);
  const fits = width === undefined || !mark || displayWidth(text.slice(0, mark.end)) < width;
  if (fits || mark.start <= lead) return { text: shorten(text, width), mark };
  const cut = mark.start - lead + (/^[\udc00-\udfff]/.test(text.slice(mark.start - lead)) ? 1 : 0);
  const moved = { start: mark.start - cut + 1, end: mark.end - cut + 1 };
  return { text: shorten(`…${text.slice(cut)}`, width), mark: moved };
}

/** The excerpt, and carets below what is meant. */
function excerptLines(finding: SettledFinding, style: TextOptions): string[] {
  const { text, mark } = visiblePart(finding, style.width && style.width - gutter.length);
  const lines = [style.colors.dim(gutter) + text];
  if (!mark) return lines;
  const column = displayWidth(text.slice(0, mark.start));
  const carets = Math.max(1, displayWidth(text.slice(mark.start, mark.end)));
  lines.push(style.colors.dim(gutter) + ' '.repeat(column) + paint(style, finding.severity)('^'.repeat(carets)));
  return lines;
}

function paragraph(text: string, first: string, style: TextOptions): string[] {
  const rest = ' '.repeat(first.length);
  return wrap(printable(text), style.width && Math.max(20, style.width - first.length)).map(
    (line, index) => (index === 0 ? first : rest) + line,
  );
}

function fixHint({ fixes }: SettledFinding): string {
  if (fixes.some(({ kind }) => kind === 'safe')) return ' (--fix can do it)';
  return fixes.length > 0 ? ' (the editor has a suggestion)' : '';
}

/** Steps of a way that are shown without being asked for: those at its beginning and its end tell most. */
const shownSteps = { first: 4, last: 4 };

function relatedLines({ path, related }: SettledFinding, { verbose }: TextOptions): string[] {
  const lines = related.map(
    ({ message, start: at, path: other = path }) => `${other}:${at.line}:${at.column} ${message}`,
  );
  const { first, last } = shownSteps;
  const left = lines.length - first - last;
  if (verbose || left < 2) return lines;
  return [...lines.slice(0, first), `… ${left} more steps; --verbose shows them.`, ...lines.slice(-last)];
}

function findingLines(finding: SettledFinding, style: TextOptions): string[] {
  const { colors } = style;
  const { path, start, severity, rule, confidence } = finding;
  const place = colors.bold(printable(`${path}:${start.line}:${start.column}`));
  const sure = confidence === 'high' ? '' : colors.dim(` (${confidence} confidence)`);
  const related = relatedLines(finding, style).flatMap((line) => paragraph(line, '    ', style));
  return [
    `${place} ${paint(style, severity)(severity)} ${colors.dim(rule)}${sure}`,
    ...excerptLines(finding, style),
    ...paragraph(finding.message, indentation, style),
    ...related.map(colors.dim),
    ...paragraph(finding.remedy + fixHint(finding), `${indentation}→ `, style).map(colors.green),
    '',
  ];
}

function bytes(number: number): string {
  if (number < 1000) return count(number, 'byte');
  if (number < 1_000_000) return `${(number / 1000).toFixed(1)} kB`;
  return `${(number / 1_000_000).toFixed(1)} MB`;
}

const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

function summaryLine(report: Report, { colors }: TextOptions): string {
  const { files, scannedBytes, durationMs, bySeverity } = report.summary;
  const scanned = `${count(files, 'file')} (${bytes(scannedBytes)}, ${duration(durationMs)})`;
  if (report.findings.length === 0) {
    const none = report.failures.length > 0 ? 'No findings' : colors.green('No findings');
    return `${none} in ${scanned}.`;
  }
  const parts = [
    bySeverity.error && colors.red(count(bySeverity.error, 'error')),
    bySeverity.warning && colors.yellow(count(bySeverity.warning, 'warning')),
    bySeverity.info && colors.blue(`${bySeverity.info} info`),
  ].filter(Boolean);
  const places = new Set(report.findings.map(({ path }) => path)).size;
  return `${parts.join(', ')} in ${places} of ${scanned}.`;
}

function fixLine(report: Report): string[] {
  const safe = report.findings.filter(({ fixes }) => fixes.some(({ kind }) => kind === 'safe')).length;
  return safe === 0 ? [] : [`${count(safe, 'finding')} can be fixed with --fix; --fix-dry-run shows how.`];
}

function failureLines({ failures }: Report, style: TextOptions): string[] {
  if (failures.length === 0) return [];
  const lines = failures.flatMap(({ file, reason }) => paragraph(`${file}: ${reason}`, indentation, style));
  return [style.colors.red(`${count(failures.length, 'failure')}:`), ...lines, ''];
}

/** Notices that are shown without being asked for. */
const mostNotices = 3;

function noticeLines({ notices }: Report, style: TextOptions): string[] {
  if (notices.length === 0) return [];
  const shown = style.verbose ? notices : notices.slice(0, mostNotices);
  const lines = shown.flatMap(({ path, message }) => paragraph(`${path}: ${message}`, indentation, style));
  const rest = notices.length - shown.length;
  const more = rest > 0 ? [`${indentation}${rest} more; --verbose shows them.`] : [];
  return [style.colors.yellow(`${count(notices.length, 'notice')}:`), ...lines, ...more, ''];
}

/** The scanner's reasons, as they are read behind a number. */
const skipReasons: Readonly<Record<string, string>> = {
  ignored: 'ignored by git',
  dependencies: 'of dependencies',
  excluded: 'excluded by configuration',
  binary: 'binary',
  special: 'no regular file',
  outside: 'linked to outside or to nothing',
  vanished: 'gone before it was read',
};

function skippedLine({ summary }: Report, { colors }: TextOptions): string[] {
  const reasons = Object.entries(summary.skipped).filter(([, number]) => number > 0);
  const list = reasons.map(([reason, number]) => `${number} ${skipReasons[reason] ?? reason}`).join(', ');
  return list === '' ? [] : [colors.dim(`Not scanned: ${list}.`)];
}

function suppressedLine({ suppressed }: Report, { colors, verbose }: TextOptions): string[] {
  if (suppressed.length === 0 || verbose) return [];
  return [colors.dim(`${count(suppressed.length, 'finding')} suppressed; --verbose lists them.`)];
}

function verboseLines(report: Report, style: TextOptions): string[] {
  const suppressed = report.suppressed.map(({ path, start, rule, justification }) =>
    printable(`  ${path}:${start.line}:${start.column} ${rule} -- ${justification ?? 'no reason given'}`),
  );
  const heading = suppressed.length > 0 ? [`${count(suppressed.length, 'suppressed finding')}:`] : [];
  const rules = Object.entries(report.summary.byRule).map(
    ([rule, number]) => `  ${String(number).padStart(5)} ${rule}`,
  );
  const { notFollowed } = report.summary;
  const left = notFollowed === undefined ? [] : [`${count(notFollowed, 'module')} not followed across files.`];
  return [...heading, ...suppressed, ...rules, ...left].map(style.colors.dim);
}

function closing(report: Report, style: TextOptions): string[] {
  return [
    ...noticeLines(report, style),
    ...(style.verbose ? verboseLines(report, style) : []),
    ...suppressedLine(report, style),
    ...skippedLine(report, style),
    ...fixLine(report),
    summaryLine(report, style),
  ];
}

/** Findings in the given order (by file and place), failures, and a summary at the end, where a terminal stands. */
export function textReport(report: Report, options: TextOptions): string {
  const lines = report.findings.flatMap((finding) => findingLines(finding, options));
  const end = options.quiet ? [] : closing(report, options);
  const text = [...lines, ...failureLines(report, options), ...end].join('\n');
  return maskCredentials(text === '' || text.endsWith('\n') ? text : `${text}\n`);
}
