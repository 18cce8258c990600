/** Files that change behind the editor: by git, by another program, by a document that is closed. One batch at a time. */
import { Disposable, FileType, type LogOutputChannel, RelativePattern, Uri, workspace } from 'vscode';
import { type ConfigFiles, isConfigFile } from '../config/files';
import { meaningOf } from '../meaning';
import { type FindingStore, isBelow } from '../store';
import { settingsRestingOn } from './agent-settings';
import { createBatch } from './batch';
import { createDeletions } from './deletions';
import type { Documents } from './documents';
import { type Folders, type OpenFolder, relativePath } from './folders';
import type { LinkedFiles } from './linked-files';
import type { WorkspaceScan } from './workspace-scan';

/** A batch ends with a pause this long, in ms, and after this time at the latest. */
const pause = 400;
const longest = 3000;
/** More changed files than this are a reason to scan their folder anew. */
const mostFiles = 400;
const concurrency = 4;

export interface ChangesOptions {
  configs: ConfigFiles;
  documents: Documents;
  folders: Folders;
  linked: LinkedFiles;
  scan: WorkspaceScan;
  store: FindingStore;
  log: LogOutputChannel;
  /** What is in force has changed: settings, ignore files, a repository. */
  onStale(folder: Uri | undefined): void;
}

export class Changes implements Disposable {
  readonly #options: ChangesOptions;
  readonly #batch = createBatch<Uri>({ pause, longest, take: (uris) => this.#after(() => this.#take(uris)) });
  /** These have not changed: nothing rests on them anew. */
  readonly #touched = createBatch<Uri>({ pause, longest, take: (uris) => this.#after(() => this.#rescan(uris)) });
  readonly #subscription: Disposable;
  #flushing: Promise<void> = Promise.resolve();
  readonly #ended = new AbortController();

