// @ts-check
/**
 * `npm test`: everything that a change has to pass, in the order in which it fails soonest. Its last line is the sum of all
 * tests that ran: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './host/process.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules/.bin');
const reports = temporaryFolder('reports');
/** The largest package that a person should have to download. */
const largestPackage = 2.5 * 1024 * 1024;

/** A step that failed; its own output says why. */
class StepError extends Error {}

/** Runs a program of the project with its output shown. @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/** @param {string} title @param {() => number | void} step */
function stage(title, step) {
  console.log(`\n── ${title}`);
  const status = step();
  if (status) throw new StepError(title);
}

/** Mocha with its usual output, and the counts in a file. @param {string} name @param {string[]} args */
function mocha(name, args) {
  const report = join(reports, `${name}.json`);
  process.env.CLAUDE_GUARD_TEST_REPORT = report;
  const status = run(join(bin, 'mocha'), ['--reporter', join(root, 'test/support/reporter.cjs'), ...args]);
  delete process.env.CLAUDE_GUARD_TEST_REPORT;
  if (!existsSync(report)) throw new StepError(name);
  return { status, ...JSON.parse(readFileSync(report, 'utf8')) };
}

/** The `.vsix`, built without a warning, and small. Its path is handed to the tests that install it. */
function packaged() {
  for (const name of readdirSync(root)) if (name.endsWith('.vsix')) rmSync(join(root, name));
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'package'], { cwd: root, encoding: 'utf8' });
  process.stdout.write(stdout + stderr);
  if (status !== 0) return status ?? 1;
  if (/\bwarning\b/i.test(stdout + stderr)) return fail('vsce warns.');
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

function main() {
  const counts = [];
  stage('Types', () => run(join(bin, 'tsc'), ['-p', '.']));
  stage('Lint and format', () => run(join(bin, 'biome'), ['check', '--error-on-warnings']));
  stage('Generated files', () => run(join(bin, 'tsx'), ['src/dev/generate.ts', '--check']));
  stage('Package (.vsix)', packaged);
  stage('Tests', () => {
    counts.push(mocha('unit', []));
  });
  stage('Real VS Code: the suite', () => {
    const report = join(reports, 'suite.json');
    process.env.CLAUDE_GUARD_SUITE_REPORT = report;
    const status = run(process.execPath, ['test/vscode/run.mjs']);
    if (!existsSync(report)) return status || 1;
    counts.push({ status, ...JSON.parse(readFileSync(report, 'utf8')) });
  });
  stage('Real VS Code: as a person', () => {
    counts.push(mocha('person', ['--no-config', '--timeout', '180000', 'test/vscode/*.test.mjs']));
  });
  const sum = (/** @type {string} */ name) => counts.reduce((total, one) => total + one[name], 0);
  const isGreen = counts.every(({ status, passed }) => status === 0 && passed > 0);
  console.log(
    `\n${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}`,
  );
  process.exitCode = isGreen ? 0 : 1;
}

try {
  main();
} catch (error) {
  console.error(error instanceof StepError ? `\nFailed: ${error.message}` : error);
  process.exitCode = 1;
}
