// @ts-check
/** A new member of a team, who goes through a walkthrough. Environment: CLAUDE_GUARD_LOOK=1 keeps each screen, CLAUDE_GUARD_TIMES=1 says when. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { barriersIn } from './axe.mjs';
import { PROJECT } from './driver.mjs';
import { guide, labInFront } from './member.mjs';
import { pageWith } from './pages.mjs';
import { openWalkthrough, step } from './walkthrough.mjs';
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {import('./member.mjs').Lab} Lab */
/** @typedef {{ labs: Lab[], lessons: { module: string, title: string }[], questions: import('./quiz.mjs').Question[] }} Material */

/** @returns {Material} what is shipped */
export const content = () => JSON.parse(readFileSync(join(PROJECT, 'dist', 'training.json'), 'utf8'));

export function workspace() {
  const folder = join(temporaryFolder('walkthroughs'), 'my-app');
  mkdirSync(folder);
  const text = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${fakeKey()}' });\n`;
  writeFileSync(join(folder, 'client.js'), text);
  return folder;
}

export class Member {
  /** @param {Workbench} workbench @param {string} theme */
  constructor(workbench, theme) {
    this.workbench = workbench;
    this.page = workbench.page;
    this.theme = theme;
    this.screens = 0;
    /** @type {Lab | undefined} */
    this.lab = undefined;
  }

  /** Keeps what is on the screen, where somebody wants to look at it. @param {string} name */
  async look(name) {
    if (process.env.CLAUDE_GUARD_TIMES) console.log(new Date().toISOString().slice(14, 19), name);
    this.screens++;
    if (process.env.CLAUDE_GUARD_LOOK)
      await this.workbench.screenshot(`walk-${this.theme}-${String(this.screens).padStart(2, '0')}-${name}`);
  }

  /** @param {string} name @param {string} selector of what is on the page */
  async lookAtPage(name, selector) {
    await this.look(name);
    const page = await pageWith(this.workbench, selector);
    assert.deepEqual(await barriersIn(page.locator('body')), [], name);
  }

  /** Comes back to a walkthrough by its tab. @param {string} title */
  async back(title) {
    const tab = this.page.locator('.tab', { hasText: 'Welcome' }).first();
    const there = this.page.locator('.getting-started-category', { hasText: title }).first();
    const isBack = (await succeeds(tab.click({ timeout: AGAIN_MS }))) && (await isVisibleWithin(there, AGAIN_MS));
    if (!isBack) await openWalkthrough(this.workbench, title);
  }

  /** Opens the lab of a step. @param {string} title @param {Lab[]} labs @returns {Promise<Lab>} */
  async startLab(title, labs) {
    const language = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'TypeScript' });
    const isThere = async () => {
      if (await language.isVisible()) await succeeds(language.click({ timeout: 1000 }));
      const lab = await labInFront(this.workbench, labs, 0).catch(() => undefined);
      return lab && lab !== this.lab;
    };
    const button = step(this.workbench, title).locator('.monaco-button', { hasText: 'Start the Lab' });
    await until(async () => {
      if (await isThere()) return true;
      // Once the lab's file is in front, its guide is on the way.
      if (!(await step(this.workbench, title).isVisible())) return false;
      if (!(await button.isVisible())) await succeeds(step(this.workbench, title).click({ timeout: AGAIN_MS }));
      await succeeds(button.click({ timeout: AGAIN_MS }));
      return succeeds(until(isThere, 'the lab', 3 * AGAIN_MS));
    }, `the lab of “${title}”`);
    return this.now(labs);
  }

  /** Goes on by the guide, to a lab of another module: its own has what is needed. @param {Lab} lab @param {Lab[]} labs */
  async goOn(lab, labs) {
    const isOther = (/** @type {Lab | undefined} */ one) => one !== undefined && one.module !== lab.module;
    const isThere = async () => isOther(await labInFront(this.workbench, labs, 0).catch(() => undefined));
    await until(async () => {
      const next = (await guide(this.workbench)).locator('button.primary[data-action=next]', { hasText: 'Next lab: ' });
      await succeeds(next.click({ timeout: 1000 }));
      return succeeds(until(isThere, 'another lab', AGAIN_MS));
    }, `what comes behind “${lab.title}”`);
    await this.now(labs);
  }

  /** The lab that is worked on. @param {Lab[]} labs @returns {Promise<Lab>} */
  async now(labs) {
    this.lab = await labInFront(this.workbench, labs);
    return this.lab;
  }
}