  constructor(options: ChangesOptions) {
    this.#options = options;
    const watcher = workspace.createFileSystemWatcher('**/*');
    const add = (uri: Uri) => this.#batch.add(uri.toString(), uri);
    const forget = createDeletions(options.store, options.documents);
    this.#subscription = Disposable.from(
      watcher,
      watcher.onDidCreate(add),
      watcher.onDidChange(add),
      watcher.onDidDelete((uri) => {
        forget(uri.toString());
        add(uri);
      }),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) options.store.rename(oldUri.toString(), newUri.toString());
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) forget(uri.toString());
      }),
      options.documents.onDidClose(add),
      options.scan.onDidOvertake((uris) => {
        for (const uri of uris) add(Uri.parse(uri, true));
      }),
      options.linked.onDidTouch((uris) => {
        for (const uri of uris) this.#touched.add(uri.toString(), uri);
      }),
      this.#batch,
      this.#touched,
    );
  }

  dispose(): void {
    this.#ended.abort();
    this.#subscription.dispose();
  }

  /** One after the other. */
  #after(work: () => Promise<void>): void {
    this.#flushing = this.#flushing.then(work).catch(this.#failed);
  }

  readonly #failed = (error: unknown): void => {
    if (!this.#ended.signal.aborted) this.#options.log.error(error instanceof Error ? error.message : 'A scan failed.');
  };

  async #take(uris: readonly Uri[]): Promise<void> {
    const { configs, folders, onStale } = this.#options;
    const files: Uri[] = [];
    const heads: Uri[] = [];
    const stale = new Map<string, Uri>();
    for (const uri of uris) {
      const folder = folders.of(uri)?.uri;
      const meaning = meaningOf(folder ? (relativePath(folder, uri) ?? '') : uri.path);
      if (meaning === 'file') files.push(uri);
      if (meaning === 'config' && isConfigFile(uri)) await configs.reload(uri);
      if (meaning === 'ignore' && folder) stale.set(folder.toString(), folder);
      if (meaning === 'head' && (await kindOf(uri)) !== undefined) heads.push(uri);
      if (meaning === 'index' && folder) files.push(...(await this.#affectedByGit(folder)));
    }
    for (const folder of stale.values()) onStale(folder);
    if (files.length <= mostFiles) files.push(...(await this.#restingSettings(files)));
    if (files.length <= mostFiles) await this.#rescan(files);
    // Of folders that are made in one go, with more inside, VS Code tells some and not others.
    const whole = files.length > mostFiles ? [...files, ...heads] : heads;
    if (whole.length > 0) this.#scanFolders(whole);
  }

  /**
   * The folders of these files, as far as they have been scanned before, and not by command only. Other changes do not wait
   * for that.
   */
  #scanFolders(files: readonly Uri[]): void {
    const { folders, scan } = this.#options;
    const keys = new Set(files.map((file) => folders.of(file)?.uri.toString()));
    const isMeant = ({ uri, settings }: OpenFolder) =>
      keys.has(uri.toString()) && scan.follows(uri) && settings.run !== 'manual';
    scan.afterwards(isMeant).catch(this.#failed);
  }

  /** What is allowed in a project is decided by several files together: where one has changed, the others are to be asked again. */
  async #restingSettings(changed: readonly Uri[]): Promise<Uri[]> {
    const { documents, folders } = this.#options;
    const resting = changed.flatMap((uri) => {
      const folder = folders.of(uri)?.uri;
      const paths = folder ? settingsRestingOn(relativePath(folder, uri) ?? '') : [];
      return folder ? paths.map((path) => Uri.joinPath(folder, path)) : [];
    });
    const kinds = await Promise.all(resting.map(kindOf));
    const found = resting.filter((_, at) => kinds[at] === FileType.File);
    if (found.length > 0) {
      folders.refresh();
      documents.refresh();
    }
    return found;
  }

  /** Whether a file is tracked matters where something was found, and for env files. */
  async #affectedByGit(folder: Uri): Promise<Uri[]> {
    const { documents, folders, store } = this.#options;
    folders.refresh();
    documents.refresh();
    const found = [...store.entries()].map(([uri]) => Uri.parse(uri, true));
    const environment = workspace.findFiles('**/{.env,.env.*,*.env}', '**/node_modules/**', mostFiles / 2);
    return [...found, ...((await unlessFailed(environment)) ?? [])].filter(
      (uri) => folders.of(uri)?.uri.toString() === folder.toString(),
    );
  }

  async #rescan(files: readonly Uri[]): Promise<void> {
    const rest = new Map(files.map((uri) => [uri.toString(), uri])).values();
    const run = async () => {
      for (const uri of rest) {
        if (this.#ended.signal.aborted) return;
        // What fails with one file says nothing of the others.
        await this.#rescanFile(uri).catch(this.#failed);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, files.length) }, run));
  }

  async #rescanFile(uri: Uri): Promise<void> {
    const { documents, folders, scan, store } = this.#options;
    const key = uri.toString();
    if (documents.owns(key)) return;
    const type = await kindOf(uri);
    // Now, not before: a folder's files would be taken for overtaken as well.
    if (type !== FileType.Directory) scan.overtake(key);
    if (type === undefined) return this.#gone(uri);
    if (type === FileType.Directory) return this.#rescanFolder(uri);
    const { place, within, settings } = await folders.locate(uri);
    const known = store.get(key);
    if (!within || type !== FileType.File || !(known || scan.follows(within.uri))) return;
    // What was found in a document that is closed now is out of date in any case.
    if (settings.run === 'manual' && known?.version === undefined) return;
    const isLeftOut = place.skip || within.hides(place.path);
    if (isLeftOut || !settings.enabled || !folders.of(uri)) return store.delete(key);
    const result = await within.folder.scanFile(place, this.#ended.signal);
    const { path, options, host } = place;
    const { linked } = this.#options;
    linked.held(within, within.folder.hold?.(path, result.credentials ?? [], host?.git) ?? []);
    const file = { path, options, ...(host && { host }), ...(result.asks && { asks: result.asks }) };
    await linked.changed(within, file, () => scan.publish(within, key, result));
  }

  async #gone(uri: Uri): Promise<void> {
    const { documents, folders, linked, store } = this.#options;
    store.retain((one) => !isBelow(one, uri.toString()) || documents.owns(one));
    const within = folders.of(uri);
    const path = within && relativePath(within.uri, uri);
    if (!within || path === undefined) return;
    linked.held(within, within.folder.hold?.(path, [], undefined).filter((one) => one !== path) ?? []);
    await linked.changed(within, { path }, () => {});
  }

  /** A folder that has come as a whole: some systems tell nothing of what is in it. */
  async #rescanFolder(uri: Uri): Promise<void> {
    const { folders, scan } = this.#options;
    const { place, within } = await folders.locate(Uri.joinPath(uri, 'any'));
    if (place.skip || !within || within.hides(place.path) || !scan.follows(within.uri)) return;
    const files = await unlessFailed(workspace.findFiles(new RelativePattern(uri, '**/*'), null, mostFiles));
    if (files === undefined || files.length === mostFiles) this.#scanFolders([uri]);
    else for (const file of files) if (!this.#batch.has(file.toString())) await this.#rescanFile(file);
  }
}

/** VS Code's search is a program of its own, which may fail: what has changed is looked at all the same. */
const unlessFailed = <T>(answer: Thenable<T>): Promise<T | undefined> =>
  Promise.resolve(answer).then(
    (value) => value,
    () => undefined,
  );

const kindOf = (uri: Uri): Promise<FileType | undefined> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    ({ type }) => type,
    () => undefined,
  );
