/** A file system in memory, as an extension for remote files would supply one. */
import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from 'vscode';

export interface MemoryOptions {
  scheme: string;
  /** The whole file system can't be written to. */
  isReadonly?: boolean;
}

export class Memory implements FileSystemProvider {
  readonly #files = new Map<string, { text: Uint8Array; isReadonly: boolean }>();
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly #scheme: string;
  readonly #registration: Disposable;
  readonly #held = new Map<string, Promise<void>>();
  readonly onDidChangeFile = this.#changed.event;

  constructor({ scheme, isReadonly = false }: MemoryOptions) {
    this.#scheme = scheme;
    this.#registration = workspace.registerFileSystemProvider(scheme, this, { isCaseSensitive: true, isReadonly });
  }

  dispose(): void {
    this.#registration.dispose();
  }

  put(path: string, text: string, isReadonly = false): Uri {
    const type = this.#files.has(path) ? FileChangeType.Changed : FileChangeType.Created;
    const uri = this.fill(path, text, isReadonly);
    this.#changed.fire([{ type, uri }]);
    return uri;
  }

  /** As if it had been there from the beginning: nobody is told. */
  fill(path: string, text: string, isReadonly = false): Uri {
    this.#files.set(path, { text: new TextEncoder().encode(text), isReadonly });
    return Uri.from({ scheme: this.#scheme, path });
  }

  /** The next reading of a file answers when it is let go, with what was there when it began. @returns lets it go */
  hold({ path }: Uri): () => void {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.set(path, held);
    return release;
  }

  isHeld({ path }: Uri): boolean {
    return this.#held.has(path);
  }

  delete({ path }: Uri): void {
    this.#files.delete(path);
    this.#changed.fire([{ type: FileChangeType.Deleted, uri: Uri.from({ scheme: this.#scheme, path }) }]);
  }

  watch(): Disposable {
    return new Disposable(() => {});
  }

  stat({ path }: Uri): FileStat {
    const file = this.#files.get(path);
    if (file) {
      const permissions = file.isReadonly ? { permissions: FilePermission.Readonly } : {};
      return { type: FileType.File, ctime: 0, mtime: 0, size: file.text.length, ...permissions };
    }
    if (this.#below(path).length > 0) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    throw FileSystemError.FileNotFound();
  }

  readDirectory({ path }: Uri): [string, FileType][] {
    const found = this.#below(path).map((rest): [string, FileType] => {
      const [name = '', ...more] = rest.split('/');
      return [name, more.length > 0 ? FileType.Directory : FileType.File];
    });
    return [...new Map(found)];
  }

  async readFile({ path }: Uri): Promise<Uint8Array> {
    const file = this.#files.get(path);
    if (!file) throw FileSystemError.FileNotFound();
    const held = this.#held.get(path);
    this.#held.delete(path);
    await held;
    return file.text;
  }

  writeFile({ path }: Uri, text: Uint8Array): void {
    this.#files.set(path, { text, isReadonly: false });
  }

  createDirectory(): void {}

  rename(): void {
    throw FileSystemError.NoPermissions();
  }

  /** Paths relative to a folder. */
  #below(folder: string): string[] {
    const prefix = `${folder.replace(/\/$/, '')}/`;
    return [...this.#files.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  }
}
