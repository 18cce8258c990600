/** What goes between a host and its workers. Answers hold masked findings only, and of an error its name, as messages may quote content. */
import type { AnalyzeOptions, Engine } from '../engine/analyze';
import type { SuppressionFix } from '../engine/suppressions';
import type { Finding, Fix, SourceFile } from '../engine/types';
import type { Files } from './files';
import { largestWhole } from './large';
import { createLinkWork, type LinkWork } from './link-work';
import { isMinified } from './needles';
import { type Alive, analyzeText, scanFile, siftFiles } from './scan-file';
import { utf8Length } from './text';
import type {
  Candidate,
  ChangedFile,
  FileJob,
  FolderRequest,
  LinkedAnalysis,
  LinkRequest,
  PlacedFile,
  WalkBatch,
} from './types';

export type Request =
  | { op: 'scanFile'; job: FileJob }
  | { op: 'sift'; files: readonly Candidate[] }
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

/** A request for the disk to a worker that has none. */
class NoDisk extends ReferenceError {}

/**
 * @param files the worker's own disk; a worker without one is never to be sent a `FileJob` or `Candidate`
 * @param folders the same for a `FolderRequest`
 */
export function createHandler(engine: Engine, files?: Files, folders?: FolderWork): Handle {
  const links = files && createLinkWork(engine, files);
  return async (request, { alive, part, signal }) => {
    switch (request.op) {
      case 'scanFile':
        if (!files) throw new NoDisk();
        return scanFile(engine, files, request.job, alive);
      case 'sift':
        if (!files) throw new NoDisk();
        return siftFiles(files, request.files);
      case 'walk':
        if (!folders) throw new NoDisk();
        return folders.walk(request.folder, part, signal);
      case 'imports':
        if (!links) throw new NoDisk();
        return links.imports(request.files);
      case 'link':
        if (!links) throw new NoDisk();
        return links.link(request.request);
      case 'settle':
        return links?.settle(request.root, request.paths, alive);
      case 'relink':
        return links?.relink(request.root, request.files) ?? [];
      case 'place':
        if (!folders) throw new NoDisk();
        return folders.place(request.folder, request.path);
      case 'analyze':
        return analyzeOpen(engine, links, request);
      case 'validateFix': {
        const { file, finding, fix, options, linked } = request;
        const project = links?.projectOf(linked, file.path);
        const examine = project && ((one: SourceFile, given: AnalyzeOptions) => project.examine(one, given));
        return (await engine.validateFix(file, finding, fix, options, examine)) !== undefined;
      }
      case 'suppressionFix':
        return engine.suppressionFix(request.file, request.finding, request.form);
      case 'maskedLines':
        return engine.maskedLines(request.file, request.finding, request.options);
    }
  };
}

/** An open document, with the others that it is linked with. */
async function analyzeOpen(
  engine: Engine,
  links: LinkWork | undefined,
  { file, options, linked }: Request & { op: 'analyze' },
): Promise<LinkedAnalysis> {
  const project = links?.projectOf(linked, file.path);
  const isWhole = utf8Length(file.text) <= largestWhole && !isMinified(file.path);
  if (!project || !isWhole) {
    const analysis = await analyzeText(engine, file, options);
    return linked === undefined || project ? analysis : { ...analysis, unlinked: true };
  }
  const { path } = file;
  const affected = project.edit(file, options);
  const examine = () => [...project.analyse([path])][0]!.analysis;
  let analysis = project.mayRest(path) ? examine() : await analyzeText(engine, file, options);
  const marked = project.mark(path, analysis.asks === true);
  if (marked.includes(path) && project.mayRest(path)) analysis = examine();
  const { findings, suppressed, notices } = analysis;
  const others = new Set([...affected, ...marked].filter((one) => one !== path));
  return { findings, suppressed, notices, affected: [...others] };
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
