/** Times, and whether they are good enough. */
import { readFileSync } from 'node:fs';

/**
 * CPU time of this thread until now, in ms: what other programs and threads take does not count, so that a busy machine
 * changes little. Where the system does not tell that of a thread, it is that of the process.
 */
export function ownTime(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/** @param share 0.5: the median, 0.95: what only one in twenty is above */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One line of the report. */
export interface Measure {
  what: string;
  value: number;
  unit: string;
  /** The value must not be above. Absent: it is only reported. */
  limit?: number;
}

export const isMet = ({ value, limit }: Measure): boolean => limit === undefined || value <= limit;

export function lineOf(measure: Measure): string {
  const { what, value, unit, limit } = measure;
  const verdict = limit === undefined ? '' : `  (at most ${limit}: ${isMet(measure) ? 'met' : 'NOT MET'})`;
  return `${what.padEnd(72)} ${value.toFixed(1).padStart(9)} ${unit}${verdict}`;
}
