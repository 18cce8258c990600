/** What goes between a host and its workers. Answers hold masked findings only, and of an error its name, as messages may quote content. */
import type { AnalyzeOptions } from '../engine/analyze';
import type { SuppressionFix } from '../engine/suppressions';
import type { Finding, Fix, SourceFile } from '../engine/types';
import type { Alive } from './scan-file';
import type { PackedCandidates } from './sift-messages';
import type { Candidate, ChangedFile, FileJob, FolderRequest, LinkRequest, PlacedFile, WalkBatch } from './types';

export type Request =
  | { op: 'scanFile'; job: FileJob }
  | { op: 'sift'; files: PackedCandidates }
  | { op: 'walk'; folder: FolderRequest }
  | { op: 'imports'; files: readonly Candidate[] }
  | { op: 'link'; request: LinkRequest }
  | { op: 'settle'; root: string; paths: readonly string[] }
  | { op: 'relink'; root: string; files: readonly ChangedFile[] }
  | { op: 'place'; folder: FolderRequest; path: string }
  /** `linked`: the folder that was linked, for a file of it. */
  | { op: 'analyze'; file: SourceFile; options: AnalyzeOptions; linked?: string | undefined }
  | {
      op: 'validateFix';
      file: SourceFile;
      finding: Finding;
      fix: Fix;
      options: AnalyzeOptions;
      linked?: string | undefined;
    }
  | {
      op: 'suppressionFix';
      file: SourceFile;
      finding: Finding;
      options: AnalyzeOptions;
      form?: SuppressionFix['form'] | undefined;
    }
  | { op: 'maskedLines'; file: SourceFile; finding: Finding; options: AnalyzeOptions };

export type ToWorker =
  | { id: number; request: Request }
  /** The answer is not wanted any more. */
  | { id: number; cancel: true };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'alive'; id: number }
  /** One of several answers; a sign of life as well. */
  | { kind: 'part'; id: number; value: unknown }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; error: string };

/** Ways from a request that runs to whoever has made it. */
export interface Line {
  alive: Alive;
  part(value: unknown): void;
  /** Whoever has made it still wants the answer. */
  signal: AbortSignal;
}

export type Handle = (request: Request, line: Line) => Promise<unknown>;

/** Folders of the disk, for workers that have one. */
export interface FolderWork {
  walk(folder: FolderRequest, take: (batch: WalkBatch) => void, signal: AbortSignal): Promise<void>;
  place(folder: FolderRequest, path: string): Promise<PlacedFile>;
}

/** A worker's whole life: it answers requests. A walk lets others in between, so the host sends nothing else until it ends. */
export function serve(handle: Handle, post: (message: FromWorker) => void): (message: ToWorker) => Promise<void> {
  const running = new Map<number, AbortController>();
  post({ kind: 'ready' });
  return async (message) => {
    const { id } = message;
    if ('cancel' in message) return running.get(id)?.abort();
    const controller = new AbortController();
    running.set(id, controller);
    const part = (value: unknown) => post({ kind: 'part', id, value });
    const line: Line = { alive: () => post({ kind: 'alive', id }), part, signal: controller.signal };
    try {
      post({ kind: 'done', id, value: await handle(message.request, line) });
    } catch (error) {
      post({ kind: 'failed', id, error: error instanceof Error ? error.name : 'unknown error' });
    } finally {
      running.delete(id);
    }
  };
}
