// @ts-check
/// <reference lib="dom" />
/** The Keys view and what its commands ask, as a person meets them. */
import { AGAIN_MS, isVisibleWithin, succeeds, textOf, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

export class KeysView {
  /** @param {Workbench} workbench */
  constructor(workbench) {
    this.workbench = workbench;
    this.page = workbench.page;
  }

  /** Opens the view, and gives it all the room there is. */
  async open() {
    await this.workbench.runCommand('Claude Guard: Focus on Keys View');
    await this.pane().locator('.pane-header.expanded').waitFor();
  }

  /** @returns {Locator} */
  pane() {
    return this.page.locator('.sidebar .pane:has(> .pane-header[aria-label^="Keys"])');
  }

  /** Asks by keyboard to delete a key, and leaves the question open. @param {string} name */
  async askToDelete(name) {
    await until(async () => {
      if (!(await succeeds(this.row(name).click({ timeout: AGAIN_MS })))) return false;
      await this.page.keyboard.press('Delete');
      return isVisibleWithin(this.dialog(), AGAIN_MS);
    }, `the question whether to delete ${name}`);
  }

  /** What the rows say to a screen reader. @returns {Promise<string[]>} */
  async rows() {
    return this.pane()
      .locator('.monaco-list-row')
      .evaluateAll((/** @type {Element[]} */ rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** @param {(rows: string[]) => unknown} fits @param {string} what */
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

  /** @param {string} name @returns {Locator} */
  row(name) {
    return this.pane().locator(`.monaco-list-row[aria-label^=${JSON.stringify(name)}]`);
  }

  /** Clicks a row's action that shows under the mouse. @param {string} name of the key @param {string} action its title */
  async act(name, action) {
    const button = this.row(name).locator(`a.action-label[aria-label^=${JSON.stringify(action)}]`);
    await until(async () => {
      await this.page.mouse.move(0, 0);
      await this.row(name).hover();
      if (!(await isVisibleWithin(button, AGAIN_MS))) return false;
      return succeeds(button.click({ timeout: AGAIN_MS }));
    }, `the action “${action}” of ${name}`);
  }

  /** Clicks the view's own action. */
  async refresh() {
    const button = this.pane().locator('.pane-header a.action-label[aria-label^="Refresh Keys"]');
    await until(async () => {
      await this.pane().locator('.pane-header').hover();
      return succeeds(button.click({ timeout: AGAIN_MS }));
    }, 'the view to be refreshed');
  }

  /** The view's text where there is no key. @returns {Promise<string>} */
  async welcome() {
    const welcome = this.pane().locator('.welcome-view-content');
    return until(async () => (await welcome.isVisible()) && (await welcome.innerText()), 'the welcome text');
  }

  /** That of the input in sight; empty where there is none. @returns {Promise<string>} */
  async #placeholder() {
    const input = this.page.locator('.quick-input-widget input.input');
    if (!(await input.isVisible())) return '';
    return (await input.getAttribute('placeholder', { timeout: 1000 }).catch(() => '')) ?? '';
  }

  /** The input in sight, once it asks this. @param {RegExp} asks its prompt, or its placeholder @returns {Promise<Locator>} */
  async input(asks) {
    const widget = this.page.locator('.quick-input-widget');
    await until(
      async () => asks.test(`${await textOf(widget)} ${await this.#placeholder()}`),
      `an input that asks ${asks}`,
    );
    return widget;
  }

  /** What is wrong with the input, as it is said below it. @param {RegExp} said */
  async untilProblem(said) {
    const message = this.page.locator('.quick-input-message');
    await until(async () => said.test(await textOf(message)), `the problem ${said}`);
  }

  /** Pastes into the input in sight. @param {string} text */
  async paste(text) {
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
  }

  /** @param {RegExp} asks @param {string} text */
  async answer(asks, text) {
    await this.input(asks);
    await this.enter(text);
  }

  /** Pastes, and is done. @param {string} text */
  async enter(text) {
    await this.paste(text);
    await this.page.keyboard.press('Enter');
  }

  /** @param {RegExp} asks @param {string} label */
  async choose(asks, label) {
    const widget = await this.input(asks);
    await widget
      .locator(`.monaco-list-row[aria-label^=${JSON.stringify(label)}]`)
      .first()
      .click();
  }

  /** Takes the row with this text. @param {RegExp} asks @param {string} text */
  async pick(asks, text) {
    const widget = await this.input(asks);
    await until(async () => {
      const row = widget.locator('.monaco-list-row', { hasText: text }).first();
      await row.click({ timeout: AGAIN_MS }).catch(() => undefined);
      return !asks.test(await this.#placeholder());
    }, `“${text}” to be taken`);
  }

  /** Ticks a row of the list in sight, or unticks it. @param {RegExp} asks @param {string} text of the row */
  async toggle(asks, text) {
    const widget = await this.input(asks);
    const row = widget.locator('.monaco-list-row', { hasText: text });
    const isTicked = () => row.locator('.monaco-checkbox').getAttribute('aria-checked');
    const before = await isTicked();
    await until(async () => {
      await row.click({ timeout: AGAIN_MS }).catch(() => undefined);
      return (await isTicked()) !== before;
    }, `“${text}” to be ticked, or not`);
  }

  /** Takes what is picked in the list in sight, once that is as much as is meant. @param {number} count of rows */
  async accept(count) {
    await this.input(new RegExp(`\\b${count} Selected`));
    const button = this.page.locator('.quick-input-widget .quick-input-action .monaco-button', { hasText: 'OK' });
    await until(async () => {
      await button.click({ timeout: AGAIN_MS }).catch(() => undefined);
      return !(await button.isVisible());
    }, 'the list to be taken');
  }

  /** Waits until the status bar says which environment's key is used; undefined: none is. @param {string | undefined} environment */
  async untilUsed(environment) {
    const item = this.page.locator('.statusbar-item[id$="claudeGuard.keyUse"]');
    await until(
      async () => (await textOf(item)).trim() === (environment ?? ''),
      `the status bar to say ${environment}`,
    );
  }

  /** The dialog in sight. @returns {Locator} */
  dialog() {
    return this.page.locator('.monaco-dialog-box');
  }

  /** Answers a dialog, once it asks this. @param {RegExp} asks @param {string} button */
  async confirm(asks, button) {
    await until(async () => asks.test(await textOf(this.dialog())), `a dialog that asks ${asks}`);
    await this.dialog()
      .locator('.monaco-button', { hasText: new RegExp(`^${button}$`) })
      .click();
  }

  /** Waits for a notification. @param {RegExp} says */
  async untilSaid(says) {
    /** @type {Set<string>} */
    const seen = new Set();
    await until(async () => {
      for (const text of await this.workbench.notifications()) seen.add(text);
      return [...seen].some((text) => says.test(text));
    }, `a notification ${says}`).catch((error) => {
      throw new Error(`${error.message} There were: ${[...seen].join(' | ') || 'none'}.`);
    });
  }

  /** Adds a key as a person does. @param {string} key @param {string} environment @param {string} name */
  async add(key, environment, name) {
    await this.workbench.runAsking('Claude Guard: Add Key…');
    await this.answer(/Paste a Claude key/, key);
    await this.choose(/Which environment/, environment);
    await this.answer(/What the key is for/, name);
    await this.untilSaid(/is in VS Code’s encrypted store now/);
    // A message may be that of a key before: whoever went on then would close the question for the name.
    const row = `${name}, ${environment}, `;
    await this.untilRows((rows) => rows.some((one) => one.startsWith(row)), `the row of ${name}, ${environment}`);
  }
}
