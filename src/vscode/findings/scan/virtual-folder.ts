/** A folder that is not on the local disk, through VS Code's file systems. What is known of git there: `git-standing.ts`. */
import { FilePermission, FileType, Uri, workspace } from 'vscode';
import { configFileName } from '../../../engine/config/config';
import { say } from '../../../engine/notices';
import { ruleIds } from '../../../report/rule-texts';
import { readScope, rootScope, type Scope } from '../../../scanner/config-files';
import type { Files } from '../../../scanner/files';
import { createHidden } from '../../../scanner/globs';
import { createIgnoreRules, type IgnoreRules } from '../../../scanner/ignore-rules';
import { createSharedCredentials, type SharedCredentials } from '../../../scanner/shared';
import { decodeText } from '../../../scanner/text';
import type { FileResult, Scanner } from '../../../scanner/types';
import type { InForce } from '../../platform';
import {
  type FolderScan,
  type FolderScanOptions,
  optionsOf,
  type Place,
  type ScannedFolder,
  splitPath,
} from './folder';
import { gitStanding } from './git-standing';

/** Other people's code; the scanner's own list is beside its walk of the disk. */
const dependencies: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
]);
/** Reading through a file system provider may mean a download. */
const limits = { file: 4 << 20, files: 20_000, depth: 64 };

interface Level {
  path: string;
  scope: Scope;
  rules: IgnoreRules;
}

async function readText(uri: Uri): Promise<string | undefined> {
  try {
    const { size } = await workspace.fs.stat(uri);
    return size > limits.file ? undefined : decodeText(await workspace.fs.readFile(uri))?.text;
  } catch {
    return undefined;
  }
}

/** One text under every name, for what reads configurations from a disk. */
function single(text: string): Files {
  const bytes = new TextEncoder().encode(text);
  return {
    exists: () => true,
    isFolder: () => false,
    open: () => ({
      size: bytes.length,
      regular: true,
      read(into, position) {
        const part = bytes.subarray(position, position + into.length);
        into.set(part);
        return part.length;
      },
      close() {},
    }),
  };
}

const join = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

async function levelOf(root: Uri, path: string, around: Omit<Level, 'path'>, inForce: InForce): Promise<Level> {
  const at = (name: string) => Uri.joinPath(root, join(path, name));
  const file = join(path, configFileName);
  const text = inForce.lastGood(file) ?? (await readText(at(configFileName)));
  const report = { failures: [], notices: [] };
  const options = { settings: inForce.settings, untrusted: inForce.untrusted, ruleIds };
  const scope = text === undefined ? around.scope : readScope(single(text), file, path, around.scope, options, report);
  const ignored = await readText(at('.gitignore'));
  return { path, scope, rules: ignored === undefined ? around.rules : around.rules.with(ignored, path) };
}

/** Reads folders as they are asked for. */
function createLevels(root: Uri, inForce: InForce): (folders: readonly string[]) => Promise<Level> {
  const known = new Map<string, Promise<Level>>();
  return async function level(folders): Promise<Level> {
    const path = folders.join('/');
    const read = async () => {
      const around =
        path === ''
          ? { scope: rootScope({ settings: inForce.settings, ruleIds }), rules: createIgnoreRules(false) }
          : await level(folders.slice(0, -1));
      return levelOf(root, path, around, inForce);
    };
    const found = known.get(path) ?? read();
    known.set(path, found);
    return found;
  };
}

async function placeOf(
  scheme: string,
  path: string,
  level: (folders: readonly string[]) => Promise<Level>,
): Promise<Place> {
  const { folders } = splitPath(path);
  const { scope, rules } = await level(folders);
  const place: Place = { path, options: optionsOf(scope.config) };
  const above = folders.map((_, index) => folders.slice(0, index + 1).join('/'));
  if (folders.some((name) => dependencies.has(name))) return { ...place, skip: 'dependencies' };
  if (scope.excludes(path) || above.some((folder) => scope.excludes(folder)) || !scope.includes(path))
    return { ...place, skip: 'excluded' };
  if (folders.includes('.git')) return { ...place, skip: 'ignored', host: { git: 'ignored' } };
  return { ...place, ...gitStanding(scheme, () => rules.ignores(path)) };
}

type Hides = (path: string) => boolean;

/** Nobody can mend what is found there. */
const isArchive = ({ scheme }: Uri): boolean => workspace.fs.isWritableFileSystem(scheme) === false;

