/** What a browser's worker is: an engine with all rules, behind a port to the host, which has the disk. */
import { createEngine } from '../engine/analyze';
import type { ReadWasm } from '../engine/grammars';
import { rules } from '../rules';
import { createHandler } from './handler';
import { type FromWorker, serve, type ToWorker } from './protocol';

export interface WorkerHost {
  /** Bytes of a file of `dist/grammars`. */
  readWasm: ReadWasm;
  post(message: FromWorker): void;
}

/** Says that it is ready; then each message is to be given to the function that it returns. */
export function startWorker({ readWasm, post }: WorkerHost): (message: ToWorker) => Promise<void> {
  return serve(createHandler(createEngine(rules, readWasm)), post);
}
