// @ts-check
/**
 * Starts and stops the served VS Code and the Chromium that shows it. Both listen on 127.0.0.1 only, live in temporary
 * folders, and end with this process.
 */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { ensureChromium, ensureServedVSCode } from './install.mjs';
import { delay, freePort, run, startGroup, temporaryFolder, withLimit } from './process.mjs';

/** @typedef {import('./process.mjs').Log} Log */
/** @typedef {import('./install.mjs').ServedVSCode} ServedVSCode */
/** playwright-core's Page and BrowserContext; its types are in the cache folder, out of reach here. @typedef {any} Page */

const HEALTH_LIMIT_MS = 60_000;
const BROWSER_LIMIT_MS = 60_000;
const INSTALL_LIMIT_MS = 60_000;

/** What a test wants of any VS Code: no welcome, no AI, nothing that pops up, and files saved only on demand. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.editor.useModal': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @typedef {object} ServerOptions
 * @property {string} [extension] a folder with an extension's package.json, or a packaged `.vsix`: installed before the start
 * @property {number} [port] by default a free one; what a browser remembers is remembered of one port
 * @property {string} [userData] by default a temporary folder
 * @property {string} [extensions] by default a temporary folder
 * @property {Record<string, unknown>} [settings] user settings, over the harness's own
 * @property {boolean} [trusted] false leaves Workspace Trust on, so that folders open in Restricted Mode; default true
 * @property {string} [language] the display language, such as `de`: of extensions that speak it; VS Code itself stays English
 * @property {boolean} [testDriver] whether a page may name an extension under development and its tests
 * @property {NodeJS.ProcessEnv} [env] what the extension host sees, over this process's environment
 * @property {Log} [log]
 */

/**
 * @typedef {object} Server
 * @property {string} origin such as http://127.0.0.1:4321
 * @property {string} userData
 * @property {string} extensions
 * @property {ServedVSCode} vscode
 * @property {Promise<number>} ended
 * @property {() => string} output what the server has written lately
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a server and waits until it answers.
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(options = {}) {
  const vscode = await ensureServedVSCode({ log: options.log });
  const userData = resolve(options.userData ?? temporaryFolder('user-data'));
  const extensions = resolve(options.extensions ?? temporaryFolder('extensions'));
  mkdirSync(extensions, { recursive: true });
  writeSettings(userData, options.settings);
  if (options.language) writeLanguagePack(userData, options.language);
  if (options.extension) await installExtension(vscode, options.extension, { userData, extensions });

  const origin = `http://127.0.0.1:${options.port ?? (await freePort())}`;
  const args = serverArguments({ origin, userData, extensions }, options);
  const group = startGroup(vscode.node, [vscode.entry, ...args], {
    env: environment(userData, options.env),
    cwd: userData,
  });
  try {
    await withLimit(healthy(origin, group), HEALTH_LIMIT_MS, 'Starting the served VS Code');
  } catch (error) {
    await group.stop();
    throw error;
  }
  return { origin, userData, extensions, vscode, ended: group.ended, output: group.output, stop: group.stop };
}

/**
 * @param {{ origin: string, userData: string, extensions: string }} place
 * @param {ServerOptions} options
 */
const serverArguments = ({ origin, userData, extensions }, { trusted = true, testDriver = false, language }) => [
  ...['--auth', 'none', '--bind-addr', new URL(origin).host],
  ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
  // Without it, extension hosts outlive their page for three hours.
  ...['--reconnection-grace-time', '1'],
  ...folderArguments({ userData, extensions }),
  ...(trusted ? ['--disable-workspace-trust'] : []),
  ...(language ? ['--locale', language] : []),
  // Without it, the server ignores a page's payload, silently.
  ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
];

/**
 * VS Code speaks a language once a pack for it is installed. This one is empty, so that no text of VS Code changes.
 * @param {string} userData @param {string} language
 */
