/** The findings of all files, open or not. Everything that a person sees renders this. */
import type { Finding, Notice, Severity } from '../../engine/types';
import { labScheme } from '../../training/types';
import { Emitter, type Subscription } from '../emitter';

export interface Entry {
  findings: readonly Finding[];
  notices: readonly Notice[];
  /** Findings that comments suppress; only their number is kept. */
  suppressed?: number;
  /** Of the open document that was analysed. Absent: the file was read from where it is stored. */
  version?: number;
}

export type Counts = Record<Severity, number> & {
  /** Files with a finding. */
  files: number;
  /** Files that something is to be said of: they could not be analysed, or not as a whole. */
  noted: number;
  /** Findings that comments suppress. */
  suppressed: number;
};

const isEmpty = ({ findings, notices, suppressed = 0 }: Entry) =>
  findings.length === 0 && notices.length === 0 && suppressed === 0;

/** Whether `uri` is `folder` or lies below it. Both without a trailing slash. */
export const isBelow = (uri: string, folder: string): boolean => uri === folder || uri.startsWith(`${folder}/`);

/** Cells of one notebook differ in what stands behind its name. */
const fileOf = (uri: string): string => uri.replace(/#.*$/s, '');

/** A lab of the training has its findings where it is open; they are none of the person's own code. */
const isOwn = (uri: string): boolean => !uri.startsWith(`${labScheme}:`);

/** Keys are URIs as text. An entry that nothing is to be said of is none. */
export class FindingStore {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new Emitter<readonly string[]>();

  /** Fired with the URIs whose entries have changed, after the change. */
  readonly onDidChange: (listener: (uris: readonly string[]) => void) => Subscription = this.#changed.event;

  get(uri: string): Entry | undefined {
    return this.#entries.get(uri);
  }

  /** The same of a file that is no lab. */
  own(uri: string): Entry | undefined {
    return isOwn(uri) ? this.get(uri) : undefined;
  }

  /** Of all files but labs: what is counted, listed, and repaired together. */
  *entries(): Generator<[string, Entry]> {
    for (const entry of this.#entries) if (isOwn(entry[0])) yield entry;
  }

  set(uri: string, entry: Entry): void {
    if (isEmpty(entry)) {
      this.delete(uri);
      return;
    }
    this.#entries.set(uri, entry);
    this.#changed.fire([uri]);
  }

  delete(uri: string): void {
    if (this.#entries.delete(uri)) this.#changed.fire([uri]);
  }

  /** A file, or a folder with all that it holds. */
  deleteBelow(uri: string): void {
    this.retain((key) => !isBelow(key, uri));
  }

  /** Deletes what is not wanted any more. */
  retain(wanted: (uri: string) => boolean): void {
    const unwanted = [...this.#entries.keys()].filter((uri) => !wanted(uri));
    for (const uri of unwanted) this.#entries.delete(uri);
    if (unwanted.length > 0) this.#changed.fire(unwanted);
  }

  /** A file, or a folder with all that it holds, has another name; its content is the same. */
  rename(from: string, to: string): void {
    const moved = [...this.#entries].filter(([uri]) => isBelow(uri, from));
    const pairs = moved.map(([uri, entry]) => ({ uri, entry, target: to + uri.slice(from.length) }));
    for (const { uri } of pairs) this.#entries.delete(uri);
    for (const { target, entry } of pairs) {
      this.#entries.set(target, { ...entry, findings: entry.findings.map((one) => ({ ...one, uri: target })) });
    }
    if (pairs.length > 0) this.#changed.fire(pairs.flatMap(({ uri, target }) => [uri, target]));
  }

  counts(): Counts {
    const counts: Counts = { error: 0, warning: 0, info: 0, files: 0, noted: 0, suppressed: 0 };
    const files = new Set<string>();
    for (const [uri, { findings, notices, suppressed = 0 }] of this.entries()) {
      counts.suppressed += suppressed;
      if (findings.length > 0) files.add(fileOf(uri));
      if (notices.length > 0) counts.noted++;
      for (const { severity } of findings) counts[severity]++;
    }
    return { ...counts, files: files.size };
  }

  /** How many files have a finding that says this. */
  filesWith(text: string): number {
    const says = ({ said }: Finding) => JSON.stringify(said).includes(text);
    const found = [...this.entries()].filter(([, { findings }]) => findings.some(says));
    return new Set(found.map(([uri]) => fileOf(uri))).size;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#entries.clear();
  }
}
