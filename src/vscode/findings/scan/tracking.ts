/** What is open: analysed when opened, after a pause in typing, and when saved. */
import type { Uri } from 'vscode';
import { languageOf } from '../../../engine/modules/specifiers';
import type { Notice, SourceFile } from '../../../engine/types';
import type { Scanner } from '../../../scanner/types';
import { readSettings } from '../../settings';
import type { Analysed, Validation } from '../fixes/validation';
import type { Folders, Located, OpenFolder } from './folders';
import { isReadOnly } from './left-alone';

/** A pause in typing, in ms. */
const typingPause = 200;
/** Fixes are validated after this time without a change, in ms. */
const validationPause = 500;

/** Something open that is analysed as one text: a document, or a notebook with its cells. */
export interface Subject {
  /** Of the file. */
  readonly uri: Uri;
  /** Another one after every change. */
  readonly version: number;
  readonly isClosed: boolean;
  /** It differs from what is stored. */
  readonly isDirty: boolean;
  /** What is there now. */
  read(): Pick<SourceFile, 'text' | 'languageId'>;
  /** Shows what was found in what was read last. @param suppressed findings that comments suppress, their number */
  show(analysed: Analysed, notices: readonly Notice[], suppressed: number): void;
  /** Shows nothing any more. */
  clear(): void;
}

interface Running {
  version: number;
  result: Promise<Analysed | undefined>;
}

/** What we know of one subject. */
interface Tracked {
  subject: Subject;
  /** A pause that ends in an analysis, or in the validation of fixes. */
  timer?: ReturnType<typeof setTimeout>;
  /** Of the analysis that runs or ran last. */
  controller?: AbortController;
  running?: Running;
  analysed?: Analysed;
  /** Its analysis did not come to its end once: it does not end the worker that knows the folder's code again. */
  isSlow?: boolean;
  /** A person asked for it, although a scan leaves it out. */
  wanted?: boolean;
  /** Its file is deleted, and nobody has touched it since. VS Code keeps documents open for minutes that nobody sees. */
  gone?: boolean;
}

/** Files of a folder, by path, whose findings an edit may have changed. Undefined: what was known of them is lost. */
export type OnAffected = (within: OpenFolder, paths: readonly string[] | undefined) => void;

export interface TrackerOptions {
  onAffected: OnAffected;
  /** Files, by path, that have a credential in common with what was analysed, or had. */
  onHeld(within: OpenFolder, paths: readonly string[]): void;
  scanner: Scanner;
  folders: Folders;
  validation: Validation;
}

/** Keys are URIs as text. */
export class Tracker {
  readonly #options: TrackerOptions;
  readonly #tracked = new Map<string, Tracked>();

  constructor(options: TrackerOptions) {
    this.#options = options;
  }

