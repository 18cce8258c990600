// @ts-check
/// <reference lib="dom" />
/**
 * The workbench as a person meets it: what is on the screen, the keyboard and the mouse. Nothing here reaches into the
 * extension or into VS Code's API. Every wait has a limit, and says what it waited for.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { delay } from '../host/process.mjs';

/** playwright-core's Page and Locator. @typedef {import('../host/served.mjs').Page} Page @typedef {any} Locator */

/**
 * A row of the Problems view.
 * @typedef {object} Problem
 * @property {string} file its name, without folders
 * @property {string} message
 * @property {string} source who reports it, such as "Claude Guard"
 * @property {string} code the rule
 * @property {'error' | 'warning' | 'info'} severity
 * @property {number} line from 1
 * @property {number} column from 1
 */

const EXTENSION_ID = 'claude-guard.claude-guard';
export const SCREENSHOTS = join(dirname(fileURLToPath(import.meta.url)), '../screenshots');
/** A VS Code that has just started, on a machine that does other things too, can be this slow. */
const START_LIMIT_MS = 150_000;
const LIMIT_MS = 60_000;
/** After which something that ought to follow at once is asked for again: a key may have been pressed too early. */
export const AGAIN_MS = 5000;
/** After which VS Code has stored in the browser what it is to remember. */
const STORED_MS = 4000;
/** Fixes are offered for no longer than this, once they are tried. */
const MENU_MS = 12_000;
/** VS Code takes any turn of the wheel for one notch, and scrolls a list by about two rows. */
const NOTCH = 100;
/** After so many readings without a new row, the list must have changed under the reader. */
const MAX_IDLE = 10;

/**
 * Asks again and again until the answer is truthy.
 * @template T
 * @param {() => T | Promise<T>} probe
 * @param {string} what named in the error
 * @param {number} [limitMs]
 * @returns {Promise<Exclude<T, undefined | void | null | false>>}
 */
export async function until(probe, what, limitMs = LIMIT_MS) {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await probe();
    if (answer) return /** @type {any} */ (answer);
    if (Date.now() > end) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
    await delay(200);
  }
}

/** Whether something comes to be. @param {Promise<unknown>} act @returns {Promise<boolean>} */
export const succeeds = (act) =>
  act.then(
    () => true,
    () => false,
  );

/** @param {Locator} locator @param {number} timeout in ms @returns {Promise<boolean>} */
export const isVisibleWithin = (locator, timeout) => succeeds(locator.waitFor({ timeout }));

/** What something says; empty when it isn't in sight, or is gone by now. @param {Locator} locator @returns {Promise<string>} */
export const textOf = async (locator) =>
  (await locator.isVisible()) ? locator.innerText({ timeout: 1000 }).catch(() => '') : '';

/**
 * Where something is; null when it isn't in sight, or is gone by now.
 * @param {Locator} locator
 * @returns {Promise<{ x: number, y: number, width: number, height: number } | null>}
 */
const box = async (locator) =>
  (await locator.isVisible()) ? locator.boundingBox({ timeout: 1000 }).catch(() => null) : null;

/**
 * A list also keeps its focused row, out of sight.
 * @param {Locator} row @param {Locator} list @returns {Promise<boolean>}
 */
async function isInSight(row, list) {
  const [inner, outer] = await Promise.all([box(row.first()), box(list)]);
  return (
    inner !== null && outer !== null && inner.y >= outer.y - 1 && inner.y + inner.height <= outer.y + outer.height + 1
  );
}

/** @param {Locator} list @returns {Promise<RawRow[]>} */
const readAll = (list) => list.locator('.monaco-list-row').evaluateAll(readRows);

export class Workbench {
  /**
   * @param {Page} page
   * @param {string} userData the server's
   * @param {() => Promise<void>} close ends the server and the browser
   */
  constructor(page, userData, close) {
    this.page = page;
    this.userData = userData;
    this.close = close;
    page.setDefaultTimeout(LIMIT_MS);
  }

  /** Waits until the extension is there, seen by its status bar item; after a reload, too. */
  async waitReady() {
    await this.statusBarItem().waitFor({ timeout: START_LIMIT_MS });
  }

  /** The extension's item in the status bar. @returns {Locator} */
  statusBarItem() {
    return this.page.locator(`.statusbar-item[id^="${EXTENSION_ID}"]`).first();
  }

