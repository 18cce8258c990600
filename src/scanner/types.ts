/** Every noun of the scanner. All of it that crosses a worker's border is plain data. */
import type { AnalyzeOptions } from '../engine/analyze';
import type { Settings } from '../engine/config/config';
import type { AskedPackage } from '../engine/packages/types';
import type { SuppressionFix } from '../engine/suppressions';
import type { Analysis, Config, Finding, Fix, HostFacts, Message, Notice, Severity, SourceFile } from '../engine/types';
import type { SharedCredentials } from './shared';

/**
 * Why something was left out on purpose. A folder that is left out counts once, whatever it holds.
 * `ignored`: by git's ignore files. `dependencies`: other people's code (`node_modules` …). `excluded`: by configuration.
 * `special`: a FIFO, socket or device. `outside`: a link that leaves the root or leads nowhere. `vanished`: gone, or
 * replaced by something else, between listing and reading.
 */
export type SkipReason = 'ignored' | 'dependencies' | 'excluded' | 'binary' | 'special' | 'outside' | 'vanished';

/** What a person asked to be scanned. */
export interface ScanTarget {
  /** Absolute path of a folder. Nothing outside of it is scanned, and paths are relative to it. */
  root: string;
  /** Files and folders below the root, relative or absolute; without them, the whole root. They are scanned even if git ignores them. */
  paths?: readonly string[];
}

/** A file, folder or link that could not be looked at, or a configuration with a mistake. */
export interface Failure {
  /** Relative to the root, with `/`. */
  file: string;
  reason: string;
}

/** One file to be read and analysed by whoever can reach the disk. */
export interface FileJob {
  absolute: string;
  /** Relative to the root, with `/`. */
  path: string;
  uri: string;
  options: AnalyzeOptions;
  host?: HostFacts;
}

export interface FileResult {
  path: string;
  uri: string;
  findings: Finding[];
  suppressed: Finding[];
  notices: Notice[];
  /** Bytes that were read. */
  bytes: number;
  skipped?: SkipReason;
  /** Why it could not be read, or not be analysed to its end; without an end of sentence. */
  failure?: Message;
  /** It was searched for credentials only: it is large, or minified. */
  streamed?: boolean;
  /** See `Analysis`, each of them. */
  asks?: true;
  packages?: AskedPackage[];
  credentials?: string[];
}

/** A file that may be worth an analysis. */
export interface Candidate {
  absolute: string;
  /** Relative to the root, with `/`. */
  path: string;
}

/** All that there is to say of a file in which nothing can be found; `undefined`: it is worth an analysis. */
export type Sifted = Pick<FileResult, 'bytes' | 'skipped' | 'failure' | 'streamed'> | undefined;

/** A folder of the disk, as whoever can reach it needs to know it. Plain data. */
export interface FolderRequest {
  /** Absolute. */
  root: string;
  options: Pick<ScanOptions, 'config' | 'settings' | 'untrusted' | 'ruleIds' | 'noIgnore' | 'hidden'>;
  /** Texts of configuration files that take the place of those on the disk, by path relative to the root. */
  texts: Readonly<Record<string, string>>;
  /** What was read of the folder for an earlier number is read again. */
  generation: number;
}

/** A file of the folder, without being listed. */
export interface PlacedFile {
  /** Without its lists of globs: they have done their work. */
  config: Config;
  host: HostFacts;
  /** Why a scan of the folder leaves it out. */
  skip?: SkipReason;
}

/** A code file, for a look at the ways through several. Plain data. */
export interface LinkFile {
  /** Relative to the root, with `/`. */
  path: string;
  /** The modules that it names. */
  specifiers: readonly string[];
  /** Index in the request's `configs`. */
  config: number;
  host: HostFacts;
}

/** The code of a folder, and what to look at. Plain data. */
export interface LinkRequest {
  /** Absolute. */
  root: string;
  /** The same as a URI, without a `/` at its end. */
  rootUri: string;
  files: readonly LinkFile[];
  configs: readonly Config[];
  /** Paths of `package.json`, `tsconfig.json`, `jsconfig.json`. */
  manifests: readonly string[];
  /** Paths of the files that have to do with Claude. */
  asking: readonly string[];
  /** The host's date, `YYYY-MM-DD`. */
  today: string;
}

/** What is known of a file now that others were looked at, too: in place of what was known before. */
export type LinkedResult = Pick<FileResult, 'path' | 'uri' | 'findings' | 'suppressed' | 'notices'>;

export interface Linked {
  /** Files whose findings may rest on others, to be settled. */
  roots: string[];
}

export interface Settled {
  /** In order, from the first path on; those that are no code any more are left out. */
  results: LinkedResult[];
  /** How many of the paths were looked at. */
  done: number;
  /** Modules and files that were not followed for want of space, or because they could not be read. */
  left: number;
}

/** A stored file that has changed; without options, it is gone. */
export interface ChangedFile {
  /** Relative to the root, with `/`. */
  path: string;
  options?: AnalyzeOptions;
  host?: HostFacts;
  /** See `Analysis`. */
  asks?: true;
}

/** An analysis within the linked code of a folder. */
export interface LinkedAnalysis extends Analysis {
  /** Files whose findings the text may have changed, to be settled. */
  affected?: string[];
  /** Nothing is known of that code (any more): the text was looked at alone. */
  unlinked?: true;
}

export interface WalkedFile extends Candidate {
  /** Index in the batch's `configs`. */
  config: number;
  host: HostFacts;
}

