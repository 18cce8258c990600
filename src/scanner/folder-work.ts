/** Folders of the disk, where the disk is: walked in batches, and asked for single files. git is never started. */
import { setImmediate } from 'node:timers/promises';
import { configFileName } from '../engine/config/config';
import { createBatches, withoutGlobs } from './batches';
import type { Files, OpenFile } from './files';
import {
  type Folder,
  type FolderContext,
  fileFacts,
  fileStanding,
  folderSkip,
  joinPath,
  rootFolder,
  subFolder,
} from './folder';
import type { FolderWork } from './protocol';
import type { FolderRequest, PlacedFile, SkipReason } from './types';
import { type Tree, walk } from './walk';

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

/** The disk, on which some configurations have another text. */
function filesWith(files: Files, root: string, texts: FolderRequest['texts']): Files {
  const prefix = toSlashes(root).length + 1;
  return {
    ...files,
    open(absolute) {
      const path = absolute.endsWith(configFileName) ? toSlashes(absolute).slice(prefix) : '';
      const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
      return text === undefined ? files.open(absolute) : textFile(text);
    },
  };
}

/** What has been read of a folder. */
interface Known {
  context: FolderContext;
  folders: Map<string, Folder>;
}

/** Without links, where that can be told. */
function realOf(tree: Tree, root: string): string {
  try {
    return tree.real(root);
  } catch {
    return root;
  }
}

function read(files: Files, tree: Tree, { root, options, texts }: FolderRequest): Known {
  const real = realOf(tree, root);
  const report = { failures: [], notices: [] };
  const context = { root: real, files: filesWith(files, real, texts), tree, options, report, scopes: new Map() };
  return { context, folders: new Map([['', rootFolder(context)]]) };
}

function below({ context, folders }: Known, folder: Folder, name: string): Folder {
  const path = joinPath(folder.path, name);
  const known = folders.get(path) ?? subFolder(context, folder, name);
  folders.set(path, known);
  return known;
}

/** As the walk comes to the file, without listing a folder. */
function locate(known: Known, path: string): PlacedFile {
  const folders = path.split('/').slice(0, -1);
  let folder = known.folders.get('')!;
  let skip: SkipReason | undefined = folders.includes('.git') ? 'ignored' : undefined;
  for (const step of folders) {
    skip ??= folderSkip(known.context, folder, joinPath(folder.path, step));
    folder = below(known, folder, step);
  }
  const standing = fileStanding(known.context, folder, path);
  if (typeof standing === 'string') skip ??= standing;
  return {
    config: withoutGlobs(typeof standing === 'string' ? folder.scope.config : standing),
    host: fileFacts(known.context, folder, path),
    ...(skip && { skip }),
  };
}

/** Folders of which something is kept at a time. */
const mostKnown = 24;

export function createFolderWork(files: Files, tree: Tree): FolderWork {
  const known = new Map<string, { generation: number; read: Known }>();

  function readOnce(folder: FolderRequest): Known {
    const found = known.get(folder.root);
    known.delete(folder.root);
    const { generation } = folder;
    const current = found?.generation === generation ? found : { generation, read: read(files, tree, folder) };
    known.set(folder.root, current);
    for (const root of known.keys()) if (known.size > mostKnown) known.delete(root);
    return current.read;
  }

  return {
    place: async (folder, path) => locate(readOnce(folder), path),
    async walk({ root, options, texts }, take, signal) {
      const real = realOf(tree, root);
      const batches = createBatches(take);
      const disk = { files: filesWith(files, real, texts), tree, report: batches.report };
      for (const entry of walk({ root }, { ...disk, options, signal })) {
        // What waits on the line, such as the end of the scan, comes to its turn.
        if (batches.add(entry)) await setImmediate();
      }
      batches.flush();
    },
  };
}
