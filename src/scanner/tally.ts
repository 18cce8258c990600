/** Adds up what a scan gave. */
import { unusedSuppressionId } from '../engine/hygiene';
import { render } from '../engine/messages';
import type { Finding, Notice } from '../engine/types';
import type { Failure, FileResult, LinkedResult, SkipReason, Summary } from './types';

export interface Tally {
  findings: Finding[];
  suppressed: Finding[];
  failures: Failure[];
  notices: Notice[];
  skip(reason: SkipReason, count?: number): void;
  add(result: FileResult): void;
  /** A file of which nothing but this is to be said. */
  count(sifted: Pick<FileResult, 'bytes' | 'skipped' | 'streamed'>): void;
  /** Takes the place of what was added for the file, if anything was. @returns whether it says anything else */
  replace(result: LinkedResult): boolean;
  /** Takes only what one rule says in the place of what it said of the file. @returns whether that is anything else */
  complete(result: LinkedResult, rule: string): boolean;
  /** What was added for a file. */
  of(result: LinkedResult): LinkedResult;
  summary(): Summary;
}

function countBy(findings: readonly Finding[], key: 'rule' | 'severity'): Record<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(finding[key], (counts.get(finding[key]) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The clock runs from here. */
export function createTally(): Tally {
  const start = performance.now();
  const skipped: Summary['skipped'] = {};
  const sums = { files: 0, streamed: 0, scannedBytes: 0 };
  const tally: Tally = {
    findings: [],
    suppressed: [],
    failures: [],
    notices: [],
    skip(reason, count = 1) {
      skipped[reason] = (skipped[reason] ?? 0) + count;
    },
    add({ path, findings, suppressed, notices, failure, ...rest }) {
      tally.findings.push(...findings);
      tally.suppressed.push(...suppressed);
      tally.notices.push(...notices);
      if (failure === undefined) tally.count(rest);
      else {
        tally.failures.push({ file: path, reason: render(failure) });
        if (rest.skipped) tally.skip(rest.skipped);
      }
    },
    count({ bytes, skipped: reason, streamed }) {
      if (reason) return tally.skip(reason);
      sums.files++;
      sums.scannedBytes += bytes;
      if (streamed) sums.streamed++;
    },
    replace({ path, findings, suppressed, notices }) {
      const of = <T extends { path: string }>(list: readonly T[]) => list.filter((one) => one.path === path);
      const before = [of(tally.findings), of(tally.suppressed), of(tally.notices)];
      if (JSON.stringify(before) === JSON.stringify([findings, suppressed, notices])) return false;
      const others = <T extends { path: string }>(list: readonly T[]) => list.filter((one) => one.path !== path);
      tally.findings = [...others(tally.findings), ...findings];
      tally.suppressed = [...others(tally.suppressed), ...suppressed];
      tally.notices = [...others(tally.notices), ...notices];
      return true;
    },
    complete(result, rule) {
      const before = tally.of(result);
      // A suppression that has found something to suppress is no longer idle.
      const isIdle = (id: string) => result.findings.some(({ fingerprint }) => fingerprint === id);
      const kept = before.findings.filter(
        (one) => one.rule !== rule && (one.rule !== unusedSuppressionId || isIdle(one.fingerprint)),
      );
      const own = <T extends { rule: string }>(list: readonly T[]) => list.filter((one) => one.rule === rule);
      const suppressed = [...before.suppressed.filter((one) => one.rule !== rule), ...own(result.suppressed)];
      return tally.replace({ ...before, findings: [...kept, ...own(result.findings)], suppressed });
    },
    of({ path, uri }) {
      const of = <T extends { path: string }>(list: readonly T[]) => list.filter((one) => one.path === path);
      return { path, uri, findings: of(tally.findings), suppressed: of(tally.suppressed), notices: of(tally.notices) };
    },
    summary: () => ({
      ...sums,
      skipped: { ...skipped },
      durationMs: Math.round(performance.now() - start),
      byRule: countBy(tally.findings, 'rule'),
      bySeverity: { error: 0, warning: 0, info: 0, ...countBy(tally.findings, 'severity') },
    }),
  };
  return tally;
}
