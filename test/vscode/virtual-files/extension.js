// A file system in memory, `virtual:/folder/…`, as an extension for VS Code for the Web.
const { EventEmitter, FileChangeType, FileSystemError, FileType, Uri, workspace } = require('vscode');

/** @typedef {{ type: number, ctime: number, mtime: number, bytes: Uint8Array }} Entry */

const parentOf = (path) => path.slice(0, path.lastIndexOf('/')) || '/';

class VirtualFiles {
  /** @type {Map<string, Entry>} */
  entries = new Map();
  changed = new EventEmitter();
  onDidChangeFile = this.changed.event;

  /** @param {string} path @param {number} type @param {Uint8Array} [bytes] */
  put(path, type, bytes = new Uint8Array()) {
    const now = Date.now();
    const known = this.entries.get(path);
    if (path !== '/' && !this.entries.has(parentOf(path))) this.put(parentOf(path), FileType.Directory);
    this.entries.set(path, { type, ctime: known?.ctime ?? now, mtime: now, bytes });
    return known ? FileChangeType.Changed : FileChangeType.Created;
  }

  entry(uri) {
    const entry = this.entries.get(uri.path);
    if (!entry) throw FileSystemError.FileNotFound(uri);
    return entry;
  }

  watch() {
    return { dispose() {} };
  }

  stat(uri) {
    const { bytes, ...stat } = this.entry(uri);
    return { ...stat, size: bytes.length };
  }

  readDirectory(uri) {
    this.entry(uri);
    return [...this.entries]
      .filter(([path]) => path !== '/' && parentOf(path) === uri.path)
      .map(([path, { type }]) => [path.slice(path.lastIndexOf('/') + 1), type]);
  }

  readFile(uri) {
    return this.entry(uri).bytes;
  }

  writeFile(uri, bytes) {
    this.changed.fire([{ type: this.put(uri.path, FileType.File, bytes), uri }]);
  }

  createDirectory(uri) {
    this.changed.fire([{ type: this.put(uri.path, FileType.Directory), uri }]);
  }

  delete(uri) {
    this.entry(uri);
    for (const path of this.entries.keys()) {
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.entries.delete(path);
    }
    this.changed.fire([{ type: FileChangeType.Deleted, uri }]);
  }

  rename(from, to) {
    this.writeFile(to, this.entry(from).bytes);
    this.delete(from);
  }
}

async function activate({ extensionUri, subscriptions }) {
  const seed = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'files.json'));
  const files = new VirtualFiles();
  for (const [path, text] of Object.entries(JSON.parse(new TextDecoder().decode(seed)))) {
    files.put(path, FileType.File, new TextEncoder().encode(text));
  }
  subscriptions.push(workspace.registerFileSystemProvider('virtual', files, { isCaseSensitive: true }));
}

module.exports = { activate };
