/**
 * The files to be scanned, in the order of their paths (by UTF-16 units, the same on every system). Links are looked at
 * last: one that stays inside the root is followed where what it names has not been reached by its own path.
 */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Config, HostFacts } from '../engine/types';
import { isGone, lossOf, reasonOf } from './files';
import {
  type Folder,
  type FolderContext,
  fileSkip,
  folderSkip,
  hostFacts,
  isIgnored,
  joinPath,
  rootFolder,
  subFolder,
} from './folder';
import { createHidden } from './globs';
import type { ScanTarget, SkipReason } from './types';

export type WalkEntry =
  | { kind: 'file'; path: string; absolute: string; config: Config; host: HostFacts }
  | { kind: 'skipped'; path: string; reason: SkipReason }
  | { kind: 'failed'; path: string; reason: string };

/** A folder's entry: what `Dirent` and `Stats` have in common. */
export interface Kind {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export interface Entry extends Kind {
  name: string;
}

/** The asynchronous part of the file system; tests put errors into it. */
export interface Tree {
  list(absolute: string): Promise<Entry[]>;
  kind(absolute: string): Promise<Kind>;
  /** The path without links. */
  real(absolute: string): Promise<string>;
}

export const nodeTree: Tree = {
  list: (absolute) => readdir(absolute, { withFileTypes: true }),
  kind: (absolute) => lstat(absolute),
  real: (absolute) => realpath(absolute),
};

/** Folders nested more deeply are reported, not entered. */
export const deepest = 256;

interface State extends FolderContext {
  tree: Tree;
  signal: AbortSignal | undefined;
  /** Paths, relative to the root, of files and folders that were reached. */
  reached: Set<string>;
  links: { path: string; shown: string }[];
}

export interface WalkOptions extends Omit<FolderContext, 'root' | 'scopes'> {
  tree: Tree;
  signal?: AbortSignal | undefined;
}

const byPath = (a: Entry, b: Entry) => {
  const [left, right] = [a, b].map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)) as [
    string,
    string,
  ];
  return left < right ? -1 : left > right ? 1 : 0;
};

function failed(path: string, error: unknown): WalkEntry {
  const reason = lossOf(error, path);
  return reason === undefined ? { kind: 'skipped', path, reason: 'vanished' } : { kind: 'failed', path, reason };
}

/** @returns the file, unless it was reached before */
function fileEntry(state: State, folder: Folder, name: string, shown = joinPath(folder.shown, name)): WalkEntry[] {
  const path = joinPath(folder.path, name);
  if (state.reached.has(path)) return [];
  state.reached.add(path);
  const reason = fileSkip(state, folder, name);
  if (reason) return [{ kind: 'skipped', path: shown, reason }];
  const { config } = folder.scope;
  return [{ kind: 'file', path: shown, absolute: join(state.root, path), config, host: hostFacts(folder, name) }];
}

/** An entry that is no folder. */
function otherEntry(state: State, folder: Folder, entry: Entry): WalkEntry[] {
  const [path, shown] = [joinPath(folder.path, entry.name), joinPath(folder.shown, entry.name)];
  if (entry.isFile()) return fileEntry(state, folder, entry.name);
  if (!entry.isSymbolicLink()) return [{ kind: 'skipped', path: shown, reason: 'special' }];
  state.links.push({ path, shown });
  return [];
}

/** One folder of the path from the root to where the walk is. */
interface Level {
  folder: Folder;
  entries: Entry[];
  next: number;
}

async function list(state: State, folder: Folder): Promise<Level | WalkEntry[]> {
  try {
    const entries = await state.tree.list(join(state.root, folder.path));
    return { folder, entries: entries.sort(byPath), next: 0 };
  } catch (error) {
    return [failed(folder.shown || '.', error)];
  }
}

/** @param skip why a folder is not entered */
async function enter(state: State, folder: Folder, name: string, skip = folderSkip): Promise<Level | WalkEntry[]> {
  const [path, shown] = [joinPath(folder.path, name), joinPath(folder.shown, name)];
  if (state.reached.has(path)) return [];
  state.reached.add(path);
  const reason = skip(state, folder, name);
  if (reason) return [{ kind: 'skipped', path: shown, reason }];
  if (path.split('/').length > deepest) {
    return [{ kind: 'failed', path: shown, reason: `it lies more than ${deepest} folders deep` }];
  }
  return list(state, subFolder(state, folder, name));
}

async function* visit(state: State, start: Level): AsyncGenerator<WalkEntry> {
  const levels = [start];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (state.signal?.aborted) return;
    const entry = level.entries[level.next++];
    if (!entry) levels.pop();
    else if (entry.name === '.git') continue;
    else if (!entry.isDirectory()) yield* otherEntry(state, level.folder, entry);
    else {
      const below = await enter(state, level.folder, entry.name);
      if (Array.isArray(below)) yield* below;
      else levels.push(below);
    }
  }
}

