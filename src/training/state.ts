/** What is remembered of a person's training, on their machine alone. */
import { withKey, withoutKey } from './lab-files';
import type { LabLanguage } from './types';

/** VS Code's Memento, as far as it is needed. */
export interface Memory {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A lab that was done. */
export interface DoneLab {
  /** When it was done first, as `Date.toISOString` gives it. */
  date: string;
  language: LabLanguage;
  /** The learner's files, without the made-up key. */
  files: Readonly<Record<string, string>>;
}

const doneKey = (lab: string) => `training.done.${lab}`;
const draftKey = (path: string) => `training.draft.${path}`;

/** Each lab has a key of its own: several windows share what is stored, and the last one that writes a key wins. */
export class TrainingState {
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** The lab that a key of the memory says to be done. */
  static labOfKey(key: string): string | undefined {
    return /^training\.done\.(.+)$/.exec(key)?.[1];
  }

  done(lab: string): DoneLab | undefined {
    return this.#memory.get<DoneLab>(doneKey(lab));
  }

  /** The first time counts. @returns whether this was it */
  async setDone(lab: string, done: DoneLab): Promise<boolean> {
    if (this.done(lab)) return false;
    const files = Object.entries(done.files).map(([path, text]) => [path, withoutKey(text, lab)]);
    await this.#memory.update(doneKey(lab), { ...done, files: Object.fromEntries(files) });
    return true;
  }

  /** All labs of some version were done. */
  get allDone(): boolean {
    return this.#memory.get<boolean>('training.allDone') === true;
  }

  async setAllDone(): Promise<void> {
    await this.#memory.update('training.allDone', true);
  }

  /** What the learner made of a file. @param path as `pathOf` gives it */
  draft(path: string, lab: string): string | undefined {
    const text = this.#memory.get<string>(draftKey(path));
    return text === undefined ? undefined : withKey(text, lab);
  }

  /** @param text undefined: the file is as it was at first */
  async setDraft(path: string, lab: string, text: string | undefined): Promise<void> {
    await this.#memory.update(draftKey(path), text === undefined ? undefined : withoutKey(text, lab));
  }
}
