// @ts-check
/** A person with keys in two windows, and in a folder that is no longer trusted. */
import assert from 'node:assert/strict';
import { withWorkbench } from './hooks.mjs';
import { makeKeyFolder, newKey } from './key-folder.mjs';
import { KeysView } from './keys-view.mjs';

const TEST_LIMIT_MS = 400_000;

describe('A person with two windows', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-windows');

  it('loses no key: a window that another has overtaken says so, and changes nothing until it is reloaded', async () => {
    const first = await open(makeKeyFolder());
    const one = new KeysView(first);
    await one.open();
    await one.add(newKey(), 'development', 'chat');
    const second = await first.another();
    const other = new KeysView(second);
    await other.open();
    await other.untilRows(([row, ...more]) => row?.startsWith('chat') && more.length === 0, 'the key that was there');

    await first.page.bringToFront();
    await one.add(newKey(), 'staging', 'shop');
    await second.page.bringToFront();
    await other.refresh();
    await other.untilRows(
      (rows) => rows.some((row) => /^shop, staging, in another window/.test(row)),
      'the key of the other window',
    );
    await second.screenshot('keys-windows-behind');
    await second.runAsking('Claude Guard: Delete Key…');
    await other.pick(/Which key is to be deleted/, 'chat');
    await other.confirm(/cannot be brought back/, 'Delete');
    await other.untilSaid(/Another window has changed keys/);
    await second.screenshot('keys-windows-refused');

    await second.reload();
    await other.open();
    await other.untilRows((rows) => rows.length === 2 && !rows.some((row) => /another/.test(row)), 'both keys');
    await other.askToDelete('chat');
    await other.confirm(/cannot be brought back/, 'Delete');
    await other.untilRows(([row, ...more]) => row?.startsWith('shop') && more.length === 0, 'one key to be left');
    await second.close();
  });
});

describe('A person who no longer trusts a folder', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-untrusted');

  it('has no key used there from then on, until it is trusted again', async () => {
    const workbench = await open(makeKeyFolder(), { trusted: false, viewport: { width: 1280, height: 1200 } });
    const view = new KeysView(workbench);
    await workbench.trustWorkspace();
    await view.open();
    await view.add(newKey(), 'development', 'chat');
    await workbench.runAsking('Claude Guard: Use Keys in This Workspace…');
    await view.accept(1);
    await view.pick(/Which key is this workspace’s/, 'development');
    await view.untilUsed('development');

    await workbench.distrustWorkspace();
    await view.untilUsed(undefined);
    await view.open();
    assert.match(await view.welcome(), /Restricted Mode\. Keys wait for your trust/);
    await workbench.screenshot('keys-untrusted');

    await workbench.trustWorkspace();
    await view.untilUsed('development');
  });
});
