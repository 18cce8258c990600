/** Whole programs, with their start: what they take by the clock and of the processors, and how much memory. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Measure, quantile } from './measure';

export interface Program {
  command: string;
  args: readonly string[];
  /** The folder that it runs in. */
  cwd?: string;
}

export interface Run {
  /** By the clock, in ms. */
  wall: number;
  /** Of all its threads, in ms. NaN where the system has no shell that tells it. */
  cpu: number;
  /** The most memory that it had at one time, in MiB. NaN where the system does not tell. */
  peak: number;
  code: number;
}

/** The shell waits for the program, and tells what it took. */
const script = '"$@" >/dev/null 2>/dev/null; code=$?; times; exit $code';
const isWindows = process.platform === 'win32';

/** The high-water mark of the shell's child. */
function peakOf(shell: number): number {
  try {
    const [child] = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').split(' ');
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** `0m1.234s 0m0.012s`: user and system time of the children, in ms. */
function timesOf(output: string): number {
  const last = output.trim().split('\n').at(-1) ?? '';
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.length === 2
    ? parts.reduce((sum, [, minutes, seconds]) => sum + 60_000 * Number(minutes) + 1000 * Number(seconds), 0)
    : Number.NaN;
}

/** Rejects where the program cannot be started. What it prints is thrown away. */
export function measured({ command, args, cwd }: Program): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = isWindows
      ? spawn(command, args, { cwd, stdio: 'ignore' })
      : spawn('/bin/sh', ['-c', script, 'sh', command, ...args], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    let [output, peak] = ['', Number.NaN];
    child.stdout?.on('data', (data) => {
      output += data;
    });
    const timer = setInterval(() => {
      const now = peakOf(child.pid ?? 0);
      if (!(now <= peak) && !Number.isNaN(now)) peak = now;
    }, 10);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      if (code === 127) reject(new Error(`${command} could not be started.`));
      else resolve({ wall: performance.now() - start, cpu: timesOf(output), peak, code: code ?? -1 });
    });
  });
}

export interface Pairs {
  ours: Run[];
  theirs: Run[];
}

/** The two in turn, so that what else the machine does hits both. The first pair warms up the disk and does not count. */
export async function paired(ours: Program, theirs: Program, pairs: number): Promise<Pairs> {
  const result: Pairs = { ours: [], theirs: [] };
  for (let pair = 0; pair <= pairs; pair++) {
    const [left, right] = [await measured(ours), await measured(theirs)];
    if (pair === 0 && pairs > 1) continue;
    result.ours.push(left);
    result.theirs.push(right);
    if (pairs === 1) break;
  }
  return result;
}

/** The median of our time divided by theirs, pair by pair. */
export const ratio = ({ ours, theirs }: Pairs, of: 'wall' | 'cpu'): number =>
  quantile(
    ours.map((run, index) => run[of] / theirs[index]![of]),
    0.5,
  );

export const median = (runs: readonly Run[], of: keyof Run): number =>
  quantile(
    runs.map((run) => run[of]),
    0.5,
  );

export const peak = (runs: readonly Run[]): number => Math.max(...runs.map((run) => run.peak));

/** Lines of the report about two programs. */
export function* compared(what: string, against: string, pairs: Pairs): Generator<Measure> {
  for (const of of ['wall', 'cpu'] as const) {
    const clock = of === 'wall' ? 'by the clock' : 'of the processors';
    yield { what: `${what}: time ${clock}`, value: median(pairs.ours, of), unit: 'ms' };
    yield { what: `${against}: time ${clock}`, value: median(pairs.theirs, of), unit: 'ms' };
  }
}
