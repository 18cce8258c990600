// @ts-check
/// <reference lib="dom" />
/** The terminals of a workbench, as a person types into them. */
import { delay } from '../host/process.mjs';
import { until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

/** After which a command is typed once more: a shell that is just starting, or a terminal without the focus, loses keys. In ms. */
const AGAIN_MS = 8000;

export class Terminals {
  /** @param {Workbench} workbench */
  constructor(workbench) {
    this.workbench = workbench;
    this.page = workbench.page;
  }

  /** A new one, with the focus. */
  async open() {
    await this.workbench.runCommand('Terminal: Create New Terminal');
    await this.#inputs().first().waitFor({ state: 'attached' });
  }

  #inputs() {
    return this.page.locator('.terminal-wrapper.active .xterm-helper-textarea');
  }

  /** @param {string} command @param {() => boolean} isDone what the command has done */
  async run(command, isDone) {
    await until(async () => {
      if (isDone()) return true;
      await this.#inputs()
        .last()
        .focus({ timeout: AGAIN_MS })
        .catch(() => undefined);
      await this.page.keyboard.press('Control+u');
      await this.page.keyboard.type(command);
      await this.page.keyboard.press('Enter');
      const end = Date.now() + AGAIN_MS;
      while (!isDone() && Date.now() < end) await delay(100);
      return isDone();
    }, `“${command}”`);
  }

  async untilNone() {
    await until(async () => (await this.page.locator('.terminal-wrapper').count()) === 0, 'no terminal to be open');
  }
}
