// @ts-check
/**
 * Runs the suites inside a real VS Code: the desktop's, where there is a display and it can be downloaded; else the served
 * one. `suite/` has a folder open, `suite-multi-root/` and `suite-soak/` a workspace of several, `suite-no-folder/` nothing. `node test/vscode/run.mjs [notebooks …]`, after
 * the extension has been built; names choose test files.
 *
 * Environment: CLAUDE_GUARD_VSCODE=desktop|served decides instead of trying; CLAUDE_GUARD_SUITE_REPORT names a
 * file for the outcome, as JSON; for more, see driver.mjs and ../host/code-stand-in.mjs.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { desktopVSCode } from '../host/desktop.mjs';
import { prepare } from '../host/install.mjs';
import { temporaryFolder } from '../host/process.mjs';
import { EXTENSION, PROJECT } from './driver.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const STAND_IN = resolve(HERE, '../host/code-stand-in.mjs');
const log = console.log;

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {{ title: string, error: string }[]} failures
 * @property {{ title: string, error: string }[]} retried
 */

/**
 * Bundles and runs a suite. An outcome without `passed` is never returned: a suite that doesn't get as far as
 * reporting (no extension host, a syntax error) rejects.
 * @param {{ extension: string, suite: string, out: string, workspace?: string, tests?: string[] }} options
 *   the extension's folder; the folder with `index.ts` and `*.test.ts`; where the bundles go; the folder or the
 *   `.code-workspace` to open, by default an empty folder, '' for none; names of tests, by default all
 * @returns {Promise<Outcome>}
 */
export async function runSuite({ extension, suite, out, workspace = temporaryFolder('workspace'), tests }) {
  await bundle(suite, out, tests ?? testsIn(suite));
  const userData = temporaryFolder('user-data');
  const reportFile = join(temporaryFolder('report'), 'report.json');
  const vscodeExecutablePath = await executable();
  const failure = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: extension,
    extensionTestsPath: join(out, 'index.js'),
    extensionTestsEnv: { CLAUDE_GUARD_TEST_REPORT: reportFile, CLAUDE_GUARD_TEST_USER_DATA: userData },
    launchArgs: [...(workspace ? [workspace] : []), ...profileArguments(userData)],
  }).then(
    () => undefined,
    (error) => error,
  );
  if (!existsSync(reportFile)) throw failure ?? new Error('The suite ended without a report.');
  return JSON.parse(readFileSync(reportFile, 'utf8'));
}

/** Nothing of an earlier run, or of the person's own VS Code, is in the way. @param {string} userData */
const profileArguments = (userData) => [
  `--user-data-dir=${userData}`,
  `--extensions-dir=${temporaryFolder('extensions')}`,
];

const TEST = '.test.ts';

/** @param {string} suite @returns {string[]} */
const testsIn = (suite) =>
  readdirSync(suite)
    .filter((name) => name.endsWith(TEST))
    .map((name) => name.slice(0, -TEST.length));

/** @param {string} suite @param {string} out @param {string[]} tests */
async function bundle(suite, out, tests) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const files = ['index.ts', ...tests.map((name) => `${name}${TEST}`)];
  await build({
    ...{ entryPoints: files.map((name) => join(suite, name)), outdir: out, bundle: true, sourcemap: 'inline' },
    ...{ platform: 'node', target: 'node20', format: 'cjs', external: ['vscode', 'mocha'], logLevel: 'warning' },
    // What is tested is bundled as the extension is: one of its packages can't be bundled in its other form.
    mainFields: ['module', 'main'],
  });
}

/** The VS Code to run: a path for `vscodeExecutablePath`. Everything slow is done here, outside the tests' time. */
async function executable() {
  const desktop = await desktopVSCode({ log });
  if (desktop) return desktop;
  await prepare({ log });
  return STAND_IN;
}

/** @type {{ name: string, workspace?: () => string }[]} */
const SUITES = [
  { name: 'suite' },
  { name: 'suite-multi-root', workspace: () => multiRoot('one', 'two') },
  { name: 'suite-no-folder', workspace: () => '' },
  { name: 'suite-soak', workspace: () => multiRoot('app', 'notes') },
];

/** A workspace of folders beside each other. @param {string[]} names @returns {string} its file */
function multiRoot(...names) {
  const folder = temporaryFolder('workspace');
  for (const name of names) mkdirSync(join(folder, name));
  const file = join(folder, 'several.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: names.map((path) => ({ path })), settings: {} }));
  return file;
}

/** A suite without a report counts as a failed test; those after it run all the same. @param {string} name */
const unfinished =
  (name) =>
  (/** @type {Error} */ { message }) => ({
    ...{ passed: 0, failed: 1, skipped: 0, retried: [] },
    failures: [{ title: name, error: message }],
  });

/** @param {string[]} names of tests; none: all @returns {Promise<Outcome>} */
async function runSuites(names) {
  /** @type {Outcome} */
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [], retried: [] };
  for (const { name, workspace } of SUITES) {
    const suite = join(HERE, name);
    const tests = testsIn(suite).filter((test) => names.length === 0 || names.includes(test));
    if (tests.length === 0) continue;
    const place = { extension: EXTENSION, suite, out: join(PROJECT, 'out', `vscode-${name}`) };
    const outcome = await runSuite({ ...place, tests, ...(workspace && { workspace: workspace() }) }).catch(
      unfinished(name),
    );
    sum.passed += outcome.passed;
    sum.failed += outcome.failed;
    sum.skipped += outcome.skipped;
    sum.failures.push(...outcome.failures);
    sum.retried.push(...outcome.retried);
  }
  return sum;
}

async function main() {
  const outcome = await runSuites(process.argv.slice(2));
  const { passed, failed, skipped } = outcome;
  const report = process.env.CLAUDE_GUARD_SUITE_REPORT;
  if (report) writeFileSync(report, JSON.stringify(outcome));
  log(`In VS Code: ${passed} passed, ${failed} failed, ${skipped} skipped.`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
