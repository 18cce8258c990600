// @ts-check
/** A person whose VS Code stores no terminals: the key stands in their environment; switching switches all that starts. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { withWorkbench } from './hooks.mjs';
import { hash, makeKeyFolder, makePlaces, newKey, written } from './key-folder.mjs';
import { filesWith } from './key-traces.mjs';
import { KeysView } from './keys-view.mjs';
import { Terminals } from './terminals.mjs';
import { until } from './workbench.mjs';

const TEST_LIMIT_MS = 300_000;
const SETTINGS = {
  'terminal.integrated.enablePersistentSessions': false,
  'debug.internalConsoleOptions': 'neverOpen',
  'debug.openDebug': 'neverOpen',
};
const WAYS = /What may have this workspace’s key/;

const TASK = { label: 'build', type: 'shell', command: 'node program.js task', problemMatcher: [] };
const LAUNCH = {
  ...{ type: 'node', request: 'launch', name: 'Program', console: 'internalConsole' },
  ...{ program: '${workspaceFolder}/program.js', args: ['debugged'], cwd: '${workspaceFolder}' },
};
const FILES = {
  '.vscode/tasks.json': JSON.stringify({
    version: '2.0.0',
    tasks: [{ ...TASK, group: { kind: 'build', isDefault: true } }],
  }),
  '.vscode/launch.json': JSON.stringify({ version: '0.2.0', configurations: [LAUNCH] }),
};

describe('A person whose VS Code stores no terminals', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-environment');

  it('has the key in terminals, tasks and what is debugged, switches all of it, and takes it back', async () => {
    const [key, live] = [newKey(), newKey()];
    const { options, all } = makePlaces();
    const folder = makeKeyFolder(FILES);
    const workbench = await open(folder, { ...options, settings: SETTINGS });
    const [view, terminals] = [new KeysView(workbench), new Terminals(workbench)];
    const inTerminal = () =>
      written(join(folder, 'typed'), (isThere) => terminals.run('node program.js typed', isThere));
    /** @param {string} command that starts a program @param {string} file that the program writes */
    const started = (command, file) =>
      written(join(folder, file), async (isThere) => {
        await workbench.runCommand(command);
        await until(isThere, `${command} to have run`);
      });
    const seen = async () => [
      await started('Tasks: Run Build Task', 'task'),
      await started('Debug: Start Debugging', 'debugged'),
    ];
    await view.open();
    await view.add(key, 'development', 'chat');
    await view.add(live, 'staging', 'chat');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runAsking('Claude Guard: Use Keys in This Workspace…');
    await view.toggle(WAYS, 'in their environment');
    await view.toggle(WAYS, 'Debugging without a terminal');
    await view.accept(3);
    await view.pick(/Which key is this workspace’s/, 'development');
    await view.untilUsed('development');
    await terminals.open();
    assert.equal(await inTerminal(), hash(key));

    await workbench.runAsking('Claude Guard: Switch Environment…');
    await view.pick(/Which environment’s key/, 'staging');
    await view.confirm(/no longer this folder’s key[\s\S]*may still have it/, 'Close Terminal');
    await terminals.untilNone();
    await view.untilUsed('staging');
    assert.deepEqual(await seen(), [hash(live), hash(live)]);
    await terminals.open();
    assert.equal(await inTerminal(), hash(live));

    await workbench.runAsking('Claude Guard: Stop Using Keys in This Workspace');
    await view.confirm(/no longer used[\s\S]*may still have it/, 'Close Terminals?');
    await view.untilUsed(undefined);
    assert.deepEqual(await seen(), ['none', 'none']);
    await workbench.close();
    assert.deepEqual(filesWith([...all, folder], [key, live]), []);
  });
});
