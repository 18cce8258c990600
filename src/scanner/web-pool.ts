/** The pool on a browser's workers. Nothing is fetched here: the host hands over the script and the grammars. */
import type { ReadWasm } from '../engine/grammars';
import { createPool, type Port } from './pool';
import type { Scanner } from './types';
import type { FromWebWorker, ToWebWorker } from './web-protocol';

/** A browser's `Worker`, as far as it is used here. */
export interface BrowserWorker {
  postMessage(message: ToWebWorker): void;
  onmessage: ((event: { data: FromWebWorker }) => void) | null;
  /** The script could not be run, or threw where nobody caught it. */
  onerror: ((event: { message?: string; preventDefault?(): void }) => void) | null;
  terminate(): void;
}

export interface WebPoolOptions {
  /** Starts a worker with the script of `dist/web/worker.js`, which may have to be read first. */
  start(): Promise<BrowserWorker>;
  /** Reads a file of `dist/grammars`; must come to an end. It is called for the first worker that asks for the file. */
  readWasm: ReadWasm;
  size: number;
  /** See `PoolOptions`. */
  grace?: number;
  idle?: number;
  startup?: number;
}

/** A worker that waits for the host to read something does not hang: the pool hears of it this often, in ms. */
const beat = 250;

/** Each file is read once; one that could not be read is tried again the next time. */
function remember(read: ReadWasm): ReadWasm {
  const known = new Map<string, Promise<Uint8Array>>();
  return (file) => {
    const bytes = known.get(file) ?? read(file);
    known.set(file, bytes);
    bytes.catch(() => known.delete(file));
    return bytes;
  };
}

async function supply(worker: BrowserWorker, file: string, read: ReadWasm, alive: () => void): Promise<void> {
  const timer = setInterval(alive, beat);
  const bytes = await read(file).catch(() => undefined);
  clearInterval(timer);
  alive();
  worker.postMessage({ wasm: file, ...(bytes && { bytes }) });
}

/** One worker, also while its script is still being read. */
function openPort(start: WebPoolOptions['start'], readWasm: ReadWasm): Port {
  const starting = start();
  let worker: BrowserWorker | undefined;
  let ended = false;
  /** What it does, or did last. */
  let id = 0;
  const end = () => {
    ended = true;
    worker?.terminate();
  };
  return {
    post(message) {
      id = message.id;
      worker?.postMessage(message);
    },
    listen(message, exit) {
      const leave = (cause: unknown) => {
        if (ended) return;
        end();
        exit(cause);
      };
      const begin = (started: BrowserWorker) => {
        worker = started;
        if (ended) return started.terminate();
        started.onerror = (event) => {
          // Else it goes on to the console, and may quote a file.
          event.preventDefault?.();
          leave(new Error(event.message));
        };
        started.onmessage = ({ data }) => {
          if (data.kind !== 'wasm') message(data);
          else void supply(started, data.file, readWasm, () => message({ kind: 'alive', id }));
        };
      };
      starting.then(begin, leave);
    },
    hold() {},
    terminate: async () => end(),
  };
}

export function createWebPool({ start, readWasm, ...options }: WebPoolOptions): Scanner {
  const read = remember(readWasm);
  return createPool({ ...options, start: () => openPort(start, read) });
}
