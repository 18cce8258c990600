// @ts-check
/** Steps on the ways to the screens of the tour. */
import { isVisibleWithin, until } from '../vscode/workbench.mjs';

/** @typedef {import('../vscode/workbench.mjs').Workbench} Workbench @typedef {import('../vscode/findings-view.mjs').FindingsView} FindingsView */
/** @typedef {{ workbench: Workbench, page: import('../host/served.mjs').Page, view: FindingsView, folder: string }} Stage */
/**
 * @typedef {object} Screen
 * @property {string} name of the picture
 * @property {'demo' | 'clean' | 'unscanned' | 'none'} in the folder that is open
 * @property {(stage: Stage) => Promise<unknown>} show
 */

export const LEAK = 'Hard-coded credential';
export const FILE = 'assistant.ts';
export const MENU_LIMIT_MS = 5000;

/** @param {Stage} stage */
export async function shown({ view, workbench }) {
  await view.open();
  let last = '';
  await until(async () => {
    const before = last;
    last = await workbench.statusBarText();
    return last !== '' && last === before && !(await workbench.page.locator('.statusbar .codicon-sync').isVisible());
  }, 'the scan to end');
}

/** @param {Stage} stage */
export async function leak({ workbench }) {
  await workbench.openFile(FILE);
  const fits = (/** @type {import('../vscode/workbench.mjs').Problem} */ one) =>
    one.file === FILE && one.code.includes('hardcoded-credential');
  return workbench.problem(fits, 'the leaked key');
}

/** Opens the lightbulb's menu at the key and takes an entry. @param {Stage} stage @param {RegExp} title */
export async function take(stage, title) {
  const problem = await leak(stage);
  await stage.workbench.applyFix(problem, title);
}

/** @param {Stage} stage */
export const pickRow = async ({ page }, /** @type {string} */ text) =>
  page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();

/** @param {Stage} stage @param {string} text */
export const quickRow = async ({ page }, text) =>
  page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().waitFor();

/** Runs a command that opens a list, which stays open. @param {Stage} stage @param {string} title */
export async function choose({ page }, title) {
  const input = page.locator('.quick-input-widget input.input');
  await page.keyboard.press('F1');
  await input.fill(`>${title}`);
  await page
    .locator(`.quick-input-widget .monaco-list-row[aria-label^=${JSON.stringify(title)}]`)
    .first()
    .click();
}

/** Closes every editor, whatever is not saved, and takes notifications away. @param {Stage} stage */
export async function discardAll({ workbench, page }) {
  await workbench.runCommand('View: Close All Editors');
  const discard = page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Don' });
  if (await isVisibleWithin(discard.first(), 1500)) await discard.first().click();
  await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  if (await page.locator('.notification-toast').first().isVisible())
    await workbench.runCommand('Notifications: Clear All Notifications');
}
