// @ts-check
/// <reference lib="dom" />
/** A walkthrough as a person goes through it, and what VS Code has ticked in it. */
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

/** Below that width VS Code leaves a walkthrough's pictures out. */
export const VIEWPORT = { width: 1700, height: 960 };

const STEPS = '.gettingStartedContainer .getting-started-step';
const DONE = 'codicon-getting-started-step-checked';

/** @param {Workbench} workbench @param {string} title */
const heading = ({ page }, title) =>
  page.locator('.gettingStartedContainer .getting-started-category', { hasText: title }).first();

/** @param {Workbench} workbench @param {string} title */
export async function openWalkthrough(workbench, title) {
  const { page } = workbench;
  const widget = page.locator('.quick-input-widget');
  await until(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await succeeds(widget.locator('input').first().fill('>Welcome: Open Walkthrough', { timeout: AGAIN_MS }));
    const command = widget.locator('.monaco-list-row[aria-label^="Welcome: Open Walkthrough"]');
    if (!(await succeeds(command.click({ timeout: AGAIN_MS })))) return false;
    const row = widget.locator('.monaco-list-row', { hasText: title }).first();
    if (!(await succeeds(row.click({ timeout: AGAIN_MS })))) return false;
    return isVisibleWithin(heading(workbench, title), AGAIN_MS);
  }, `the walkthrough ${title}`);
  await page.locator(STEPS).first().waitFor();
}

/** @param {Workbench} workbench @param {string} title a piece of it @returns {Locator} */
export const step = ({ page }, title) => page.locator(STEPS, { hasText: title });

/** The titles of a walkthrough's steps, in their order. @param {Workbench} workbench @returns {Promise<string[]>} */
export const titles = ({ page }) => page.locator(`${STEPS} .step-title`).allInnerTexts();

/** The titles of those that VS Code has ticked. @param {Workbench} workbench @returns {Promise<string[]>} */
export const ticked = ({ page }) => page.locator(`${STEPS}:has(.${DONE}) .step-title`).allInnerTexts();

/** @param {Workbench} workbench @param {string} title */
export const untilTicked = (workbench, title) =>
  until(async () => (await ticked(workbench)).some((one) => one.includes(title)), `“${title}” to be ticked`);

/** Ticks a step by hand, or takes the tick away. @param {Workbench} workbench @param {string} title @param {boolean} wanted */
export async function tickByHand(workbench, title, wanted) {
  const own = step(workbench, title).locator('.step-title');
  const isTicked = async () => (await step(workbench, title).locator(`.${DONE}`).count()) > 0;
  await until(
    async () => {
      if ((await isTicked()) === wanted) return true;
      const box = own
        .locator('xpath=ancestor::*[contains(@class, "getting-started-step")]')
        .locator('.codicon')
        .first();
      await succeeds(box.click({ timeout: AGAIN_MS }));
      return (await isTicked()) === wanted;
    },
    `“${title}” ${wanted ? '' : 'not '}to be ticked by hand`,
  );
}

/** Opens a step, and presses its button. @param {Workbench} workbench @param {string} title @param {string} label @param {() => Promise<unknown>} follows */
export async function press(workbench, title, label, follows) {
  const own = step(workbench, title);
  const button = own.locator('.monaco-button', { hasText: label });
  await until(async () => {
    if (!(await button.isVisible()) && !(await succeeds(own.click({ timeout: AGAIN_MS })))) return false;
    return (await succeeds(button.click({ timeout: AGAIN_MS }))) && (await follows());
  }, `“${label}” of “${title}”`);
}
