// @ts-check
/// <reference lib="dom" />
/** The Findings view as a person meets it. */
import { isVisibleWithin, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

const TITLE = 'Claude Guard';
const CONTAINER = 'Claude Guard';
/** How long a menu may take to open before it is asked for again, in ms. */
const MENU_LIMIT_MS = 3000;
/** More presses of a key than a list in these tests has rows. */
const MAX_STEPS = 40;

/**
 * A row in sight.
 * @typedef {object} Row
 * @property {1 | 2 | 3} level a group's, a finding's or a step's
 * @property {string} label
 * @property {string} description
 * @property {boolean} isOpen
 */

export class FindingsView {
  /** @param {Workbench} workbench @param {(english: string) => string} [say] the words on the screen */
  constructor(workbench, say = (text) => text) {
    this.workbench = workbench;
    this.say = say;
    this.page = workbench.page;
  }

  /** Opens it by its icon in the activity bar, unless it is open. */
  async open() {
    if (!(await this.pane().isVisible())) await this.icon().click();
    await this.pane().waitFor();
  }

  /** The icon in the activity bar. @returns {Locator} */
  icon() {
    return this.page.locator(`.activitybar .action-item:has(a[aria-label^="${CONTAINER}"])`);
  }

  /** @returns {Promise<string>} the number on the icon; empty where there is none */
  async badge() {
    const badge = this.icon().locator('.badge-content');
    return (await badge.isVisible()) ? ((await badge.textContent()) ?? '').trim() : '';
  }

  /** @returns {Locator} */
  pane() {
    return this.page.locator('.sidebar .composite:has(.composite.title, .title-label)', { hasText: TITLE }).first();
  }

  /** @returns {Locator} */
  list() {
    return this.page.locator('.sidebar .tree-explorer-viewlet-tree-view .monaco-list').first();
  }

  /** Every row in sight, from the top. @returns {Promise<Row[]>} */
  async rows() {
    return this.list().locator('.monaco-list-row').evaluateAll(readRows);
  }

  /**
   * Waits until the rows are as wanted.
   * @param {(rows: Row[]) => unknown} fits @param {string} what named in the error
   */
  async untilRows(fits, what) {
    /** @type {Row[]} */
    let seen = [];
    await until(async () => {
      seen = await this.rows();
      return fits(seen);
    }, what).catch((error) => {
      throw new Error(`${error.message} There were: ${JSON.stringify(seen)}`);
    });
    return seen;
  }

  /** @param {string} label of a row, or its beginning @returns {Locator} */
  row(label) {
    return this.list()
      .locator('.monaco-list-row', { has: this.page.locator('.label-name', { hasText: label }) })
      .first();
  }

  /** The line above the tree. @returns {Promise<string>} */
  async message() {
    const message = this.page.locator('.sidebar .tree-explorer-viewlet-tree-view .message');
    return (await message.isVisible()) ? ((await message.textContent()) ?? '').trim() : '';
  }

  /** The text that stands where there is no tree. @returns {Promise<string>} */
  async welcome() {
    const welcome = this.page.locator('.sidebar .welcome-view-content');
    return (await welcome.isVisible()) ? (await welcome.innerText()).trim() : '';
  }

  /** @param {(text: string) => unknown} fits @param {string} what named in the error */
  async untilWelcome(fits, what) {
    let seen = '';
    await until(async () => {
      seen = await this.welcome();
      return fits(seen);
    }, what).catch((error) => {
      throw new Error(`${error.message} It was: ${seen}`);
    });
    return seen;
  }

  /** A button of the welcome text. @param {string} label */
  async clickWelcome(label) {
    await this.page
      .locator('.sidebar .welcome-view-content .monaco-button', { hasText: this.say(label) })
      .first()
      .click();
  }

  /** An icon of the view's title, which shows under the mouse. @param {string} label @returns {Promise<Locator>} */
  async action(label) {
    const header = this.page.locator('.sidebar .pane-header').first();
    if (await header.isVisible()) await header.hover();
    const [name, bars] = [JSON.stringify(this.say(label)), ['.title-actions', '.pane-header .actions']];
    return this.page
      .locator(bars.map((bar) => `.sidebar ${bar} .action-label[aria-label^=${name}]`).join(', '))
      .first();
  }

  /** @param {'Practice' | 'File' | 'Severity'} by */
  async groupBy(by) {
    await until(async () => {
      await (await this.action('Group By')).click();
      return isVisibleWithin(this.menuItem(`Group by ${by}`), MENU_LIMIT_MS);
    }, 'the menu of groupings');
    await this.menuItem(`Group by ${by}`).click();
  }

  /** @param {string} label @returns {Locator} */
  menuItem(label) {
    return this.page.locator('.monaco-menu .action-item', { hasText: this.say(label) }).first();
  }

  /** Opens the list of filters, sets what is ticked, and accepts. @param {Record<string, boolean>} wanted by label */
  async filter(wanted) {
    await this.openFilter();
    const widget = this.page.locator('.quick-input-widget');
    for (const [label, ticked] of Object.entries(wanted)) {
      const row = widget.locator('.monaco-list-row', { hasText: this.say(label) }).first();
      const box = row.locator('.monaco-checkbox').first();
      if (((await box.getAttribute('aria-checked')) === 'true') !== ticked) await row.click();
    }
    await widget.locator('.quick-input-action .monaco-button').first().click();
    await widget.waitFor({ state: 'hidden' });
  }

  async openFilter() {
    await (await this.action('Filter Findings')).click();
    await this.page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
  }

  /** @param {string} number waits for it on the icon */
  async untilBadge(number) {
    await until(async () => (await this.badge()) === number, `${number} on the icon`);
  }

  /** The row that has the keyboard's focus, as its text. @returns {Promise<string>} */
  async focused() {
    const row = this.list().locator('.monaco-list-row.focused');
    return (await row.count()) === 1 ? ((await row.textContent()) ?? '') : '';
  }

  /** Waits until the keys go to the view. */
  async untilFocused() {
    await this.page.locator('.sidebar .tree-explorer-viewlet-tree-view .monaco-list:focus').waitFor();
  }

  /** Goes to a row by the arrow keys, while the view has the focus. @param {string} label or a part of it */
  async focusRow(label) {
    await this.untilFocused();
    await this.page.keyboard.press('Home');
    for (let step = 0; step < MAX_STEPS; step++) {
      if ((await this.focused()).includes(label)) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`The arrow keys do not lead to "${label}".`);
  }

  /** @returns {Promise<string>} where the cursor is, as the status bar says: "Ln 3, Col 5 (108 selected)" */
  async cursor() {
    return ((await this.page.locator('[id="status.editor.selection"]').textContent()) ?? '').trim();
  }

  /** The menu of a row, by the mouse. @param {Locator} row @returns {Promise<string[]>} */
  async contextMenu(row) {
    await row.click({ button: 'right' });
    return this.menuItems();
  }

  /** What the menu in sight offers. @returns {Promise<string[]>} */
  async menuItems() {
    const items = this.page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
    await items.first().waitFor();
    return (await items.allInnerTexts()).map((/** @type {string} */ text) => text.trim());
  }
}

/**
 * Runs in the page.
 * @param {Element[]} rows @returns {Row[]}
 */
function readRows(rows) {
  const text = (/** @type {Element} */ row, /** @type {string} */ part) => row.querySelector(part)?.textContent ?? '';
  return rows
    .map((row) => ({
      index: Number(row.getAttribute('data-index')),
      level: /** @type {1 | 2 | 3} */ (Number(row.getAttribute('aria-level'))),
      label: text(row, '.label-name'),
      description: text(row, '.label-description').replaceAll('\u00a0', ' '),
      isOpen: row.getAttribute('aria-expanded') === 'true',
    }))
    .sort((a, b) => a.index - b.index)
    .map(({ index: _index, ...row }) => row);
}
