/** What every worker is, wherever it runs: an engine with all rules, behind a port to the host. */
import { createEngine } from '../engine/analyze';
import type { ReadWasm } from '../engine/grammars';
import { rules } from '../rules';
import type { Files } from './files';
import { createHandler, type FolderWork, type FromWorker, serve, type ToWorker } from './protocol';

export interface WorkerHost {
  /** Bytes of a file of `dist/grammars`. */
  readWasm: ReadWasm;
  /** The worker's own disk, where it has one. */
  files?: Files;
  folders?: FolderWork;
  post(message: FromWorker): void;
}

/** Says that it is ready; then each message is to be given to the function that it returns. */
export function startWorker({ readWasm, files, folders, post }: WorkerHost): (message: ToWorker) => Promise<void> {
  return serve(createHandler(createEngine(rules, readWasm), files, folders), post);
}
