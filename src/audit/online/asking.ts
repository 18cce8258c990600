/** A scanner that gathers what OSV could be asked about, and finds by what it has answered. */
import type { AnalyzeOptions } from '../../engine/analyze';
import type { Answered, AskedPackage } from '../../engine/packages/types';
import type { FileJob, Scanner } from '../../scanner/types';

export interface Gathered {
  packages: AskedPackage[];
  /** Of the files that name them. */
  jobs: FileJob[];
}

export interface Asking<S extends Scanner> {
  /** The one that was given, knowing what was answered. */
  scanner: S;
  /** What counts from now on, in place of what was answered before. */
  answered: Answered | undefined;
  /** What is named in all files that are scanned meanwhile. Nothing is sent. */
  gathering<T>(work: () => Promise<T>): Promise<Gathered & { value: T }>;
}

export function createAsking<S extends Scanner>(scanner: S): Asking<S> {
  let answered: Answered | undefined;
  let gathered: Gathered | undefined;
  const known = (options: AnalyzeOptions): AnalyzeOptions => (answered ? { ...options, answered } : options);
  const asked = (options: AnalyzeOptions): AnalyzeOptions =>
    gathered ? { ...known(options), packages: true } : known(options);
  const take = (packages: readonly AskedPackage[] = [], job?: FileJob) => {
    gathered?.packages.push(...packages);
    if (job && packages.length > 0) gathered?.jobs.push(job);
  };

  const own: Pick<Scanner, 'scanFile' | 'analyze' | 'validateFix'> = {
    async scanFile(job, signal) {
      const { packages, ...result } = await scanner.scanFile({ ...job, options: asked(job.options) }, signal);
      take(packages, job);
      return result;
    },
    async analyze(file, options, signal, linked) {
      const { packages, ...analysis } = await scanner.analyze(file, asked(options), signal, linked);
      take(packages);
      return analysis;
    },
    validateFix: (file, finding, fix, options, ...rest) =>
      scanner.validateFix(file, finding, fix, known(options), ...rest),
  };
  return {
    scanner: new Proxy(scanner, {
      get: (target, key) => Reflect.get(Object.hasOwn(own, key) ? own : target, key),
    }),
    get answered() {
      return answered;
    },
    set answered(value) {
      answered = value;
    },
    async gathering(work) {
      const mine: Gathered = { packages: [], jobs: [] };
      gathered = mine;
      try {
        return { value: await work(), ...mine };
      } finally {
        gathered = undefined;
      }
    },
  };
}