/** What a walk has come by since the batch before. */
export interface WalkBatch {
  files: WalkedFile[];
  /** Without their lists of globs. */
  configs: Config[];
  skipped: Partial<Record<SkipReason, number>>;
  failures: Failure[];
  notices: Notice[];
}

/** Analyses files, wherever that happens. What it hands back holds no secret. */
export interface Scanner {
  /** Files that are analysed at the same time. */
  readonly size: number;
  /** Reads and analyses one file. Rejects with the signal's reason once that is aborted, and where no worker can be started. */
  scanFile(job: FileJob, signal?: AbortSignal): Promise<FileResult>;
  /** Looks at files without analysing them, from the first one on for about 20 ms. At least one answer, in order. */
  sift(files: readonly Candidate[], signal?: AbortSignal): Promise<Sifted[]>;
  /** The files of a folder. @returns why it did not come to its end, in words; undefined where it did or was aborted */
  walk(folder: FolderRequest, take: (batch: WalkBatch) => void, signal?: AbortSignal): Promise<string | undefined>;
  /** What is in force for one file of a folder. Undefined where that could not be found out in time. */
  place(folder: FolderRequest, path: string, signal?: AbortSignal): Promise<PlacedFile | undefined>;
  /** The modules that files name, see `specifiersOf`; from the first one on for about 20 ms. At least one answer, in order. */
  imports(files: readonly Candidate[], signal?: AbortSignal): Promise<readonly (readonly string[])[]>;
  /** Makes the code of a folder known, in place of what was. @returns why that was not possible, in words, or what to settle */
  link(request: LinkRequest, signal?: AbortSignal): Promise<Linked | string>;
  /** Findings of files whose ways may lead through several, for about 30 ms. Of a folder that was linked; else a sentence. */
  settle(root: string, paths: readonly string[], signal?: AbortSignal): Promise<Settled | string>;
  /** Stored files of a linked folder have changed. @returns files to be settled */
  relink(root: string, files: readonly ChangedFile[], signal?: AbortSignal): Promise<string[]>;
  /** Analyses a text that the host has: an open document. It goes before all files that wait. Rejects as `scanFile` does. */
  analyze(
    file: SourceFile,
    options: AnalyzeOptions,
    signal?: AbortSignal,
    /** The folder that was linked, for a file of it. */
    linked?: string,
  ): Promise<LinkedAnalysis>;
  /**
   * Whether the fix holds, see `Engine.validateFix`; undefined where that did not come to its end. The text stays in the worker: the
   * host applies the edits to its own.
   */
  validateFix(
    file: SourceFile,
    finding: Finding,
    fix: Fix,
    options: AnalyzeOptions,
    signal?: AbortSignal,
    /** As `analyze` takes it. */
    linked?: string,
  ): Promise<boolean | undefined>;
  /** See `Engine.suppressionFix`; undefined also where it did not come to its end. */
  suppressionFix(
    file: SourceFile,
    finding: Finding,
    options: AnalyzeOptions,
    signal?: AbortSignal,
    form?: SuppressionFix['form'],
  ): Promise<SuppressionFix | undefined>;
  /** See `Engine.maskedLines`; undefined where the analysis did not come to its end. */
  maskedLines(
    file: SourceFile,
    finding: Finding,
    options: AnalyzeOptions,
    signal?: AbortSignal,
  ): Promise<string | undefined>;
  /** Ends it; what still runs or waits is rejected. */
  dispose(): Promise<void>;
}

export interface Progress {
  done: number;
  /** Files that are known of so far. */
  total: number;
  /** A file that has just been done. */
  file: string;
}

export interface ScanOptions {
  /** The host's date, `YYYY-MM-DD`. */
  today: string;
  /** Ids of all rules, to check configuration files with. */
  ruleIds: readonly string[];
  /** In force for every file, in place of the `.claude-guard.json` of the scanned folders. */
  config?: Config;
  /** What a person has set explicitly: a repository's configuration may only be stricter. */
  settings?: Settings;
  /** Nobody trusts the folder: its configuration may not be weaker than the defaults either. */
  untrusted?: boolean;
  /** Scan what git ignores, and dependencies; `.git` folders never. */
  noIgnore?: boolean;
  /**
   * What the host hides from people who search: globs of whole paths relative to the root, such as VS Code's `search.exclude`.
   * Beside the configuration's `exclude`, and for scans only: what names a file itself asks for it.
   */
  hidden?: readonly string[];
  signal?: AbortSignal;
  /** Default: twice the scanner's size, so that no worker waits for its next file. */
  concurrency?: number;
  onProgress?(progress: Progress): void;
  /** Called with every file that was analysed or that there is something to say of, in no particular order. */
  onFindings?(result: FileResult): void;
}

export interface Summary {
  /** Files that were searched, the streamed ones included. */
  files: number;
  streamed: number;
  scannedBytes: number;
  skipped: Partial<Record<SkipReason, number>>;
  durationMs: number;
  byRule: Record<string, number>;
  bySeverity: Record<Severity, number>;
  /** Modules that ways through several files were not followed into; absent where there was no such way to look for. */
  notFollowed?: number;
}

export interface ScanResult {
  /** In order of path and place. */
  findings: Finding[];
  suppressed: Finding[];
  failures: Failure[];
  notices: Notice[];
  summary: Summary;
  /** The signal ended it early; the rest holds what had been done. */
  cancelled: boolean;
  /** What the files have in common. No plain data. */
  shared: SharedCredentials;
}
