/** The work of one scan: files come in while others are looked at. What is worth it is analysed, the rest is counted. */
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { languageOf } from '../engine/modules/specifiers';
import { isManifest } from '../engine/modules/tree';
import type { Config, HostFacts } from '../engine/types';
import { createSharedCredentials, type SharedCredentials } from './shared';
import type { Tally } from './tally';
import type { Candidate, FileJob, FileResult, Scanner, ScanOptions, Sifted, WalkBatch } from './types';

/** Files that are looked at together by a worker, and here, between answers of workers. */
const together = { away: 256, here: 64 };

/** A file with what is in force for it. */
export interface FoundFile extends Candidate {
  config: Config;
  host: HostFacts;
}

/** What ways through several files need to know of them. */
export interface Code {
  files: FoundFile[];
  /** `package.json`, `tsconfig.json`, `jsconfig.json`. */
  manifests: string[];
  /** Files that have to do with Claude. */
  asking: string[];
}

/** Credentials that stand in several files, and those files. */
export interface Shared {
  credentials: SharedCredentials;
  files: Map<string, FoundFile>;
}

export interface ScanWork {
  add(batch: WalkBatch): void;
  /** No more will come. */
  close(): void;
  /** Rejects as `Scanner.scanFile` does. */
  done: Promise<void>;
  /** Code, and what tells which module is meant. */
  readonly code: Code;
  /** What stands in several files. */
  readonly shared: Shared;
  /** `code` is whole, and each file of it has been looked at; what is left is data. Never rejects. */
  coded: Promise<void>;
}

const nothing = { findings: [], suppressed: [], notices: [] };

/** Data that takes long to read and seldom holds a finding, other than that of hidden files and folders. */
const isLate = (path: string): boolean => /\.(?:json|ya?ml|md|lock|svg|csv)$/i.test(path) && !/(?:^|\/)\./.test(path);

/** A list that is taken from at its beginning. */
class Line<T> {
  readonly #items: T[] = [];
  #taken = 0;

  push(items: readonly T[]): void {
    for (const item of items) this.#items.push(item);
  }

  get length(): number {
    return this.#items.length - this.#taken;
  }

  take(most: number): T[] {
    const items = this.#items.slice(this.#taken, this.#taken + most);
    this.#taken += items.length;
    if (this.#taken === this.#items.length) {
      this.#items.length = 0;
      this.#taken = 0;
    }
    return items;
  }
}

