// @ts-check
/** What the lightbulb leads to, as a person sees it: its menu, the preview of several files, the hover, the checklist. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { FindingsView } from './findings-view.mjs';
import { withWorkbench } from './hooks.mjs';
import { until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */
/** @typedef {import('./workbench.mjs').Problem} Problem */

const TEST_LIMIT_MS = 240_000;
const FILE = 'client.ts';
const KEY = fakeKey();
const TEXT = `import Anthropic from '@anthropic-ai/sdk';

export const client = new Anthropic({ apiKey: '${KEY}' });
`;
/** @type {[RegExp, RegExp, ...RegExp[]]} */
const MENU = [
  /^Read ANTHROPIC_API_KEY from the environment$/,
  /^Move the key out of the code…$/,
  /^Explain “Hard-coded credential”$/,
  /^Learn about “Secure authentication”$/,
  /^Suppress on this line…$/,
  /^Suppress or change severity…$/,
];

/** @returns {string} a folder with an application that holds a key */
function application() {
  const folder = join(temporaryFolder('lightbulb'), 'my-app');
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "my-app", "private": true }\n');
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
  writeFileSync(join(folder, 'src', FILE), TEXT);
  return folder;
}

/** @param {Problem} problem */
const isLeak = ({ source, file }) => source === 'Claude Guard' && file === FILE;

describe('The lightbulb', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('lightbulb');

  // The other themes are looked at with the tour of pictures.
  const theme = /** @type {const} */ ('dark');
  it(`leads from a leaked key to a replaced one (${theme} theme)`, async () => {
    const folder = application();
    const workbench = await open(folder, { theme, viewport: { width: 1400, height: 900 } });
    const { page } = workbench;
    await workbench.openFile(FILE);
    const leak = await workbench.problem(isLeak, 'the leaked key');

    const titles = await offered(workbench, leak, MENU[0]);
    const order = MENU.map((title) => titles.findIndex((one) => title.test(one)));
    assert.ok(!order.includes(-1), titles.join(' | '));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
      titles.join(' | '),
    );
    await workbench.screenshot(`lightbulb-${theme}-menu`);
    await page.keyboard.press('Escape');

    const hover = await workbench.hover('sk-ant');
    assert.match(hover, /can use the credential/);
    assert.match(hover, /High confidence/);
    assert.ok(!hover.includes(KEY), 'the hover must not show the key');
    await workbench.screenshot(`lightbulb-${theme}-hover`);
    await page.keyboard.press('Escape');

    await take(workbench, leak, MENU[1]);
    const preview = page.locator('.bulk-edit-panel');
    for (const text of ['ANTHROPIC_API_KEY=', '.env', 'process.env'])
      await preview.locator('.monaco-list-row .textedit, .monaco-list-row', { hasText: text }).first().waitFor();
    await workbench.screenshot(`lightbulb-${theme}-preview`);
    assert.equal(readFileSync(join(folder, 'src', FILE), 'utf8'), TEXT, 'nothing is changed before the person agrees');
    await preview.locator('.monaco-button', { hasText: 'Apply' }).click();

    await page.locator('.notification-toast .monaco-button', { hasText: 'Use It Here' }).waitFor();
    await workbench.webview().locator('h1', { hasText: 'Replace the API key' }).waitFor();
    await workbench.screenshot(`lightbulb-${theme}-checklist`);
    assert.match(readFileSync(join(folder, 'src', FILE), 'utf8'), /apiKey: process\.env\.ANTHROPIC_API_KEY/);
    assert.equal(readFileSync(join(folder, '.env.example'), 'utf8'), 'ANTHROPIC_API_KEY=\n');
    assert.equal(readFileSync(join(folder, '.gitignore'), 'utf8'), 'node_modules\n.env\n');
    assert.ok(!existsSync(join(folder, '.env')), 'a key that is stored needs no file');
    assert.ok(!(await workbench.notifications()).some((said) => /Git ignores \.env/.test(said)));

    await page.locator(`.tab[data-resource-name="${FILE}"]`).click();
    await page.locator('.editor-group-container.active .monaco-editor .view-line').first().click();
    await page.keyboard.press('Control+z');
    await page.locator('.tab.active.dirty').waitFor();
    await until(
      async () => (await workbench.editorText()).includes(KEY.slice(-20)),
      'the key to be back after one undo',
    );
    await until(() => !existsSync(join(folder, '.env.example')), 'the example to be gone after one undo');
    await workbench.screenshot(`lightbulb-${theme}-undo`);
  });
});

