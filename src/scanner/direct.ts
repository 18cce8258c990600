/** The scanner in process, for tests and debugging: no deadline, and a crash is the host's. */
import type { Engine } from '../engine/analyze';
import type { Files } from './files';
import { createScanner, type Run } from './outcome';
import { createHandler } from './protocol';
import type { Scanner } from './types';

export function createDirectScanner(engine: Engine, files: Files): Scanner {
  const handle = createHandler(engine, files);
  const run: Run = async (request, signal) => {
    signal?.throwIfAborted();
    try {
      return { kind: 'done', value: await handle(request, () => {}) };
    } catch (error) {
      return { kind: 'failed', error: error instanceof Error ? error.name : 'unknown error' };
    } finally {
      signal?.throwIfAborted();
    }
  };
  return createScanner(1, run, async () => {});
}
