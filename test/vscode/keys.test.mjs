// @ts-check
/** A person who keeps keys in VS Code's encrypted store: they are there after a reload, and nowhere in plain text. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { startFakeApi, startFakeProxy } from '../support/fake-api.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { filesWith } from './key-traces.mjs';
import { KeysView } from './keys-view.mjs';

const TEST_LIMIT_MS = 400_000;
/** A host that no name server knows: only a proxy leads there. */
const HOST = 'claude-gateway.invalid';

/** VS Code has Node say what the system trusts. */
const TRUSTING = { 'http.systemCertificates': true, 'http.systemCertificatesNode': true };

/** Another one in each run, so that what is found is this run's. */
const newKey = () => fakeKey('api03', randomUUID());

/** @param {string} name @returns {string} a folder of a program */
function makeFolder(name) {
  const folder = join(temporaryFolder(name), 'my-app');
  mkdirSync(folder);
  writeFileSync(join(folder, 'app.js'), 'export {};\n');
  return folder;
}

describe('A person with keys', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('keys');
  /** @type {(() => Promise<void>)[]} */
  let stops = [];
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    stops = [];
  });

  /** @param {string[]} keys */
  async function startApi(keys) {
    const api = await startFakeApi({ keys, hosts: [HOST] });
    stops.push(api.stop);
    const ca = join(temporaryFolder('certificate'), 'ca.pem');
    writeFileSync(ca, api.certificate);
    // Where Node looks for what the system trusts.
    return { api, env: { SSL_CERT_FILE: ca } };
  }

  // The other themes are looked at with the tour of pictures.
  const theme = /** @type {const} */ ('light');
  it(`adds one, reloads, verifies, rotates and deletes it, and leaves no trace (${theme} theme)`, async () => {
    const [key, next, wrong] = [newKey(), newKey(), newKey()];
    const { api, env } = await startApi([key, next]);
    const places = ['user-data', 'extensions', 'browser', 'tmp'].map((name) => temporaryFolder(name));
    const [userData, extensions, profile, tmp] = places;
    const folder = makeFolder('keys');
    // A workspace that would have keys sent to itself.
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(
      join(folder, '.vscode/settings.json'),
      JSON.stringify({ 'claudeGuard.keys.baseUrl': 'https://127.0.0.1:1', 'claudeGuard.keys.rotationDays': 1 }),
    );
    const settings = { ...TRUSTING, 'claudeGuard.keys.baseUrl': api.base };
    const workbench = await open(folder, {
      ...{ theme, settings, userData, extensions, profile },
      env: { ...env, TMPDIR: tmp },
    });
    const view = new KeysView(workbench);
    await view.open();
    assert.match(await view.welcome(), /encrypted store/);
    await workbench.screenshot(`keys-${theme}-empty`);

    await workbench.runAsking('Claude Guard: Add Key…');
    await view.input(/Paste a Claude key/);
    await view.paste(wrong.slice(0, -7));
    await view.untilProblem(/not whole: 7 characters/);
    await workbench.screenshot(`keys-${theme}-wrong`);
    await workbench.page.keyboard.press('Escape');
    await view.add(`  ANTHROPIC_API_KEY="${key}"\n`, 'staging', 'chat');
    const [row] = await view.untilRows((rows) => rows.length === 1, 'one row');
    assert.match(String(row), new RegExp(`^chat, staging, sk-ant-api03-…${key.slice(-4)}`));
    await workbench.screenshot(`keys-${theme}-added`);
    assert.equal(api.asked.length, 0, 'nothing was sent unasked');

    await workbench.reload();
    await view.open();
    await view.untilRows((rows) => rows.length === 1, 'the row after the reload');
    await view.act('chat', 'Verify Key…');
    await view.untilSaid(/The key works/);
    assert.equal(api.asked.length, 1);
    assert.equal(api.asked[0]?.headers['x-api-key'], key);
    await workbench.screenshot(`keys-${theme}-verified`);

    await workbench.runCommand('Notifications: Clear All Notifications');
    await view.act('chat', 'Rotate Key…');
    await view.confirm(/Disable the old one/, 'I Have the New Key');
    await view.input(/Paste the new key/);
    await view.paste(key);
    await view.untilProblem(/This is the old key/);
    await view.enter(next);
    await view.confirm(/Verify the new key/, 'Verify');
    await view.untilSaid(/has its new key\. The old one \(sk-ant-api03-…/);
    await view.untilRows(([one]) => one?.includes(next.slice(-4)), 'the new key');
    assert.equal(api.asked.at(-1)?.headers['x-api-key'], next);
    await workbench.screenshot(`keys-${theme}-rotated`);

    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('Claude Guard: Show Access Log of Keys');
    await workbench.webview().locator('td', { hasText: 'rotated' }).waitFor();
    await workbench.screenshot(`keys-${theme}-log`);

    assert.deepEqual(filesWith([...places, folder], [key, next, wrong]), [], 'while a key is stored');
    await view.act('chat', 'Verify Key…');
    await view.untilSaid(/The key works/);
    await view.askToDelete('chat');
    await view.confirm(/cannot be brought back/, 'Delete');
    await view.untilSaid(/is deleted/);
    assert.match(await view.welcome(), /encrypted store/);
    await workbench.close();
    assert.deepEqual(filesWith([...places, folder], [key, next, wrong]), [], 'after all is closed');
  });

  it('is told what each answer means, in a sentence of its own', async () => {
    const key = newKey();
    const { api, env } = await startApi([]);
    const settings = { ...TRUSTING, 'claudeGuard.keys.baseUrl': api.base };
    const workbench = await open(makeFolder('answers'), { theme: 'light', settings, env });
    const view = new KeysView(workbench);
    await view.open();
    await view.add(key, 'development', 'chat');
    /** @type {[mode: Parameters<typeof api.answer>[0], said: RegExp][]} The others are told apart in the tests of `verify`. */
    const answers = [
      ['api', /does not work \(401\)/],
      ['forbidden', /genuine, but may not do this \(403\)/],
      ['firewall', /Something between you and the API has answered \(403\)/],
      ['busy', /asks to wait 37 seconds \(429/],
      ['overloaded', /overloaded \(529\)/],
      ['drop', /refused or dropped the connection/],
    ];
    for (const [mode, said] of answers) {
      await workbench.runCommand('Notifications: Clear All Notifications');
      api.answer(mode);
      await view.act('chat', 'Verify Key…');
      await view.untilSaid(said);
      await workbench.screenshot(`keys-answer-${mode}`);
    }
    assert.ok(api.asked.every(({ path }) => path === '/v1/models?limit=1'));
  });

  it('has a key verified through the proxy that VS Code uses', async () => {
    const key = newKey();
    const { api, env } = await startApi([key]);
    const proxy = await startFakeProxy(api.port);
    stops.push(proxy.stop);
    const settings = { ...TRUSTING, 'http.proxy': proxy.url, 'claudeGuard.keys.baseUrl': `https://${HOST}` };
    const workbench = await open(makeFolder('proxy'), { settings, env });
    const view = new KeysView(workbench);
    await view.open();
    await view.add(key, 'development', 'gateway');
    await view.act('gateway', 'Verify Key…');
    await view.untilSaid(/The key works/);
    assert.deepEqual(proxy.tunnels, [`${HOST}:443`]);
  });

  it('has no key in a folder that is not trusted, until it is, and sends none to a server that nobody trusts', async () => {
    const { api } = await startApi([]);
    const settings = { 'claudeGuard.keys.baseUrl': api.base };
    const workbench = await open(makeFolder('restricted'), { trusted: false, settings });
    const view = new KeysView(workbench);
    await view.open();
    assert.match(await view.welcome(), /Restricted Mode\. Keys wait for your trust/);
    await workbench.screenshot('keys-restricted');
    await workbench.trustWorkspace();
    await view.open();
    await view.add(newKey(), 'development', 'chat');
    await view.act('chat', 'Verify Key…');
    await view.untilSaid(/certificate of .* is not trusted .* the key was not sent/);
    assert.equal(api.asked.length, 0);
    await view.add(newKey(), 'production', 'chat');
    await workbench.runCommand('Claude Guard: Remove All Keys…');
    await view.confirm(/“chat” \(development\)[\s\S]*“chat” \(production\)/, 'Remove All');
    await view.untilSaid(/All keys are removed/);
    assert.match(await view.welcome(), /encrypted store/);
  });
});
