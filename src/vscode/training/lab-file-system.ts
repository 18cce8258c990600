/**
 * Where labs are opened from: files in memory, with what the learner made of them. It is no folder of the workspace, so that
 * scans leave it out. Drafts are kept with every change, saved or not: a closed tab, a reload and an update lose nothing.
 */
import { type FileChangeEvent, FileChangeType, type FileStat, FileSystemError, FileType, type Uri } from 'vscode';
import { type LabPlace, pathOf } from '../../training/lab-files';
import type { TrainingState } from '../../training/state';
import { labUri, placeOfUri, type TrainingContent } from './content';
import type { LabFiles } from './types';

export class LabFileSystem implements LabFiles {
  readonly #content: TrainingContent;
  readonly #state: TrainingState;

  constructor(content: TrainingContent, state: TrainingState) {
    this.#content = content;
    this.#state = state;
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

  async stat(uri: Uri): Promise<FileStat> {
    const size = new TextEncoder().encode(await this.text(this.#place(uri))).length;
    return { type: FileType.File, ctime: 0, mtime: 0, size };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return new TextEncoder().encode(await this.text(this.#place(uri)));
  }

  async writeFile(uri: Uri, bytes: Uint8Array): Promise<FileChangeEvent[]> {
    await this.keep(this.#place(uri), new TextDecoder().decode(bytes));
    return [{ type: FileChangeType.Changed, uri }];
  }

  refuse(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  #place(uri: Uri): LabPlace {
    const place = placeOfUri(uri);
    if (!place) throw FileSystemError.FileNotFound(uri);
    return place;
  }
}