/** What a person does with more than one file, and with a finding that is none. */
describe('The lightbulb', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('lightbulb');

  it('shows the same fix in all files before it makes it', async () => {
    const folder = clients();
    const workbench = await open(folder, { theme: 'light', viewport: { width: 1400, height: 900 } });
    const { page } = workbench;
    await workbench.openFile('one.ts');
    const problem = await workbench.problem(isInsecure('one.ts'), 'the unencrypted connection');
    await workbench.problem(isInsecure('two.ts'), 'that of the file which is not open');
    await take(workbench, problem, /^Fix all “Unencrypted URL” in the workspace…$/);
    const preview = page.locator('.bulk-edit-panel');
    await preview.locator('.monaco-list-row', { hasText: 'two.ts' }).first().waitFor();
    await workbench.screenshot('lightbulb-kind-preview');
    await preview.locator('.monaco-button', { hasText: 'Apply' }).click();
    await workbench.problemGone(isInsecure('one.ts'), 'the problem of the open file');
    await until(() => readFileSync(join(folder, 'two.ts'), 'utf8').includes('https:'), 'the other file to be saved');
  });

  it('suppresses by configuration what no comment can, in a file that is not open, with a reason', async () => {
    const folder = join(temporaryFolder('lightbulb'), 'my-server');
    mkdirSync(join(folder, 'tools'), { recursive: true });
    const server = '{ "mcpServers": { "docs": { "type": "http", "url": "http://relay.acme-corp.com/mcp" } } }\n';
    writeFileSync(join(folder, 'tools', '.mcp.json'), server);
    const workbench = await open(folder, { theme: 'light', viewport: { width: 1400, height: 900 } });
    const { page } = workbench;
    const view = new FindingsView(workbench);
    await view.open();
    await view.untilRows((rows) => rows.some(({ label }) => label === 'Unencrypted URL'), 'the finding');
    await view.contextMenu(view.row('Unencrypted URL'));
    await view.menuItem('Suppress with a Reason…').click();
    const widget = page.locator('.quick-input-widget');
    await widget.locator('.monaco-list-row', { hasText: 'Exclude the file…' }).waitFor();
    assert.equal(await widget.locator('.monaco-list-row', { hasText: 'On this line' }).count(), 0);
    await widget.locator('.monaco-list-row', { hasText: 'Exclude the file…' }).click();
    await widget.locator('.quick-input-message', { hasText: 'Why is that right?' }).waitFor();
    await page.keyboard.press('Enter');
    await widget.locator('.quick-input-message', { hasText: 'Say why' }).waitFor();
    await widget.locator('input.input').fill(' A server  of tests ');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name=".claude-guard.json"]').waitFor();
    await until(
      async () => /"exclude": \[\s*\/\/ A server of tests\s*"tools\/\.mcp\.json"/.test(await workbench.editorText()),
      'the file and the reason in the configuration',
    );
    await workbench.screenshot('lightbulb-configuration');
    await workbench.save();
    await view.untilRows((rows) => rows.length === 0, 'the finding to go');
    assert.match(readFileSync(join(folder, '.claude-guard.json'), 'utf8'), /\/\/ A server of tests\n/);
  });

  it('suppresses on the line, asks for a severity, and for whom, suppresses in the whole file', async () => {
    const workbench = await open(clients(), { theme: 'light', viewport: { width: 1400, height: 900 } });
    const { page } = workbench;
    await workbench.openFile('one.ts');
    let problem = await workbench.problem(isInsecure('one.ts'), 'the unencrypted connection');
    await take(workbench, problem, /^Suppress on this line…$/);
    const widget = page.locator('.quick-input-widget');
    await widget.locator('.quick-input-message', { hasText: 'Why may this stay?' }).waitFor();
    await workbench.screenshot('lightbulb-suppress-here');
    await widget.locator('input.input').fill('The gateway ends TLS on this host');
    await page.keyboard.press('Enter');
    await workbench.problemGone(isInsecure('one.ts'), 'the suppressed problem');
    assert.match(
      await workbench.editorText(),
      /\n\/\/ claude-guard-ignore-next-line insecure-url -- The gateway ends TLS on this host\nexport const/,
    );
    await workbench.openFile('one.ts');
    await page.keyboard.press('Control+z');
    problem = await workbench.problem(isInsecure('one.ts'), 'the problem after the undo');

    await take(workbench, problem, /^Suppress or change severity…$/);
    await widget.locator('.monaco-list-row', { hasText: 'Change the rule’s severity' }).click();
    await widget.locator('.monaco-list-row', { hasText: 'Information' }).waitFor();
    await workbench.screenshot('lightbulb-severity');
    await widget.locator('.monaco-list-row', { hasText: 'Information' }).click();
    await widget.locator('.monaco-list-row', { hasText: 'Workspace settings' }).waitFor();
    await workbench.screenshot('lightbulb-severity-place');
    await widget.locator('.monaco-list-row', { hasText: 'Workspace settings' }).click();
    const informed = await workbench.problem(
      (one) => isInsecure('one.ts')(one) && one.severity === 'info',
      'the problem as information',
    );

    await take(workbench, informed, /^Suppress or change severity…$/);
    await widget.locator('.monaco-list-row', { hasText: 'In this file' }).waitFor();
    await workbench.screenshot('lightbulb-suppress');
    await widget.locator('.monaco-list-row', { hasText: 'In this file' }).click();
    await widget.locator('input.input').fill('The gateway ends TLS on this host');
    await page.keyboard.press('Enter');
    await workbench.problemGone(isInsecure('one.ts'), 'the suppressed problem');
    assert.match(
      await workbench.editorText(),
      /^\/\/ claude-guard-ignore-file insecure-url -- The gateway ends TLS on this host\n/,
    );
  });
});

