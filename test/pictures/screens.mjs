// @ts-check
/** Every screen that a person can come to, and the way there. The order saves ways: each begins where the last has ended. */
import { isVisibleWithin, until } from '../vscode/workbench.mjs';

/** @typedef {import('../vscode/workbench.mjs').Workbench} Workbench @typedef {import('../vscode/findings-view.mjs').FindingsView} FindingsView */
/** @typedef {{ workbench: Workbench, page: import('../host/served.mjs').Page, view: FindingsView, folder: string }} Stage */
/**
 * @typedef {object} Screen
 * @property {string} name of the picture
 * @property {'demo' | 'clean' | 'unscanned' | 'none'} in the folder that is open
 * @property {(stage: Stage) => Promise<unknown>} show
 */

const LEAK = 'Hard-coded credential';
const FILE = 'assistant.ts';
const MENU_LIMIT_MS = 5000;

/** @param {Stage} stage */
async function shown({ view, workbench }) {
  await view.open();
  let last = '';
  await until(async () => {
    const before = last;
    last = await workbench.statusBarText();
    return last !== '' && last === before && !(await workbench.page.locator('.statusbar .codicon-sync').isVisible());
  }, 'the scan to end');
}

/** @param {Stage} stage */
async function leak({ workbench }) {
  await workbench.openFile(FILE);
  const fits = (/** @type {import('../vscode/workbench.mjs').Problem} */ one) =>
    one.file === FILE && one.code.includes('hardcoded-credential');
  return workbench.problem(fits, 'the leaked key');
}

/** Opens the lightbulb's menu at the key and takes an entry. @param {Stage} stage @param {RegExp} title */
async function take(stage, title) {
  const problem = await leak(stage);
  await stage.workbench.applyFix(problem, title);
}

/** @param {Stage} stage */
const pickRow = async ({ page }, /** @type {string} */ text) =>
  page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();

/** @param {Stage} stage @param {string} text */
const quickRow = async ({ page }, text) =>
  page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().waitFor();

/** Closes every editor, whatever is not saved, and takes notifications away. @param {Stage} stage */
async function discardAll({ workbench, page }) {
  await workbench.runCommand('View: Close All Editors');
  const discard = page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Don' });
  if (await isVisibleWithin(discard.first(), 1500)) await discard.first().click();
  await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  if (await page.locator('.notification-toast').first().isVisible())
    await workbench.runCommand('Notifications: Clear All Notifications');
}

