// @ts-check
/** A folder whose author means harm: nothing of it runs, nothing outside of it is read, and nothing is hidden without a word. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Problem} Problem */

const TEST_LIMIT_MS = 300_000;
const LEAK = `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${fakeKey()}")\n`;
const OFF = { 'hardcoded-credential': 'off' };
/** What the person has set; VS Code's own git would run programs of the folder. */
const PERSON = {
  'git.enabled': false,
  'claudeGuard.enable': true,
  'claudeGuard.run': 'onType',
  'claudeGuard.scanOnStart': true,
  'claudeGuard.rules': { 'hardcoded-credential': 'error' },
  'claudeGuard.exclude': ['generated/**'],
  'claudeGuard.fileTimeout': 300,
};
const WORKSPACE = {
  'claudeGuard.enable': false,
  'claudeGuard.run': 'manual',
  'claudeGuard.scanOnStart': false,
  'claudeGuard.rules': OFF,
  'claudeGuard.exclude': ['**'],
  'claudeGuard.fileTimeout': 60_000,
  'search.exclude': { '**': true },
  'files.exclude': { '**/*.py': true },
};
/** Analysed for longer than the person gives a file. */
const HARD = ['import anthropic', ...Array.from({ length: 30_000 }, () => 'x=f(f(f(f(f(f(f(f(x))))))))')].join('\n');

/** @param {string} file @returns {(problem: Problem) => boolean} */
const leakIn = (file) => (problem) => problem.file === file && problem.code === 'hardcoded-credential';
/** @param {string} file @param {RegExp} text @returns {(problem: Problem) => boolean} */
const saidIn = (file, text) => (problem) =>
  problem.source === 'Claude Guard' && problem.file === file && text.test(problem.message);

/**
 * Waits until all of it stands in the Problems view.
 * @param {import('./workbench.mjs').Workbench} bench
 * @param {Record<string, (problem: Problem) => boolean>} wanted by what it is
 * @returns {Promise<Problem[]>} all of ours
 */
async function shows(bench, wanted) {
  /** @type {string[]} */
  let missing = [];
  return until(async () => {
    const all = await bench.problems('Claude Guard');
    missing = Object.keys(wanted).filter((what) => !all.some((problem) => wanted[what]?.(problem)));
    return missing.length === 0 && all;
  }, 'all problems').catch((/** @type {Error} */ error) => {
    throw new Error(`${error.message} There were not: ${missing.join('; ')}.`);
  });
}

/** @param {string} file @param {readonly RegExp[]} sentences */
const saidAllIn = (file, sentences) =>
  Object.fromEntries(sentences.map((sentence) => [`${sentence} in ${file}`, saidIn(file, sentence)]));

/** @param {readonly string[]} files */
const leaksIn = (files) => Object.fromEntries(files.map((file) => [`the leaked key in ${file}`, leakIn(file)]));

/**
 * @param {Record<string, unknown>} configuration of the folder
 * @param {Record<string, unknown>} [settings] of the folder
 * @returns {{ folder: string, ran: string }} `ran` is there once a program of the folder was started
 */
function makeFolder(configuration, settings = WORKSPACE) {
  const outer = temporaryFolder('hostile');
  const folder = join(outer, 'my-app');
  const ran = join(outer, 'ran');
  const program = join(folder, 'run.sh');
  /** @type {Record<string, string>} */
  const files = {
    'client.py': LEAK,
    'closed/worker.py': LEAK,
    'hard.py': HARD,
    'hushed.py': `# claude-guard-ignore-file hardcoded-credential -- all is well\n${LEAK}`,
    'linked/beside-link.py': LEAK,
    'piped/beside-pipe.py': LEAK,
    'long/beside-long.py': LEAK,
    'long/.claude-guard.json': JSON.stringify({ rules: OFF, $schema: ' '.repeat(2 << 20) }),
    '.claude-guard.json': JSON.stringify(configuration, undefined, 2).replaceAll('PROGRAM', program),
    '.vscode/settings.json': JSON.stringify(
      { ...settings, 'git.path': program, 'claudeGuard.command': program },
      undefined,
      2,
    ),
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config': `[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ${program}\n\thooksPath = ${folder}\n\tpager = ${program}\n[diff]\n\texternal = ${program}\n`,
    'run.sh': `#!/bin/sh\ntouch '${ran}'\n`,
    'post-checkout': `#!/bin/sh\ntouch '${ran}'\n`,
    '../outside/outside.py': LEAK,
    '../outside/.claude-guard.json': JSON.stringify({ rules: OFF }),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const path of ['.git/objects', '.git/refs']) mkdirSync(join(folder, path));
  for (const path of ['run.sh', 'post-checkout']) chmodSync(join(folder, path), 0o755);
  symlinkSync('../outside', join(folder, 'folder'), 'dir');
  symlinkSync('../outside/outside.py', join(folder, 'link.py'));
  symlinkSync('../../outside/.claude-guard.json', join(folder, 'linked/.claude-guard.json'));
  execFileSync('mkfifo', [join(folder, 'piped/.claude-guard.json'), join(folder, 'pipe.py')]);
  return { folder, ran };
}

