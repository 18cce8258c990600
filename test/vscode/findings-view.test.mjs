// @ts-check
/** A person works through the findings by the view: by mouse, by keyboard, grouped and filtered; and what it says when there is none. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { FindingsView } from './findings-view.mjs';
import { withWorkbench } from './hooks.mjs';
import { isVisibleWithin, until } from './workbench.mjs';

const TEST_LIMIT_MS = 240_000;
/** A menu that has not come by then is asked for again. */
const MENU_LIMIT_MS = 5000;
const SDK = "import Anthropic from '@anthropic-ai/sdk';\n\n";
const KEY = fakeKey();
const LEAK = { 'client.js': `${SDK}export const client = new Anthropic({ apiKey: '${KEY}' });\n` };
/** The title of a rule that tells a way. */
const PROMPT = 'Untrusted system prompt';
const CLEAN = { 'clean.js': 'export {};\n' };
const FILES = {
  ...LEAK,
  ...CLEAN,
  'relay.js': `${SDK}export const relay = new Anthropic({ baseURL: 'http://relay.acme-corp.com' });\n`,
  Dockerfile: 'FROM node:22\nARG ANTHROPIC_API_KEY\n',
  'README.md': '# My app\n',
};

/** @param {Record<string, string>} files */
function workspace(files) {
  const folder = join(temporaryFolder('view'), 'my-app');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const ROUTE = {
  'route.js': `${SDK}import express from 'express';

const client = new Anthropic();
const app = express();

app.post('/ask', async (request, response) => {
  const tone = request.body.tone;
  const system = \`Answer in this tone: \${tone}\`;
  const reply = await client.messages.create({
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    system,
    messages: [{ role: 'user', content: 'Hello' }],
  });
  response.json(reply);
});
`,
};

describe('A person in the Findings view', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('findings-view');

  /** @param {string | undefined} folder @param {import('./driver.mjs').OpenOptions} [options] */
  async function start(folder, options) {
    const workbench = await open(/** @type {string} */ (folder), options);
    return { workbench, page: workbench.page, view: new FindingsView(workbench) };
  }

  it('groups, filters, and finds it all as it was after a reload', async () => {
    const { workbench, view } = await start(workspace(FILES));
    await until(async () => (await view.badge()) === '3', 'a badge that counts errors and warnings');
    await workbench.statusBarItem().click();
    const rows = await view.untilRows((seen) => seen.length === 5, 'two practices with three findings');
    assert.deepEqual(
      rows.filter(({ level }) => level === 1).map(({ label, description }) => [label, description]),
      [
        ['Secure authentication', '2'],
        ['HTTPS everywhere', '1'],
      ],
    );
    assert.match(rows[2]?.label ?? '', /Hard-coded credential/);
    assert.match(rows[2]?.description ?? '', /^client\.js:3$/);
    assert.ok(!JSON.stringify(rows).includes(KEY.slice(20, 60)), 'no row may show the key');

    await view.groupBy('File');
    await view.untilRows(([first]) => first?.label === 'client.js' || first?.label === 'Dockerfile', 'files');
    await view.groupBy('Severity');
    await view.untilRows(([first]) => first?.label === 'Errors' && first.description === '2', 'severities');

    await view.filter({ Errors: false, Information: false });
    await view.untilRows(([first, ...rest]) => first?.label === 'Warnings' && rest.length === 1, 'warnings only');
    await until(async () => (await view.message()) === '1 of 3 findings shown: Warnings.', 'what the filter hides');
    assert.equal(await view.badge(), '3');

    await workbench.reload();
    await view.open();
    await view.untilRows(([first, ...rest]) => first?.label === 'Warnings' && rest.length === 1, 'the same again');
    await view.filter({ Warnings: false, Information: true });
    await view.untilWelcome((text) => text.includes('The filters hide every finding'), 'that the filters hide all');
    await view.clickWelcome('Clear Filters');
    await view.untilRows((seen) => seen.length === 5, 'everything');
    await until(async () => (await view.message()) === '', 'no word of a filter');
  });

  it('finds the finding at the cursor, and works through all by keyboard', async () => {
    const { workbench, page, view } = await start(workspace(FILES), { theme: 'light' });
    await workbench.openFile('relay.js');
    await view.untilBadge('3');
    await workbench.runCommand('Claude Guard: Reveal in Findings View');
    await until(async () => (await view.focused()).includes('Unencrypted URL'), 'the row to be focused');
    await view.row('Unencrypted URL').locator('.label-name').first().hover();
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'What to do' }).first();
    await hover.waitFor();
    const text = await hover.innerText();
    for (const part of ['relay.acme-corp.com', 'Over plain HTTP', 'https://', 'High confidence', 'relay.js:3'])
      assert.ok(text.includes(part), `${part} is not in: ${text}`);

    await workbench.runCommand('Claude Guard: Show Findings');
    await view.untilRows((seen) => seen.length === 5, 'findings');
    await view.focusRow('Hard-coded credential');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name="client.js"]').waitFor();
    await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await until(async () => (await view.cursor()).startsWith('Ln 3,'), 'the cursor at the finding');

    await workbench.runCommand('Claude Guard: Show Findings');
    await view.focusRow('Unencrypted URL');
    await page.keyboard.press('Control+.');
    await page.locator('.tab.active[data-resource-name="relay.js"]').waitFor();
    const toHttps = page.locator('.action-widget .monaco-list-row.action', { hasText: 'https' }).first();
    // VS Code drops a menu that was asked for while another extension's fixes were just coming: it is asked for again.
    await until(async () => {
      if (await isVisibleWithin(toHttps, MENU_LIMIT_MS)) return true;
      await page.keyboard.press('Control+.');
      return false;
    }, 'the fix in the menu');
    await toHttps.click();
    await view.untilRows((seen) => seen.length === 3, 'the finding to go');
    assert.match(await workbench.editorText(), /https:\/\/relay/);

    await workbench.runCommand('Claude Guard: Show Findings');
    await view.focusRow('Hard-coded credential');
    await page.keyboard.press('Shift+F10');
    const offered = await view.menuItems();
    const order = [
      'Go to Finding',
      'Fix…',
      'Fix All of This Kind in the Workspace…',
      'Explain',
      'Suppress with a Reason…',
      'Copy Message',
    ];
    assert.deepEqual(
      offered.filter((title) => order.includes(title)),
      order,
      offered.join(', '),
    );
    await view.menuItem('Explain').click();
    await page.locator('.tab.active', { hasText: 'hardcoded-credential' }).waitFor();
    await workbench.openFile('README.md');
    const became = page.locator('.tab', { hasText: 'Preview README.md' });
    assert.ok(!(await isVisibleWithin(became, MENU_LIMIT_MS)), 'the page of the rule must stay');
    await page.locator('.tab', { hasText: 'hardcoded-credential' }).waitFor();
  });

  it('goes the way that leads to a finding, step by step', async () => {
    const { workbench, page, view } = await start(workspace(ROUTE));
    await workbench.runCommand('Claude Guard: Show Findings');
    await view.untilRows((seen) => seen.some(({ label }) => label === PROMPT), 'the finding');
    await view.focusRow(PROMPT);
    await page.keyboard.press('ArrowRight');
    const rows = await view.untilRows((seen) => seen.some(({ level }) => level === 3), 'the steps');
    const [first] = rows.filter(({ level }) => level === 3);
    assert.match(first?.label ?? '', /^1\. /);
    assert.equal(first?.description, 'route.js:9');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name="route.js"]').waitFor();
    await until(async () => (await view.cursor()).startsWith('Ln 9,'), 'the cursor at the step');
    await workbench.screenshot('findings-view-steps');

    await workbench.runCommand('Claude Guard: Show Findings');
    await view.untilFocused();
    await page.keyboard.press('Shift+F10');
    assert.deepEqual(await view.menuItems(), ['Go to Finding']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    await until(async () => (await view.cursor()).startsWith('Ln 14,'), 'the cursor at the finding itself');
  });

  it('mends a whole file, and all of a kind, from their rows', async () => {
    const relay = "export const relay = new Anthropic({ baseURL: 'http://api.anthropic.com' });\n";
    const { view, page, workbench } = await start(
      workspace({ 'one.js': `${SDK}${relay}${relay.replace('relay', 'other')}`, 'two.js': SDK + relay }),
    );
    await view.open();
    await view.untilRows((seen) => seen.length === 4, 'three findings of one practice');
    await view.groupBy('File');
    await view.untilRows(([first]) => first?.label === 'one.js', 'files');
    await view.contextMenu(view.row('one.js'));
    await view.menuItem('Apply All Safe Fixes in This File').click();
    await page.locator('.tab.active[data-resource-name="one.js"]').waitFor();
    await view.untilRows(([first]) => first?.label === 'two.js', 'the first file to be mended');
    assert.equal((await workbench.editorText()).match(/https:\/\/api/g)?.length, 2);
    await view.contextMenu(view.row('Unencrypted URL'));
    await view.menuItem('Fix All of This Kind in the Workspace').click();
    await page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
    await view.untilRows((seen) => seen.length === 0, 'the last finding to go');
  });

  it('is told what waits for trust, and scans all the same', async () => {
    const settings = { 'claudeGuard.scanOnStart': false };
    const { view } = await start(workspace(LEAK), { trusted: false, settings });
    await view.open();
    await view.untilWelcome((text) => /not been scanned yet/.test(text) && /Restricted Mode/.test(text), 'a welcome');
    await view.clickWelcome('Scan Workspace');
    await view.untilRows((seen) => seen.length === 2, 'the finding');
    await until(async () => /Restricted Mode: .* trust/.test(await view.message()), 'what waits for trust');
  });

  it('is told that there is nothing, and that it is off', async () => {
    const { workbench, view } = await start(workspace(CLEAN));
    await view.open();
    await view.untilWelcome((text) => /^No findings in this workspace/.test(text), 'that there is nothing');
    assert.equal(await view.message(), '');
    const beside = workbench.page.locator('.sidebar .pane-header .description').first();
    await until(async () => /^1 file · \d/.test((await beside.textContent()) ?? ''), 'how much was scanned, and when');
    assert.equal(await view.badge(), '');
    await workbench.setSetting('claudeGuard.enable', false);
    await view.untilWelcome((text) => text.includes('switched off'), 'that it is off');
  });

  it('is asked to open a folder', async () => {
    const { view } = await start(undefined);
    await view.open();
    await view.untilWelcome((text) => /Open a folder/.test(text), 'a welcome');
  });

  it('has all data removed, after a question that names it', async () => {
    const { workbench, page, view } = await start(workspace(LEAK));
    await view.open();
    await view.untilRows((seen) => seen.length === 2, 'the finding');
    await view.groupBy('Severity');
    await view.untilRows(([first]) => first?.label === 'Errors', 'severities');
    await workbench.runCommand('Claude Guard: Remove All My Data…');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /choices for this workspace[\s\S]*log/);
    assert.doesNotMatch(await dialog.innerText(), /every key/, 'nothing may be named that is not there');
    await dialog.locator('.monaco-button', { hasText: 'Remove' }).click();
    const said = await until(
      async () => (await workbench.notifications()).find((text) => /Removed/.test(text)),
      'what was removed',
    );
    assert.match(said, /choices for this workspace/);
    await view.untilRows(([first]) => first?.label === 'Secure authentication', 'the grouping of the first day');
  });
});
