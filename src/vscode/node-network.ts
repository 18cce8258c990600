/** How requests are sent where Node is beneath VS Code. */
import { workspace } from 'vscode';
import type { Network } from './platform';

const proxyVariable = /^https?_proxy$/i;

export const isProxied = (): boolean =>
  workspace.getConfiguration('http').get('proxy', '') !== '' ||
  Object.entries(process.env).some(([name, value]) => proxyVariable.test(name) && value);

/** VS Code puts its own `fetch` in the place of Node's, which goes by its proxy settings and trusts what the system trusts. */
export const nodeNetwork: Network = { ask: (url, init) => fetch(url, init), isProxied };
