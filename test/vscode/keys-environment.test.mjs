// @ts-check
/** A person whose VS Code stores no terminals: keys stand in their environment, other extensions have one, and both end. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addCompanion } from './companion.mjs';
import { withWorkbench } from './hooks.mjs';
import { hash, makeKeyFolder, makePlaces, newKey, written } from './key-folder.mjs';
import { filesWith } from './key-traces.mjs';
import { KeysView } from './keys-view.mjs';
import { Terminals } from './terminals.mjs';
import { AGAIN_MS, until } from './workbench.mjs';

const TEST_LIMIT_MS = 500_000;
const STORED = 'terminal.integrated.enablePersistentSessions';
const [HELPER, ENVIRONMENT, DEBUGGING] = ['“claude-guard key”', 'in their environment', 'Debugging without'];

const LAUNCH = JSON.stringify({
  configurations: [
    { type: 'node', request: 'launch', name: 'Program', program: '${workspaceFolder}/program.js', args: ['debugged'] },
  ],
});

describe('A person whose VS Code stores no terminals', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-environment');

  /** @param {import('./driver.mjs').OpenOptions} options @param {string} folder */
  async function start(folder, options) {
    const workbench = await open(folder, {
      ...options,
      settings: { [STORED]: false, 'debug.saveBeforeStart': 'none' },
    });
    const [view, terminals] = [new KeysView(workbench), new Terminals(workbench)];
    /** @param {string} file @returns {Promise<string>} what a program in the terminal in front has seen */
    const seen = (file) => written(join(folder, file), (isThere) => terminals.run(`node program.js ${file}`, isThere));
    /** @param {string[]} ways to change, by their titles @param {number} count of those that are ticked then */
    const allow = async (ways, count) => {
      await workbench.runAsking('Claude Guard: Use Keys in This Workspace…');
      for (const way of ways) await view.toggle(/What may have this workspace’s key/, way);
      await workbench.screenshot('keys-environment-choose');
      await view.accept(count);
    };
    await view.open();
    return { workbench, view, terminals, seen, allow };
  }

  it('has them there, switches, and is shown each terminal that keeps one', async () => {
    const [key, live] = [newKey(), newKey()];
    const { userData, extensions, profile, tmp } = makePlaces();
    const folder = makeKeyFolder({ '.vscode/launch.json': LAUNCH });
    const options = { userData, extensions, profile, env: { TMPDIR: tmp } };
    const { workbench, view, terminals, seen, allow } = await start(folder, options);
    await view.add(key, 'development', 'chat');
    await view.add(live, 'staging', 'chat');
    // What is no secret is found: so the search would find a key.
    const name = `${randomUUID()}${randomUUID()}`.slice(0, 60);
    await view.add(newKey(), 'production', name);
    await workbench.runCommand('Notifications: Clear All Notifications');
    await allow([ENVIRONMENT, HELPER, DEBUGGING], 2);
    await view.pick(/Which key is this workspace’s/, 'development');
    await view.untilUsed('development');

    await terminals.open();
    assert.equal(await seen('first'), hash(key));
    await workbench.runAsking('Claude Guard: Switch Environment…');
    await view.pick(/Which environment’s key/, 'staging');
    await view.confirm(/no longer this folder’s key[\s\S]*may still have it/, 'Close Terminal');
    await terminals.untilNone();
    await terminals.open();
    assert.equal(await seen('second'), hash(live));
    const debugged = () =>
      written(join(folder, 'debugged'), async (isThere) => {
        await workbench.runCommand('Debug: Start Debugging');
        await until(isThere, 'the program to be debugged');
      });
    assert.equal(await debugged(), hash(live), 'switching switches debugging, too');

    await allow([ENVIRONMENT, HELPER], 2);
    await view.confirm(/Less may have the key[\s\S]*may still have it/, 'Cancel');
    await terminals.open();
    assert.equal(await seen('third'), 'none');
    await workbench.runAsking('Claude Guard: Stop Using Keys in This Workspace');
    await view.dialog().waitFor();
    await workbench.screenshot('keys-environment-stop');
    await view.confirm(/no longer used[\s\S]*may still have it/, 'Close Terminal');
    await view.untilUsed(undefined);
    assert.equal(await debugged(), 'none');
    await workbench.close();
    const all = [userData, extensions, profile, tmp, folder];
    assert.notDeepEqual(filesWith(all, [name]), []);
    assert.deepEqual(filesWith(all, [key, live]), []);
  });

  it('is told at once when the workspace has VS Code store them', async () => {
    const key = newKey();
    const { userData, extensions, profile, tmp } = makePlaces();
    const folder = makeKeyFolder({ '.vscode/settings.json': '{}' });
    const options = { userData, extensions, profile, env: { TMPDIR: tmp } };
    const { workbench, view, terminals, seen, allow } = await start(folder, options);
    await view.add(key, 'development', 'chat');
    await allow([ENVIRONMENT, HELPER], 1);
    await view.pick(/Which key is this workspace’s/, 'development');
    await view.untilUsed('development');
    await terminals.open();
    assert.equal(await seen('before'), hash(key));
    writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ [STORED]: true }));
    await view.dialog().waitFor();
    await workbench.screenshot('keys-environment-stored');
    await view.confirm(/stores terminals on the disk from now on[\s\S]*was given the key/, 'Close Terminal');
    await terminals.untilNone();
    await terminals.open();
    assert.equal(await seen('after'), 'none');
    await workbench.close();
    assert.deepEqual(filesWith([userData, extensions, profile, tmp, folder], [key]), []);
  });
});

