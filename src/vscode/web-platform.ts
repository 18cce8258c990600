/**
 * VS Code in a browser. There is no disk, no process, no git: folders are read through VS Code's file systems. The
 * extension's own files may lie on another origin, from where a worker may not be started: they are read as files are.
 */
import { l10n, Uri, workspace } from 'vscode';
import { osv } from '../audit/online/endpoint';
import { type BrowserWorker, createWebPool } from '../scanner/web-pool';
import { loadOnce } from './load-once';
import type { Platform } from './platform';
import { withinTime } from './time-limit';

declare const Worker: new (url: string, options: { name: string }) => BrowserWorker;
declare const navigator: { hardwareConcurrency?: number };

/** As in `node-platform.ts`, in ms. */
const idle = 120_000;
/** There is no measure of CPU time in a browser, so a deadline is one of waiting: a busy machine needs more. In ms. */
const grace = 4000;
/** Most time that reading a file of the extension may take, in ms. */
const readLimit = 60_000;
/** One core is left to the window; a tab has to live with less memory than a process. */
const size = () => Math.min(2, Math.max(1, (navigator.hardwareConcurrency ?? 1) - 1));

async function read(file: Uri): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await withinTime(readLimit, Promise.resolve(workspace.fs.readFile(file)));
  if (!bytes) throw new Error('A file of Claude Guard itself could not be read.');
  return new Uint8Array(bytes);
}

/** The address of the worker's script on our own origin; it is read once, unless that fails. */
const createScript = (extension: Uri): (() => Promise<string>) =>
  loadOnce(async () => {
    const script = await read(Uri.joinPath(extension, 'dist', 'web', 'worker.js'));
    return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  });

export const webPlatform: Platform = {
  machine: 'browser',
  online: {
    send: (url, init) => fetch(url, init),
    isProxied: () => false,
    base: () => osv,
    get hint() {
      return l10n.t(
        'A browser may not be allowed to ask: “claude-guard scan --online” and VS Code on the desktop are.',
      );
    },
  },
  openScanner(extension) {
    const script = createScript(extension);
    return createWebPool({
      start: async () => new Worker(await script(), { name: 'Claude Guard' }),
      readWasm: (file) => read(Uri.joinPath(extension, 'dist', 'grammars', file)),
      size: size(),
      ...{ idle, grace },
    });
  },
};
