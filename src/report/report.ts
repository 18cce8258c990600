/** What a scan has found, as the reports take it. A scanner's result fits. */
import { maskCredentials } from '../engine/credentials/credentials';
import type { SettledFinding } from '../engine/settle';
import type { Notice, Position, Severity } from '../engine/types';

export interface ReportSummary {
  /** Files that were analysed. */
  files: number;
  scannedBytes: number;
  /** Number of files by the reason why they were left out. */
  skipped: Readonly<Record<string, number>>;
  durationMs: number;
  byRule: Readonly<Record<string, number>>;
  bySeverity: Readonly<Record<Severity, number>>;
  /** Modules that ways through several files were not followed into; absent where there was none to look for. */
  notFollowed?: number;
}

export interface Report {
  /** In order of path and place. */
  findings: readonly SettledFinding[];
  suppressed: readonly SettledFinding[];
  failures: readonly { file: string; reason: string }[];
  notices: readonly Notice[];
  summary: ReportSummary;
}

/** A place on a way, and what happens there. */
export interface Step {
  message: string;
  start: Position;
  end: Position;
  /** Of the file that it stands in. */
  path: string;
}

/** The way that a finding ends, its own place last; empty where it ends none. */
export const wayTo = (finding: SettledFinding): Step[] =>
  finding.isFlow ? [...finding.related.map((one) => ({ ...one, path: one.path ?? finding.path })), finding] : [];

/** Plain data with every string masked. Keys are kept. */
export function maskDeep<T>(data: T): T {
  if (typeof data === 'string') return maskCredentials(data) as T;
  if (Array.isArray(data)) return data.map(maskDeep) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, maskDeep(value)])) as T;
}

export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