describe('A person who lets another extension have a key', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys-extension');

  it('is asked by VS Code, may take it back, and sees in the log that it was given out', async () => {
    const key = newKey();
    const { userData, extensions, profile, tmp } = makePlaces();
    const folder = makeKeyFolder();
    addCompanion(extensions);
    const workbench = await open(folder, { userData, extensions, profile, env: { TMPDIR: tmp } });
    const view = new KeysView(workbench);
    /** @param {() => Promise<void>} answer what the person answers */
    const asked = (answer) =>
      written(join(folder, 'asked'), async (isThere) => {
        await workbench.runCommand('Companion: Ask for a Key');
        await answer();
        await until(isThere, 'the answer to the other extension');
      });
    await view.open();
    await view.add(key, 'development', 'chat');
    await workbench.runCommand('Notifications: Clear All Notifications');
    const refused = await asked(async () => {
      await view.dialog().waitFor();
      await workbench.screenshot('keys-extension-consent');
      await view.confirm(/Companion.*sign in using Claude Guard/, 'Cancel');
    });
    assert.match(refused, /^refused/);

    const given = await asked(async () => {
      await view.confirm(/Companion.*sign in using Claude Guard/, 'Allow');
      await view.confirm(/May other extensions ask for this workspace’s key/, 'Allow');
      await view.pick(/Which key is this workspace’s/, 'development');
    });
    assert.equal(given, hash(key));
    await view.untilUsed('development');

    await workbench.runAsking('Claude Guard: Manage Extensions That Have Keys…');
    await view.input(/Companion/);
    await workbench.screenshot('keys-extension-manage');
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Claude Guard: Show Access Log of Keys');
    await workbench.webview().locator('td', { hasText: 'Read by VS Code' }).first().waitFor();
    await workbench
      .webview()
      .locator('tr', { hasText: 'use allowed' })
      .locator('td', { hasText: 'Other extensions' })
      .waitFor();
    await workbench.screenshot('keys-extension-log');

    await workbench.runCommand('Claude Guard: Stop Using Keys in This Workspace');
    await view.untilUsed(undefined);
    const after = await asked(() => view.confirm(/Companion.*sign in using Claude Guard/, 'Cancel'));
    assert.match(after, /^refused/);
    await workbench.close();
    assert.deepEqual(filesWith([userData, extensions, profile, tmp, folder], [key]), []);
  });

  it('has a key written to .env after a warning, where git ignores that, and saves the log of it all', async () => {
    const key = newKey();
    const folder = makeKeyFolder({ '.gitignore': 'node_modules\n' });
    const [env, saved] = [join(folder, '.env'), join(folder, 'log.json')];
    const workbench = await open(folder, { theme: 'light' });
    const view = new KeysView(workbench);
    await view.open();
    await view.add(key, 'development', 'chat');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('Claude Guard: Write Key to .env…');
    await view.confirm(/Nothing was written[\s\S]*Git does not ignore \.env/, 'OK');
    assert.ok(!existsSync(env));

    writeFileSync(join(folder, '.gitignore'), '.env\n');
    await workbench.runAsking('Claude Guard: Write Key to .env…');
    await view.pick(/Which key is to be written/, 'development');
    await view.dialog().waitFor();
    await workbench.screenshot('keys-env-question');
    await view.confirm(/plain text: for every program and agent/, 'Write It to .env');
    await until(() => existsSync(env), 'the .env file');
    assert.equal(readFileSync(env, 'utf8'), `ANTHROPIC_API_KEY=${key}\n`);

    await workbench.runAsking('Claude Guard: Export Access Log of Keys…');
    const place = workbench.page.locator('.quick-input-widget input.input');
    await until(async () => /access-log\.json$/.test(await place.inputValue()), 'VS Code to ask where');
    await until(async () => {
      if (existsSync(saved)) return true;
      await place.fill(saved, { timeout: AGAIN_MS }).catch(() => undefined);
      await workbench.page.keyboard.press('Enter');
      return false;
    }, 'the saved log');
    /** @type {{ action: string, key: string, machine: string, time: string }[]} */
    const events = JSON.parse(readFileSync(saved, 'utf8'));
    assert.deepEqual(
      events.map(({ action }) => action),
      ['injected', 'stored'],
    );
    assert.ok(events.every(({ machine, time }) => machine !== '' && !Number.isNaN(Date.parse(time))));
    assert.ok(!JSON.stringify(events).includes(key.slice(20, 40)));
  });
});
