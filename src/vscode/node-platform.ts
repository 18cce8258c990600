/** VS Code with Node beneath: on the desktop, and on a remote machine. */
import { hostname } from 'node:os';
import { Uri, workspace } from 'vscode';
import { endpointOf } from '../audit/online/endpoint';
import { createNodePool } from '../scanner/node-pool';
import { ownSettings } from '../scanner/own-settings';
import { createDiskFolder } from './findings/disk-folder';
import type { Platform } from './platform';

/** A worker that has nothing to do is ended after this time, in ms: it outlives a pause in typing, not a meeting. */
const idle = 120_000;

const proxyVariable = /^https?_proxy$/i;

const isProxied = (): boolean =>
  workspace.getConfiguration('http').get('proxy', '') !== '' ||
  Object.entries(process.env).some(([name, value]) => proxyVariable.test(name) && value);

export const nodePlatform: Platform = {
  system: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
  machine: hostname(),
  get ownSettings() {
    return ownSettings(process.env);
  },
  // VS Code puts its own in the place of Node's, which goes by its proxy settings and trusts what the system trusts.
  network: { ask: (url, init) => fetch(url, init), isProxied },
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
