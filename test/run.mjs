// @ts-check
/**
 * `npm test`: everything that a change has to pass, in the order in which it fails soonest. Its last line is always the sum of
 * all tests that ran, `N passed, N failed`; a stage that fails otherwise, or does not end in time, counts as one that failed.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './host/process.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules/.bin');
const reports = temporaryFolder('reports');
/** The largest package that a person should have to download; the grammars of ten languages are half of it. */
const largestPackage = 3.5 * 1024 * 1024;

/** Time for everything together; the rest of an hour is for `npm ci` before it. */
const LIMIT_MS = 57 * 60_000;
/** What has been told to end gets so long to clean up. */
const GRACE_MS = 20_000;
const deadline = Date.now() + LIMIT_MS;

/** What did not get as far as counting. @type {Outcome} */
const lost = { status: 1, passed: 0, failed: 1, skipped: 0, failures: [], retried: [] };

/** A step that failed; its own output says why. */
class StepError extends Error {}

/** @typedef {{ title: string, error: string }} Failure */
/** @typedef {{ status: number, passed: number, failed: number, skipped: number, failures: Failure[], retried: Failure[] }} Outcome */

/**
 * Runs a program of the project; ends it when its time is over.
 * @param {string} command @param {string[]} args @param {number} minutes
 * @param {import('node:child_process').SpawnOptions} [options] by default its output is shown
 * @returns {Promise<number>} its exit code
 */
function run(command, args, minutes, options) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
  const limit = Math.max(0, Math.min(minutes * 60_000, deadline - Date.now()));
  const timers = [
    setTimeout(() => {
      console.error(`\nNot done after ${Math.round(limit / 1000)} s: ended.`);
      child.kill('SIGTERM');
    }, limit),
    setTimeout(() => child.kill('SIGKILL'), limit + GRACE_MS),
  ];
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => timers.forEach(clearTimeout));
}

/** @template T @param {string} title @param {() => Promise<T>} step @returns {Promise<T>} */
async function stage(title, step) {
  console.log(`\n── ${title}`);
  const answer = await step();
  if (typeof answer === 'number' && answer !== 0) throw new StepError(title);
  return answer;
}

/**
 * What a run has written into a file; where it didn't get that far, or failed without a failed test, one test has failed.
 * @param {string} report @param {number} status @returns {Outcome}
 */
function outcome(report, status) {
  if (!existsSync(report)) return { ...lost, status: status || 1 };
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  return { status, ...counts, failed: status === 0 ? counts.failed : Math.max(1, counts.failed) };
}

/** Mocha with its usual output, and the counts in a file. @param {string} name @param {string[]} args @param {number} minutes */
async function mocha(name, args, minutes) {
  const report = join(reports, `${name}.json`);
  const env = { ...process.env, CLAUDE_GUARD_TEST_REPORT: report };
  const reporter = join(root, 'test/support/reporter.cjs');
  return outcome(report, await run(join(bin, 'mocha'), ['--reporter', reporter, ...args], minutes, { env }));
}

/** The suite inside VS Code. @param {number} minutes */
async function suite(minutes) {
  const report = join(reports, 'suite.json');
  const env = { ...process.env, CLAUDE_GUARD_SUITE_REPORT: report };
  return outcome(report, await run(process.execPath, ['test/vscode/run.mjs'], minutes, { env }));
}

/** The `.vsix`, built without a warning, and small. Its path is handed to the tests that install it. @returns {Promise<number>} */
async function packaged() {
  for (const name of readdirSync(root)) if (name.endsWith('.vsix')) rmSync(join(root, name));
  const log = join(reports, 'package.log');
  const file = openSync(log, 'w');
  const status = await run('npm', ['run', '--silent', 'package'], 10, { stdio: ['ignore', file, file] });
  closeSync(file);
  const output = readFileSync(log, 'utf8');
  process.stdout.write(output);
  return status || checkPackage(output);
}

/** @param {string} output what vsce said */
function checkPackage(output) {
  if (/\bwarning\b/i.test(output)) return fail('vsce warns.');
  const file = readdirSync(root).find((name) => name.endsWith('.vsix'));
  if (!file) return fail('There is no package.');
  const { size } = statSync(join(root, file));
  console.log(`${file}: ${(size / 1024 / 1024).toFixed(2)} MB`);
  if (size > largestPackage) return fail('The package is too large.');
  process.env.CLAUDE_GUARD_VSIX = join(root, file);
  return 0;
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  return 1;
}

/** @param {Outcome[]} counts what has been counted, as far as it came */
async function stages(counts) {
  await stage('Types', () => run(join(bin, 'tsc'), ['-p', '.'], 10));
  await stage('Lint and format', () => run(join(bin, 'biome'), ['check', '--error-on-warnings'], 5));
  await stage('Generated files', () => run(join(bin, 'tsx'), ['src/dev/generate.ts', '--check'], 5));
  await stage('Package (.vsix)', packaged);
  counts.push(await stage('Tests', () => mocha('unit', [], 15)));
  counts.push(await stage('Real VS Code: the suite', () => suite(25)));
  // A second try, which is told of: a browser on a busy machine may miss a click.
  const person = ['--no-config', '--timeout', '180000', '--retries', '1', 'test/vscode/*.test.mjs'];
  counts.push(await stage('Real VS Code: as a person', () => mocha('person', person, 42)));
}

async function main() {
  /** @type {Outcome[]} */
  const counts = [];
  await stages(counts).catch((error) => {
    console.error(error instanceof StepError ? `\nFailed: ${error.message}` : error);
    counts.push(lost);
  });
  // At the end, where they are seen.
  for (const { title, error } of counts.flatMap(({ failures }) => failures))
    console.log(`\nFailed: ${title}\n${error}`);
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ name) =>
    counts.reduce((total, one) => total + one[name], 0);
  const isGreen = counts.every(({ status, passed }) => status === 0 && passed > 0);
  const skipped = sum('skipped') ? `, ${sum('skipped')} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
  process.exitCode = isGreen ? 0 : 1;
}

await main();
