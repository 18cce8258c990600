/** Scans of whole folders: asked for, or quietly in the background. One at a time. */
import { type Disposable, type LogOutputChannel, l10n, ProgressLocation, Uri, window } from 'vscode';
import { unfinishedNotice } from '../../../engine/notices';
import type { FileResult } from '../../../scanner/types';
import { Emitter } from '../../emitter';
import type { ConfigFiles } from '../config/files';
import { type FindingStore, isBelow } from '../store';
import { isGone } from './deletions';
import type { Documents } from './documents';
import type { Folders, OpenFolder } from './folders';

export interface Progress {
  done: number;
  total: number;
}

export interface ScanOutcome {
  files: number;
  failures: number;
  /** Files and folders that settings left out. */
  excluded: number;
  cancelled: boolean;
}

export interface WorkspaceScanOptions {
  configs: Pick<ConfigFiles, 'meet'>;
  folders: Folders;
  documents: Documents;
  store: FindingStore;
  log: LogOutputChannel;
}

/** Whole scans of folders, in sum. */
export interface LastScan {
  files: number;
  /** See `ScanOutcome`. */
  excluded: number;
  /** When the latest ended, in ms since 1970. */
  ended: number;
}

/** One scan from its start to its end. */
interface Running {
  controller: AbortController;
  ended: Promise<ScanOutcome>;
  folders: readonly OpenFolder[];
  isQuiet: boolean;
  /** Files, and folders with all that they hold, that have changed meanwhile: what the scan finds there is out of date. */
  overtaken: Set<string>;
}

type Task = Pick<Running, 'folders' | 'overtaken'> & { signal: AbortSignal };

const keyOf = ({ uri }: OpenFolder) => uri.toString();

/** However it ends. */
const settled = ({ ended }: Running): Promise<void> =>
  ended.then(
    () => {},
    () => {},
  );

const uriOf = ({ uri }: OpenFolder, path: string) => Uri.joinPath(uri, path).toString();

export class WorkspaceScan implements Disposable {
  readonly #options: WorkspaceScanOptions;
  readonly #changed = new Emitter<void>();
  readonly #overtaken = new Emitter<readonly string[]>();
  /** The last whole scan of each folder. */
  readonly #scanned = new Map<string, LastScan>();
  /** Folders that wait for a quiet scan. */
  readonly #waiting = new Set<string>();
  #draining: Promise<void> | undefined;
  #running: Running | undefined;
  #progress: Progress | undefined;

  readonly onDidChange = this.#changed.event;
  /** Fired after a scan with the files that it says nothing of, as they have changed meanwhile. */
  readonly onDidOvertake = this.#overtaken.event;

  constructor(options: WorkspaceScanOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
    this.#overtaken.dispose();
  }

  /** Of the scan that runs. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** Whether the folder has been scanned as a whole, so that files in it are to be kept up to date. */
  hasScanned(folder: Uri): boolean {
    return this.#scanned.has(folder.toString());
  }

  /** Of the folders that are open now. Undefined where none has been scanned as a whole. */
  lastScan(): LastScan | undefined {
    const scans = this.#options.folders.all().flatMap((folder) => this.#scanned.get(keyOf(folder)) ?? []);
    if (scans.length === 0) return undefined;
    const sum = (key: 'files' | 'excluded') => scans.reduce((total, scan) => total + scan[key], 0);
    return { files: sum('files'), excluded: sum('excluded'), ended: Math.max(...scans.map(({ ended }) => ended)) };
  }

  /** The same, or its scan runs: with what was in force when it began. */
  follows(folder: Uri): boolean {
    const key = folder.toString();
    return this.#scanned.has(key) || this.#running?.folders.some((one) => keyOf(one) === key) === true;
  }

  /** The file has changed, or the file or folder is gone: what the running scan says of it does not count any more. */
  overtake(uri: string): void {
    this.#running?.overtaken.add(uri);
  }

  /** The folder is no longer of the workspace. */
  forget(folder: Uri): void {
    this.#scanned.delete(folder.toString());
  }

  /** Ends the scan that runs; those that wait are not begun. */
  cancel(): void {
    this.#waiting.clear();
    this.#running?.controller.abort();
  }

