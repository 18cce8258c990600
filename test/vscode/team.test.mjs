// @ts-check
/// <reference lib="dom" />
/** A team's training: the plan of a lead, what a new member sees of it, the record that comes out, and what the lead makes of that. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { isVisibleWithin, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

const TEST_LIMIT_MS = 400_000;
const AGAIN_MS = 5000;
/** A view renders the rows in sight alone. */
const VIEWPORT = { width: 1400, height: 1300 };

const PLAN = {
  title: 'Payments: secure Claude',
  modules: [
    'transport',
    {
      module: 'authentication',
      note: 'Keys of Payments come from the vault, never from a file.',
      links: [{ title: 'How to get a key', url: 'https://wiki.example.com/keys' }],
    },
  ],
  due: '2030-03-31',
  contact: '#security',
  finalCheck: false,
};

function workspace() {
  const folder = join(temporaryFolder('team'), 'my-app');
  mkdirSync(join(folder, '.claude-guard'), { recursive: true });
  writeFileSync(join(folder, '.claude-guard', 'training.json'), JSON.stringify(PLAN, undefined, 2));
  const text = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${fakeKey()}' });\n`;
  writeFileSync(join(folder, 'client.js'), text);
  return folder;
}

/** @param {Workbench} workbench @param {string} name @returns {Locator} */
const pane = ({ page }, name) => page.locator(`.sidebar .pane:has(> .pane-header[aria-label^="${name}"])`);

/** What the rows say to a screen reader. @param {Workbench} workbench @param {string} name the view's @returns {Promise<string[]>} */
const rows = (workbench, name) =>
  pane(workbench, name)
    .locator('.monaco-list-row')
    .evaluateAll((/** @type {Element[]} */ all) => all.map((row) => row.getAttribute('aria-label') ?? ''));

/** @param {Workbench} workbench @param {(rows: string[]) => unknown} fits @param {string} what @param {string} [name] */
async function untilRows(workbench, fits, what, name = 'Training') {
  /** @type {string[]} */
  let seen = [];
  await until(async () => {
    seen = await rows(workbench, name);
    return fits(seen);
  }, what).catch((error) => {
    throw new Error(`${error.message} There were: ${JSON.stringify(seen)}`);
  });
  return seen;
}

/** @param {Workbench} workbench @param {string} label */
const row = (workbench, label) =>
  pane(workbench, 'Training').locator(`.monaco-list-row[aria-label^=${JSON.stringify(label)}]`);

/** Clicks until something follows. @param {Locator} target @param {() => Promise<boolean>} follows @param {string} what */
const click = (target, follows, what) =>
  until(async () => {
    if (await follows()) return true;
    await target
      .first()
      .click({ timeout: AGAIN_MS })
      .catch(() => {});
    return follows();
  }, what);

/** Gives its room to the other views. @param {Workbench} workbench @param {string} name */
async function collapse(workbench, name) {
  const header = pane(workbench, name).locator('> .pane-header');
  await click(
    header.locator('h3'),
    async () => (await header.getAttribute('aria-expanded')) === 'false',
    `${name} to close`,
  );
}

/** Shows the view by its command, with room. @param {Workbench} workbench */
async function showTraining(workbench) {
  await workbench.runCommand('Claude Guard: Show Training');
  await pane(workbench, 'Training').locator('.pane-header.expanded').waitFor();
}

/** Answers the input in sight, once it asks this. @param {Workbench} workbench @param {RegExp} asks @param {string} text */
async function answer({ page }, asks, text) {
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('input.input');
  const isAsked = async () =>
    (await widget.isVisible()) && asks.test(`${await widget.innerText()} ${await input.getAttribute('placeholder')}`);
  await until(isAsked, `an input that asks ${asks}`);
  await until(async () => {
    if (!(await isAsked())) return true;
    await input.fill(text);
    await page.keyboard.press('Enter');
    return isVisibleWithin(widget, 300).then(async () => !(await isAsked()));
  }, `the answer to ${asks}`);
}

