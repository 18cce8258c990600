// @ts-check
/**
 * A new member goes through both walkthroughs, from installing the `.vsix` to the exported record: every step, and every lab.
 * Environment: CLAUDE_GUARD_THEMES=light,dark,contrast goes through in each of these; CLAUDE_GUARD_LOOK=1 keeps each screen.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { barriersIn } from './axe.mjs';
import { PROJECT } from './driver.mjs';
import { withWorkbench } from './hooks.mjs';
import { KeysView } from './keys-view.mjs';
import { answer, exportRecord, guide, labInFront, PASTING, repair } from './member.mjs';
import { packaged } from './packaged.mjs';
import { pageWith } from './pages.mjs';
import { takeCheck } from './quiz.mjs';
import { openWalkthrough, press, step, tickByHand, ticked, titles, untilTicked, VIEWPORT } from './walkthrough.mjs';
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {import('./member.mjs').Lab} Lab */

const TEST_LIMIT_MS = 600_000;
const START = 'Get started with Claude Guard';
const TRAINING = 'Secure Claude integrations';
const TOPICS = 10;

/** High contrast, unless others are named: light and dark are seen by the tests of lessons. */
const THEMES = /** @type {('light' | 'dark' | 'contrast')[]} */ (
  (process.env.CLAUDE_GUARD_THEMES ?? 'contrast').split(',')
);

/** @type {{ labs: Lab[], questions: import('./quiz.mjs').Question[] }} */
const content = () => JSON.parse(readFileSync(join(PROJECT, 'dist', 'training.json'), 'utf8'));

function workspace() {
  const folder = join(temporaryFolder('walkthroughs'), 'my-app');
  mkdirSync(folder);
  const text = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${fakeKey()}' });\n`;
  writeFileSync(join(folder, 'client.js'), text);
  return folder;
}

class Member {
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
    const isOther = async () => {
      if (await language.isVisible()) await succeeds(language.click({ timeout: 1000 }));
      const lab = await labInFront(this.workbench, labs, 0).catch(() => undefined);
      return lab && lab !== this.lab;
    };
    await press(this.workbench, title, 'Start the Lab', () => succeeds(until(isOther, 'the lab', 3 * AGAIN_MS)));
    return this.now(labs);
  }

  /** The lab that is worked on. @param {Lab[]} labs @returns {Promise<Lab>} */
  async now(labs) {
    this.lab = await labInFront(this.workbench, labs);
    return this.lab;
  }
}

describe('A new member', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('walkthroughs');

  for (const theme of THEMES) {
    it(`goes through both walkthroughs, does every lab, and hands in a record that holds (${theme})`, async () => {
      const folder = workspace();
      const { labs, questions } = content();
      const options = { extension: packaged(), theme, viewport: VIEWPORT, settings: PASTING };
      const workbench = await open(folder, options);
      const member = new Member(workbench, theme);

      // Ticks that somebody sets are nobody's deeds.
      await openWalkthrough(workbench, TRAINING);
      await member.look('training');
      const [topic = ''] = await titles(workbench);
      await tickByHand(workbench, topic, true);
      await workbench.runAsking('Claude Guard: Export Training Record…');
      await new KeysView(workbench).untilSaid(/There is nothing to record yet/);
      await tickByHand(workbench, topic, false);
      await workbench.runCommand('Notifications: Clear All Notifications');

      await openWalkthrough(workbench, START);
      await getStarted(member, labs);
      const topics = (await titles(workbench)).slice(0, TOPICS);
      for (const title of topics) await learn(member, title, labs);
      await lookAtOwnCode(member);

      await press(workbench, 'The final check', 'Take the Final Check', async () => pageWith(workbench, 'h2.question'));
      await member.lookAtPage('final-check', 'h2.question');
      assert.equal(await takeCheck(workbench, questions), '20 of 20 right. Passed.');
      await member.lookAtPage('final-result', '#result');
      await member.back(TRAINING);
      await untilTicked(workbench, 'The final check');
      await member.look('training-done');
      assert.deepEqual(await ticked(workbench), await titles(workbench));

      const records = temporaryFolder('records');
      const file = join(records, 'ada.json');
      await exportRecord(workbench, 'Ada Lovelace', file);
      await member.look('record-saved');
      const said = execFileSync(process.execPath, [
        join(PROJECT, 'dist', 'cli.js'),
        'training',
        'report',
        records,
      ]).toString();
      console.log(said);
      await exportRecord(workbench, 'Ada Lovelace', join(records, 'ada.html'));
    });
  }
});

