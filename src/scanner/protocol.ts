/** What goes between a host and its workers. Answers hold masked findings only, and of an error its name, as messages may quote content. */
import type { AnalyzeOptions, Engine } from '../engine/analyze';
import type { Finding, Fix, SourceFile } from '../engine/types';
import type { Files } from './files';
import { type Alive, analyzeText, scanFile } from './scan-file';
import type { FileJob } from './types';

export type Request =
  | { op: 'scanFile'; job: FileJob }
  | { op: 'analyze'; file: SourceFile; options: AnalyzeOptions }
  | { op: 'validateFix'; file: SourceFile; finding: Finding; fix: Fix; options: AnalyzeOptions }
  | { op: 'suppressionFix'; file: SourceFile; finding: Finding; options: AnalyzeOptions };

export interface ToWorker {
  id: number;
  request: Request;
}

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'alive'; id: number }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'failed'; id: number; error: string };

export type Handle = (request: Request, alive: Alive) => Promise<unknown>;

/** @param files the worker's own disk; a worker without one is never to be sent a `FileJob` */
export function createHandler(engine: Engine, files?: Files): Handle {
  return async (request, alive) => {
    switch (request.op) {
      case 'scanFile':
        if (!files) throw new ReferenceError('This worker has no disk.');
        return scanFile(engine, files, request.job, alive);
      case 'analyze':
        return analyzeText(engine, request.file, request.options);
      case 'validateFix': {
        const { file, finding, fix, options } = request;
        return (await engine.validateFix(file, finding, fix, options)) !== undefined;
      }
      case 'suppressionFix':
        return engine.suppressionFix(request.file, request.finding);
    }
  };
}

/** A worker's whole life: it answers one request after the other. */
export function serve(handle: Handle, post: (message: FromWorker) => void): (message: ToWorker) => Promise<void> {
  post({ kind: 'ready' });
  return async ({ id, request }) => {
    try {
      post({ kind: 'done', id, value: await handle(request, () => post({ kind: 'alive', id })) });
    } catch (error) {
      post({ kind: 'failed', id, error: error instanceof Error ? error.name : 'unknown error' });
    }
  };
}
