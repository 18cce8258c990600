/** VS Code with Node beneath: on the desktop, and on a remote machine. */
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { Uri } from 'vscode';
import { endpointOf } from '../audit/online/endpoint';
import { createNodePool } from '../scanner/node-pool';
import { ownSettings } from '../scanner/own-settings';
import { createDiskFolder } from './findings/scan/disk-folder';
import { isProxied, nodeNetwork } from './node-network';
import type { Platform } from './platform';

/** A worker that has nothing to do is ended after this time, in ms: it outlives a pause in typing, not a meeting. */
const idle = 120_000;

export const nodePlatform: Platform = {
  system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
  machine: hostname(),
  get ownSettings() {
    return ownSettings(process.env);
  },
  network: nodeNetwork,
  online: { send: (url, init) => fetch(url, init), isProxied, base: () => endpointOf(process.env) },
  async makePrivate({ scheme, fsPath }) {
    if (scheme !== 'file') return;
    await mkdir(dirname(fsPath), { recursive: true });
    await writeFile(fsPath, '', { mode: 0o600, flag: 'wx' });
  },
  async openBroker({ extensionUri, globalStorageUri }, respond) {
    const { openBroker } = await import('./keys/use/broker');
    const script = Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath;
    return openBroker({ script, storage: globalStorageUri.fsPath, respond });
  },
  openScanner: (extension) =>
    createNodePool({
      worker: Uri.joinPath(extension, 'dist', 'worker.js').fsPath,
      grammars: Uri.joinPath(extension, 'dist', 'grammars').fsPath,
      idle,
    }),
  openFolder: createDiskFolder,
};
