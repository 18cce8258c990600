/** What is remembered of a person's training, on their machine alone. */
import { withKey, withoutKey } from './lab-files';
import type { Module } from './modules';
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

/** How much help with a lab was asked for. */
export interface LabHelp {
  hints: number;
  solutionShown: boolean;
}

/** `final` is the check across all modules. */
export type QuizId = Module | 'final';

/** How a check of one's knowledge went. */
export interface QuizResult {
  /** As `Date.toISOString` gives it. */
  date: string;
  right: number;
  asked: number;
}

export interface QuizState {
  best: QuizResult;
  last: QuizResult;
  /** When it was passed first. */
  passed?: string;
  /** Ids of the questions that were answered wrong last time. They come back first. */
  missed: readonly string[];
}

const doneKey = (lab: string) => `training.done.${lab}`;
/** Of what a team’s plan needs to remember; no progress. */
export const teamKey = (name: string) => `training.team.${name}`;
const isProgress = (key: string) => key.startsWith('training.') && !key.startsWith(teamKey(''));
const draftKey = (path: string) => `training.draft.${path}`;
const helpKey = (lab: string) => `training.help.${lab}`;
const lessonKey = (module: Module) => `training.lesson.${module}`;
const runKey = (id: QuizId) => `training.run.${id}`;
const quizKey = (id: QuizId) => `training.quiz.${id}`;

/** Each thing has a key of its own: several windows share what is stored, and the last one that writes a key wins. */
export class TrainingState {
  readonly #memory: Memory;
  readonly #listeners = new Set<() => void>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Something was learnt in this window: called behind each `set…`. Bound, so that it can be handed on as an event. */
  readonly onDidChange = (listener: () => void): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

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
    await this.#set(doneKey(lab), { ...done, files: Object.fromEntries(files) });
    return true;
  }

  /** All labs of a module were done, in some version. */
  async setModuleDone(module: Module): Promise<void> {
    await this.#set(`training.topic.${module}`, true);
  }

  /** The module that a key of the memory says to be done. */
  static moduleOfKey(key: string): string | undefined {
    return /^training\.topic\.(.+)$/.exec(key)?.[1];
  }

  /** All labs of some version were done. */
  get allDone(): boolean {
    return this.#memory.get<boolean>('training.allDone') === true;
  }

  async setAllDone(): Promise<void> {
    await this.#set('training.allDone', true);
  }

  /** When the module's lesson was read first. */
  lessonRead(module: Module): string | undefined {
    return this.#memory.get<string>(lessonKey(module));
  }

  /** The first time counts. @param date as `Date.toISOString` gives it */
  async setLessonRead(module: Module, date: string): Promise<void> {
    if (this.lessonRead(module) === undefined) await this.#set(lessonKey(module), date);
  }

  quiz(id: QuizId): QuizState | undefined {
    return this.#memory.get<QuizState>(quizKey(id));
  }

  /** The check that somebody is in the midst of, as it was given: VS Code stores what a page keeps only now and then. */
  run(id: QuizId): unknown {
    return this.#memory.get(runKey(id));
  }

  async setRun(id: QuizId, run: unknown): Promise<void> {
    await this.#set(runKey(id), run);
  }

  async setQuiz(id: QuizId, state: QuizState): Promise<void> {
    await this.#set(quizKey(id), state);
  }

  /** What the learner made of a file. @param path as `pathOf` gives it */
  draft(path: string, lab: string): string | undefined {
    const text = this.#memory.get<string>(draftKey(path));
    return text === undefined ? undefined : withKey(text, lab);
  }

  /** @param text undefined: the file is as it was at first */
  async setDraft(path: string, lab: string, text: string | undefined): Promise<void> {
    await this.#set(draftKey(path), text === undefined ? undefined : withoutKey(text, lab));
  }

  help(lab: string): LabHelp {
    return this.#memory.get<LabHelp>(helpKey(lab)) ?? { hints: 0, solutionShown: false };
  }

  async setHelp(lab: string, { hints, solutionShown }: LabHelp): Promise<void> {
    await this.#set(helpKey(lab), hints > 0 || solutionShown ? { hints, solutionShown } : undefined);
  }

  /** Forgets what was learnt and written, and nothing else. @param keys of the memory */
  async reset(keys: readonly string[]): Promise<void> {
    for (const key of keys.filter(isProgress)) await this.#memory.update(key, undefined);
    this.#tell();
  }

  async #set(key: string, value: unknown): Promise<void> {
    await this.#memory.update(key, value);
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
