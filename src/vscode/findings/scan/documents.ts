/** Open documents and notebooks. A notebook's cells are documents of their own, and are analysed together. */
import { Disposable, type NotebookDocument, type TextDocument, type Uri, workspace } from 'vscode';
import { labScheme } from '../../../training/types';
import { Emitter } from '../../emitter';
import type { Analysed } from '../fixes/validation';
import type { FindingStore } from '../store';
import { cellScheme, fileOf, isOurNotebook, isOurs, notebookOf } from './left-alone';
import { NotebookSubject } from './notebooks';
import { type Subject, Tracker, type TrackerOptions } from './tracking';

export { fileOf, isOurs };

export interface DocumentsOptions extends TrackerOptions {
  store: FindingStore;
}

export class Documents implements Disposable {
  readonly #store: FindingStore;
  readonly #tracker: Tracker;
  readonly #notebooks = new Map<string, NotebookSubject>();
  readonly #subscription: Disposable;
  readonly #closed = new Emitter<Uri>();

  /** A document of a file was closed: what is stored counts again. */
  readonly onDidClose = this.#closed.event;

  constructor(options: DocumentsOptions) {
    this.#store = options.store;
    this.#tracker = new Tracker(options);
    this.#subscription = Disposable.from(this.#followDocuments(), this.#followNotebooks());
  }

  /** Analyses what is open already. */
  start(): void {
    for (const document of workspace.textDocuments) this.#opened(document);
    for (const notebook of workspace.notebookDocuments) this.#openedNotebook(notebook);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#closed.dispose();
    this.#tracker.dispose();
  }

  /** Whether the findings of this file are those of an open document, and none that are read from the disk. */
  owns(uri: string): boolean {
    return this.#tracker.owns(uri);
  }

  /** Files were deleted. What is found in a document that was not saved stays. */
  deleted(isDeleted: (uri: string) => boolean): void {
    this.#tracker.deleted(isDeleted);
  }

  /** One of them is analysed again as it is. @returns whether it is open, so that nothing else is to be said of it */
  again(uri: string): boolean {
    return this.#tracker.again(uri);
  }

  /** The code of a folder is linked now: what is open was looked at alone. */
  linked(): void {
    this.#tracker.linked();
  }

  /** Settings, configuration or what git says have changed: everything open is analysed again. */
  refresh(): void {
    this.#tracker.refresh();
  }

  /**
   * Analyses the document as it is now, whatever the settings say of when, and although a scan would leave it out. A cell is
   * analysed with its notebook.
   */
  async scan(document: TextDocument): Promise<Analysed | undefined> {
    if (!isOurs(document)) return undefined;
    const subject = this.#notebookOf(document) ?? this.#subject(document);
    return this.#view(document, await this.#tracker.scan(subject));
  }

  /** The analysis of the version that is there now. Undefined where there is none, and none is to be. */
  async current(document: TextDocument): Promise<Analysed | undefined> {
    return this.#view(document, await this.#tracker.current(fileOf(document).toString()));
  }

  #view(document: TextDocument, analysed: Analysed | undefined): Analysed | undefined {
    return document.uri.scheme === cellScheme ? this.#notebookOf(document)?.ofCell(document, analysed) : analysed;
  }

  #notebookOf(document: TextDocument): NotebookSubject | undefined {
    const notebook = notebookOf(document);
    return notebook && this.#notebooks.get(notebook.uri.toString());
  }

  #followDocuments(): Disposable {
    return Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const notebook = this.#notebookOf(document);
        if (notebook) this.#editedNotebook(notebook);
        else this.#tracker.edited(document.uri.toString());
      }),
      workspace.onDidSaveTextDocument(({ uri }) => this.#tracker.saved(uri.toString())),
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (this.#tracker.closed(uri.toString())) this.#dropped(uri);
      }),
    );
  }

  #followNotebooks(): Disposable {
    return Disposable.from(
      workspace.onDidOpenNotebookDocument((notebook) => this.#openedNotebook(notebook)),
      workspace.onDidChangeNotebookDocument(({ notebook, contentChanges, cellChanges }) => {
        const subject = this.#notebooks.get(notebook.uri.toString());
        if (!subject) return;
        if (contentChanges.length > 0) subject.forgetDeleted();
        if (contentChanges.length > 0 || cellChanges.some(({ outputs }) => outputs)) this.#editedNotebook(subject);
      }),
      workspace.onDidSaveNotebookDocument(({ uri }) => this.#tracker.saved(uri.toString())),
      workspace.onDidCloseNotebookDocument(({ uri }) => {
        const subject = this.#notebooks.get(uri.toString());
        if (!subject || !this.#tracker.closed(uri.toString())) return;
        this.#notebooks.delete(uri.toString());
        subject.clear();
        this.#dropped(uri);
      }),
    );
  }

  #opened(document: TextDocument): void {
    if (document.uri.scheme !== cellScheme && isOurs(document)) this.#tracker.opened(this.#subject(document));
  }

  #openedNotebook(notebook: NotebookDocument): void {
    if (!isOurNotebook(notebook)) return;
    const subject = new NotebookSubject(notebook, this.#store);
    this.#notebooks.set(notebook.uri.toString(), subject);
    this.#tracker.opened(subject);
  }

  #editedNotebook(subject: NotebookSubject): void {
    subject.changed();
    this.#tracker.edited(subject.uri.toString());
  }

  #dropped(uri: Uri): void {
    // What was never stored, and labs, are nothing that a scan would find.
    if (uri.scheme === 'untitled' || uri.scheme === labScheme) this.#store.delete(uri.toString());
    else this.#closed.fire(uri);
  }

  #subject(document: TextDocument): Subject {
    const { uri } = document;
    const key = uri.toString();
    return {
      uri,
      get version() {
        return document.version;
      },
      get isClosed() {
        return document.isClosed;
      },
      get isDirty() {
        return document.isDirty;
      },
      read: () => ({ text: document.getText(), languageId: document.languageId }),
      show: ({ file, findings }, notices, suppressed) =>
        this.#store.set(key, { findings, notices, suppressed, version: file.version }),
      clear: () => this.#store.delete(key),
    };
  }
}
