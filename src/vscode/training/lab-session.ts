/** The lab that a person is working on: looked at anew after every pause in typing. */
import { type Disposable, Range, type TextDocument, type Uri, WorkspaceEdit, workspace } from 'vscode';
import type { Scanner } from '../../scanner/types';
import { type Analyze, type Grade, grade, gradingConfig } from '../../training/grading';
import type { LabPlace } from '../../training/lab-files';
import type { LabHelp, TrainingState } from '../../training/state';
import type { Lab, LabLanguage, Variant } from '../../training/types';
import { Emitter } from '../emitter';
import { today } from '../findings/scan/folder';
import { labUri, placeOfUri } from './content';
import type { LabFileSystem } from './lab-file-system';

/** A pause in typing, in ms. */
const pause = 300;
/** What the scanner could not do on a busy machine it may be able to do a little later: how much, in ms, at first and at most. */
const again = { first: 3000, most: 30_000 } as const;

export interface SessionOptions {
  scanner: Pick<Scanner, 'analyze'>;
  files: LabFileSystem;
  state: TrainingState;
}

export interface CurrentLab extends LabHelp {
  lab: Lab;
  language: LabLanguage;
  variant: Variant;
  /** Undefined while the first look is taken. */
  grade?: Grade;
  /** Why it could not be looked at. */
  trouble?: string;
}

export class LabSession implements Disposable {
  readonly #options: SessionOptions;
  readonly #changed = new Emitter<void>();
  readonly #done = new Emitter<Lab>();
  readonly #subscription: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Looks in a row that came to nothing. */
  #inVain = 0;
  #controller = new AbortController();
  current: CurrentLab | undefined;

  readonly onDidChange = this.#changed.event;
  /** A lab was done for the first time. */
  readonly onDidComplete = this.#done.event;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#subscription = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && placeOfUri(document.uri)) this.#edited(document);
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#done.dispose();
  }

  /** Begins a lab, or goes on with it. */
  async start(lab: Lab, language: LabLanguage): Promise<void> {
    const variant = lab.variants[language];
    if (!variant) return;
    const { current } = this;
    if (current?.lab.id !== lab.id || current.language !== language)
      this.current = { lab, language, variant, ...this.#options.state.help(lab.id) };
    this.#changed.fire();
    await this.look();
  }

  update(change: Partial<LabHelp>): void {
    if (!this.current) return;
    Object.assign(this.current, change);
    void this.#options.state.setHelp(this.current.lab.id, this.current);
    this.#changed.fire();
  }

  /** The files of the lab that is worked on; the first one is opened. */
  places(): LabPlace[] {
    if (!this.current) return [];
    const { lab, language, variant } = this.current;
    return Object.keys(variant.files).map((file) => ({ lab: lab.id, language, file }));
  }

  /** Every file as it is at first. What was there can be had again by undoing. */
  async reset(firstText: (place: LabPlace) => Promise<string | undefined>): Promise<void> {
    for (const place of this.places()) {
      const text = await firstText(place);
      if (text !== undefined) await replaceText(labUri(place), text);
    }
    this.update({ hints: 0, solutionShown: false });
    await this.look();
  }

  #edited(document: TextDocument): void {
    const place = placeOfUri(document.uri)!;
    const text = document.getText();
    void this.#options.files.keep(place, text).then(undefined, () => {});
    const { current } = this;
    if (current?.lab.id !== place.lab || current.language !== place.language) return;
    this.#inVain = 0;
    this.#later(pause);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), ms);
  }

  #lookAgain(): void {
    this.#later(Math.min(again.first * 2 ** this.#inVain++, again.most));
  }

  /** Lets the engine look at the files as they are. */
  async look(): Promise<void> {
    const { current } = this;
    if (!current) return;
    this.#controller.abort();
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    try {
      const texts = await this.#texts();
      const found = await grade(current.lab, current.variant, texts, this.#analyze(signal));
      if (signal.aborted) return;
      current.grade = found;
      delete current.trouble;
      if (found.unread.length > 0) this.#lookAgain();
      else this.#inVain = 0;
      if (found.done) await this.#complete(current, texts);
    } catch (error) {
      if (signal.aborted) return;
      delete current.grade;
      current.trouble = error instanceof Error ? error.message : String(error);
      this.#lookAgain();
    }
    this.#changed.fire();
  }

  async #texts(): Promise<Record<string, string>> {
    const { files } = this.#options;
    const entries = this.places().map(async (place) => {
      const key = labUri(place).toString();
      const open = workspace.textDocuments.find(({ uri, isClosed }) => !isClosed && uri.toString() === key);
      return [place.file, open?.getText() ?? (await files.text(place))] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  #analyze(signal: AbortSignal): Analyze {
    const options = { config: gradingConfig, today: today() };
    return (path, text) =>
      this.#options.scanner.analyze({ uri: `lab:/${path}`, path, version: 0, text }, options, signal);
  }

  async #complete({ lab, language }: CurrentLab, files: Record<string, string>): Promise<void> {
    const date = new Date().toISOString();
    if (await this.#options.state.setDone(lab.id, { date, language, files })) this.#done.fire(lab);
  }
}

export async function replaceText(uri: Uri, text: string): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const edit = new WorkspaceEdit();
  edit.replace(uri, new Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  await workspace.applyEdit(edit);
}