  /** Resolves when no scan runs. */
  async idle(): Promise<void> {
    while (this.#running) await settled(this.#running);
  }

  /** In the background: shown in the status bar only. Waits for a scan that was asked for; begins anew what is out of date. */
  quietly(choose: (folder: OpenFolder) => boolean = () => true): Promise<void> {
    const chosen = this.#options.folders.all().filter(choose).map(keyOf);
    const running = this.#running;
    if (running?.isQuiet && running.folders.some((folder) => chosen.includes(keyOf(folder)))) {
      for (const folder of running.folders) this.#waiting.add(keyOf(folder));
      running.controller.abort();
    }
    return this.#queue(chosen);
  }

  /** The same, after the scan that runs: that one comes to its end however often there is a reason for another. */
  afterwards(choose: (folder: OpenFolder) => boolean): Promise<void> {
    return this.#queue(this.#options.folders.all().filter(choose).map(keyOf));
  }

  #queue(folders: readonly string[]): Promise<void> {
    for (const key of folders) this.#waiting.add(key);
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  async #drain(): Promise<void> {
    for (;;) {
      while (this.#running) await settled(this.#running);
      const folders = this.#options.folders.all().filter((folder) => this.#waiting.has(keyOf(folder)));
      this.#waiting.clear();
      if (folders.length === 0) return;
      await settled(this.#start(folders, true));
    }
  }

  /** With progress and a way to cancel. Rejects where nothing can be analysed. */
  async asked(): Promise<ScanOutcome> {
    const options = { location: ProgressLocation.Notification, title: 'Claude Guard', cancellable: true };
    return window.withProgress(options, async (report, token) => {
      token.onCancellationRequested(() => this.cancel());
      this.cancel();
      while (this.#running) await settled(this.#running);
      let shown = 0;
      return this.#start(this.#options.folders.all(), false, ({ done, total }) => {
        const percent = Math.floor((done * 100) / Math.max(1, total));
        if (percent <= shown) return;
        report.report({ increment: percent - shown, message: l10n.t('scanned {0} of {1} files', done, total) });
        shown = percent;
      }).ended;
    });
  }

  #start(folders: OpenFolder[], isQuiet: boolean, onProgress?: (progress: Progress) => void): Running {
    const controller = new AbortController();
    const overtaken = new Set<string>();
    const ended = this.#scanAll({ folders, overtaken, signal: controller.signal }, (progress) => {
      this.#progress = progress;
      this.#changed.fire();
      onProgress?.(progress);
    }).finally(() => {
      this.#running = undefined;
      this.#progress = undefined;
      this.#changed.fire();
    });
    this.#running = { controller, ended, folders, isQuiet, overtaken };
    return this.#running;
  }

  async #scanAll(task: Task, onProgress: (progress: Progress) => void): Promise<ScanOutcome> {
    const { log } = this.#options;
    const { signal } = task;
    const start = Date.now();
    const outcome: ScanOutcome = { files: 0, failures: 0, excluded: 0, cancelled: false };
    onProgress({ done: 0, total: 0 });
    for (const folder of task.folders) {
      const { files, failures, excluded } = await this.#scanFolder(folder, task, onProgress);
      outcome.files += files;
      outcome.failures += failures;
      outcome.excluded += excluded;
    }
    outcome.cancelled = signal.aborted;
    const how = outcome.cancelled ? 'Cancelled after' : 'Scanned';
    const left = outcome.excluded > 0 ? ` Settings left out ${outcome.excluded} files or folders.` : '';
    log.info(`${how} ${outcome.files} files in ${Date.now() - start} ms.${left}`);
    return outcome;
  }

  async #scanFolder(folder: OpenFolder, { overtaken, signal }: Task, onProgress: (progress: Progress) => void) {
    const { configs, documents, store, log } = this.#options;
    const found = new Set<string>();
    const result = await folder.folder.scan({
      signal,
      onProgress: (done, total) => onProgress({ done, total }),
      onResult: (file) => {
        const uri = uriOf(folder, file.path);
        if (!isGone(uri, overtaken) && this.publish(folder, uri, file)) found.add(uri);
      },
    });
    for (const { file, reason } of result.failures) log.warn(`${file}: ${reason}`);
    for (const { message } of result.notices) log.warn(message);
    await Promise.all(result.mistaken.map((path) => configs.meet(Uri.joinPath(folder.uri, path))));
    if (!signal.aborted) {
      const { files, excluded } = result;
      this.#scanned.set(keyOf(folder), { files, excluded, ended: Date.now() });
      const root = folder.uri.toString();
      const isCurrent = (uri: string) => found.has(uri) || isGone(uri, overtaken) || documents.owns(uri);
      store.retain((uri) => !isBelow(uri, root) || isCurrent(uri) || !this.#isIn(folder, uri));
      if (folder.folder.linked !== undefined) this.#onLinked(overtaken);
    }
    return { files: result.files, failures: result.failures.length, excluded: result.excluded };
  }

  /** What is open, and what has changed meanwhile, was looked at alone. */
  #onLinked(overtaken: ReadonlySet<string>): void {
    this.#options.documents.linked();
    if (overtaken.size > 0) this.#overtaken.fire([...overtaken]);
  }

  /** Folders of a workspace may lie in each other; a file belongs to the innermost. */
  #isIn(folder: OpenFolder, uri: string): boolean {
    return this.#options.folders.of(Uri.parse(uri, true))?.uri.toString() === folder.uri.toString();
  }

  /** Takes what was found in a stored file. An open document knows better. @returns whether there is something to show */
  publish(folder: OpenFolder, uri: string, { path, findings, failure, ...result }: FileResult): boolean {
    const suppressed = result.suppressed.length;
    const { documents, store, log } = this.#options;
    if (documents.owns(uri) || !this.#isIn(folder, uri) || folder.hides(path)) return false;
    const notices = failure === undefined ? result.notices : [...result.notices, unfinishedNotice(path, failure)];
    for (const { message } of notices) log.warn(`${path}: ${message}`);
    store.set(uri, { findings: findings.map((finding) => ({ ...finding, uri })), notices, suppressed });
    return findings.length + notices.length + suppressed > 0;
  }
}
