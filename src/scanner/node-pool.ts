/** The pool on Node's worker threads. */
import { availableParallelism } from 'node:os';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { createPool, type Port } from './pool';
import type { Scanner } from './types';

export interface NodePoolOptions {
  /** Absolute path of the built `dist/worker.js`. */
  worker: string;
  /** Absolute path of the folder with the grammars' wasm. */
  grammars: string;
  size?: number;
  /** See `PoolOptions`. */
  grace?: number;
  idle?: number;
  /** Of one worker; a file that needs more is reported. Memory of grammars is not counted. */
  resourceLimits?: ResourceLimits;
}

/** With four times the room for what is young neither scans nor open documents took less time, and scans a third more memory. */
const limits: ResourceLimits = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/** One core is left to the host. More than four workers gain little and cost their memory. */
export const defaultSize = () => Math.min(4, Math.max(1, availableParallelism() - 1));

function startWorker({ worker, grammars, resourceLimits }: NodePoolOptions): Port {
  const thread = new Worker(worker, {
    workerData: { grammars },
    resourceLimits: { ...limits, ...resourceLimits },
    // What a worker might print could quote content: it goes to streams of our own, which are closed.
    stdout: true,
    stderr: true,
    // Neither the host's flags (`--inspect` …) nor its environment are a worker's business.
    execArgv: [],
    env: {},
  });
  thread.stdout.destroy();
  thread.stderr.destroy();
  return {
    post: (message) => thread.postMessage(message),
    listen(message, exit) {
      thread.on('message', message);
      let cause: unknown;
      thread.on('error', (error) => {
        cause = error;
      });
      thread.on('exit', () => exit(cause));
    },
    hold: (busy) => (busy ? thread.ref() : thread.unref()),
    terminate: () => thread.terminate(),
  };
}

export function createNodePool(options: NodePoolOptions): Scanner {
  const { grace, idle, size = defaultSize() } = options;
  return createPool({
    start: () => startWorker(options),
    size,
    cpuTime() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
    ...(grace !== undefined && { grace }),
    ...(idle !== undefined && { idle }),
  });
}