  dispose(): void {
    for (const tracked of this.#tracked.values()) stop(tracked);
    this.#tracked.clear();
  }

  /** Whether the findings of this file are those of what is open, and none that are read from the disk. */
  owns(key: string): boolean {
    const tracked = this.#tracked.get(key);
    return tracked !== undefined && !tracked.gone && (tracked.analysed !== undefined || runOf(tracked) !== 'manual');
  }

  /** Settings, configuration or what git says have changed: everything open is analysed again. */
  refresh(): void {
    for (const tracked of this.#tracked.values()) {
      const known = tracked.analysed !== undefined;
      stop(tracked);
      if (tracked.gone) continue;
      delete tracked.analysed;
      if (known || runOf(tracked) !== 'manual') void this.#run(tracked);
    }
  }

  /** What it was looked at alone for is known of other files now. */
  linked(): void {
    for (const key of this.#tracked.keys()) this.again(key);
  }

  /**
   * Other files have changed what is to be said of it. An edit since then waits all the same where the settings say so: for
   * being saved, or for a command.
   * @returns whether it is open, so that nothing else is to be said of it
   */
  again(key: string): boolean {
    const tracked = this.#tracked.get(key);
    if (!tracked || !this.owns(key)) return false;
    const { analysed, running, subject } = tracked;
    const version = running?.version ?? analysed?.file.version;
    const isWaiting = runOf(tracked) !== 'onType' && version !== subject.version;
    if (version !== undefined && !subject.isClosed && !isWaiting) void this.#run(tracked);
    return true;
  }

  /** Analyses it as it is now, whatever the settings say of when, and although a scan would leave it out. */
  async scan(subject: Subject): Promise<Analysed | undefined> {
    const tracked = this.#track(subject);
    tracked.wanted = true;
    return this.#run(tracked);
  }

  /** The analysis of the version that is there now. Undefined where there is none, and none is to be. */
  async current(key: string): Promise<Analysed | undefined> {
    const tracked = this.#tracked.get(key);
    if (!tracked) return undefined;
    const { running, analysed, subject, gone } = tracked;
    if (gone) return undefined;
    if (analysed?.file.version === subject.version && !analysed.signal.aborted) return analysed;
    if (running?.version === subject.version) return (await running.result) ?? this.#overtaken(key, running);
    if (runOf(tracked) !== 'onType') return undefined;
    return this.#run(tracked);
  }

  /** What another analysis says that has begun before this one was done. */
  async #overtaken(key: string, { result }: Running): Promise<Analysed | undefined> {
    const { running } = this.#tracked.get(key) ?? {};
    return running && running.result !== result ? this.current(key) : undefined;
  }

  opened(subject: Subject): void {
    const tracked = this.#track(subject);
    if (runOf(tracked) !== 'manual') void this.#run(tracked);
  }

  edited(key: string): void {
    const tracked = this.#tracked.get(key);
    if (!tracked || tracked.analysed?.file.version === tracked.subject.version) return;
    delete tracked.gone;
    stop(tracked);
    if (runOf(tracked) !== 'onType') return;
    tracked.timer = setTimeout(() => void this.#run(tracked), typingPause);
  }

  saved(key: string): void {
    const tracked = this.#tracked.get(key);
    if (!tracked || runOf(tracked) === 'manual') return;
    const { analysed, gone, running, subject } = tracked;
    delete tracked.gone;
    if ((!gone && analysed?.file.version === subject.version) || running?.version === subject.version) return;
    void this.#run(tracked);
  }

  /** Files were deleted. What is not stored anywhere else stays. */
  deleted(isDeleted: (key: string) => boolean): void {
    for (const [key, tracked] of this.#tracked) {
      if (tracked.subject.isDirty || !isDeleted(key)) continue;
      stop(tracked);
      tracked.gone = true;
      tracked.subject.clear();
    }
  }

  /** @returns whether it was tracked */
  closed(key: string): boolean {
    const tracked = this.#tracked.get(key);
    if (!tracked) return false;
    stop(tracked);
    return this.#tracked.delete(key);
  }

  #track(subject: Subject): Tracked {
    const key = subject.uri.toString();
    const tracked = this.#tracked.get(key) ?? { subject };
    tracked.subject = subject;
    delete tracked.gone;
    this.#tracked.set(key, tracked);
    return tracked;
  }

  #run(tracked: Tracked): Promise<Analysed | undefined> {
    stop(tracked);
    const controller = new AbortController();
    tracked.controller = controller;
    const result = this.#analyse(tracked, controller.signal).catch(() => undefined);
    const running = { version: tracked.subject.version, result };
    tracked.running = running;
    void result.then(() => {
      if (tracked.running === running) delete tracked.running;
    });
    return result;
  }

  async #analyse(tracked: Tracked, signal: AbortSignal): Promise<Analysed | undefined> {
    const { folders, scanner } = this.#options;
    const { subject } = tracked;
    const [located, readOnly] = await Promise.all([folders.locate(subject.uri), isReadOnly(subject.uri)]);
    if (signal.aborted) return undefined;
    if (readOnly || isLeftOut(located, tracked)) {
      subject.clear();
      return undefined;
    }
    const file = sourceOf(subject, located);
    const { options } = located.place;
    const { within } = located;
    const linked = languageOf(file.path) && !tracked.isSlow ? within?.folder.linked : undefined;
    const analysis = await scanner.analyze(file, options, signal, linked);
    const { findings, notices, suppressed, affected, unlinked, credentials = [] } = analysis;
    if (notices.some(({ unfinished }) => unfinished)) tracked.isSlow = true;
    else if (within) this.#options.onHeld(within, within.folder.hold?.(file.path, credentials, file.host?.git) ?? []);
    // Others rest on what was read, whatever has become of it here.
    if (within && (unlinked || affected?.length)) this.#options.onAffected(within, unlinked ? undefined : affected);
    if (signal.aborted || subject.isClosed || subject.version !== file.version) return undefined;
    const analysed = { file, options, findings, signal, ...(linked !== undefined && { linked }) };
    tracked.analysed = analysed;
    subject.show(analysed, notices, suppressed.length);
    this.#validateLater(tracked, analysed);
    return analysed;
  }

  #validateLater(tracked: Tracked, analysed: Analysed): void {
    clearTimeout(tracked.timer);
    tracked.timer = setTimeout(() => void this.#options.validation.start(analysed), validationPause);
  }
}

const runOf = ({ subject }: Tracked) => readSettings(subject.uri).run;

function isLeftOut({ settings, place: { skip } }: Located, { wanted }: Tracked): boolean {
  return !settings.enabled || (skip !== undefined && !(wanted && skip !== 'excluded'));
}

/** Ends what waits and what runs; what has been found stays. */
function stop(tracked: Tracked): void {
  clearTimeout(tracked.timer);
  tracked.controller?.abort();
  delete tracked.running;
}

const sourceOf = (subject: Subject, { place: { path, host } }: Located): SourceFile => ({
  uri: subject.uri.toString(),
  path,
  version: subject.version,
  ...subject.read(),
  ...(host && { host }),
});
