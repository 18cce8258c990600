/** The scanner, started when it is first needed, and whether it works. */
import type { Scanner } from '../../../scanner/types';
import { Emitter, type Subscription } from '../../emitter';

/** Undefined while it works. */
export type Trouble = string | undefined;

export interface WatchedScanner extends Scanner {
  readonly trouble: Trouble;
  readonly onDidChangeTrouble: (listener: (trouble: Trouble) => void) => Subscription;
  /** Ends the workers; the next work starts new ones. */
  restart(): Promise<void>;
}

/** @param open called for the first work */
export function watchScanner(open: () => Scanner): WatchedScanner {
  const changed = new Emitter<Trouble>();
  let scanner: Scanner | undefined;
  let trouble: Trouble;
  let disposed = false;

  const say = (now: Trouble) => {
    if (now === trouble) return;
    trouble = now;
    changed.fire(now);
  };
  const get = (): Scanner => {
    if (disposed) throw new Error('The scanner has been disposed.');
    scanner ??= open();
    return scanner;
  };
  const run = async <T>(work: (scanner: Scanner) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    let mine: Scanner | undefined;
    try {
      mine = get();
      const result = await work(mine);
      say(undefined);
      return result;
    } catch (error) {
      // Work that a restart has ended says nothing of the scanner that is there now.
      const counts = !disposed && mine === scanner && !signal?.aborted;
      if (counts) say(error instanceof Error ? error.message : 'The scanner failed.');
      throw error;
    }
  };
  const close = async () => {
    const old = scanner;
    scanner = undefined;
    await old?.dispose();
  };

  return {
    get size() {
      return get().size;
    },
    get trouble() {
      return trouble;
    },
    onDidChangeTrouble: changed.event,
    scanFile: (job, signal) => run((one) => one.scanFile(job, signal), signal),
    sift: (files, signal) => run((one) => one.sift(files, signal), signal),
    walk: (folder, take, signal) => run((one) => one.walk(folder, take, signal), signal),
    imports: (files, signal) => run((one) => one.imports(files, signal), signal),
    link: (request, signal) => run((one) => one.link(request, signal), signal),
    settle: (root, paths, signal) => run((one) => one.settle(root, paths, signal), signal),
    relink: (root, files, signal) => run((one) => one.relink(root, files, signal), signal),
    place: (folder, path, signal) => run((one) => one.place(folder, path, signal), signal),
    analyze: (file, options, signal, linked) => run((one) => one.analyze(file, options, signal, linked), signal),
    validateFix: (file, finding, fix, options, signal, linked) =>
      run((one) => one.validateFix(file, finding, fix, options, signal, linked), signal),
    suppressionFix: (file, finding, options, signal, form) =>
      run((one) => one.suppressionFix(file, finding, options, signal, form), signal),
    maskedLines: (file, finding, options, signal) =>
      run((one) => one.maskedLines(file, finding, options, signal), signal),
    restart: close,
    async dispose() {
      disposed = true;
      changed.dispose();
      await close();
    },
  };
}
