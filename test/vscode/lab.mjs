// @ts-check
/** A lab as a person meets it: asked for in the palette, and told of in the status bar. */
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

/** @param {Workbench} workbench @param {RegExp} says */
const status = ({ page }, says) => page.locator('.statusbar-item', { hasText: says }).first();

/**
 * Opens a lab, and waits until it was looked at.
 * @param {Workbench} workbench @param {string} title @param {string} language
 */
export async function openLab(workbench, title, language) {
  const row = (/** @type {string} */ text) =>
    workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: text });
  await until(async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.runAsking('Claude Guard: Open a Lab…');
    await succeeds(row(title).click({ timeout: AGAIN_MS }));
    // It is not asked for again where the lab was opened before.
    await succeeds(row(language).click({ timeout: AGAIN_MS }));
    return isVisibleWithin(status(workbench, /Lab: \d+ left/), 3 * AGAIN_MS);
  }, `the lab “${title}”`);
}

/** @param {Workbench} workbench */
export const labDone = (workbench) => status(workbench, /Lab done/).waitFor();
