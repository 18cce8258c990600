/** Adds up what a scan gave. */
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