function withResolve(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Looks at files at once, as `Scanner.sift` does. */
export type SiftHere = (files: readonly Candidate[]) => Sifted[];

/**
 * @param root as it was given: files are read by their path without links, and named by that below the root
 * @param siftHere for threads that have nothing better to do
 */
export function createScanWork(
  root: string,
  scanner: Scanner,
  options: ScanOptions,
  tally: Tally,
  siftHere?: SiftHere,
): ScanWork {
  const { signal, today, concurrency = scanner.size * 2 } = options;
  const [found, relevant, late] = [new Line<FoundFile>(), new Line<FoundFile>(), new Line<FoundFile>()];
  /** Steps that are under way; `early`: those that may be about code. */
  let [total, done, busy, early, sifting] = [0, 0, 0, 0, 0];
  const code: Code = { files: [], manifests: [], asking: [] };
  const shared: Shared = { credentials: createSharedCredentials(), files: new Map() };
  const whole = withResolve();
  let isClosed = false;
  const sleeping: (() => void)[] = [];

  const wake = () => {
    for (const one of sleeping.splice(0)) one();
  };
  const sleep = () =>
    new Promise<void>((resolve) => {
      sleeping.push(resolve);
    });
  const resultOf = (path: string): Pick<FileResult, 'path' | 'uri'> => ({
    path,
    uri: pathToFileURL(join(root, path)).href,
  });

  function finish(file: string, count: number): void {
    done += count;
    if (count > 0) options.onProgress?.({ done, total, file });
  }

  function take(result: FileResult): void {
    if (result.asks) code.asking.push(result.path);
    tally.add(result);
    options.onFindings?.(result);
  }

  /** Nobody waits for a cancelled answer. */
  const unlessAborted = <T>(answer: Promise<T>): Promise<T | undefined> =>
    answer.catch((error: unknown) => {
      if (!signal?.aborted) throw error;
      return undefined;
    });

  function settle(files: readonly FoundFile[], sifted: readonly Sifted[]): void {
    let count = 0;
    for (const [index, file] of files.entries()) {
      const answer = sifted[index];
      if (answer) count++;
      if (!answer) (isLate(file.path) ? late : relevant).push([file]);
      else if (answer.failure === undefined) tally.count(answer);
      else take({ ...nothing, ...answer, ...resultOf(file.path) });
    }
    finish(files.at(-1)?.path ?? '', count);
  }

  /** @param look one answer at least, from the first file on; undefined: nobody waits for it any more */
  async function sift(
    files: readonly FoundFile[],
    look: (rest: readonly FoundFile[]) => Promise<Sifted[] | undefined>,
  ): Promise<void> {
    sifting++;
    try {
      for (let rest = files; rest.length > 0 && !signal?.aborted; ) {
        const sifted = await look(rest);
        if (!sifted) return;
        settle(rest.slice(0, sifted.length), sifted);
        rest = rest.slice(sifted.length);
        wake();
      }
    } finally {
      sifting--;
    }
  }

  async function analyse({ path, absolute, config, host }: FoundFile): Promise<void> {
    const job: FileJob = { ...resultOf(path), absolute, options: { config, today }, host };
    const result = await unlessAborted(scanner.scanFile(job, signal));
    if (!result) return;
    if (result.credentials) {
      shared.files.set(path, { path, absolute, config, host });
      shared.credentials.hold(path, result.credentials, host.git);
    }
    take(result);
    finish(path, 1);
  }

  async function step(): Promise<void> {
    const [file] = relevant.take(1);
    if (file) return analyse(file);
    const files = found.take(together.away);
    if (files.length > 0) return sift(files, (rest) => unlessAborted(scanner.sift(rest, signal)));
    for (const last of late.take(1)) await analyse(last);
  }

  const isEarly = () => relevant.length + found.length > 0;
  const checkCode = () => {
    if (isClosed && !isEarly() && early === 0) whole.resolve();
  };

  /** Does a step of the work; nothing is done before all steps are. */
  async function work(one: () => Promise<void>): Promise<void> {
    const isNow = Number(isEarly());
    busy++;
    early += isNow;
    await one().finally(() => {
      busy--;
      early -= isNow;
      checkCode();
      wake();
    });
  }

  /** An error of ours, in one of them: which it was is found out when each is analysed. */
  function lookedAt(files: readonly FoundFile[], look: SiftHere): Sifted[] {
    try {
      return look(files);
    } catch {
      return files.map(() => undefined);
    }
  }

  /** What there is to be looked at, beside the workers, with a pause before each slice. */
  async function help(look: SiftHere): Promise<void> {
    const lookHere = (rest: readonly FoundFile[]) => setImmediate().then(() => lookedAt(rest, look));
    while (!signal?.aborted) {
      if (found.length > 0) await work(() => sift(found.take(together.here), lookHere));
      else if (isClosed) return;
      else await sleep();
    }
  }

  async function runner(): Promise<void> {
    while (!signal?.aborted) {
      // While files are looked through, code may still come to light.
      if (isEarly() || (late.length > 0 && sifting === 0)) await work(step);
      else if (isClosed && busy === 0) return;
      else await sleep();
    }
  }

  signal?.addEventListener('abort', wake);
  const helper = siftHere ? [help(siftHere)] : [];
  const runners = Promise.all([...Array.from({ length: concurrency }, runner), ...helper]);
  return {
    code,
    shared,
    add({ files, configs, skipped, failures, notices }) {
      for (const [reason, count] of Object.entries(skipped)) tally.skip(reason as keyof typeof skipped, count);
      for (const failure of failures) tally.failures.push(failure);
      for (const notice of notices) tally.notices.push(notice);
      const added = files.map(({ path, absolute, host, config }) => ({
        path,
        absolute,
        host,
        config: configs[config]!,
      }));
      found.push(added);
      code.files.push(...added.filter(({ path }) => languageOf(path) !== undefined));
      for (const { path } of added) shared.credentials.meet(path);
      code.manifests.push(...added.flatMap(({ path }) => (isManifest(path) ? [path] : [])));
      total += files.length;
      wake();
    },
    close() {
      isClosed = true;
      checkCode();
      wake();
    },
    done: runners.then(() => {
      signal?.removeEventListener('abort', wake);
      whole.resolve();
    }),
    coded: whole.promise,
  };
}
