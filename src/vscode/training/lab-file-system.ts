/**
 * Where labs are opened from: files in memory, with what the learner made of them. It is no folder of the workspace, so that
 * scans leave it out. Drafts are kept with every change, saved or not: a closed tab, a reload and an update lose nothing.
 */
import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
} from 'vscode';
import { type LabPlace, pathOf } from '../../training/lab-files';
import type { TrainingState } from '../../training/state';
import { labUri, placeOfUri, type TrainingContent } from './content';

export class LabFileSystem implements FileSystemProvider {
  readonly #content: TrainingContent;
  readonly #state: TrainingState;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(content: TrainingContent, state: TrainingState) {
    this.#content = content;
    this.#state = state;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** What is there now: the draft, or what was there at first. */
  async text(place: LabPlace): Promise<string> {
    const first = await this.#content.firstText(place);
    if (first === undefined) throw FileSystemError.FileNotFound(labUri(place));
    return this.#state.draft(pathOf(place), place.lab) ?? first;
  }

  /** Keeps what the learner makes of a file. */
  async keep(place: LabPlace, text: string): Promise<void> {
    const first = await this.#content.firstText(place);
    if (first === undefined) throw FileSystemError.NoPermissions(labUri(place));
    await this.#state.setDraft(pathOf(place), place.lab, text === first ? undefined : text);
  }

  watch(): Disposable {
    return new Disposable(() => {});
  }

  async stat(uri: Uri): Promise<FileStat> {
    const size = new TextEncoder().encode(await this.text(this.#place(uri))).length;
    return { type: FileType.File, ctime: 0, mtime: 0, size };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return new TextEncoder().encode(await this.text(this.#place(uri)));
  }

  async writeFile(uri: Uri, bytes: Uint8Array): Promise<void> {
    await this.keep(this.#place(uri), new TextDecoder().decode(bytes));
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): void {
    throw FileSystemError.NoPermissions(uri);
  }

  #place(uri: Uri): LabPlace {
    const place = placeOfUri(uri);
    if (!place) throw FileSystemError.FileNotFound(uri);
    return place;
  }
}
