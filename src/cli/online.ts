/** `claude-guard scan --online`: what OSV knows of the packages, beside what comes along. */
import type { Asking } from '../audit/online/asking';
import { askOsv, distinct, type OsvOutcome } from '../audit/online/osv';
import { failureText } from '../audit/online/words';
import type { AskedPackage } from '../engine/packages/types';
import type { Finding } from '../engine/types';
import { count } from '../report/report';
import { english } from '../report/translate';
import type { FileJob, FileResult, Scanner, ScanResult } from '../scanner/types';
import type { Host } from './host';
import { UsageError } from './host';
import { say } from './output';

/** Scans, asks, and looks again at the files that name packages. Where nothing is answered, that is said, and the scan counts. */
export async function scanOnline(
  asking: Asking<Scanner>,
  scanAll: () => Promise<ScanResult>,
  host: Host,
  quiet: boolean,
): Promise<ScanResult> {
  const { value: result, packages, jobs } = await asking.gathering(scanAll);
  if (result.cancelled) return result;
  const tell = (sentence: string) => quiet || say(host, sentence);
  if (packages.length === 0) {
    tell('No package that has to do with Claude is named in a version: nothing was sent.');
    return result;
  }
  const { base, ...network } = networkOf(host);
  const name = new URL(base).host;
  tell(
    `Asking ${name} about ${count(distinct(packages).length, 'package')}: names and versions are sent, nothing else.`,
  );
  const outcome = await ask(packages, { base, ...network }, host);
  if (outcome.kind === 'failed') {
    say(host, `${failureText(outcome.failure, name, english)} Only the advisories that come along were used.`);
    return result;
  }
  asking.answered = outcome.answered;
  return merged(result, await Promise.all(again(jobs).map((job) => asking.scanner.scanFile(job, host.signal))));
}

function networkOf(host: Host) {
  try {
    return host.online.network();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function ask(
  packages: readonly AskedPackage[],
  network: ReturnType<Host['online']['network']>,
  { online, signal, today }: Host,
): Promise<OsvOutcome> {
  const cache = await online.readCache();
  try {
    return await askOsv(packages, { ...network, signal, cache, now: online.now(), today });
  } finally {
    await online.keepCache(cache);
  }
}

const again = (jobs: readonly FileJob[]): FileJob[] => [...new Map(jobs.map((job) => [job.path, job])).values()];

const isOfPackages = ({ practice }: Finding): boolean => practice === 'dependencies';

const byPlace = (left: Finding, right: Finding): number => {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.range.start - right.range.start || (left.rule < right.rule ? -1 : 1);
};

/** What is said of packages in these files, in place of what was said before. */
function merged(result: ScanResult, files: readonly FileResult[]): ScanResult {
  const done = files.filter(({ failure }) => failure === undefined);
  const paths = new Set(done.map(({ path }) => path));
  const merge = (old: readonly Finding[], found: readonly Finding[]) =>
    [...old.filter((one) => !paths.has(one.path) || !isOfPackages(one)), ...found.filter(isOfPackages)].sort(byPlace);
  return {
    ...result,
    findings: merge(
      result.findings,
      done.flatMap(({ findings }) => findings),
    ),
    suppressed: merge(
      result.suppressed,
      done.flatMap(({ suppressed }) => suppressed),
    ),
  };
}
