/** What the command line needs of the world. `main.ts` supplies the real one; tests supply theirs. */
import type { Cache } from '../audit/online/cache';
import type { Network } from '../audit/online/request';
import type { RuleTexts } from '../engine/types';
import type { Scanner, ScanOptions, ScanResult, ScanTarget } from '../scanner/types';
import type { Content } from '../training/types';
import type { KeyHost } from './key';

export interface Terminal {
  write(text: string): void;
  isTerminal: boolean;
  /** Of a terminal. */
  columns?: number | undefined;
}

/** How a database of advisories is reached. Nothing is opened, read or sent before it is used. */
export interface Online {
  network(): Omit<Network, 'signal'>;
  readCache(): Promise<Cache>;
  /** Never rejects: what cannot be kept is asked again. */
  keepCache(cache: Cache): Promise<void>;
  /** In ms since 1970. */
  now(): number;
}

export interface Host {
  stdout: Terminal;
  stderr: Terminal;
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>;
  /** Absolute path of the current folder. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** `YYYY-MM-DD`, where the person is. */
  today: string;
  /** Milliseconds from some point on, for durations and the pace of progress. */
  clock(): number;
  rules: readonly RuleTexts[];
  /** Of Claude Guard. */
  version: string;
  /** Aborted when the person interrupts. */
  signal: AbortSignal;
  /** What the training teaches. */
  readTraining(): Content;
  keys: KeyHost;
  online: Online;
  openScanner(): Scanner;
  scan(scanner: Scanner, target: ScanTarget, options: ScanOptions): Promise<ScanResult>;
}

/** A mistake of the person who typed the command, or in a configuration: told in a sentence, exit code 2. */
export class UsageError extends Error {}

/** Nothing at the level; findings; usage or configuration error, or output that got lost; interrupted (128 + SIGINT). */
export const exitCodes = { clean: 0, findings: 1, usage: 2, interrupted: 130 } as const;