/** Path relative to the root; undefined outside of it. */
function within(root: string, absolute: string): string | undefined {
  const path = relative(root, absolute);
  if (path === '..' || path.startsWith(`..${sep}`) || resolve(root, path) !== absolute) return undefined;
  return path.split(sep).join('/');
}

const belongsToGit = (path: string) => path.split('/').includes('.git');

/** The folder that holds `path`, reached from the root without listing; or why the walk would not have come there. */
function locate(state: State, root: Folder, path: string): { folder: Folder; reason?: SkipReason } {
  let folder = root;
  let reason: SkipReason | undefined;
  for (const name of path.split('/').slice(0, -1)) {
    reason ??= folderSkip(state, folder, name);
    folder = subFolder(state, folder, name);
  }
  return { folder, ...(reason && { reason }) };
}

async function* visitLink(
  state: State,
  root: Folder,
  link: { path: string; shown: string },
): AsyncGenerator<WalkEntry> {
  const { shown } = link;
  const real = await state.tree.real(join(state.root, link.path)).catch(() => undefined);
  const path = real && within(state.root, real);
  if (path === undefined) return yield { kind: 'skipped', path: shown, reason: 'outside' };
  if (state.reached.has(path) || path === '' || belongsToGit(path)) return;
  const { folder, reason } = locate(state, root, path);
  if (reason) return yield { kind: 'skipped', path: shown, reason };
  yield* visitPath(state, folder, path, shown, folderSkip);
}

/** What stands at a path whose folder is known. */
async function* visitPath(
  state: State,
  folder: Folder,
  path: string,
  shown: string,
  skip: typeof folderSkip,
): AsyncGenerator<WalkEntry> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const kind = await state.tree.kind(join(state.root, path)).catch((error: unknown) => ({ error }));
  if ('error' in kind) yield failed(shown, kind.error);
  else if (kind.isFile()) yield* fileEntry(state, folder, name, shown);
  else if (!kind.isDirectory()) yield { kind: 'skipped', path: shown, reason: 'special' };
  else {
    const below = await enter(state, folder, name, skip);
    if (Array.isArray(below)) yield* below.map((entry) => ({ ...entry, path: shown }));
    else yield* visit(state, { ...below, folder: { ...below.folder, shown, wanted: folder.wanted } });
  }
}

/** A path that a person named. It is scanned even if git ignores it, or it lies among dependencies. */
async function* visitTarget(state: State, root: Folder, target: string): AsyncGenerator<WalkEntry> {
  const absolute = resolve(state.root, target);
  const asked = relative(state.root, absolute).split(sep).join('/') || '.';
  const real = await state.tree.real(absolute).catch((error: unknown) => ({ error }));
  if (typeof real !== 'string') {
    const reason = isGone(real.error) ? 'it does not exist' : reasonOf(real.error);
    return yield { kind: 'failed', path: asked, reason };
  }
  const path = within(state.root, real);
  if (path === undefined) return yield { kind: 'failed', path: asked, reason: 'it lies outside of the scanned folder' };
  if (path === '') return yield* visitRoot(state, root);
  if (belongsToGit(path)) return yield { kind: 'failed', path, reason: 'it belongs to git' };
  const { folder } = locate(state, root, path);
  const wanted = isIgnored(folder, path.slice(path.lastIndexOf('/') + 1), true);
  yield* visitPath(state, { ...folder, wanted }, path, path, excluded);
}

const excluded: typeof folderSkip = (_, folder, name) =>
  folder.scope.excludes(joinPath(folder.path, name)) ? 'excluded' : undefined;

async function* visitRoot(state: State, root: Folder): AsyncGenerator<WalkEntry> {
  const level = await list(state, root);
  if (Array.isArray(level)) yield* level;
  else yield* visit(state, level);
}

/**
 * Everything in the target, scanned or not. Mistakes in configuration files go to `options.report`.
 * Throws where the root itself does not exist.
 */
export async function* walk(target: ScanTarget, options: WalkOptions): AsyncGenerator<WalkEntry> {
  const root = await options.tree.real(target.root);
  const { signal } = options;
  const hides = createHidden(options.options.hidden ?? []);
  const state: State = { ...options, root, signal, hides, scopes: new Map(), reached: new Set(), links: [] };
  const folder = rootFolder(state);
  if (!target.paths?.length) yield* visitRoot(state, folder);
  for (const path of [...(target.paths ?? [])].sort()) yield* visitTarget(state, folder, path);
  for (let at = 0; at < state.links.length; at++) {
    if (signal?.aborted) return;
    yield* visitLink(state, folder, state.links[at]!);
  }
}