/** @returns {string} a folder with two files that have the same problem */
function clients() {
  const folder = join(temporaryFolder('lightbulb'), 'my-clients');
  mkdirSync(folder);
  const text = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ baseURL: 'http://api.anthropic.com' });\n`;
  for (const name of ['one.ts', 'two.ts']) writeFileSync(join(folder, name), text);
  return folder;
}

/** @param {string} name @returns {(problem: Problem) => boolean} */
const isInsecure =
  (name) =>
  ({ file, code }) =>
    file === name && code.includes('insecure-url');

/**
 * The menu once it holds this entry: until the file is analysed and its fixes are tried, it holds fewer.
 * @param {Workbench} workbench @param {Problem} problem @param {RegExp} wanted
 */
async function offered(workbench, problem, wanted) {
  return until(
    async () => {
      const titles = await workbench.quickFixes(problem);
      if (titles.some((title) => wanted.test(title))) return titles;
      await workbench.page.keyboard.press('Escape');
      return undefined;
    },
    `an entry ${wanted} in the menu`,
    60_000,
  );
}

/** @param {Workbench} workbench @param {Problem} problem @param {RegExp} title */
async function take(workbench, problem, title) {
  await offered(workbench, problem, title);
  await workbench.page.keyboard.press('Escape');
  await workbench.applyFix(problem, title);
}
