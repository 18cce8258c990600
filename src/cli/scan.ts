/** `claude-guard scan` */
import { basename, join } from 'node:path';
import { type Asking, createAsking } from '../audit/online/asking';
import { configFileName, severities } from '../engine/config/config';
import type { Finding, Severity } from '../engine/types';
import { jsonReport } from '../report/json';
import { count, type Report } from '../report/report';
import { sarifReport } from '../report/sarif';
import { textReport } from '../report/text';
import { decodeText } from '../scanner/text';
import type { FileJob, Scanner, ScanOptions, ScanResult, ScanTarget } from '../scanner/types';
import { ageOfData } from './data-age';
import { unifiedDiff } from './diff';
import { readTextSync } from './files';
import { type FixPlan, planFixes, writeChanges } from './fix';
import { exitCodes, type Host, UsageError } from './host';
import { scanOnline } from './online';
import { checkOutput, deliver, say, styleOf } from './output';
import { createProgressLine } from './progress';
import { givenConfig, isAskedFor, optionSettings, type SettingOptions, stdinConfig } from './settings';
import { prefixOf, resolveTarget, stdinPath } from './targets';

export interface ScanCommandOptions extends SettingOptions {
  format: 'text' | 'json' | 'sarif';
  output?: string;
  failOn: Severity | 'never';
  ignore: boolean;
  fix?: boolean;
  fixDryRun?: boolean;
  online?: boolean;
  stdin?: boolean;
  stdinFilename?: string;
  verbose?: boolean;
  quiet?: boolean;
}

/** What was scanned, and how to get at its text. */
interface Scanned {
  report: Report;
  cancelled: boolean;
  /** From the current folder to the one that paths are relative to: '', or with `/` at its end. */
  prefix: string;
  readText(path: string): string | undefined;
}

function tally(findings: readonly Finding[]) {
  const byRule: Record<string, number> = {};
  const bySeverity = { error: 0, warning: 0, info: 0 };
  for (const { rule, severity } of findings) {
    byRule[rule] = (byRule[rule] ?? 0) + 1;
    bySeverity[severity]++;
  }
  return { byRule, bySeverity };
}

/** A report of the findings that the options ask for, counted anew. */
function narrowed(report: Report, options: SettingOptions): Report {
  const asked = isAskedFor(options);
  const findings = report.findings.filter(asked);
  const suppressed = report.suppressed.filter(asked);
  return { ...report, findings, suppressed, summary: { ...report.summary, ...tally(findings) } };
}

/** The scanner, with every job remembered of which a safe fix is reported. */
function remembering(scanner: Scanner, jobs: Map<string, FileJob>, asked: (finding: Finding) => boolean): Scanner {
  return {
    ...scanner,
    async scanFile(job, signal) {
      const result = await scanner.scanFile(job, signal);
      const fixable = result.findings.some((found) => asked(found) && found.fixes.some(({ kind }) => kind === 'safe'));
      if (fixable) jobs.set(job.path, job);
      return result;
    },
  };
}

function scanOptions(options: ScanCommandOptions, host: Host): Omit<ScanOptions, 'onProgress'> {
  const config = givenConfig(options, host);
  return {
    today: host.today,
    ruleIds: host.rules.map(({ id }) => id),
    settings: optionSettings(options),
    noIgnore: !options.ignore,
    signal: host.signal,
    ...(config ? { config } : {}),
  };
}

async function scanOnce(scanner: Scanner, target: ScanTarget, options: ScanOptions, host: Host, quiet: boolean) {
  const progress = createProgressLine(host, quiet);
  try {
    return await host.scan(scanner, target, { ...options, onProgress: progress.show });
  } finally {
    progress.clear();
  }
}

const scannedFrom = (result: ScanResult, root: string, prefix: string): Scanned => ({
  report: result,
  cancelled: result.cancelled,
  prefix,
  readText: (path) => readTextSync(join(root, path)),
});

