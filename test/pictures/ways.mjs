// @ts-check
/** Steps on the ways to the screens of the tour. */
import { isVisibleWithin, until } from '../vscode/workbench.mjs';
import { filled } from './words.mjs';

/** @typedef {import('../vscode/workbench.mjs').Workbench} Workbench @typedef {import('../vscode/findings-view.mjs').FindingsView} FindingsView */
/** @typedef {{ workbench: Workbench, page: import('../host/served.mjs').Page, view: FindingsView, folder: string, say: import('./words.mjs').Say, api?: import('./screens-keys.mjs').Api }} Stage */
/**
 * @typedef {object} Screen
 * @property {string} name of the picture
 * @property {'demo' | 'clean' | 'unscanned' | 'none' | 'team' | 'keys'} in the folder that is open
 * @property {(stage: Stage) => Promise<unknown>} show
 * @property {(stage: Stage) => string} [file] that is written then, and looked at in a browser: the picture is of that
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

/** Opens the lightbulb's menu at the key and takes an entry. @param {Stage} stage @param {string} title */
export async function take(stage, title) {
  const problem = await leak(stage);
  await stage.workbench.applyFix(problem, filled(stage.say(title)));
}

/** @param {Stage} stage */
export const pickRow = async ({ page, say }, /** @type {string} */ text) =>
  page
    .locator('.quick-input-widget .monaco-list-row', { hasText: say(text) })
    .first()
    .click();

/** @param {Stage} stage @param {string} text */
export const quickRow = async ({ page, say }, text) =>
  page
    .locator('.quick-input-widget .monaco-list-row', { hasText: say(text) })
    .first()
    .waitFor();

/** A command of the extension, as the palette shows it. @param {Stage} stage @param {string} title */
export const command = ({ say }, title) => `Claude Guard: ${say(title)}`;

/** Runs a command of the extension that opens a list, which stays open. @param {Stage} stage @param {string} name */
export const choose = (stage, name) => stage.workbench.runAsking(command(stage, name));

/** Closes every editor, whatever is not saved, and takes notifications away. @param {Stage} stage */
export async function discardAll({ workbench, page }) {
  await workbench.runCommand('View: Close All Editors');
  const discard = page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Don' });
  if (await isVisibleWithin(discard.first(), 1500)) await discard.first().click();
  await page.locator('.tabs-container .tab').first().waitFor({ state: 'detached' });
  if (await page.locator('.notification-toast').first().isVisible())
    await workbench.runCommand('Notifications: Clear All Notifications');
}