/** A dialog for a folder or a file, which asks in place of the palette. @param {Workbench} workbench @param {string} path @param {RegExp} button */
async function chooseFile({ page }, path, button) {
  const widget = page.locator('.quick-input-widget');
  const confirm = widget.locator('.monaco-button', { hasText: button });
  await until(async () => {
    if (!(await isVisibleWithin(confirm, AGAIN_MS))) return false;
    await widget.locator('input.input').fill(path);
    await confirm.click({ timeout: AGAIN_MS }).catch(() => {});
    return confirm.waitFor({ state: 'hidden', timeout: AGAIN_MS }).then(
      () => true,
      () => false,
    );
  }, `${path} to be chosen`);
}

/** In a page in sight, of which there may be several. @param {Workbench} workbench @param {string} tag @param {string} text */
const untilShown = ({ page }, tag, text) =>
  until(async () => {
    for (const frame of page.frames()) {
      const count = await frame
        .locator(tag, { hasText: text })
        .count()
        .catch(() => 0);
      if (count > 0) return true;
    }
    return false;
  }, `“${text}” in a page`);

describe('A team that learns', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('team');

  it('offers its training once, shows how far a member is, and takes a record of it', async () => {
    const folder = workspace();
    const workbench = await open(folder, { viewport: VIEWPORT });
    const { page } = workbench;
    const offer = page.locator('.notification-toast', { hasText: 'Your team has a training' });
    await offer.waitFor();
    await workbench.screenshot('team-offer');
    await click(
      offer.locator('.monaco-button', { hasText: 'Show Training' }),
      async () => (await rows(workbench, 'Training')).length > 0,
      'the Training view',
    );
    await collapse(workbench, 'Findings');
    await untilRows(
      workbench,
      (all) => /^HTTPS everywhere.*Secure auth/.test(all.filter((one) => /begun/.test(one)).join()),
      'the modules in the team’s order',
    );
    const module = row(workbench, 'Secure authentication');
    await click(module, async () => (await row(workbench, 'Your own code, 1 finding to fix').count()) > 0, 'its steps');
    await untilRows(
      workbench,
      (all) =>
        [
          'Lab: The key in the code, to do',
          'Your team’s rule, Keys of Payments',
          'How to get a key, wiki.example.com',
        ].every((one) => all.some((label) => label.startsWith(one))),
      'the lab, the team’s rule and its page',
    );
    await workbench.screenshot('team-progress');
    await click(
      row(workbench, 'Your own code, 1 finding to fix'),
      async () => (await pane(workbench, 'Findings').innerText()).includes('1 of 1'),
      'the finding of that practice',
    );
    await collapse(workbench, 'Findings');

    await row(workbench, 'Lab: The key in the code').click();
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'TypeScript' }).click();
    const problem = await workbench.problem(({ file }) => file.startsWith('assistant.ts'), 'the key in the lab');
    await workbench.applyFix(problem, 'environment');
    await untilRows(
      workbench,
      (all) => all.some((one) => /^Lab: The key in the code, done/.test(one)),
      'the lab to be done',
    );

    const saved = join(folder, 'ada.json');
    await workbench.runAsking('Claude Guard: Export Training Record…');
    await answer(workbench, /Your name, as your team knows you/, 'Ada Lovelace');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Record for your team' }).click();
    await chooseFile(workbench, saved, /^OK$|^Save$/);
    await until(() => existsSync(saved), 'the record');
    const record = JSON.parse(readFileSync(saved, 'utf8'));
    assert.equal(record.name, 'Ada Lovelace');
    assert.match(JSON.stringify(record.modules), /process\.env\.ANTHROPIC_API_KEY/);

    await workbench.runAsking('Claude Guard: Training Overview of a Team…');
    await chooseFile(workbench, folder, /^OK$|^Check Records$/);
    await untilShown(workbench, 'td', 'Ada Lovelace');
    await untilShown(workbench, 'h2', 'What this proves');
    await workbench.screenshot('team-overview');

    await workbench.reload();
    await showTraining(workbench);
    await collapse(workbench, 'Findings');
    await untilRows(
      workbench,
      (all) => all.some((one) => /^Secure authentication, (begun|done)/.test(one)),
      'the progress after a reload',
    );
    assert.equal(await offer.count(), 0);
  });
});
