/** A folder of the local disk, by the scanner's own walk. git is never started: its files are read as data. */
import { configFileName } from '../../engine/config';
import { rules } from '../../rules';
import type { Files, OpenFile } from '../../scanner/files';
import {
  type Folder,
  type FolderContext,
  fileSkip,
  folderSkip,
  hostFacts,
  rootFolder,
  subFolder,
} from '../../scanner/folder';
import { nodeFiles } from '../../scanner/read';
import { scan } from '../../scanner/scan';
import type { FileJob, Scanner, SkipReason } from '../../scanner/types';
import { nodeTree } from '../../scanner/walk';
import type { InForce } from '../platform';
import {
  type FolderScan,
  type FolderScanOptions,
  optionsOf,
  type Place,
  type ScannedFolder,
  splitPath,
  today,
} from './folder';

const ruleIds = rules.map(({ id }) => id);

/** A text as if it were a file. */
function textFile(text: string): OpenFile {
  const bytes = new TextEncoder().encode(text);
  return {
    size: bytes.length,
    regular: true,
    read(into, position) {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
    close() {},
  };
}

const toSlashes = (path: string) => path.replaceAll('\\', '/');

/** The disk, on which a broken configuration is still the last good one. */
function filesWith(root: string, { lastGood }: InForce): Files {
  const prefix = toSlashes(root).length + 1;
  return {
    ...nodeFiles,
    open(absolute) {
      const text = absolute.endsWith(configFileName) ? lastGood(toSlashes(absolute).slice(prefix)) : undefined;
      return text === undefined ? nodeFiles.open(absolute) : textFile(text);
    },
  };
}

/** What has been read of a folder, kept until it is refreshed. */
interface Known {
  context: FolderContext;
  folders: Map<string, Folder>;
}

async function read(root: string, inForce: InForce): Promise<Known> {
  const real = await nodeTree.real(root).catch(() => root);
  const context: FolderContext = {
    root: real,
    files: filesWith(real, inForce),
    options: { settings: inForce.settings, ruleIds },
    report: { failures: [], notices: [] },
    scopes: new Map(),
  };
  return { context, folders: new Map([['', rootFolder(context)]]) };
}

function below({ context, folders }: Known, folder: Folder, name: string): Folder {
  const path = folder.path === '' ? name : `${folder.path}/${name}`;
  const known = folders.get(path) ?? subFolder(context, folder, name);
  folders.set(path, known);
  return known;
}

/** As the walk comes to the file, without listing a folder. */
function locate(known: Known, path: string): Place {
  const { folders, name } = splitPath(path);
  let folder = known.folders.get('')!;
  let skip: SkipReason | undefined = folders.includes('.git') ? 'ignored' : undefined;
  for (const step of folders) {
    skip ??= folderSkip(known.context, folder, step);
    folder = below(known, folder, step);
  }
  skip ??= fileSkip(known.context, folder, name);
  return { path, options: optionsOf(folder.scope.config), host: hostFacts(folder, name), ...(skip && { skip }) };
}

const isConfiguration = (path: string) => splitPath(path).name === configFileName;

async function scanAll(
  root: string,
  scanner: Scanner,
  inForce: InForce,
  options: FolderScanOptions,
): Promise<FolderScan> {
  const real = await nodeTree.real(root).catch(() => root);
  const { signal, onProgress, onResult } = options;
  const result = await scan(
    { root },
    scanner,
    {
      today: today(),
      ruleIds,
      settings: inForce.settings,
      signal,
      onProgress: ({ done, total }) => onProgress(done, total),
      onFindings: onResult,
    },
    { files: filesWith(real, inForce), tree: nodeTree },
  );
  // What is wrong with a configuration is told in its own file.
  const failures = result.failures.filter(({ file }) => !isConfiguration(file));
  return { files: result.summary.files, failures, notices: [] };
}

export function createDiskFolder(root: string, scanner: Scanner, inForce: InForce): ScannedFolder {
  let known: Promise<Known> | undefined;
  const current = () => {
    known ??= read(root, inForce);
    return known;
  };
  return {
    place: async (path) => locate(await current(), path),
    async scanFile({ path, options, host }, signal) {
      const { context } = await current();
      const job: FileJob = { absolute: `${context.root}/${path}`, path, uri: path, options, ...(host && { host }) };
      return scanner.scanFile(job, signal);
    },
    scan: (options) => scanAll(root, scanner, inForce, options),
    refresh() {
      known = undefined;
    },
  };
}
