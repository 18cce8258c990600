// @ts-check
/// <reference lib="dom" />
/** The Training view as a person meets it. */
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

export class TrainingView {
  /** @param {Workbench} workbench @param {string} [title] as it is called on the screen */
  constructor({ page }, title = 'Training') {
    this.page = page;
    this.title = title;
  }

  /** @returns {Locator} */
  pane() {
    return this.page.locator(`.sidebar .pane:has(> .pane-header[aria-label^=${JSON.stringify(this.title)}])`);
  }

  /** Waits until it is unfolded, and folds the views above it: rows out of sight are not there. */
  async untilOpen() {
    await this.pane().locator('.pane-header.expanded').waitFor();
    const others = this.page.locator(`.sidebar .pane-header.expanded:not([aria-label^=${JSON.stringify(this.title)}])`);
    await until(async () => {
      if ((await others.count()) > 0) await succeeds(others.first().click({ timeout: AGAIN_MS }));
      return (await others.count()) === 0;
    }, 'the other views to be folded');
  }

  /** What stands above the rows. @returns {Promise<string>} */
  async message() {
    return (await this.pane().locator('.message').innerText()).trim();
  }

  /** What the rows say to a screen reader. @returns {Promise<string[]>} */
  async rows() {
    return this.pane()
      .locator('.monaco-list-row')
      .evaluateAll((/** @type {Element[]} */ rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Waits until a row has the keyboard. @param {string} label its beginning */
  async untilFocused(label) {
    const name = JSON.stringify(label);
    await this.pane().locator(`.monaco-list:focus-within .monaco-list-row.focused[aria-label^=${name}]`).waitFor();
  }

  /** @param {(rows: string[]) => unknown} fits @param {string} what @returns {Promise<string[]>} */
  async untilRows(fits, what) {
    /** @type {string[]} */
    let seen = [];
    await until(async () => {
      seen = await this.rows();
      return fits(seen);
    }, what).catch((error) => {
      throw new Error(`${error.message} There were: ${JSON.stringify(seen)}`);
    });
    return seen;
  }

  /** Goes by a row, until what it leads to is there. @param {string} label @param {() => Promise<unknown>} follows */
  async follow(label, follows) {
    const row = this.pane()
      .locator(`.monaco-list-row[aria-label^=${JSON.stringify(label)}]`)
      .first();
    await until(async () => {
      if (!(await isVisibleWithin(row, AGAIN_MS))) return false;
      await row.click();
      return follows();
    }, `what “${label}” leads to`);
  }
}
