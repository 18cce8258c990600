/**
 * The files to be scanned, in the order of their paths (by UTF-16 units, the same on every system). Links are looked at
 * last: one that stays inside the root is followed where what it names has not been reached by its own path.
 */
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { render } from '../engine/messages';
import type { Config, HostFacts } from '../engine/types';
import { isGone, lossOf, reasonOf } from './files';
import {
  type Folder,
  type FolderContext,
  fileFacts,
  fileStanding,
  folderSkip,
  holdsOf,
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

/** Folders and links of the file system; tests put errors into it. */
export interface Tree {
  list(absolute: string): Entry[];
  kind(absolute: string): Kind;
  /** The path without links. */
  real(absolute: string): string;
}

/** Synchronous, as are `nodeFiles`: measured at a sixth of the time of promises. Who walks pauses between files. */
export const nodeTree: Tree = {
  list: (absolute) => readdirSync(absolute, { withFileTypes: true }),
  kind: (absolute) => lstatSync(absolute),
  real: (absolute) => realpathSync.native(absolute),
};

/** Folders nested more deeply are reported, not entered. */
export const deepest = 256;

interface State extends FolderContext {
  tree: Tree;
  signal: AbortSignal | undefined;
  /** The root, with a separator at its end. */
  prefix: string;
  /** Paths, relative to the root, of folders that were reached, and of files that were reached without their folder. */
  reached: Set<string>;
  /** Of folders whose entries were looked at. */
  listed: Set<string>;
  links: { path: string; shown: string }[];
}

export interface WalkOptions extends Omit<FolderContext, 'root' | 'scopes'> {
  tree: Tree;
  signal?: AbortSignal | undefined;
}

/** What an entry's place among the others is by: a folder stands where the paths of what it holds do. */
const keyOf = (entry: Entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name);

function inOrder(entries: readonly Entry[]): Entry[] {
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ entry }) => entry);
}

function failed(path: string, error: unknown): WalkEntry {
  const reason = lossOf(error, path);
  return reason ? { kind: 'failed', path, reason: render(reason) } : { kind: 'skipped', path, reason: 'vanished' };
}

/** A file of a folder. @param shown its path, as it is reported */
function fileEntry(state: State, folder: Folder, path: string, shown: string): WalkEntry {
  const config = fileStanding(state, folder, path);
  if (typeof config === 'string') return { kind: 'skipped', path: shown, reason: config };
  const absolute = state.prefix + (sep === '/' ? path : path.replaceAll('/', sep));
  return { kind: 'file', path: shown, absolute, config, host: fileFacts(state, folder, path) };
}

/** An entry that is no folder; undefined for a link, and for a file that was reached before. */
function otherEntry(state: State, folder: Folder, entry: Entry): WalkEntry | undefined {
  const path = joinPath(folder.path, entry.name);
  const shown = folder.shown === folder.path ? path : joinPath(folder.shown, entry.name);
  if (entry.isFile()) return state.reached.has(path) ? undefined : fileEntry(state, folder, path, shown);
  if (!entry.isSymbolicLink()) return { kind: 'skipped', path: shown, reason: 'special' };
  state.links.push({ path, shown });
  return undefined;
}

/** One folder of the path from the root to where the walk is. */
interface Level {
  folder: Folder;
  entries: Entry[];
  next: number;
}

function attempt<T>(ask: () => T): T | { error: unknown } {
  try {
    return ask();
  } catch (error) {
    return { error };
  }
}

/** @param folder what is in force in it, told from what it holds */
function list(state: State, path: string, shown: string, folder: (entries: Entry[]) => Folder): Level | WalkEntry {
  const listed = attempt(() => inOrder(state.tree.list(join(state.root, path))));
  if ('error' in listed) return failed(shown || '.', listed.error);
  state.listed.add(path);
  return { folder: folder(listed), entries: listed, next: 0 };
}

/** @param skip why a folder is not entered */
function enter(state: State, folder: Folder, name: string, skip = folderSkip): Level | WalkEntry | undefined {
  const [path, shown] = [joinPath(folder.path, name), joinPath(folder.shown, name)];
  if (state.reached.has(path)) return undefined;
  state.reached.add(path);
  const reason = skip(state, folder, path);
  if (reason) return { kind: 'skipped', path: shown, reason };
  if (path.split('/').length > deepest) {
    return { kind: 'failed', path: shown, reason: `it lies more than ${deepest} folders deep` };
  }
  return list(state, path, shown, (entries) => subFolder(state, folder, name, holdsOf(entries)));
}

const isLevel = (below: Level | WalkEntry | undefined): below is Level => below !== undefined && 'entries' in below;