async function scanPaths(asking: Asking<Scanner>, paths: readonly string[], options: ScanCommandOptions, host: Host) {
  const { scanner } = asking;
  const target = resolveTarget(paths, host.cwd);
  const prefix = prefixOf(target.root, host.cwd);
  const settings = scanOptions(options, host);
  const quiet = options.quiet ?? false;
  const jobs = new Map<string, FileJob>();
  const asked = isAskedFor(options);
  const scanAll = () => scanOnce(remembering(scanner, jobs, asked), target, settings, host, quiet);
  const result = options.online ? await scanOnline(asking, scanAll, host, quiet) : await scanAll();
  const scanned = scannedFrom(result, target.root, prefix);
  if ((!options.fix && !options.fixDryRun) || result.cancelled) return { scanned };
  const inOrder = [...jobs.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
  const plan = await planFixes(inOrder, { scanner, root: target.root, accepts: asked, signal: host.signal });
  if (options.fixDryRun) return { scanned, plan };
  const done = await writeChanges(plan);
  const again = await scanOnce(scanner, target, settings, host, quiet);
  return { scanned: scannedFrom(again, target.root, prefix), plan: done };
}

async function scanStdin(scanner: Scanner, options: ScanCommandOptions, host: Host): Promise<Scanned> {
  const started = host.clock();
  const config = stdinConfig(options, host);
  const path = stdinPath(options.stdinFilename || 'stdin', host.cwd);
  const bytes = await host.readStdin();
  const text = decodeText(bytes)?.text;
  if (text === undefined) throw new UsageError('Standard input is no text.');
  const source = { uri: `stdin:${path}`, path, version: 0, text };
  const analysis = await scanner.analyze(source, { config, today: host.today }, host.signal);
  const summary = {
    files: 1,
    scannedBytes: bytes.length,
    skipped: {},
    durationMs: host.clock() - started,
    ...tally(analysis.findings),
  };
  return { report: { ...analysis, failures: [], summary }, cancelled: false, prefix: '', readText: () => text };
}

/** With paths from the current folder: those that a terminal opens, and that code scanning finds in the repository. */
function fromHere({ report, prefix, readText, ...rest }: Scanned): Scanned {
  if (prefix === '') return { report, prefix, readText, ...rest };
  const named = <T extends { path: string }>(one: T): T => ({ ...one, path: prefix + one.path });
  return {
    ...rest,
    report: {
      ...report,
      findings: report.findings.map(named),
      suppressed: report.suppressed.map(named),
      notices: report.notices.map(named),
      failures: report.failures.map(({ file, reason }) => ({ file: file === '.' ? prefix : prefix + file, reason })),
    },
    prefix: '',
    readText: (path) => readText(path.slice(prefix.length)),
  };
}

function render(scanned: Scanned, options: ScanCommandOptions, host: Host): string {
  const { version, rules } = host;
  if (options.format === 'json') return jsonReport(scanned.report, version);
  const { report, cancelled, readText } = fromHere(scanned);
  if (options.format === 'sarif') return sarifReport(report, { version, rules, readText, complete: !cancelled });
  const style =
    options.output === undefined ? styleOf(host) : { colors: styleOf({ ...host, env: { NO_COLOR: '1' } }).colors };
  return textReport(report, { ...style, verbose: options.verbose ?? false, quiet: options.quiet ?? false });
}

function exitCode({ report, cancelled }: Scanned, failOn: ScanCommandOptions['failOn']): number {
  if (cancelled) return exitCodes.interrupted;
  if (report.failures.some(({ file }) => basename(file) === configFileName)) return exitCodes.usage;
  if (failOn === 'never') return exitCodes.clean;
  const least = severities.indexOf(failOn);
  const fails = report.findings.some(({ severity }) => severities.indexOf(severity) <= least);
  return fails ? exitCodes.findings : exitCodes.clean;
}

function checkCombination(paths: readonly string[], options: ScanCommandOptions): void {
  const { stdin, stdinFilename, fix, fixDryRun, format } = options;
  if (fix && fixDryRun) throw new UsageError('Use either --fix or --fix-dry-run.');
  if (fixDryRun && format !== 'text') throw new UsageError('--fix-dry-run prints a diff; it has no other --format.');
  if (stdin && paths.length > 0) throw new UsageError('Give either paths or --stdin.');
  if (stdin && options.online) throw new UsageError('--online needs a folder or files; it has no use for --stdin.');
  if (stdin && (fix || fixDryRun)) throw new UsageError('Standard input can be scanned, not fixed.');
  if (stdinFilename !== undefined && !stdin) throw new UsageError('--stdin-filename needs --stdin.');
}

function sayFixed({ fixed, changes }: FixPlan, options: ScanCommandOptions, host: Host): void {
  if (options.quiet) return;
  const what = `${count(fixed, 'finding')} in ${count(changes.length, 'file')}`;
  say(host, options.fix ? `Fixed ${what}.` : `--fix would fix ${what}.`);
}

/** The diff alone is the report, so that it can be applied; what else there is to say goes beside it. */
async function deliverDiff(plan: FixPlan, { report, prefix }: Scanned, options: ScanCommandOptions, host: Host) {
  const { text, masked } = unifiedDiff(plan.changes, prefix);
  await deliver(host, text, options.output);
  for (const { file, reason } of report.failures) say(host, `${prefix}${file}: ${reason}`);
  if (masked)
    say(host, 'A credential in this diff is masked, so it can be read but not applied; --fix makes the changes.');
}

/** Where a database was asked, it is not the age of these that matters. */
function sayAge(isAnswered: boolean, { quiet, verbose }: ScanCommandOptions, host: Host): void {
  const sentence = isAnswered || quiet ? undefined : ageOfData(host.today, verbose ?? false);
  if (sentence !== undefined) say(host, sentence);
}

const interrupted = 'Interrupted: this is what had been found until then.';

/** Prints (or writes) the report and returns the exit code. Throws a `UsageError` for mistakes in options and configuration. */
export async function scanCommand(paths: readonly string[], options: ScanCommandOptions, host: Host): Promise<number> {
  checkCombination(paths, options);
  await checkOutput(host, options.output);
  const asking = createAsking(host.openScanner());
  const { scanner } = asking;
  try {
    const { scanned, plan }: { scanned: Scanned; plan?: FixPlan } = options.stdin
      ? { scanned: await scanStdin(scanner, options, host) }
      : await scanPaths(asking, paths, options, host);
    const failures = [...scanned.report.failures, ...(plan?.failures ?? [])];
    const shown = { ...scanned, report: narrowed({ ...scanned.report, failures }, options) };
    if (options.fixDryRun && plan) await deliverDiff(plan, shown, options, host);
    else await deliver(host, render(shown, options, host), options.output);
    if (plan) sayFixed(plan, options, host);
    sayAge(asking.answered !== undefined, options, host);
    if (scanned.cancelled) say(host, options.fix && !plan ? `${interrupted} Nothing was fixed.` : interrupted);
    return exitCode(shown, options.failOn);
  } finally {
    await scanner.dispose();
  }
}
