// @ts-check
/** A person who uses keys in terminals: programs have them, and no file has. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { withWorkbench } from './hooks.mjs';
import { hash, makeKeyFolder, makePlaces, newKey, written } from './key-folder.mjs';
import { filesWith } from './key-traces.mjs';
import { KeysView } from './keys-view.mjs';
import { Terminals } from './terminals.mjs';

const TEST_LIMIT_MS = 500_000;

/** A workspace that would have the key itself. */
const settings = JSON.stringify({
  'claudeGuard.keys.consent': ['environment'],
  'claudeGuard.keys.debugTypes': ['evil'],
});

describe('A person who uses keys in terminals', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-use');

  it('gives one to a program alone, switches, takes it back, and leaves no trace', async () => {
    const [key, live] = [newKey(), newKey()];
    const { options, all } = makePlaces();
    const folder = makeKeyFolder({ '.vscode/settings.json': settings });
    let workbench = await open(folder, { ...options, theme: 'contrast' });
    let view = new KeysView(workbench);
    let terminals = new Terminals(workbench);
    /** @param {string} command @param {string} file that the command writes */
    const seen = (command, file) => written(join(folder, file), (isThere) => terminals.run(command, isThere));
    await view.open();
    await view.add(key, 'development', 'chat');
    await view.add(live, 'staging', 'chat');
    await workbench.runCommand('Notifications: Clear All Notifications');

    await workbench.runAsking('Claude Guard: Use Keys in This Workspace…');
    const asked = await view.input(/What may have this workspace’s key/);
    await workbench.screenshot('keys-use-choose');
    assert.match(await asked.innerText(), /VS Code stores terminals, so they have no key/);
    assert.doesNotMatch(await asked.innerText(), /Terminals and tasks: in their environment/);
    await view.accept(1);
    await view.pick(/Which key is this workspace’s/, 'development');
    await view.untilUsed('development');
    await workbench.reload();
    await view.untilUsed('development');
    await workbench.screenshot('keys-use-status');

    await terminals.open();
    assert.equal(await seen('node program.js bare', 'bare'), 'none');
    assert.equal(
      await seen('claude-guard key | sha256sum | cut -c 1-64 > piped', 'piped').then((text) => text.length),
      65,
    );
    assert.equal(await seen('claude-guard key -- node program.js held stay', 'held'), hash(key));
    await workbench.screenshot('keys-use-terminal');

    await workbench.runAsking('Claude Guard: Switch Environment…');
    await view.pick(/Which environment’s key/, 'staging');
    await view.dialog().waitFor();
    await workbench.screenshot('keys-use-holders');
    await view.confirm(/no longer this folder’s key[\s\S]*may still have it/, 'Close Terminal');
    await terminals.untilNone();
    await view.untilUsed('staging');
    await terminals.open();
    assert.equal(await seen('claude-guard key -- node program.js live stay', 'live'), hash(live));

    await workbench.runCommand('Claude Guard: Show Access Log of Keys');
    await workbench.webview().locator('td', { hasText: 'given out' }).first().waitFor();
    await workbench.screenshot('keys-use-log');
    assert.deepEqual(filesWith([...all, folder], [key, live]), [], 'while it is used');

    const port = Number(new URL(workbench.page.url()).port);
    await workbench.close();
    // The server starts anew; the browser remembers.
    const others = temporaryFolder('extensions');
    workbench = await open(folder, { ...options, extensions: others, port });
    [view, terminals] = [new KeysView(workbench), new Terminals(workbench)];
    await view.untilUsed('staging');
    await terminals.open();
    assert.equal(await seen('claude-guard key -- node program.js last stay', 'last'), hash(live));
    await workbench.runAsking('Claude Guard: Stop Using Keys in This Workspace');
    await view.confirm(/no longer used[\s\S]*may still have it/, 'Cancel');
    await view.untilUsed(undefined);
    await terminals.open();
    assert.match(await seen('claude-guard key > refused 2>&1; echo ended >> refused', 'refused'), /not found/);
    await view.open();
    await view.askToDelete('chat, staging');
    await view.confirm(/cannot be brought back/, 'Delete');
    await view.confirm(/“chat” \(staging\) is deleted[\s\S]*may still have it/, 'Cancel');
    await view.untilRows((rows) => rows.length === 1, 'one key to be left');
    // Two terminals are open, and a program in one of them has the key.
    await workbench.close();
    assert.deepEqual(filesWith([...all, folder], [key, live]), [], 'after all is closed');
    const found = join(options.env.TMPDIR, 'found');
    writeFileSync(found, Buffer.from(live).toString('base64'));
    assert.deepEqual(filesWith([...all, folder], [key, live]), [found], 'the search finds what is there');
  });
});
