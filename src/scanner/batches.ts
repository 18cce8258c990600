/** The entries of a walk, gathered: one message for hundreds of files. */
import type { Config } from '../engine/types';
import type { ConfigReport } from './config-files';
import type { WalkBatch } from './types';
import type { WalkEntry } from './walk';

/** A batch is handed on when it has so many files, or after this time, in ms. */
const limits = { files: 256, time: 50 };

export interface Batches {
  /** Where mistakes in configurations go. */
  report: ConfigReport;
  /** @returns whether a batch was handed on */
  add(entry: WalkEntry): boolean;
  /** Hands on what there is. */
  flush(): void;
}

/** The lists of globs have done their work; they would be copied to a worker with every file. */
export const withoutGlobs = (config: Config): Config => ({ ...config, include: [], exclude: [] });

const emptyBatch = (): WalkBatch => ({ files: [], configs: [], skipped: {}, failures: [], notices: [] });

export function createBatches(take: (batch: WalkBatch) => void): Batches {
  let batch = emptyBatch();
  let since = performance.now();
  let indices = new Map<Config, number>();

  function indexOf(config: Config): number {
    const index = indices.get(config) ?? batch.configs.push(withoutGlobs(config)) - 1;
    indices.set(config, index);
    return index;
  }

  function flush(): void {
    take(batch);
    batch = emptyBatch();
    indices = new Map();
    since = performance.now();
  }

  return {
    report: {
      get failures() {
        return batch.failures;
      },
      get notices() {
        return batch.notices;
      },
    },
    add(entry) {
      if (entry.kind === 'skipped') batch.skipped[entry.reason] = (batch.skipped[entry.reason] ?? 0) + 1;
      else if (entry.kind === 'failed') batch.failures.push({ file: entry.path, reason: entry.reason });
      else {
        const { path, absolute, host, config } = entry;
        batch.files.push({ path, absolute, host, config: indexOf(config) });
      }
      const isFull = batch.files.length >= limits.files || performance.now() - since > limits.time;
      if (isFull) flush();
      return isFull;
    },
    flush,
  };
}
