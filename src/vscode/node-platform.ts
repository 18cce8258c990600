/** VS Code with Node beneath: on the desktop, and on a remote machine. */
import { Uri } from 'vscode';
import { createNodePool } from '../scanner/node-pool';
import { createDiskFolder } from './findings/disk-folder';
import type { Platform } from './platform';

/** A worker that has nothing to do is ended after this time, in ms: it outlives a pause in typing, not a meeting. */
const idle = 120_000;

export const nodePlatform: Platform = {
  system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
  openScanner: (extension) =>
    createNodePool({
      worker: Uri.joinPath(extension, 'dist', 'worker.js').fsPath,
      grammars: Uri.joinPath(extension, 'dist', 'grammars').fsPath,
      idle,
    }),
  openFolder: createDiskFolder,
};
