/** VS Code with Node beneath: on the desktop, and on a remote machine. */
import { hostname } from 'node:os';
import { Uri } from 'vscode';
import { endpointOf } from '../audit/online/endpoint';
import { createNodePool } from '../scanner/node-pool';
import { ownSettings } from '../scanner/own-settings';
import { createDiskFolder } from './findings/disk-folder';
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
  async openBroker(extension, respond) {
    const { openBroker } = await import('./keys/use/broker');
    return openBroker({ script: Uri.joinPath(extension, 'dist', 'cli.js').fsPath, respond });
  },
  openScanner: (extension) =>
    createNodePool({
      worker: Uri.joinPath(extension, 'dist', 'worker.js').fsPath,
      grammars: Uri.joinPath(extension, 'dist', 'grammars').fsPath,
      idle,
    }),
  openFolder: createDiskFolder,
};
