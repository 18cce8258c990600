// @ts-check
/** The pages of the training that are in sight: the guide of a lab may stand beside a check. */
import { AGAIN_MS, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

/**
 * The page that shows something; of several in sight, the first that does.
 * @param {Workbench} workbench @param {string} selector @param {number} [limitMs]
 * @returns {Promise<Locator>} its document
 */
export function pageWith({ page }, selector, limitMs) {
  return until(
    async () => {
      const all = page.locator('iframe.webview:visible');
      for (let index = 0; index < (await all.count()); index++) {
        const document = all.nth(index).contentFrame().locator('iframe#active-frame').contentFrame();
        if (
          await document
            .locator(selector)
            .first()
            .isVisible()
            .catch(() => false)
        )
          return document;
      }
      return undefined;
    },
    `a page with ${selector}`,
    limitMs,
  );
}

/**
 * Presses a button of a page until another page is there: what is pressed while a page is being drawn is lost.
 * @param {Workbench} workbench @param {string} from @param {string} button @param {string} to
 */
export const clickUntil = (workbench, from, button, to) =>
  until(async () => {
    if (await succeeds(pageWith(workbench, to, 0))) return true;
    const page = await pageWith(workbench, from);
    await succeeds(page.locator(button).click({ timeout: AGAIN_MS }));
    return succeeds(pageWith(workbench, to, AGAIN_MS));
  }, `${to} by ${button}`);
