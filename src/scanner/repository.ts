/**
 * What a git repository says about its files. git is never started, as it can run a repository's code; its files are read
 * as data. A person's own ignore file (`core.excludesFile`) is not asked: it protects nobody else's copy.
 */
import { dirname, join, resolve, sep } from 'node:path';
import { type Files, readSmall } from './files';
import { trackedPaths } from './git-index';

export interface Repository {
  /** Absolute path of the folder that holds `.git`. */
  root: string;
  /** Text of `info/exclude`. */
  exclude: string;
  /** Absent: the index could not be read. */
  tracked?: {
    /** @param path relative to `root`, with `/` */
    file(path: string): boolean;
    /** Whether a file below this folder is tracked. */
    below(folder: string): boolean;
  };
}

/** In bytes. Git's own index of a million files has about 100 MB. */
const limits = { pointer: 4096, config: 1 << 16, exclude: 1 << 19, index: 1 << 29 };

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes ?? new Uint8Array());

/** File systems that ignore case give names as they were created, which may differ from the index. */
export const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';
const keyOf = (path: string) => (ignoresCase ? path.normalize('NFC').toLowerCase() : path);

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** On Windows, opening a network path would send the person's name and a proof of the password to its host. */
const isNetworkPath = (path: string) => /^[\\/]{2}/.test(path);

const isInside = (path: string, folder: string) => path === folder || path.startsWith(folder + sep);

/** Worktrees have a file that names their `.git` file, submodules a setting that names their folder. */
function pointsBack(files: Files, folder: string, root: string): boolean {
  const worktree = text(readSmall(files, join(folder, 'gitdir'), limits.pointer)).trim();
  if (worktree !== '') return resolve(folder, worktree) === join(root, '.git');
  const config = text(readSmall(files, join(folder, 'config'), limits.config));
  const submodule = /^[\t ]*worktree[\t ]*=[\t ]*(.+?)[\t \r]*$/m.exec(config)?.[1];
  return submodule !== undefined && resolve(folder, submodule) === root;
}

/**
 * The folder that a `.git` file names, where that points back as git makes it. Otherwise a scanned folder could have us
 * read anywhere.
 */
function pointedFolder(files: Files, root: string): string | undefined {
  const pointer = /^gitdir: (.+?)\r?\n?$/.exec(text(readSmall(files, join(root, '.git'), limits.pointer)))?.[1];
  if (!pointer || isNetworkPath(pointer)) return undefined;
  const folder = resolve(root, pointer);
  return pointsBack(files, folder, root) ? folder : undefined;
}

const hasHead = (files: Files, folder: string) => readSmall(files, join(folder, 'HEAD'), limits.pointer) !== undefined;

/** Of a worktree, the repository that it belongs to; it must hold the worktree's folder, as git makes it. */
function commonFolder(files: Files, folder: string): string {
  const pointer = text(readSmall(files, join(folder, 'commondir'), limits.pointer)).trim();
  if (pointer === '' || isNetworkPath(pointer)) return folder;
  const common = resolve(folder, pointer);
  return isInside(folder, common) ? common : folder;
}

function readTracked(files: Files, folder: string): Repository['tracked'] | undefined {
  const bytes = readSmall(files, join(folder, 'index'), limits.index);
  const shared = (base: string) => readSmall(files, join(folder, `sharedindex.${base}`), limits.index);
  const paths = bytes ? trackedPaths(bytes, shared) : [];
  if (!paths) return undefined;
  const tracked = new Set(paths.map(keyOf));
  const folders = new Set<string>();
  for (const path of tracked) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const above = path.slice(0, end);
      if (folders.has(above)) break;
      folders.add(above);
    }
  }
  return { file: (path) => tracked.has(keyOf(path)), below: (path) => folders.has(keyOf(path)) };
}

function gitFolder(files: Files, root: string): string | undefined {
  const own = join(root, '.git');
  const folder = files.isFolder(own) ? own : pointedFolder(files, root);
  return folder && hasHead(files, folder) ? folder : undefined;
}

/** The repository whose `.git` stands in the folder `root`, if there is one. Never throws. */
export function openRepository(files: Files, root: string): Repository | undefined {
  const folder = quietly(() => gitFolder(files, root));
  if (!folder) return undefined;
  const exclude = quietly(() => readSmall(files, join(commonFolder(files, folder), 'info', 'exclude'), limits.exclude));
  const tracked = quietly(() => readTracked(files, folder));
  return { root, exclude: text(exclude), ...(tracked && { tracked }) };
}

/** The repository of a folder: its own, or the nearest above it. Never throws. */
export function findRepository(files: Files, folder: string): Repository | undefined {
  const repository = openRepository(files, folder);
  const above = dirname(folder);
  return repository ?? (above === folder ? undefined : findRepository(files, above));
}
