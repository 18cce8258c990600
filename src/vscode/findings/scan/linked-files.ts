/** Findings that rest on several files, brought up to date when one of those changes. */
import { type Disposable, type LogOutputChannel, Uri } from 'vscode';
import type { ChangedFile, LinkedResult } from '../../../scanner/types';
import { Emitter } from '../../emitter';
import type { Documents } from './documents';
import type { OpenFolder } from './folders';
import type { WorkspaceScan } from './workspace-scan';

export interface LinkedFilesOptions {
  documents: Documents;
  scan: WorkspaceScan;
  log: LogOutputChannel;
}

export class LinkedFiles implements Disposable {
  readonly #options: LinkedFilesOptions;
  readonly #ended = new AbortController();
  readonly #touched = new Emitter<readonly Uri[]>();

  /** Stored files of which something else is to be said now. */
  readonly onDidTouch = this.#touched.event;

  constructor(options: LinkedFilesOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.#ended.abort();
    this.#touched.dispose();
  }

  /** An edit of an open document: what is open is analysed again, what is stored is settled again. Never rejects. */
  async affected(within: OpenFolder, paths: readonly string[] | undefined): Promise<void> {
    try {
      if (paths) await this.#settle(within, paths);
      else await this.#again(within);
    } catch (error) {
      if (!this.#ended.signal.aborted)
        this.#options.log.error(error instanceof Error ? error.message : 'Linked files could not be settled.');
    }
  }

  /** Credentials have come into these files that stand in others, too, or have gone: they are looked at again. */
  held(within: OpenFolder, paths: readonly string[]): void {
    const uris = paths.map((path) => Uri.joinPath(within.uri, path));
    const stored = uris.filter((uri) => !this.#options.documents.again(uri.toString()));
    if (stored.length > 0) this.#touched.fire(stored);
  }

  /**
   * A stored file has changed; `publish` shows what was found in it alone, unless that rests on others. Rejects as
   * `Scanner.scanFile` does.
   */
  async changed(within: OpenFolder, file: ChangedFile, publish: () => void): Promise<void> {
    const paths = (await within.folder.relink?.([file], this.#ended.signal)) ?? [];
    if (!paths.includes(file.path)) publish();
    await this.#settle(within, paths);
  }

  async #settle(within: OpenFolder, paths: readonly string[]): Promise<void> {
    const { documents, scan } = this.#options;
    const uriOf = (path: string) => Uri.joinPath(within.uri, path).toString();
    const stored = paths.filter((path) => !documents.again(uriOf(path)));
    const take = (result: LinkedResult) => scan.publish(within, uriOf(result.path), { ...result, bytes: 0 });
    if (stored.length > 0) await within.folder.settle?.(stored, this.#ended.signal, take);
  }

  /** The worker that knew the folder's code is gone: only a scan tells it to another. */
  async #again(within: OpenFolder): Promise<void> {
    if (within.folder.linked === undefined) return;
    within.folder.unlink?.();
    await this.#options.scan.quietly((folder) => folder === within);
  }
}
