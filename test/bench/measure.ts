/** Times, and whether they are good enough. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time of this thread until now, in ms: what other programs and threads take does not count, so that a busy machine
 * changes little. It is brought up to date some hundred times a second. Where the system does not tell that of a thread, it is that of the process.
 */
export function ownTime(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return processTime();
  }
}

/** CPU time of each other thread of this process, in ms; exact for those that wait. Empty where the system does not tell. */
function otherThreads(): Map<string, number> {
  try {
    const ids = readdirSync('/proc/self/task').filter((id) => Number(id) !== process.pid);
    const timeOf = (id: string) => Number(readFileSync(`/proc/self/task/${id}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    return new Map(ids.map((id) => [id, timeOf(id)]));
  } catch {
    return new Map();
  }
}

/** @returns a function that says how much CPU time the busiest other thread has taken since, in ms: a worker's, if it works */
export function watchWorker(): () => number {
  const [before, all] = [otherThreads(), processTime()];
  return () => {
    const grown = [...otherThreads()].map(([id, time]) => time - (before.get(id) ?? 0));
    return before.size > 0 ? Math.max(...grown) : processTime() - all;
  };
}

/** Some work that is always the same, of the kind that an analysis does: objects, maps, strings. About a millisecond. */
function work(): number {
  const known = new Map<string, { at: number; names: string[] }>();
  for (let at = 0; at < 3000; at++) {
    const name = `name-${at % 500}`;
    const one = known.get(name) ?? { at, names: [] };
    one.names.push(name.slice(2, 6));
    known.set(name, one);
  }
  return [...known.values()].reduce((sum, { at, names }) => sum + at + names.join('').length, 0);
}

/**
 * How long the same work takes now, in ms of CPU time. Where programs share a core, its caches and its clock, CPU time too
 * is longer than it would be alone: by as much as this is longer than at its shortest.
 */
export function yardstick(): number {
  const start = processTime();
  work();
  return processTime() - start;
}

/** Times as they would be at the machine's best, by the yardstick that was taken with each of them. */
export function atBest(times: readonly number[], yardsticks: readonly number[]): number[] {
  const best = quantile(yardsticks, 0.05);
  return times.map((time, index) => time * Math.min(1, best / yardsticks[index]!));
}

/** CPU time of the process with all its threads until now, in ms. */
export function processTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
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
