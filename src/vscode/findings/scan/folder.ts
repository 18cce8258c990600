/** A folder whose files are scanned, wherever it is stored. */
import type { AnalyzeOptions } from '../../../engine/analyze';
import type { Config, HostFacts, Notice } from '../../../engine/types';
import type { ChangedFile, Failure, FileResult, LinkedResult, SkipReason } from '../../../scanner/types';

/** What is in force for one file, and what the host knows of it. */
export interface Place {
  /** Relative to the folder, with `/`. */
  path: string;
  options: AnalyzeOptions;
  host?: HostFacts;
  /** Why a scan of the folder leaves it out. */
  skip?: SkipReason;
}

export interface FolderScanOptions {
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
  onResult(result: FileResult): void;
}

export interface FolderScan {
  files: number;
  failures: Failure[];
  /** Of the folder as a whole, not of one of its files. */
  notices: Notice[];
  /** Files and folders that settings left out. */
  excluded: number;
  /** Configuration files that something is wrong with, by path. It is told in the file. */
  mistaken: string[];
}

export interface ScannedFolder {
  /** @param path relative to the folder, with `/` */
  place(path: string): Promise<Place>;
  /** The file as it is stored. Rejects as `Scanner.scanFile` does. */
  scanFile(place: Place, signal: AbortSignal): Promise<FileResult>;
  /** Everything in it that is not left out. Rejects where no worker can be started. */
  scan(options: FolderScanOptions): Promise<FolderScan>;
  /** The name under which the scanner knows the folder's code, once it was scanned as a whole. See `Scanner.link`. */
  readonly linked?: string | undefined;
  /** The scanner does not know it any more. */
  unlink?(): void;
  /** Stored code has changed. @returns files to be settled. Rejects as `Scanner.scanFile` does */
  relink?(files: readonly ChangedFile[], signal: AbortSignal): Promise<string[]>;
  /** Findings of files that rest on others. Rejects as `Scanner.scanFile` does. */
  settle?(paths: readonly string[], signal: AbortSignal, take: (result: LinkedResult) => void): Promise<void>;
  /**
   * What stands in a file now, by fingerprint, once the folder was scanned as a whole; `place` tells of it.
   * @returns paths of the files of which something else is to be said now, that file among them
   */
  hold?(path: string, credentials: readonly string[], git: HostFacts['git']): string[];
  /** Forgets what it has read of ignore files, configurations and repositories. */
  refresh(): void;
}

/** Today where the person is, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** The lists of globs have done their work; they would be copied to a worker with every file. */
export const optionsOf = (config: Config): AnalyzeOptions => ({
  config: { ...config, include: [], exclude: [] },
  today: today(),
});

/** The folder's own part and the name of a path with `/`. */
export function splitPath(path: string): { folders: string[]; name: string } {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return { folders, name };
}