  /** @returns {Promise<string>} what the extension's status bar item says */
  async statusBarText() {
    return ((await this.statusBarItem().textContent()) ?? '').trim();
  }

  /** Reloads the window, as after an update. */
  async reload() {
    await this.page.reload();
    await this.waitReady();
  }

  /** Runs a command from the palette. @param {string} title as shown there, category included */
  async runCommand(title) {
    await this.runAsking(title);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** The same for one that asks something in the palette's place. @param {string} title */
  async runAsking(title) {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Opens a file of the workspace by its name, and waits until its tab is the active one. @param {string} name */
  async openFile(name) {
    await until(async () => {
      await this.#pick('Control+p', name, name);
      await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      return isVisibleWithin(this.#activeTab(name), AGAIN_MS);
    }, `${name} to open`);
    await this.#textReady();
  }

  /** @param {string} name the file's @returns {Locator} */
  #activeTab(name) {
    return this.page.locator(`.tab.active[data-resource-name=${JSON.stringify(name)}]`);
  }

  /** @param {string} key what opens the quick input @param {string} text @param {string} label the row's beginning */
  async #pick(key, text, label) {
    const widget = this.page.locator('.quick-input-widget');
    const rows = widget.locator('.monaco-list-row');
    const row = widget.locator(`.monaco-list-row[aria-label^=${JSON.stringify(label)}]`).first();
    await until(async () => {
      if (await widget.isVisible()) await this.page.keyboard.press('Escape');
      await widget.waitFor({ state: 'hidden' });
      await this.page.keyboard.press(key);
      if (!(await isVisibleWithin(widget, AGAIN_MS))) return false;
      // It may close again: what ran before may take the keyboard.
      if (!(await succeeds(widget.locator('input.input').fill(text, { timeout: AGAIN_MS })))) return false;
      if (!(await isVisibleWithin(row, AGAIN_MS))) return false;
      await this.#holdsStill(rows);
      // A click: Enter may hit a row of the list before it was filtered.
      return succeeds(row.click({ timeout: AGAIN_MS }));
    }, `“${label}” to be picked`);
  }

  /** Waits until a list shows the same rows twice: one that is still being filled moves under the mouse. @param {Locator} rows */
  async #holdsStill(rows) {
    let before = '';
    await until(async () => {
      const now = JSON.stringify(
        await rows.evaluateAll((/** @type {Element[]} */ all) => all.map((row) => row.getAttribute('aria-label'))),
      );
      const same = now === before;
      before = now;
      return same;
    }, 'a list to hold still');
  }

  /** The active editor shows its text, and has the keyboard. */
  async #textReady() {
    await this.#editor().locator('.view-line').first().waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  #editor() {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** Shows the Problems view. */
  async showProblems() {
    await this.runCommand('Problems: Focus on Problems View');
    await this.page.locator('.markers-panel-container').waitFor();
  }

