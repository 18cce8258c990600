// @ts-check
/** A person whom another extension asks for a key: VS Code asks first, then we, and both can be taken back. */
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addCompanion } from './companion.mjs';
import { withWorkbench } from './hooks.mjs';
import { hash, makeKeyFolder, makePlaces, newKey, written } from './key-folder.mjs';
import { filesWith } from './key-traces.mjs';
import { KeysView } from './keys-view.mjs';
import { AGAIN_MS, succeeds, until } from './workbench.mjs';

const TEST_LIMIT_MS = 300_000;
const BY_VSCODE = /Companion.*sign in using Claude Guard/;
const BY_US = /May other extensions ask for this workspace’s key/;

describe('A person whom another extension asks for a key', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-consent');

  it('gives it after VS Code has asked, sees who has it, and takes it back', async () => {
    const key = newKey();
    const { options, all } = makePlaces();
    addCompanion(options.extensions);
    const folder = makeKeyFolder();
    const workbench = await open(folder, { ...options, theme: 'light' });
    const view = new KeysView(workbench);
    /** Until it does: a click in the palette may be lost. */
    const ask = () =>
      until(async () => {
        rmSync(join(folder, 'asking'), { force: true });
        await workbench.runCommand('Companion: Ask for a Key');
        return succeeds(until(() => existsSync(join(folder, 'asking')), 'it to ask', AGAIN_MS));
      }, 'the other extension to ask');
    /** @param {() => Promise<unknown>} [answer] what the person answers; by default nothing is asked */
    const asked = (answer = async () => undefined) =>
      written(join(folder, 'asked'), async (isThere) => {
        await ask();
        await answer();
        await until(isThere, 'the answer to the other extension');
      });
    await view.open();
    await view.add(key, 'development', 'chat');
    await workbench.runCommand('Notifications: Clear All Notifications');

    assert.match(await asked(() => view.confirm(BY_VSCODE, 'Cancel')), /^refused/);
    const refused = await asked(async () => {
      await view.confirm(BY_VSCODE, 'Allow');
      await view.confirm(BY_US, 'Cancel');
    });
    assert.match(refused, /^refused: .*No key was given out/);
    const given = await asked(async () => {
      await view.confirm(BY_VSCODE, 'Allow');
      await view.confirm(BY_US, 'Allow');
      await view.pick(/Which key is this workspace’s/, 'development');
    });
    assert.equal(given, hash(key));
    await view.untilUsed('development');
    assert.equal(await asked(), hash(key), 'VS Code remembers the answer');

    await workbench.runAsking('Claude Guard: Manage Extensions That Have Keys…');
    await view.input(/Companion/);
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Claude Guard: Show Access Log of Keys');
    await workbench.webview().locator('td', { hasText: 'given out' }).first().waitFor();
    await workbench.runCommand('View: Close All Editors');

    await workbench.runAsking('Claude Guard: Stop Using Keys in This Workspace');
    await view.untilUsed(undefined);
    assert.match(await asked(() => view.confirm(BY_VSCODE, 'Cancel')), /^refused/);
    await workbench.close();
    assert.deepEqual(filesWith([...all, folder], [key]), []);
  });
});
