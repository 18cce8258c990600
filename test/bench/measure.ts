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
  /** The value must not be above. */
  limit?: number;
  /** The value must not be below. With neither it is only reported. */
  atLeast?: number;
}

/** What could not be measured is not met. */
export const isMet = ({ value, limit, atLeast }: Measure): boolean =>
  (limit === undefined || value <= limit) && (atLeast === undefined || value >= atLeast);

export function lineOf(measure: Measure): string {
  const { what, value, unit, limit, atLeast } = measure;
  const gate = limit !== undefined ? `at most ${limit}` : atLeast !== undefined ? `at least ${atLeast}` : undefined;
  const verdict = gate === undefined ? '' : `  (${gate}: ${isMet(measure) ? 'met' : 'NOT MET'})`;
  return `${what.padEnd(84)} ${value.toFixed(1).padStart(9)} ${unit}${verdict}`;
}
