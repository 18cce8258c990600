/** The scanner in process, for tests and debugging: no deadline, and a crash is the host's. */
import type { Engine } from '../engine/analyze';
import type { Files } from './files';
import { createHandler } from './handler';
import { createScanner, type Run } from './outcome';
import type { FolderWork } from './protocol';
import type { Scanner } from './types';

/** @param folders for scanners that are asked for folders */
export function createDirectScanner(engine: Engine, files: Files, folders?: FolderWork): Scanner {
  const handle = createHandler(engine, files, folders);
  const run: Run = async (request, signal = new AbortController().signal, part = () => {}) => {
    signal.throwIfAborted();
    try {
      return { kind: 'done', value: await handle(request, { alive() {}, part, signal }) };
    } catch (error) {
      return { kind: 'failed', error: error instanceof Error ? error.name : 'unknown error' };
    } finally {
      signal.throwIfAborted();
    }
  };
  return createScanner(1, run, async () => {});
}
