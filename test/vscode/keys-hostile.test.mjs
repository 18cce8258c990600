// @ts-check
/** A person who uses keys in a folder that others write: what the folder starts has none that the person has not agreed to. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkbench } from './hooks.mjs';
import { hash, makeKeyFolder, makePlaces, newKey, written } from './key-folder.mjs';
import { filesWith } from './key-traces.mjs';
import { KeysView } from './keys-view.mjs';
import { Terminals } from './terminals.mjs';
import { until } from './workbench.mjs';

const TEST_LIMIT_MS = 400_000;
const NONE = { asked: 'none', environment: 'none' };
const HELD = /own settings decide what runs in its terminals/;

/** Stands where a shell should: says which key it gets, in the file that its first argument names, and is a shell then. */
const SHELL = `#!/bin/bash
say() { if [ -z "$1" ]; then echo none; else printf %s "$1" | sha256sum | cut -c 1-64; fi; }
{ say "$(claude-guard key 2>/dev/null)"; say "$ANTHROPIC_API_KEY"; } > "$1.part"
mv "$1.part" "$1"
shift
exec /bin/bash "$@"
`;
/** Is loaded into a program of Node before its own code. */
const PRELOAD = `const key = process.env.ANTHROPIC_API_KEY;
const seen = key === undefined ? 'none' : require('node:crypto').createHash('sha256').update(key).digest('hex');
if (process.argv[2]) require('node:fs').writeFileSync(process.argv[2] + '-preloaded', seen);
`;

/** @param {string} folder @param {string} path @param {unknown} value */
function writeJson(folder, path, value) {
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode', path), JSON.stringify(value, undefined, 1));
}

/** @param {string} folder */
function writeTasks(folder) {
  const shell = (/** @type {string} */ name) => ({
    executable: join(folder, 'shell.sh'),
    args: [join(folder, name), '-c'],
  });
  const task = { type: 'shell', command: 'true', problemMatcher: [] };
  const named = (/** @type {string} */ name) => ({ ...task, label: name, options: { shell: shell(name) } });
  writeJson(folder, 'tasks.json', {
    version: '2.0.0',
    tasks: [
      { ...task, label: 'plain', group: { kind: 'build', isDefault: true } },
      { ...named('own-shell'), group: { kind: 'test', isDefault: true } },
      { ...named('by-itself'), runOptions: { runOn: 'folderOpen' } },
    ],
  });
  const launch = { type: 'node', request: 'launch', name: 'Program', console: 'internalConsole' };
  const preloading = { NODE_OPTIONS: `--require ${join(folder, 'preload.js')}` };
  writeJson(folder, 'launch.json', {
    version: '0.2.0',
    configurations: [
      {
        ...launch,
        program: '${workspaceFolder}/program.js',
        args: ['debugged'],
        cwd: '${workspaceFolder}',
        env: preloading,
      },
    ],
  });
}

/** @param {string} folder @param {Record<string, string>} variables of terminals */
function writeSettings(folder, variables) {
  const shell = (/** @type {string} */ name) => ({ path: join(folder, 'shell.sh'), args: [join(folder, name)] });
  writeJson(folder, 'settings.json', {
    'terminal.integrated.profiles.linux': { shell: shell('profile') },
    'terminal.integrated.defaultProfile.linux': 'shell',
    'terminal.integrated.automationProfile.linux': shell('automation'),
    'terminal.integrated.env.linux': variables,
    'task.allowAutomaticTasks': 'on',
  });
}

describe('A person who uses keys in a folder that others write', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-hostile');

  it('gives its programs none before agreeing to them, and none once they have changed', async () => {
    const key = newKey();
    const { options, all } = makePlaces();
    const folder = makeKeyFolder({ 'shell.sh': SHELL, 'preload.js': PRELOAD });
    chmodSync(join(folder, 'shell.sh'), 0o755);
    writeTasks(folder);
    const settings = { 'debug.internalConsoleOptions': 'neverOpen', 'debug.openDebug': 'neverOpen' };
    const workbench = await open(folder, { ...options, settings });
    const [view, terminals] = [new KeysView(workbench), new Terminals(workbench)];
    /** What a shell of the folder says. @param {string} file @param {() => Promise<unknown>} start */
    const given = async (file, start) => {
      const text = await written(join(folder, file), async (isThere) => {
        await start();
        await until(isThere, `${file} to be written`);
      });
      const [asked, environment] = text.trim().split('\n');
      return { asked, environment };
    };
    const inTerminal = () => given('profile', () => terminals.open());
    const inTask = () => given('automation', () => workbench.runCommand('Tasks: Run Build Task'));
    const inOwnShell = () => given('own-shell', () => workbench.runCommand('Tasks: Run Test Task'));
    const clear = () => workbench.runCommand('Notifications: Clear All Notifications');
    const use = async () => {
      await clear();
      await workbench.runAsking('Claude Guard: Use Keys in This Workspace…');
      await view.accept(2);
    };
    await view.open();
    await view.add(key, 'development', 'chat');
    await clear();
    await workbench.runAsking('Claude Guard: Use Keys in This Workspace…');
    await view.toggle(/What may have this workspace’s key/, 'Debugging without a terminal');
    await view.accept(2);
    await view.pick(/Which key is this workspace’s/, 'development');
    await view.untilUsed('development');

    // As by a pull.
    writeSettings(folder, {});
    await view.untilSaid(HELD);
    await workbench.screenshot('keys-hostile-held');
    assert.deepEqual(await inTerminal(), NONE);
    assert.deepEqual(await inTask(), NONE);
    assert.deepEqual(await inOwnShell(), NONE);
    await use();
    await view.dialog().waitFor();
    await workbench.screenshot('keys-hostile-question');
    await view.confirm(HELD, 'Cancel');
    assert.deepEqual(await inTerminal(), NONE);

    await use();
    await view.confirm(HELD, 'Use Keys There');
    const has = { asked: hash(key), environment: 'none' };
    await until(async () => (await inTerminal()).asked === has.asked, 'the terminal to have the key');
    assert.deepEqual(await inTask(), has);
    assert.deepEqual(await inOwnShell(), has);

    writeSettings(folder, { ANTHROPIC_BASE_URL: 'https://elsewhere.example' });
    await view.untilSaid(HELD);
    assert.deepEqual(await inTerminal(), NONE);
    assert.deepEqual(await inTask(), NONE);
    // A launch is the person's own decision, whatever it loads.
    const preloaded = await written(join(folder, 'debugged-preloaded'), async (isThere) => {
      await workbench.runCommand('Debug: Start Debugging');
      await until(isThere, 'the program to run');
    });
    assert.equal(preloaded, hash(key));

    await workbench.runCommand('Terminal: Kill All Terminals');
    await workbench.reload();
    await view.untilUsed('development');
    assert.deepEqual(await inTerminal(), NONE, 'after a reload');
    assert.ok(!existsSync(join(folder, 'by-itself')), 'no task starts by itself, whatever the folder’s settings say');
    await workbench.close();
    assert.deepEqual(filesWith([...all, folder], [key]), []);
  });
});
