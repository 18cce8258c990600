// @ts-check
/** The pages of the training that are in sight: the guide of a lab may stand beside a check. */
import { until } from './workbench.mjs';

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