async function* list(root: Uri, path: string, signal: AbortSignal, hides: Hides, depth = 0): AsyncGenerator<string> {
  const entries = await workspace.fs.readDirectory(path === '' ? root : Uri.joinPath(root, path)).then(
    (found) => found,
    () => [],
  );
  for (const [name, type] of entries) {
    if (signal.aborted) return;
    if (hides(join(path, name))) continue;
    if (type === FileType.File) yield join(path, name);
    else if (type === FileType.Directory && name !== '.git' && !dependencies.has(name) && depth < limits.depth)
      yield* list(root, join(path, name), signal, hides, depth + 1);
  }
}

/** Nothing of a file system that can't be written to. */
async function collect(root: Uri, hides: Hides, signal: AbortSignal): Promise<{ paths: string[]; complete: boolean }> {
  const paths: string[] = [];
  // What a file system can do is known once it has answered.
  await Promise.resolve(workspace.fs.stat(root)).catch(() => undefined);
  if (isArchive(root)) return { paths, complete: true };
  for await (const path of list(root, '', signal, hides)) {
    if (paths.length === limits.files) return { paths, complete: false };
    paths.push(path);
  }
  return { paths, complete: true };
}

const nothing = { findings: [], suppressed: [], notices: [], bytes: 0 };

async function scanFile(root: Uri, scanner: Scanner, place: Place, signal: AbortSignal): Promise<FileResult> {
  const { path, options, host } = place;
  const uri = Uri.joinPath(root, path);
  const result = { ...nothing, path, uri: uri.toString() };
  try {
    const { size, permissions } = await workspace.fs.stat(uri);
    if (((permissions ?? 0) & FilePermission.Readonly) !== 0 || isArchive(root))
      return { ...result, skipped: 'excluded' };
    if (size > limits.file) return { ...result, failure: say('large', { size: `${limits.file >> 20} MiB` }) };
    const bytes = await workspace.fs.readFile(uri);
    const text = decodeText(bytes)?.text;
    if (text === undefined) return { ...result, skipped: 'binary' };
    const file = { uri: result.uri, path, version: 0, text, ...(host && { host }) };
    return { ...result, ...(await scanner.analyze(file, options, signal)), bytes: bytes.length };
  } catch (error) {
    if (isFileError(error)) return { ...result, skipped: 'vanished' };
    throw error;
  }
}

/** A file system's own error; everything else is the scanner's. */
const isFileError = (error: unknown) => error instanceof Error && error.name.includes('FileSystemError');

export function createVirtualFolder(root: Uri, scanner: Scanner, inForce: InForce): ScannedFolder {
  let level = createLevels(root, inForce);
  let shared: SharedCredentials | undefined;
  const place = async (path: string): Promise<Place> => {
    const found = await placeOf(root.scheme, path, level);
    const facts = shared?.factsOf(path);
    return facts ? { ...found, host: { ...found.host, shared: facts } } : found;
  };

  /** Files with credentials that stand in others, too. */
  async function lookAtShared(found: SharedCredentials, { signal, onResult }: FolderScanOptions): Promise<void> {
    shared = found;
    for (const path of found.paths())
      if (!signal.aborted) onResult(await scanFile(root, scanner, await place(path), signal));
  }

  async function scan(options: FolderScanOptions): Promise<FolderScan> {
    const { signal, onProgress, onResult } = options;
    const found = createSharedCredentials();
    const { paths, complete } = await collect(root, createHidden(inForce.hidden), signal);
    let [done, excluded] = [0, 0];
    const rest = paths.values();
    const run = async () => {
      for (const path of rest) {
        if (signal.aborted) return;
        const at = await place(path);
        found.meet(path);
        if (at.skip === 'excluded') excluded++;
        if (!at.skip) {
          const result = await scanFile(root, scanner, at, signal);
          found.hold(path, result.credentials ?? [], at.host?.git);
          onResult(result);
        }
        onProgress(++done, paths.length);
      }
    };
    await Promise.all(Array.from({ length: scanner.size * 2 }, run));
    await lookAtShared(found, options);
    const message = `Only the first ${limits.files} files of this folder were scanned.`;
    return { files: done, failures: [], notices: complete ? [] : [{ path: '', message }], excluded, mistaken: [] };
  }

  return {
    place,
    scanFile: (at, signal) => scanFile(root, scanner, at, signal),
    scan,
    hold: (path, credentials, git) => shared?.change(path, credentials, git) ?? [],
    refresh() {
      level = createLevels(root, inForce);
    },
  };
}