function writeLanguagePack(userData, language) {
  const vscode = join(userData, 'language-pack.json');
  writeFileSync(vscode, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extensions = [{ extensionIdentifier: { id: 'test.language-pack' }, version: '1.0.0' }];
  const pack = { hash: 'empty', label: language, extensions, translations: { vscode } };
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

/** @param {{ userData: string, extensions: string }} folders */
const folderArguments = ({ userData, extensions }) => [
  ...['--user-data-dir', userData, '--extensions-dir', extensions, '--config', join(userData, 'server.yaml')],
];

/**
 * This process's environment without what would steer the server itself: variables that a terminal inside VS Code sets
 * (the server would talk to that VS Code), and Node options meant for another Node. The server's own logs stay with its
 * user data.
 * @param {string} userData
 * @param {NodeJS.ProcessEnv} [more]
 */
function environment(userData, more = {}) {
  const kept = Object.entries({ ...process.env, ...more }).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|CS_|ELECTRON_|NODE_OPTIONS$|PORT$|PASSWORD$|HASHED_PASSWORD$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_DATA_HOME: join(userData, 'data'),
    // As from a terminal: else every extension host first asks a login shell for its environment, which is this one.
    VSCODE_CLI: '1',
  };
}

/** @param {string} origin @param {import('./process.mjs').Group} group */
async function healthy(origin, group) {
  let ended = false;
  group.ended.then(() => {
    ended = true;
  });
  while (!(await answers(`${origin}/healthz`))) {
    if (ended) throw new Error(`The served VS Code ended at once:\n${group.output().trim()}`);
    await delay(100);
  }
}

/** @param {string} url */
async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/**
 * User settings: the harness's, then those already in the folder, then the given ones.
 * @param {string} userData
 * @param {Record<string, unknown>} [settings]
 */
function writeSettings(userData, settings) {
  const file = join(userData, 'User', 'settings.json');
  mkdirSync(join(userData, 'User'), { recursive: true });
  const present = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, `${JSON.stringify({ ...QUIET_SETTINGS, ...present, ...settings }, null, 2)}\n`);
}

/**
 * Installs a packaged extension, or links a folder where the server looks for installed extensions.
 * @param {ServedVSCode} vscode
 * @param {string} extension
 * @param {{ userData: string, extensions: string }} folders
 */
export async function installExtension(vscode, extension, folders) {
  if (!extension.endsWith('.vsix')) return linkExtension(resolve(extension), folders.extensions);
  const args = [...folderArguments(folders), '--install-extension', resolve(extension)];
  await run(vscode.node, [vscode.entry, ...args], { env: environment(folders.userData), limitMs: INSTALL_LIMIT_MS });
}

/** @param {string} folder @param {string} extensions */
function linkExtension(folder, extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  symlinkSync(folder, join(extensions, `${publisher}.${name}-${version}`), 'dir');
}

/**
 * The address that opens a folder (or a `.code-workspace` file, or nothing) in the workbench.
 * @param {Server} server
 * @param {string | undefined} folder
 * @param {[string, string][]} [payload] the workbench's own options; they need the server's `testDriver`
 */
export function workbenchUrl(server, folder, payload = []) {
  const url = new URL(server.origin);
  if (!folder) url.searchParams.set('ew', 'true');
  else url.searchParams.set(basename(folder).endsWith('.code-workspace') ? 'workspace' : 'folder', resolve(folder));
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** How a page names a file on the server's disk. @param {Server} server @param {string} path */
export const remoteUri = (server, path) => `vscode-remote://${new URL(server.origin).host}${encodeURI(resolve(path))}`;

/**
 * @typedef {object} Browser
 * @property {Page} page
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a headless Chromium with one empty page.
 * @param {{ profile?: string, viewport?: { width: number, height: number }, scale?: number, log?: Log | undefined }} [options]
 *   `profile`: a folder that keeps what a browser remembers (secrets too); by default a temporary one. `scale`: pixels of the
 *   screen to one of the viewport's
 * @returns {Promise<Browser>}
 */
export async function startBrowser({ profile, viewport = { width: 1280, height: 800 }, scale = 1, log } = {}) {
  const vscode = await ensureServedVSCode({ log });
  const executablePath = await ensureChromium({ log });
  const { chromium } = createRequire(join(vscode.root, 'package.json'))('playwright-core');
  const context = await chromium.launchPersistentContext(profile ?? temporaryFolder('browser'), {
    ...{ executablePath, headless: true, args: BROWSER_FLAGS, timeout: BROWSER_LIMIT_MS },
    ...{ viewport, deviceScaleFactor: scale, locale: 'en-US' },
    // process.mjs ends this process on signals; playwright ends the browser when that happens.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return { page, stop: () => withLimit(context.close(), 10_000, 'Closing the browser').catch(() => {}) };
}
