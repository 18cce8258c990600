#!/usr/bin/env node
// @ts-check
/**
 * Stands in for the desktop's `code` program, for `vscodeExecutablePath` of an unmodified `@vscode/test-electron`:
 * takes the desktop's flags, runs the suite in the served VS Code, and exits with the suite's code.
 *
 * Environment: CLAUDE_GUARD_TEST_LIMIT_S, after how many seconds a suite counts as hanging (default 900);
 * CLAUDE_GUARD_VERBOSE=1, to see what the workbench says of itself too.
 */
import { resolve } from 'node:path';
import { format } from 'node:util';
import { withLimit } from './process.mjs';
import { remoteUri, startBrowser, startServer, workbenchUrl } from './served.mjs';

const LIMIT_MS = 1000 * Number(process.env.CLAUDE_GUARD_TEST_LIMIT_S ?? 900);
const VERBOSE = Boolean(process.env.CLAUDE_GUARD_VERBOSE);
/** What the workbench logs in every run. It comes through the same function as the suite's own output. */
const NOISE = new RegExp(
  [
    /^Resolv(ing|ed) connection token|^Creating a socket|^\[reconnection-grace-time\]|^\[Service Worker\]/,
    /^Ignoring fetching additional builtin|^Updating additional builtin|^\[AccountPolicyGate\]|^\[AgentHost/,
    /^Timed out waiting for authentication provider|^\[DefaultAccount\]|^Canceled: Canceled/,
    /^No search provider registered|^Creation of workbench contribution/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
/** The desktop's flags that take a value, as `--flag=value` or `--flag value`. Every other flag is a switch. */
const WITH_VALUE = [
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'user-data-dir',
  'extensions-dir',
  'install-extension',
];

const say = (/** @type {string} */ line) => console.error(line);

/**
 * @typedef {object} Flags
 * @property {string | undefined} folder
 * @property {Set<string>} switches
 * @property {(name: string) => string[]} values
 */

/** @param {string[]} args @returns {Flags} */
function parse(args) {
  /** @type {[string, string][]} */
  const pairs = [];
  /** @type {Set<string>} */
  const switches = new Set();
  /** @type {string | undefined} */
  let folder;
  for (let i = 0; i < args.length; i++) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(args[i] ?? '') ?? [];
    if (name === undefined) folder ??= args[i];
    else if (value !== undefined) pairs.push([name, value]);
    else if (WITH_VALUE.includes(name)) pairs.push([name, args[++i] ?? '']);
    else switches.add(name);
  }
  return { folder, switches, values: (name) => pairs.filter(([key]) => key === name).map(([, value]) => value) };
}

/** @param {Flags} flags @returns {Promise<import('./served.mjs').Server>} */
function serverFor({ switches, values }) {
  const [userData] = values('user-data-dir');
  const [extensions] = values('extensions-dir');
  const [extension] = values('install-extension');
  return startServer({
    ...(userData && { userData }),
    ...(extensions && { extensions }),
    ...(extension && { extension }),
    trusted: switches.has('disable-workspace-trust'),
    testDriver: true,
    log: say,
  });
}

/**
 * Opens the workbench and waits until it reports the suite's end.
 * @param {Page} page @param {string} url
 * @returns {Promise<number>} the exit code
 *
 * @typedef {import('./served.mjs').Page} Page
 */
async function suiteCode(page, url) {
  const code = new Promise((resolve, reject) => {
    page.exposeFunction('codeAutomationLog', print).catch(reject);
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    page.once('crash', () => reject(new Error('The browser page crashed.')));
    page.once('close', () => reject(new Error('The browser page was closed.')));
  });
  await page.goto(url, { waitUntil: 'commit', timeout: LIMIT_MS });
  return code;
}

/** @param {string} type a console method's name @param {unknown[]} args */
function print(type, args) {
  if (!VERBOSE && NOISE.test(String(args[0]))) return;
  (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${format(...args)}\n`);
}

/** @param {string[]} args */
async function main(args) {
  const flags = parse(args);
  const [tests] = flags.values('extensionTestsPath');
  if (!tests) throw new Error('This stand-in only runs tests: --extensionTestsPath is missing.');
  const [server, browser] = await Promise.all([serverFor(flags), startBrowser({ log: say })]);
  try {
    const url = workbenchUrl(server, flags.folder && resolve(flags.folder), [
      ...flags
        .values('extensionDevelopmentPath')
        .map((path) => /** @type {[string, string]} */ (['extensionDevelopmentPath', remoteUri(server, path)])),
      ['extensionTestsPath', remoteUri(server, tests)],
      ['skipWelcome', 'true'],
    ]);
    return await withLimit(suiteCode(browser.page, url), LIMIT_MS, 'The test suite');
  } finally {
    await browser.stop();
    await server.stop();
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    say(error.message);
    process.exit(1);
  },
);
