/** Open documents: analysed when opened, after a pause in typing, and when saved. */
import { Disposable, type TextDocument, type Uri, workspace } from 'vscode';
import type { SourceFile } from '../../engine/types';
import type { Scanner } from '../../scanner/types';
import { Emitter } from '../emitter';
import { readSettings } from '../settings';
import type { Folders, Located } from './folders';
import type { FindingStore } from './store';
import type { Analysed, Validation } from './validation';

/** A pause in typing, in ms. */
const typingPause = 300;
/** Fixes are validated after this time without a change, in ms. */
const validationPause = 500;

/** Documents of these are never a file that somebody keeps. */
const foreignSchemes: ReadonlySet<string> = new Set([
  'output',
  'debug',
  'git',
  'gitfs',
  'gitlens',
  'vscode',
  'vscode-userdata',
  'vscode-settings',
  'vscode-notebook-cell',
  'vscode-notebook-cell-output',
  'vscode-interactive',
  'vscode-chat-code-block',
  'search-editor',
  'comment',
]);

/** Only what a person can change: new documents, and files of a file system that can be written to. */
export function isOurs({ uri }: Pick<TextDocument, 'uri'>): boolean {
  if (uri.scheme === 'file' || uri.scheme === 'untitled') return true;
  return !foreignSchemes.has(uri.scheme) && workspace.fs.isWritableFileSystem(uri.scheme) === true;
}

/** What we know of one open document. */
interface Tracked {
  document: TextDocument;
  /** A pause that ends in an analysis, or in the validation of fixes. */
  timer?: ReturnType<typeof setTimeout>;
  /** Of the analysis that runs or ran last. */
  controller?: AbortController;
  running?: { version: number; result: Promise<Analysed | undefined> };
  analysed?: Analysed;
  /** A person asked for it, although a scan leaves it out. */
  wanted?: boolean;
}

export interface DocumentsOptions {
  scanner: Scanner;
  store: FindingStore;
  folders: Folders;
  validation: Validation;
}

export class Documents implements Disposable {
  readonly #options: DocumentsOptions;
  readonly #tracked = new Map<string, Tracked>();
  readonly #subscription: Disposable;
  readonly #closed = new Emitter<Uri>();

  /** A document of a file was closed: what is stored counts again. */
  readonly onDidClose = this.#closed.event;

  constructor(options: DocumentsOptions) {
    this.#options = options;
    this.#subscription = Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#edited(document);
      }),
      workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      workspace.onDidCloseTextDocument((document) => this.#dropped(document)),
    );
  }

  /** Analyses what is open already. */
  start(): void {
    for (const document of workspace.textDocuments) this.#opened(document);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#closed.dispose();
    for (const tracked of this.#tracked.values()) stop(tracked);
    this.#tracked.clear();
  }

  /** Whether the findings of this file are those of an open document, and none that are read from the disk. */
  owns(uri: string): boolean {
    const tracked = this.#tracked.get(uri);
    return tracked !== undefined && (tracked.analysed !== undefined || runOf(tracked.document) !== 'manual');
  }

  /** Settings, configuration or what git says have changed: everything open is analysed again. */
  refresh(): void {
    for (const tracked of this.#tracked.values()) {
      const known = tracked.analysed !== undefined;
      stop(tracked);
      delete tracked.analysed;
      if (known || runOf(tracked.document) !== 'manual') void this.#run(tracked);
    }
  }

  /** Analyses the document as it is now, whatever the settings say of when, and although a scan would leave it out. */
  async scan(document: TextDocument): Promise<Analysed | undefined> {
    if (!isOurs(document)) return undefined;
    const tracked = this.#track(document);
    tracked.wanted = true;
    stop(tracked);
    return this.#run(tracked);
  }

  /** The analysis of the version that is there now. Undefined where there is none, and none is to be. */
  async current(document: TextDocument): Promise<Analysed | undefined> {
    const tracked = this.#tracked.get(document.uri.toString());
    if (!tracked) return undefined;
    const { running, analysed } = tracked;
    if (analysed?.file.version === document.version) return analysed;
    if (running?.version === document.version) return running.result;
    if (runOf(document) !== 'onType') return undefined;
    return this.#run(tracked);
  }

  #track(document: TextDocument): Tracked {
    const key = document.uri.toString();
    const tracked = this.#tracked.get(key) ?? { document };
    tracked.document = document;
    this.#tracked.set(key, tracked);
    return tracked;
  }

  #opened(document: TextDocument): void {
    if (!isOurs(document)) return;
    const tracked = this.#track(document);
    if (runOf(document) !== 'manual') void this.#run(tracked);
  }

  #edited(document: TextDocument): void {
    const tracked = this.#tracked.get(document.uri.toString());
    if (!tracked || tracked.analysed?.file.version === document.version) return;
    stop(tracked);
    if (runOf(document) !== 'onType') return;
    tracked.timer = setTimeout(() => void this.#run(tracked), typingPause);
  }

  #saved(document: TextDocument): void {
    const tracked = this.#tracked.get(document.uri.toString());
    if (!tracked || runOf(document) === 'manual') return;
    const { analysed, running } = tracked;
    if (analysed?.file.version === document.version || running?.version === document.version) return;
    void this.#run(tracked);
  }

  #dropped(document: TextDocument): void {
    const key = document.uri.toString();
    const tracked = this.#tracked.get(key);
    if (!tracked) return;
    stop(tracked);
    this.#tracked.delete(key);
    if (document.uri.scheme === 'untitled') this.#options.store.delete(key);
    else this.#closed.fire(document.uri);
  }

  #run(tracked: Tracked): Promise<Analysed | undefined> {
    stop(tracked);
    const controller = new AbortController();
    tracked.controller = controller;
    const result = this.#analyse(tracked, controller.signal).catch(() => undefined);
    const running = { version: tracked.document.version, result };
    tracked.running = running;
    void result.then(() => {
      if (tracked.running === running) delete tracked.running;
    });
    return result;
  }

  async #analyse(tracked: Tracked, signal: AbortSignal): Promise<Analysed | undefined> {
    const { store, folders, scanner } = this.#options;
    const { document } = tracked;
    const uri = document.uri.toString();
    const located = await folders.locate(document.uri);
    if (signal.aborted) return undefined;
    const { place, settings } = located;
    if (!settings.enabled || (place.skip && !(tracked.wanted && place.skip !== 'excluded'))) {
      store.delete(uri);
      return undefined;
    }
    const file = sourceOf(document, located);
    const { findings, notices } = await scanner.analyze(file, place.options, signal);
    if (signal.aborted || document.isClosed || document.version !== file.version) return undefined;
    store.set(uri, { findings, notices, version: file.version });
    tracked.analysed = { file, options: place.options, findings, signal };
    this.#validateLater(tracked);
    return tracked.analysed;
  }

  #validateLater(tracked: Tracked): void {
    const { analysed } = tracked;
    if (!analysed) return;
    clearTimeout(tracked.timer);
    tracked.timer = setTimeout(() => void this.#options.validation.start(analysed), validationPause);
  }
}

const runOf = ({ uri }: TextDocument) => readSettings(uri).run;

/** Ends what waits and what runs; what has been found stays. */
function stop(tracked: Tracked): void {
  clearTimeout(tracked.timer);
  tracked.controller?.abort();
  delete tracked.running;
}

const sourceOf = (document: TextDocument, { place: { path, host } }: Located): SourceFile => ({
  uri: document.uri.toString(),
  path,
  languageId: document.languageId,
  version: document.version,
  text: document.getText(),
  ...(host && { host }),
});