describe('A person who opens a hostile folder', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('hostile');

  /** What holds whether the folder is trusted or not. @param {import('./workbench.mjs').Workbench} bench @param {string} ran */
  async function holds(bench, ran) {
    await shows(bench, {
      ...leaksIn(['client.py', 'worker.py', 'beside-link.py', 'beside-pipe.py', 'beside-long.py']),
      ...saidAllIn('hard.py', [/could not be analysed to its end: it took more than \d+ ms/]),
    });
    await until(
      async () =>
        (await bench.problems('Claude Guard')).filter(saidIn('.claude-guard.json', /is no text file of at most 1 MiB/))
          .length === 3,
      'a word on the link, the pipe and the long configuration',
    );
    const files = (await bench.problems('Claude Guard')).map(({ file }) => file);
    for (const file of ['outside.py', 'link.py', 'pipe.py']) assert.ok(!files.includes(file), file);
    assert.ok(!existsSync(ran), 'no program of the folder may run');
  }

  it('is told what its settings ask for in vain, and sees what is found', async () => {
    const { folder, ran } = makeFolder({
      ...{ rules: OFF, exclude: ['**'], include: ['nothing'], fileTimeout: 999_999_999 },
      ...{ command: 'PROGRAM', 'git.path': 'PROGRAM', minConfidence: 'high' },
    });
    const workbench = await open(folder, {
      settings: { ...PERSON, 'claudeGuard.include': [], 'claudeGuard.minConfidence': 'low' },
    });
    await holds(workbench, ran);
    const told = {
      'settings.json': [
        /switches Claude Guard off; you have set/,
        /has files analysed by command only/,
        /leaves out the scan at the start/,
        /switches the rule “hardcoded-credential” off/,
        /excludes “\*\*”/,
        /hides “\*\*” from scans/,
        /hides “\*\*\/\*\.py” from scans/,
      ],
      '.claude-guard.json': [
        /switches the rule “hardcoded-credential” off/,
        /excludes “\*\*”/,
        /limits the scan to “nothing”/,
        /“fileTimeout” must be a whole number of milliseconds/,
        /There is no setting “command”/,
        /There is no setting “git\.path”/,
      ],
    };
    await shows(
      workbench,
      Object.assign({}, ...Object.entries(told).map(([file, sentences]) => saidAllIn(file, sentences))),
    );
    const hard = await workbench.problem(({ file }) => file === 'hard.py', 'the notice');
    assert.ok((await workbench.quickFixes(hard)).includes('Try again'));
    await workbench.screenshot('hostile-trusted');
    assert.ok(!existsSync(ran), 'no program of the folder may run');
  });

  it('in Restricted Mode need not have set anything: the folder makes nothing weaker, and it says what waits', async () => {
    const { folder, ran } = makeFolder({
      ...{ rules: OFF, exclude: ['**'], include: ['nothing'], minConfidence: 'high', allowedHosts: ['evil.example'] },
      ...{ command: 'PROGRAM', 'git.path': 'PROGRAM' },
    });
    // Of the person only this, so that a file takes too long on any machine.
    const workbench = await open(folder, { trusted: false, settings: { 'claudeGuard.fileTimeout': 300 } });
    await until(() => workbench.isRestricted(), 'Restricted Mode');
    await holds(workbench, ran);
    await shows(
      workbench,
      saidAllIn('.claude-guard.json', [
        /switches the rule “hardcoded-credential” off; that waits for your trust in the folder\./,
        /excludes “\*\*”; that waits for your trust/,
        /limits the scan to “nothing”; that waits for your trust/,
        /shows only findings of “high” confidence or more; that waits for your trust/,
        /allows the hosts “evil\.example”; that waits for your trust/,
      ]),
    );
    const leak = await workbench.problem(leakIn('client.py'), 'the leaked key');
    await workbench.applyFix(leak, /environment/i);
    await workbench.save();
    await workbench.problemGone(leakIn('client.py'), 'the leaked key');
    await workbench.runCommand('Claude Guard: Show Findings');
    const message = workbench.page.locator('.pane-body .message', { hasText: 'Restricted Mode' }).first();
    await until(
      async () =>
        /Comments suppress 1 finding\./.test((await message.textContent({ timeout: 1000 }).catch(() => '')) ?? ''),
      'a word on what comments suppress',
    );
    await workbench.screenshot('hostile-restricted');
    assert.ok(await workbench.isRestricted());
    assert.ok(!existsSync(ran), 'no program of the folder may run');
  });

  it('who has set nothing is told what the folder hides', async () => {
    const { folder } = makeFolder({ rules: OFF, exclude: ['closed/**', 'hard.py'] }, {});
    const workbench = await open(folder, { settings: { 'git.enabled': false } });
    await workbench.runCommand('Claude Guard: Show Findings');
    const message = workbench.page.locator('.pane-body .message', { hasText: 'Settings' }).first();
    await until(
      async () =>
        /Settings leave out 2 files or folders\. Settings switch off: hardcoded-credential\./.test(
          (await message.textContent({ timeout: 1000 }).catch(() => '')) ?? '',
        ),
      'a word on what is hidden',
    );
    await workbench.screenshot('hostile-hidden');
  });
});
