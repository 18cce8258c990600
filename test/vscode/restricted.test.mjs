// @ts-check
/** A folder of somebody who is not trusted: it is scanned all the same, and decides nothing. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { labDone, openLab } from './lab.mjs';
import { until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Problem} Problem */

const TEST_LIMIT_MS = 180_000;
const KEY = fakeKey();
const LEAK = `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${KEY}")\n`;
/** What a repository would like to be blind to. */
const OFF = { 'hardcoded-credential': 'off' };
const BLIND = {
  'claudeGuard.enable': false,
  'claudeGuard.run': 'manual',
  'claudeGuard.exclude': ['**'],
  'claudeGuard.rules': OFF,
};

/** @param {string} file @returns {(problem: Problem) => boolean} */
const leakIn = (file) => (problem) => problem.file === file && problem.code === 'hardcoded-credential';

/** @param {Problem} problem */
const isWaiting = ({ file, message }) =>
  file === '.claude-guard.json' && /limits the scan to “client\.py”; that waits for your trust/.test(message);

/**
 * @param {Record<string, unknown>} settings of the workspace
 * @param {Record<string, unknown>} configuration
 * @returns {{ folder: string, mark: string }}
 */
function makeFolder(settings, configuration) {
  const folder = join(temporaryFolder('restricted'), 'my-app');
  const mark = join(folder, 'git-was-run');
  const program = join(folder, 'run.sh');
  const files = {
    'client.py': LEAK,
    'closed/worker.py': LEAK,
    '.vscode/settings.json': JSON.stringify(settings),
    '.claude-guard.json': JSON.stringify(configuration),
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config': `[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ${program}\n`,
    'run.sh': `#!/bin/sh\ntouch '${mark}'\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const path of ['.git/objects', '.git/refs']) mkdirSync(join(folder, path));
  chmodSync(program, 0o755);
  return { folder, mark };
}

describe('A person in Restricted Mode', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('restricted');

  it('sees what is found, whatever the folder asks for, and no program of the folder is run', async () => {
    const { folder, mark } = makeFolder(BLIND, { rules: OFF, exclude: ['**'] });
    const workbench = await open(folder, { trusted: false });
    await until(() => workbench.isRestricted(), 'Restricted Mode');

    await workbench.problem(leakIn('worker.py'), 'the leaked key in a closed file');
    await workbench.openFile('client.py');
    const leak = await workbench.problem(leakIn('client.py'), 'the leaked key in an open file');
    await workbench.screenshot('restricted-found');
    await workbench.applyFix(leak, /environment/i);
    await workbench.save();
    await workbench.problemGone(leakIn('client.py'), 'the leaked key');
    assert.ok(await workbench.isRestricted());
    assert.ok(!existsSync(mark), 'git must not have been started');
  });

  it('learns in a lab, for which nobody has to be trusted', async () => {
    const { folder } = makeFolder({}, {});
    const workbench = await open(folder, { trusted: false });
    await openLab(workbench, 'The certificate that nobody checks', 'Python');
    const option = await workbench.problem(({ file }) => file === 'gateway.py', 'the option in the lab');
    await workbench.applyFix(option, 'Remove');
    await labDone(workbench);
    assert.ok(await workbench.isRestricted());
    await workbench.screenshot('restricted-lab');
  });

  it('trusts the folder, and its settings and its configuration are in force at once', async () => {
    const { folder } = makeFolder({ 'claudeGuard.exclude': ['client.py'] }, { include: ['client.py'] });
    const workbench = await open(folder, { trusted: false });
    await workbench.problem(leakIn('worker.py'), 'the leaked key in a closed file');
    await workbench.openFile('client.py');
    await workbench.problem(leakIn('client.py'), 'the leaked key in an open file');

    await workbench.problem(isWaiting, 'what waits for trust');
    await workbench.trustWorkspace();
    await workbench.problemGone(isWaiting, 'what waits for trust');
    await workbench.problemGone(leakIn('client.py'), 'the leaked key in the open file');
    await workbench.problemGone(leakIn('worker.py'), 'the leaked key in the closed file');
    await workbench.screenshot('restricted-trusted');
  });
});
