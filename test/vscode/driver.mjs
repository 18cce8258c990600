// @ts-check
/** Opens a workbench of its own for a test or a demo, and closes it with everything that belongs to it. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser, startServer, workbenchUrl } from '../host/served.mjs';
import { Workbench } from './workbench.mjs';

/** @typedef {import('../host/process.mjs').Log} Log */

export const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** What is tested: the project as it was built, or the folder or `.vsix` that CLAUDE_GUARD_EXTENSION names. */
export const EXTENSION = resolve(process.env.CLAUDE_GUARD_EXTENSION ?? PROJECT);

/** On a machine that does other things too. */
const GOTO_LIMIT_MS = 150_000;

const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
  contrastLight: 'Default High Contrast Light',
};

/**
 * @typedef {object} OpenOptions
 * @property {string} [extension] the extension's folder, or a packaged `.vsix`; default EXTENSION
 * @property {keyof typeof THEMES} [theme] default dark
 * @property {boolean} [trusted] false opens the folder in Restricted Mode; default true
 * @property {Record<string, unknown>} [settings] user settings
 * @property {string} [language] the display language; default English
 * @property {{ width: number, height: number }} [viewport]
 * @property {number} [scale] pixels of the screen to one of the viewport's; default 1
 * @property {(page: import('../host/served.mjs').Page) => Promise<void>} [prepare] what the page needs before the workbench is loaded
 * @property {NodeJS.ProcessEnv} [env] what the extension host sees, over this process's environment
 * @property {number} [port] the server's, where a browser is to remember what it knew of an earlier one
 * @property {string} [userData] a folder that outlives this workbench; by default a temporary one
 * @property {string} [extensions] likewise, for installed extensions
 * @property {string} [profile] likewise, for what the browser remembers: secrets live on only when this does
 * @property {Log} [log]
 */

/**
 * Opens a folder, and waits until the extension's status bar item is there.
 * @param {string} folder
 * @param {OpenOptions} [options]
 */
export async function open(folder, { theme = 'dark', settings, prepare, ...options } = {}) {
  const [server, browser] = await Promise.all([
    startServer({ extension: EXTENSION, ...options, settings: { 'workbench.colorTheme': THEMES[theme], ...settings } }),
    startBrowser(options),
  ]);
  const close = async () => {
    await browser.stop();
    await server.stop();
  };
  const workbench = new Workbench(browser.page, server.userData, close);
  try {
    await prepare?.(browser.page);
    await browser.page.goto(workbenchUrl(server, folder), { waitUntil: 'commit', timeout: GOTO_LIMIT_MS });
    await workbench.waitReady();
    return workbench;
  } catch (error) {
    await close();
    throw error;
  }
}
