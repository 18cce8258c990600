// @ts-check
/**
 * The demo: a copy of `workspace/`, what the CLI finds in it, and a real VS Code with the extension opened on it.
 *
 *   node test/demo/run.mjs            until the window is closed, or Ctrl-C
 *   node test/demo/run.mjs --check    headless: exits 0 once findings are shown in the Problems view
 *   node test/demo/run.mjs FOLDER     on a copy of another folder
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { desktopVSCode } from '../host/desktop.mjs';
import { prepare } from '../host/install.mjs';
import { startGroup, temporaryFolder } from '../host/process.mjs';
import { startServer, workbenchUrl } from '../host/served.mjs';
import { EXTENSION, open, PROJECT } from '../vscode/driver.mjs';
import { until } from '../vscode/workbench.mjs';
import { copyTemplate } from './template.mjs';

const WORKSPACE = join(dirname(fileURLToPath(import.meta.url)), 'workspace');
const SOURCE = 'Claude Guard';
const SCAN_LIMIT_MS = 60_000;
const FINDINGS_LIMIT_MS = 60_000;
const log = console.log;

/** Prints the CLI's findings; its exit code says whether there are any, which is not this command's business. */
function scan(/** @type {string} */ folder) {
  const cli = join(EXTENSION, 'dist/cli.js');
  if (!existsSync(cli)) throw new Error('dist/cli.js is missing: build first ("npm run build").');
  log('In a terminal: node dist/cli.js scan\n');
  const { error } = spawnSync(process.execPath, [cli, 'scan', folder], { stdio: 'inherit', timeout: SCAN_LIMIT_MS });
  if (error) throw error;
  log('');
}

/** @param {string} folder */
async function check(folder) {
  await prepare({ log });
  const workbench = await open(folder, { viewport: { width: 1600, height: 1000 } });
  try {
    await until(async () => (await workbench.problems(SOURCE)).length > 0, 'findings', FINDINGS_LIMIT_MS);
    const found = await settled(workbench);
    const picture = await workbench.screenshot('demo');
    log(`In VS Code: ${found} findings in the Problems view (${relative(PROJECT, picture)}).`);
  } finally {
    await workbench.close();
  }
}

/**
 * The number of findings, once it has been the same twice.
 * @param {import('../vscode/workbench.mjs').Workbench} workbench
 */
async function settled(workbench) {
  let last = 0;
  await until(async () => {
    const before = last;
    last = (await workbench.problems(SOURCE)).length;
    return last > 0 && last === before;
  }, 'the number of findings to settle');
  return last;
}

/** @param {string} folder */
async function show(folder) {
  const desktop = await desktopVSCode({ log });
  await (desktop ? showOnDesktop(desktop, folder) : serve(folder));
}

/** @param {string} code @param {string} folder */
async function showOnDesktop(code, folder) {
  const group = startGroup(code, [
    ...[folder, '--new-window', '--disable-workspace-trust', '--skip-welcome', '--disable-updates'],
    ...[`--extensionDevelopmentPath=${EXTENSION}`, `--user-data-dir=${temporaryFolder('user-data')}`],
    ...[`--extensions-dir=${temporaryFolder('extensions')}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  ]);
  log('VS Code is open. Close its window, or press Ctrl-C here, to end the demo.');
  const exitCode = await group.ended;
  if (exitCode !== 0) throw new Error(`VS Code ended with code ${exitCode}:\n${group.output().trim()}`);
}

/** Stays up until Ctrl-C, which process.mjs handles, or until the server ends. @param {string} folder */
async function serve(folder) {
  const server = await startServer({ extension: EXTENSION, log });
  log(`VS Code is at ${workbenchUrl(server, folder)}\nOpen it in a browser on this machine. Ctrl-C ends it.`);
  await server.ended;
  throw new Error(`The served VS Code ended:\n${server.output().trim()}`);
}

async function main() {
  const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true });
  const folder = join(temporaryFolder('demo'), 'demo');
  await copyTemplate(resolve(positionals[0] ?? WORKSPACE), folder);
  // As a person's folder would be: whether git ignores an env file is part of what there is to see.
  spawnSync('git', ['init', '--quiet', folder]);
  scan(folder);
  await (values.check ? check(folder) : show(folder));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
