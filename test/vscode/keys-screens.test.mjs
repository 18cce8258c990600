// @ts-check
/** What a person sees of keys that need attention, and of what is explained about them, in each kind of theme. */
import assert from 'node:assert/strict';
import { addCompanion } from './companion.mjs';
import { withWorkbench } from './hooks.mjs';
import { makeKeyFolder, makePlaces, newKey } from './key-folder.mjs';
import { KeysView } from './keys-view.mjs';

const TEST_LIMIT_MS = 400_000;

describe('A person whose keys need attention', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-screens');

  for (const theme of /** @type {const} */ (['dark', 'light', 'contrast'])) {
    it(`sees which, and what to do, and is explained how keys are used (${theme} theme)`, async () => {
      const [key, moved] = [newKey(), newKey()];
      const places = makePlaces();
      addCompanion(places.extensions);
      const leak = `import anthropic\n\nclient = anthropic.Anthropic(api_key="${moved}")\n`;
      const folder = makeKeyFolder({ 'client.py': leak, 'requirements.txt': 'anthropic==1.0.0\n' });
      const workbench = await open(folder, { theme, ...places });
      const view = new KeysView(workbench);
      const { page } = workbench;
      const shot = (/** @type {string} */ name) => workbench.screenshot(`keys-${theme}-${name}`);
      await view.open();
      await view.add(key, 'development', 'chat');
      await workbench.runAsking('Claude Guard: Add Key…');
      await view.answer(/Paste a key of Claude/, key);
      await view.dialog().waitFor();
      await shot('again');
      await view.confirm(/stored already, as “chat” \(development\)/, 'Store It Again');
      await view.input(/Which environment/);
      await shot('environment');
      await view.choose(/Which environment/, 'production');
      await view.input(/What the key is for/);
      await shot('name');
      await view.answer(/What the key is for/, 'shop');
      const twins = (/** @type {string[]} */ rows) =>
        rows.length === 2 && rows.every((row) => /same as in (development|production)/.test(row));
      await view.untilRows(twins, 'both to be called the same');
      await workbench.runCommand('Notifications: Clear All Notifications');
      await shot('twins');

      await workbench.openFile('client.py');
      const leaked = await workbench.problem(({ code }) => code === 'hardcoded-credential', 'the leaked key');
      await workbench.applyFix(leaked, /^Move the key/);
      await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
      await workbench.webview().locator('h1', { hasText: 'Replace the API key' }).waitFor();
      await view.untilSaid(/secret store now, as “my-app” \(development\)[\s\S]*Local History, backups and git/);
      await shot('moved');
      await workbench.runCommand('View: Close All Editors');
      await view.open();
      await view.untilRows((rows) => rows.length === 3, 'the moved key');
      await workbench.clickNotification('Remove Stored Key');
      await view.untilRows((rows) => rows.length === 2, 'the moved key to be gone');

      await workbench.runCommand('Notifications: Clear All Notifications');
      await workbench.runCommand('Companion: A Hundred Days Later');
      await view.refresh();
      await view.untilRows((rows) => rows.every((row) => /overdue by 10 days/.test(row)), 'keys that are due');
      await view.tooltip('chat');
      await shot('due');

      await workbench.runAsking('Claude Guard: Use Keys in This Workspace…');
      await view.input(/What may have this workspace’s key/);
      await shot('ways');
      await page.locator('.quick-input-widget a.action-label[aria-label^="What This Means"]').click();
      await workbench.webview().locator('h1', { hasText: 'How programs get a key of yours' }).waitFor();
      await page.keyboard.press('Escape');
      await shot('explanation');
      await workbench.runCommand('View: Close All Editors');

      // What VS Code does to an entry that it cannot decrypt.
      await page.evaluate(() => localStorage.removeItem('secrets.provider'));
      await workbench.reload();
      await view.open();
      await view.untilRows(
        (rows) => rows.length === 2 && rows.every((row) => /lost by the secret store/.test(row)),
        'lost keys',
      );
      await view.tooltip('chat');
      await shot('lost');
      await workbench.runAsking('Claude Guard: Add Key…');
      await view.dialog().waitFor();
      await shot('volatile');
      await view.confirm(/does not keep secrets on this machine/, 'Cancel');
      await workbench.runCommand('Claude Guard: Remove All Keys…');
      await view.dialog().waitFor();
      await shot('remove-all');
      await view.confirm(/“chat” \(development\)[\s\S]*“shop” \(production\)/, 'Remove All');
      assert.match(await view.welcome(), /encrypted store/);
    });
  }
});
