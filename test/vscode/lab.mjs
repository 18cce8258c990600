// @ts-check
/** A lab as a person meets it: asked for in the palette, and told of in the status bar. */
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

/** @param {Workbench} workbench @param {RegExp} says */
const status = ({ page }, says) => page.locator('.statusbar-item', { hasText: says }).first();

/**
 * Opens a lab that has one language, and waits until it was looked at.
 * @param {Workbench} workbench @param {string} title
 */
export async function openLab(workbench, title) {
  const row = workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: title });
  await until(async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.runAsking('Claude Guard: Open a Lab…');
    await succeeds(row.click({ timeout: AGAIN_MS }));
    return isVisibleWithin(status(workbench, /Lab: \d+ left/), 3 * AGAIN_MS);
  }, `the lab “${title}”`);
}

/** @param {Workbench} workbench */
export const labDone = (workbench) => status(workbench, /Lab done/).waitFor();