  /**
   * Every row of the Problems view, in its order.
   * @param {string} [source] only those of this reporter
   * @returns {Promise<Problem[]>}
   */
  async problems(source) {
    const all = (await this.#rows()).map(({ problem }) => problem);
    return source === undefined ? all : all.filter((problem) => problem.source === source);
  }

  /** @returns {Promise<{ index: number, problem: Problem }[]>} with their index in the view's list */
  async #rows() {
    const panel = this.page.locator('.markers-panel-container');
    if (!(await panel.isVisible())) await this.showProblems();
    const list = panel.locator('.monaco-list').first();
    return (await list.isVisible()) ? problemsOf(await this.#scrollThrough(list)) : [];
  }

  /**
   * The view renders only the rows in sight, so this goes through it from the top, and again when it has changed
   * meanwhile. Ends at the top. No rows when the list goes away, as it does with the last problem.
   * @param {Locator} list
   * @returns {Promise<RawRow[]>}
   */
  async #scrollThrough(list) {
    /** @type {Map<number, RawRow>} */
    let rows = new Map();
    const end = Date.now() + LIMIT_MS;
    for (let length = Number.NaN, idle = MAX_IDLE; rows.size !== length; ) {
      if (Date.now() > end) throw new Error('The Problems view did not hold still.');
      if (idle++ === MAX_IDLE) {
        if (!(await this.#scrollToTop(list))) return [];
        [rows, length, idle] = [new Map(), Number.NaN, 0];
      }
      for (const row of await readAll(list)) {
        if (!rows.has(row.index)) idle = 0;
        rows.set(row.index, row);
        if (row.last) length = row.index + 1;
      }
      for (let i = 0; i < 3; i++) await this.page.mouse.wheel(0, NOTCH);
    }
    await this.#scrollToTop(list);
    return [...rows.values()].sort((a, b) => a.index - b.index);
  }

  /** @param {Locator} list @returns {Promise<boolean>} false when the list is not there */
  async #scrollToTop(list) {
    const first = list.locator('.monaco-list-row[data-index="0"]');
    return until(async () => {
      const place = await box(list);
      if (!place) return 'gone';
      await this.page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
      for (let i = 0; i < 10; i++) await this.page.mouse.wheel(0, -NOTCH);
      return isInSight(first, list);
    }, 'the Problems view to scroll').then((answer) => answer !== 'gone');
  }

  /**
   * Waits until the Problems view shows at least one problem that fits.
   * @param {(problem: Problem) => boolean} fits
   * @param {string} what named in the error
   * @returns {Promise<Problem>} the first such
   */
  async problem(fits, what) {
    return until(async () => (await this.problems()).find(fits), what);
  }

  /** @param {(problem: Problem) => boolean} fits @param {string} what named in the error */
  async problemGone(fits, what) {
    await until(async () => !(await this.problems()).some(fits), `${what} to go`);
  }

  /** The underlines in the active editor. @returns {Promise<('error' | 'warning' | 'info' | 'hint')[]>} */
  async squiggles() {
    const names = await this.#editor()
      .locator('.view-overlays [class*="squiggly-"]')
      .evaluateAll((/** @type {Element[]} */ found) => found.map((element) => element.className));
    return names.map((/** @type {string} */ name) => /squiggly-(\w+)/.exec(name)?.[1]);
  }

  /** Goes to a problem by a double click on its row, and waits until the cursor is there. @param {Problem} problem */
  async goTo(problem) {
    await until(async () => {
      if (!(await this.#openRow(problem))) return false;
      return (await isVisibleWithin(this.#activeTab(problem.file), AGAIN_MS)) && (await this.#isAt(problem));
    }, `"${problem.message}" in the Problems view, and its place`);
    await this.#textReady();
  }

  /** Whether the cursor comes to a problem: to the end of its range, which may be on a later line. @param {Problem} problem */
  async #isAt({ line }) {
    const item = this.page.locator('.statusbar-item[id="status.editor.selection"]');
    const end = Date.now() + AGAIN_MS;
    while (Date.now() < end) {
      const [, shown] = /Ln (\d+)/.exec((await item.textContent({ timeout: AGAIN_MS }).catch(() => '')) ?? '') ?? [];
      if (Number(shown) >= line) return true;
      await delay(100);
    }
    return false;
  }

  /** @param {Problem} problem @returns {Promise<boolean>} false where its row is not there, or moved under the mouse */
  async #openRow(problem) {
    const same = JSON.stringify(problem);
    const found = (await this.#rows()).find((row) => JSON.stringify(row.problem) === same);
    if (!found) return false;
    const list = this.page.locator('.markers-panel-container .monaco-list').first();
    // The index alone would be another problem's once the list has changed.
    const row = list
      .locator(`.monaco-list-row[data-index="${found.index}"]`, {
        hasText: `Ln ${problem.line}, Col ${problem.column}`,
      })
      .filter({ hasText: problem.message });
    const end = Date.now() + AGAIN_MS;
    while (!(await isInSight(row, list))) {
      if (Date.now() > end) return false;
      await this.page.mouse.wheel(0, NOTCH);
      await delay(50);
    }
    return succeeds(row.dblclick({ timeout: AGAIN_MS }));
  }

  /**
   * Opens the list of quick fixes at a problem, and leaves it open.
   * @param {Problem} problem
   * @returns {Promise<string[]>} their titles, the preferred ones first
   */
  async quickFixes(problem) {
    await this.goTo(problem);
    const rows = this.#fixRows();
    await until(async () => {
      await this.page.keyboard.press('Control+.');
      if (await isVisibleWithin(rows.first(), MENU_MS)) return true;
      // The same keys take what is selected in a menu that opens just now.
      await this.page.keyboard.press('Escape');
      return false;
    }, `quick fixes for "${problem.message}"`);
    return (await rows.allInnerTexts()).map((/** @type {string} */ title) => title.trim());
  }

  #fixRows() {
    return this.page.locator('.action-widget .monaco-list-row.action:not(.option-disabled)');
  }

  /**
   * Takes a fix, and opens the list again as long as it isn't offered: what is not validated yet is not in it.
   * @param {Problem} problem
   * @param {string | RegExp} title of the fix, or a part of it
   */
  async applyFix(problem, title) {
    /** @type {string[]} */
    let offered = [];
    await until(async () => {
      offered = await this.quickFixes(problem);
      const row = this.#fixRows().filter({ hasText: title }).first();
      const taken = (await row.isVisible()) && (await succeeds(row.click({ timeout: AGAIN_MS })));
      if (!taken) await this.page.keyboard.press('Escape');
      await this.#fixRows().first().waitFor({ state: 'hidden' });
      return taken;
    }, `the fix "${title}"`).catch((/** @type {Error} */ error) => {
      throw new Error(`${error.message} Offered were: ${offered.join('; ')}.`);
    });
  }

  /** The active editor's text, as far as it is in sight. @returns {Promise<string>} lines end with "\n" */
  async editorText() {
    /** @type {{ top: number, text: string }[]} */
    const lines = await this.#editor()
      .locator('.view-lines .view-line')
      .evaluateAll((/** @type {HTMLElement[]} */ found) =>
        found.map((line) => ({ top: Number.parseFloat(line.style.top), text: line.textContent ?? '' })),
      );
    // The order in the document is the order in which lines were drawn.
    return lines
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' '))
      .join('\n');
  }

  /** Types at the cursor; the editor closes brackets and quotes as for anyone. @param {string} text */
  async type(text) {
    await this.page.keyboard.type(text);
  }

  /** Replaces all text of the editor that has the keyboard. @param {string} text */
  async rewrite(text) {
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
    // What the editor closed by itself stands behind the cursor.
    await this.page.keyboard.press('Control+Shift+End');
    await this.page.keyboard.press('Delete');
  }

  /** Saves the active file once its tab is marked as changed, and waits until it no longer is. */
  async save() {
    // What was asked for before, such as a fix, may not have reached the document yet.
    // Of several groups each has an active tab.
    const changed = this.page.locator('.tab.active.dirty').first();
    await changed.waitFor();
    await until(async () => {
      await this.page.keyboard.press('Control+s');
      return succeeds(changed.waitFor({ state: 'hidden', timeout: AGAIN_MS }));
    }, 'the file to be saved');
  }

  /**
   * What an editor's hover says about a text.
   * @param {string} text a piece of one line as it is coloured, such as a string literal
   * @returns {Promise<string>}
   */
  async hover(text) {
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    return until(async () => {
      // From elsewhere: a mouse that rests on the text already would not be noticed.
      await this.page.mouse.move(0, 0);
      await this.#editor().locator('.view-line span', { hasText: text }).last().hover();
      if (!(await isVisibleWithin(hover.first(), AGAIN_MS))) return false;
      const said = (await hover.allInnerTexts()).join('\n').trim();
      return !/^Loading/.test(said) && said;
    }, `a hover on "${text}"`);
  }

  /** The messages of the notifications in sight. @returns {Promise<string[]>} */
  async notifications() {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Clicks a button of a notification. @param {string} label */
  async clickNotification(label) {
    await this.page.locator('.notification-toast .monaco-button', { hasText: label }).first().click();
  }

  /** Whether the window is in Restricted Mode. @returns {Promise<boolean>} */
  async isRestricted() {
    return this.page.locator('.statusbar-item[id="status.workspaceTrust"]').isVisible();
  }

  /** Trusts the workspace of a window in Restricted Mode, and closes the editor that asks. */
  async trustWorkspace() {
    await this.runCommand('Workspaces: Manage Workspace Trust');
    await this.page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
      .first()
      .click();
    await until(async () => !(await this.isRestricted()), 'the workspace to be trusted');
    await this.runCommand('View: Close Editor');
  }

  /**
   * No longer trusts the workspace. VS Code loads its window anew for that, which in a browser is too early for what it has just
   * stored: so that takes a moment longer here.
   */
  async distrustWorkspace() {
    /** @param {any} route playwright-core's Route */
    const late = async (route) => {
      if (route.request().isNavigationRequest()) await delay(STORED_MS);
      await route.continue().catch(() => undefined);
    };
    await this.runCommand('Workspaces: Manage Workspace Trust');
    await this.page.route('**/*', late);
    const row = this.page.locator('.workspace-trust-editor .trusted-uris-table .monaco-list-row').first();
    await until(async () => {
      await row.hover({ timeout: AGAIN_MS }).catch(() => undefined);
      await row
        .locator('a.action-label[aria-label^="Delete Path"]')
        .click({ timeout: AGAIN_MS })
        .catch(() => undefined);
      return this.isRestricted();
    }, 'the workspace to be no longer trusted');
    await delay(2 * STORED_MS);
    await this.page.unroute('**/*', late);
    await this.waitReady();
    await until(() => this.isRestricted(), 'the workspace to be still untrusted after VS Code was loaded anew');
  }

  /** Another window of the same browser on the same folder; it ends with the first, or when it is closed. @returns {Promise<Workbench>} */
  async another() {
    const page = await this.page.context().newPage();
    await page.goto(this.page.url(), { waitUntil: 'commit', timeout: START_LIMIT_MS });
    const other = new Workbench(page, this.userData, () => page.close());
    await other.waitReady();
    return other;
  }

  /** The document inside the webview in sight. @returns {Locator} */
  webview() {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  /**
   * Changes a user setting, by editing settings.json in the editor: the served VS Code does not notice when that file is
   * changed behind its back.
   * @param {string} key
   * @param {unknown} value
   */
  async setSetting(key, value) {
    const file = join(this.userData, 'User', 'settings.json');
    const settings = { ...JSON.parse(readFileSync(file, 'utf8')), [key]: value };
    await this.runCommand('Preferences: Open User Settings (JSON)');
    await this.#activeTab('settings.json').waitFor();
    await this.#textReady();
    await this.rewrite(JSON.stringify(settings));
    await this.save();
    await this.runCommand('View: Close Editor');
  }

  /**
   * @param {string} name without ".png"
   * @returns {Promise<string>} the file, in test/screenshots
   */
  async screenshot(name) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const path = join(SCREENSHOTS, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }
}

/**
 * @typedef {{ index: number, last: boolean, file?: string, problem?: Omit<Problem, 'file'> }} RawRow a file's or a problem's
 */

/**
 * Runs in the page. Rows that have been emptied, to be used again, are left out.
 * @param {Element[]} rows
 * @returns {RawRow[]}
 */
function readRows(rows) {
  /** @returns {RawRow[]} */
  const read = (/** @type {Element} */ row) => {
    const place = {
      index: Number(row.getAttribute('data-index')),
      last: row.getAttribute('data-last-element') === 'true',
    };
    const file = text(row, '.label-name');
    if (file) return [{ ...place, file }];
    const position = /Ln (\d+), Col (\d+)/.exec(text(row, '.marker-line'));
    if (!position) return [];
    const icon = row.querySelector('.marker-icon')?.classList;
    const problem = {
      message: text(row, '.marker-message'),
      source: text(row, '.marker-source'),
      code: text(row, '.marker-code'),
      severity: icon?.contains('error') ? 'error' : icon?.contains('warning') ? 'warning' : 'info',
      line: Number(position[1]),
      column: Number(position[2]),
    };
    return [{ ...place, problem: /** @type {Omit<Problem, 'file'>} */ (problem) }];
  };
  const text = (/** @type {Element} */ row, /** @type {string} */ part) =>
    [...row.querySelectorAll(part)].map((element) => element.textContent).join(' ');
  return rows.flatMap(read);
}

/** Problems stand below their file's row. @param {RawRow[]} rows @returns {{ index: number, problem: Problem }[]} */
function problemsOf(rows) {
  let file = '';
  return rows.flatMap((row) => {
    if (row.file !== undefined) file = row.file;
    return row.problem ? [{ index: row.index, problem: { file, ...row.problem } }] : [];
  });
}