/** @type {Screen[]} */
export const screens = [
  {
    name: 'by-practice',
    in: 'demo',
    show: async (stage) => {
      await shown(stage);
      await stage.view.untilRows((rows) => rows.length > 3, 'findings');
    },
  },
  {
    name: 'tooltip-group',
    in: 'demo',
    show: async ({ view, page }) => {
      await view.list().locator('.monaco-list-row[aria-level="1"] .label-name').first().hover();
      await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
    },
  },
  {
    name: 'tooltip-finding',
    in: 'demo',
    show: async ({ view, page }) => {
      await page.mouse.move(900, 300);
      await view.row(LEAK).locator('.label-name').first().hover();
      await page.locator('.monaco-hover:not(.hidden)', { hasText: 'What to do' }).first().waitFor();
    },
  },
  {
    name: 'context-menu',
    in: 'demo',
    show: async ({ view, page }) => {
      await page.mouse.move(900, 300);
      await view.contextMenu(view.row(LEAK));
    },
  },
  {
    name: 'title-menu',
    in: 'demo',
    show: async ({ view, page }) => {
      await view.action('Views and More Actions').click();
      await page.locator('.monaco-menu .action-item').first().waitFor();
    },
  },
  {
    name: 'by-file',
    in: 'demo',
    show: async ({ view }) => {
      await view.groupBy('File');
      await view.untilRows(([first]) => /\./.test(first?.label ?? ''), 'files');
    },
  },
  {
    name: 'by-severity',
    in: 'demo',
    show: async ({ view }) => {
      await view.groupBy('Severity');
      await view.untilRows(([first]) => first?.label === 'Errors', 'severities');
    },
  },
  { name: 'filter-pick', in: 'demo', show: async ({ view }) => view.openFilter() },
  {
    name: 'filtered',
    in: 'demo',
    show: async ({ view }) => {
      await view.filter({ Information: false, Warnings: false });
      await until(async () => (await view.message()) !== '', 'a message');
    },
  },
  {
    name: 'hidden',
    in: 'demo',
    show: async ({ view }) => {
      await view.filter({ Errors: false, Warnings: false, Information: true });
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
  {
    name: 'editor',
    in: 'demo',
    show: async (stage) => {
      await stage.view.clickWelcome('Clear');
      await stage.view.groupBy('Practice');
      await stage.workbench.goTo(await leak(stage));
    },
  },
  {
    name: 'lightbulb',
    in: 'demo',
    show: async (stage) => stage.workbench.quickFixes(await leak(stage)),
  },
  {
    name: 'lightbulb-url',
    in: 'demo',
    show: async ({ workbench }) =>
      workbench.quickFixes(
        await workbench.problem((one) => one.file === FILE && one.code.includes('insecure-url'), 'the URL'),
      ),
  },
  {
    name: 'hover',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await page.locator('.statusbar .codicon-loading').first().waitFor({ state: 'hidden' });
      await workbench.hover('http://llm-gateway');
    },
  },
  {
    name: 'rule-page',
    in: 'demo',
    show: async (stage) => {
      await take(stage, /^(Explain|Learn)/);
      await stage.workbench.webview().locator('h1').waitFor();
    },
  },
  { name: 'suppress', in: 'demo', show: async (stage) => take(stage, /^Suppress/) },
  {
    name: 'suppress-reason',
    in: 'demo',
    show: async (stage) => {
      await take(stage, /^Suppress/);
      await pickRow(stage, 'On this line');
      await stage.page.locator('.quick-input-widget input.input').waitFor();
    },
  },
  { name: 'severity', in: 'demo', show: async (stage) => take(stage, /severity…$/) },
  {
    name: 'severity-place',
    in: 'demo',
    show: async (stage) => {
      await take(stage, /severity…$/);
      await pickRow(stage, 'Information');
      await quickRow(stage, 'settings');
    },
  },
  {
    name: 'false-positive',
    in: 'demo',
    show: async (stage) => {
      await take(stage, /false positive/);
      await stage.page.locator('.notification-toast').first().waitFor();
    },
  },
  {
    name: 'kind-preview',
    in: 'demo',
    show: async (stage) => {
      await discardAll(stage);
      await take(stage, /^Fix all “/);
      await stage.page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'move-preview',
    in: 'demo',
    show: async (stage) => {
      const discard = stage.page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Discard' });
      if (await isVisibleWithin(discard, MENU_LIMIT_MS)) await discard.click();
      await take(stage, /^Move the key/);
      await stage.page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'checklist',
    in: 'demo',
    show: async (stage) => {
      await stage.page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
      await stage.workbench.webview().locator('h1').waitFor();
    },
  },
  {
    name: 'rules-picker',
    in: 'demo',
    show: async (stage) => {
      await discardAll(stage);
      await stage.workbench.runCommand('Claude Guard: Show Rule…');
      await quickRow(stage, LEAK);
    },
  },
  {
    name: 'practice-page',
    in: 'demo',
    show: async (stage) => {
      await stage.workbench.runCommand('Claude Guard: Learn about a Practice');
      await pickRow(stage, 'Secure authentication');
      await stage.workbench.webview().locator('h1').waitFor();
    },
  },
  {
    name: 'status-hover',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.statusBarItem().hover();
      await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
    },
  },
  {
    name: 'notebook',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('Problems: Focus on Problems View');
      await page.locator('.monaco-list-row[aria-label]', { hasText: 'explore.ipynb' }).first().dblclick();
      await page.locator('.notebookOverlay .cell').first().waitFor();
      await page.locator('.notebookOverlay [class*="squiggly-"]').first().waitFor();
    },
  },
  {
    name: 'palette',
    in: 'demo',
    show: async ({ page }) => {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input.input').fill('>Claude Guard: ');
      await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'settings',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('View: Close Panel').catch(() => undefined);
      await workbench.runCommand('Preferences: Open Settings (UI)');
      await page.locator('.settings-editor').waitFor();
      await page.locator('.settings-editor .monaco-editor').first().click();
      await page.keyboard.insertText('@ext:claude-guard.claude-guard');
      await page.locator('.settings-editor .setting-item-contents').nth(2).waitFor();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'configuration',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand('Claude Guard: Open Configuration');
      await page.locator('.editor-group-container.active .view-line', { hasText: 'rules' }).first().waitFor();
      await page.locator('.view-line span', { hasText: 'rules' }).last().click();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('"');
      await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'configuration-mistake',
    in: 'demo',
    show: async ({ page }) => {
      await page.keyboard.press('Escape');
      await page.keyboard.type('hardcoded-credentials": "of');
      await page.locator('.editor-group-container.active [class*="squiggly-"]').first().waitFor();
    },
  },
  {
    name: 'remove-data',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('Claude Guard: Remove All My Data…');
      await page.locator('.monaco-dialog-box').waitFor();
    },
  },
  {
    name: 'report-issue',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('Claude Guard: Report Issue…');
      await page.locator('.notification-toast').first().waitFor();
    },
  },
  {
    name: 'clean',
    in: 'clean',
    show: async ({ view }) => {
      await view.open();
      await until(async () => (await view.message()) !== '', 'a message');
    },
  },
  {
    name: 'off',
    in: 'clean',
    show: async ({ workbench, view }) => {
      await workbench.setSetting('claudeGuard.enable', false);
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
  {
    name: 'unscanned',
    in: 'unscanned',
    show: async ({ view }) => {
      await view.open();
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
  {
    name: 'restricted',
    in: 'unscanned',
    show: async ({ view }) => {
      await view.clickWelcome('Scan');
      await view.untilRows((rows) => rows.length > 3, 'findings');
    },
  },
  {
    name: 'no-folder',
    in: 'none',
    show: async ({ view }) => {
      await view.open();
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
];