/** Every step of the first walkthrough, up to the second. @param {Member} member @param {Lab[]} labs */
async function getStarted(member, labs) {
  const { workbench, page } = member;
  assert.deepEqual(await ticked(workbench), []);
  await member.look('start');

  await press(workbench, 'Scan your workspace', 'Scan Workspace', async () => true);
  await untilTicked(workbench, 'Scan your workspace');
  await until(async () => /\d/.test(await workbench.statusBarText()), 'the finding');

  await press(workbench, 'Read your first finding', 'Show Findings', () =>
    isVisibleWithin(
      page.locator('.sidebar .pane:has(> .pane-header[aria-label^="Findings"]) .monaco-list-row').first(),
      AGAIN_MS,
    ),
  );
  await untilTicked(workbench, 'Read your first finding');
  await member.look('start-finding');

  const lab = await member.startLab('Fix your first weakness', labs);
  assert.equal(lab.id, 'key-in-code');
  await member.lookAtPage('lab-key-in-code', '.goals');
  await repair(workbench, lab, 'typescript');
  await member.lookAtPage('lab-key-in-code-done', '.goals.done');
  await member.back(START);
  await untilTicked(workbench, 'Fix your first weakness');

  const keys = new KeysView(workbench);
  const asks = /Paste a key of Claude/;
  const input = page.locator('.quick-input-widget', { hasText: asks });
  await press(workbench, 'Store your key', 'Add a Key', () => isVisibleWithin(input, AGAIN_MS));
  await member.look('start-key');
  for (let i = 0; i < 4; i++) {
    console.log(await page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.className}`));
    await new Promise((r) => setTimeout(r, 300));
  }
  await answer(workbench, asks, fakeKey('api03', 'of a new member'));
  await keys.choose(/Which environment/, 'Development');
  await keys.answer(/What the key is for/, 'first');
  await keys.untilSaid(/is in VS Code’s encrypted store now/);
  await untilTicked(workbench, 'Store your key');
  await member.look('start-key-stored');

  const configuration = page.locator('.tab.active[data-resource-name=".claude-guard.json"]');
  await press(workbench, 'Decide what counts', 'Open Configuration', () => isVisibleWithin(configuration, AGAIN_MS));
  await member.look('start-configuration');
  await workbench.save();
  await member.back(START);
  await untilTicked(workbench, 'Decide what counts');

  const training = page.locator('.getting-started-category', { hasText: TRAINING }).first();
  const all = await titles(workbench);
  await member.look('start-done');
  assert.deepEqual(await ticked(workbench), all);
  await press(workbench, 'Learn what matters', 'Go to the Team Training', () => isVisibleWithin(training, AGAIN_MS));
}

/** The labs of a step, one after the other. @param {Member} member @param {string} title @param {Lab[]} labs */
async function learn(member, title, labs) {
  const { workbench } = member;
  assert.ok(!(await ticked(workbench)).includes(title), `“${title}” is ticked too early`);
  await step(workbench, title).click();
  let lab = await member.startLab(title, labs);
  for (;;) {
    await member.lookAtPage(`lab-${lab.id}`, '.goals');
    await repair(workbench, lab, 'typescript');
    await member.look(`lab-${lab.id}-done`);
    const next = (await guide(workbench)).locator('button[data-action=next]');
    const following = labs.find((one) => one.module === lab.module && one.id !== lab.id);
    if (!following || !(await next.isVisible()) || !(await next.innerText()).endsWith(following.title)) break;
    await next.click();
    await until(async () => (await labInFront(workbench, labs)) === following, following.title);
    lab = await member.now(labs);
  }
  await member.back(TRAINING);
  await untilTicked(workbench, title);
}

/** @param {Member} member */
async function lookAtOwnCode(member) {
  const { workbench } = member;
  await press(workbench, 'Look at your own code', 'Scan Workspace', async () => true);
  await untilTicked(workbench, 'Look at your own code');
  await member.look('own-code');
}