function* visit(state: State, start: Level): Generator<WalkEntry> {
  const levels = [start];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    if (state.signal?.aborted) return;
    const entry = level.entries[level.next++];
    if (!entry) {
      levels.pop();
      continue;
    }
    if (entry.name === '.git') continue;
    const { folder } = level;
    const come = entry.isDirectory() ? enter(state, folder, entry.name) : otherEntry(state, folder, entry);
    if (isLevel(come)) levels.push(come);
    else if (come) yield come;
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
    reason ??= folderSkip(state, folder, joinPath(folder.path, name));
    folder = subFolder(state, folder, name);
  }
  return { folder, ...(reason && { reason }) };
}

const wasReached = ({ reached, listed }: State, path: string) =>
  reached.has(path) || listed.has(path.slice(0, Math.max(0, path.lastIndexOf('/'))));

function* visitLink(state: State, root: Folder, link: { path: string; shown: string }): Generator<WalkEntry> {
  const { shown } = link;
  const real = attempt(() => state.tree.real(join(state.root, link.path)));
  const path = typeof real === 'string' ? within(state.root, real) : undefined;
  if (path === undefined) return yield { kind: 'skipped', path: shown, reason: 'outside' };
  if (path === '' || wasReached(state, path) || belongsToGit(path)) return;
  const { folder, reason } = locate(state, root, path);
  if (reason) return yield { kind: 'skipped', path: shown, reason };
  yield* visitPath(state, folder, path, shown, folderSkip);
}

/** What stands at a path whose folder is known. */
function* visitPath(
  state: State,
  folder: Folder,
  path: string,
  shown: string,
  skip: typeof folderSkip,
): Generator<WalkEntry> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const kind = attempt(() => state.tree.kind(join(state.root, path)));
  if ('error' in kind) return yield failed(shown, kind.error);
  if (!kind.isFile() && !kind.isDirectory()) return yield { kind: 'skipped', path: shown, reason: 'special' };
  if (kind.isFile()) {
    if (wasReached(state, path)) return;
    state.reached.add(path);
    return yield fileEntry(state, folder, path, shown);
  }
  const come = enter(state, folder, name, skip);
  if (!isLevel(come)) return come && (yield { ...come, path: shown });
  yield* visit(state, { ...come, folder: { ...come.folder, shown, wanted: folder.wanted } });
}

/** A path that a person named. It is scanned even if git ignores it, or it lies among dependencies. */
function* visitTarget(state: State, root: Folder, target: string): Generator<WalkEntry> {
  const absolute = resolve(state.root, target);
  const asked = relative(state.root, absolute).split(sep).join('/') || '.';
  const real = attempt(() => state.tree.real(absolute));
  if (typeof real !== 'string') {
    const reason = isGone(real.error) ? 'it does not exist' : reasonOf(real.error);
    return yield { kind: 'failed', path: asked, reason };
  }
  const path = within(state.root, real);
  if (path === undefined) return yield { kind: 'failed', path: asked, reason: 'it lies outside of the scanned folder' };
  if (path === '') return yield* visitRoot(state, root);
  if (belongsToGit(path)) return yield { kind: 'failed', path, reason: 'it belongs to git' };
  const { folder } = locate(state, root, path);
  const wanted = isIgnored(folder, path, true);
  yield* visitPath(state, { ...folder, wanted }, path, path, excluded);
}

const excluded: typeof folderSkip = (_, folder, path) => (folder.scope.excludes(path) ? 'excluded' : undefined);

function* visitRoot(state: State, root: Folder): Generator<WalkEntry> {
  if (state.listed.has('')) return;
  const level = list(state, root.path, root.shown, () => root);
  if (isLevel(level)) yield* visit(state, level);
  else yield level;
}

/**
 * Everything in the target, scanned or not. Mistakes in configuration files go to `options.report`.
 * Throws where the root itself does not exist, with the first entry.
 */
export function* walk(target: ScanTarget, options: WalkOptions): Generator<WalkEntry> {
  const root = options.tree.real(target.root);
  const prefix = root.endsWith(sep) ? root : root + sep;
  const { signal } = options;
  const hides = createHidden(options.options.hidden ?? []);
  const known = { scopes: new Map(), reached: new Set<string>(), listed: new Set<string>(), links: [] };
  const state: State = { ...options, ...known, root, prefix, signal, hides };
  const folder = rootFolder(state);
  if (!target.paths?.length) yield* visitRoot(state, folder);
  for (const path of [...(target.paths ?? [])].sort()) yield* visitTarget(state, folder, path);
  for (let at = 0; at < state.links.length; at++) {
    if (signal?.aborted) return;
    yield* visitLink(state, folder, state.links[at]!);
  }
}
