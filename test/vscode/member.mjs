// @ts-check
/// <reference lib="dom" />
/** What a member of a team does in the training: repairs a lab, and exports a record. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { clickUntil, pageWith } from './pages.mjs';
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */
/** @typedef {{ name: string, edits: { file: string, find: string, replace: string }[] }} Attempt */
/** @typedef {{ files: Record<string, string>, right: Attempt[] }} Variant */
/** @typedef {{ id: string, module: string, title: string, quickFix: boolean, variants: Record<string, Variant> }} Lab */

/** So that what is pasted stays as it is. */
export const PASTING = {
  'editor.autoIndent': 'none',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.trimAutoWhitespace': false,
};

const DONE = 'Done: the code is secure, and does its job.';
/** Of which each try may take a minute. */
const EXPORT_LIMIT_MS = 180_000;

/** The page beside a lab's code. @param {Workbench} workbench @param {number} [limitMs] @returns {Promise<Locator>} */
export const guide = (workbench, limitMs) => pageWith(workbench, '.goals .list', limitMs);

/** The lab whose guide is in sight. @param {Workbench} workbench @param {Lab[]} labs @param {number} [limitMs] @returns {Promise<Lab>} */
export async function labInFront(workbench, labs, limitMs) {
  const title = await (await guide(workbench, limitMs)).locator('h1').innerText();
  const lab = labs.find((one) => one.title === title);
  assert.ok(lab, title);
  return lab;
}

/** What stands in a quick fix's title that does a lab. @type {Readonly<Record<string, string | RegExp>>} */
const FIXES = { 'key-in-code': 'environment', 'certificate-check': 'Remove', 'model-of-yesterday': 'claude-sonnet' };

/**
 * Repairs the lab in front: by quick fix where there is one, by edit where not; and saves.
 * @param {Workbench} workbench @param {Lab} lab @param {string} language
 */
export async function repair(workbench, lab, language) {
  const variant = lab.variants[language] ?? lab.variants.configuration;
  assert.ok(variant, lab.id);
  assert.doesNotMatch(await (await guide(workbench)).locator('.summary').innerText(), /^Done/);
  if (lab.quickFix) {
    const [name = ''] = Object.keys(variant.files);
    const problem = await workbench.problem(({ file }) => file === name, `what is wrong in ${name}`);
    await workbench.applyFix(problem, FIXES[lab.id] ?? '');
    await workbench.save();
  } else await edit(workbench, variant);
  await until(
    async () => (await (await guide(workbench)).locator('.summary').innerText()) === DONE,
    `${lab.id} to be done`,
  );
}

/**
 * Goes to a lesson, and reads it to its end.
 * @param {Workbench} workbench @param {string} from what is on the page that leads there @param {string} title
 * @returns {Promise<string>} what is on the lesson's page
 */
export async function readLesson(workbench, from, title) {
  const lesson = `main:has(h1:text-is(${JSON.stringify(title)})) #practise`;
  await clickUntil(workbench, from, 'button[data-action=lesson]', lesson);
  await readToEnd(workbench, lesson);
  return lesson;
}

/** @param {Workbench} workbench @param {string} lesson what is on its page @returns {Promise<Locator>} the page */
export async function readToEnd(workbench, lesson) {
  const page = await pageWith(workbench, lesson);
  const end = page.locator('[data-end]');
  // Seen, it is taken off the page.
  await until(async () => {
    if ((await end.count()) === 0) return true;
    await succeeds(
      end.evaluate((/** @type {Element} */ one) => one.scrollIntoView(), undefined, { timeout: AGAIN_MS }),
    );
    return false;
  }, 'the end of a lesson');
  return page;
}

/** @param {Workbench} workbench @param {Variant} variant */
async function edit(workbench, { files, right: [attempt] }) {
  const edits = attempt?.edits ?? [];
  for (const path of new Set(edits.map(({ file }) => file))) {
    const own = edits.filter(({ file }) => file === path);
    const text = own.reduce((before, { find, replace }) => before.replace(find, () => replace), files[path] ?? '');
    await showFile(workbench, path, Object.keys(files).length > 1);
    await workbench.rewrite(text);
    await workbench.save();
  }
}

/** Goes to a lab's file by the guide. @param {Workbench} workbench @param {string} path @param {boolean} isOfSeveral */
async function showFile(workbench, path, isOfSeveral) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const selector = isOfSeveral ? `button[data-action=file][data-value="${path}"]` : 'button[data-action=code]';
  const group = workbench.page.locator('.editor-group-container.active');
  await until(async () => {
    await succeeds((await guide(workbench)).locator(selector).click({ timeout: AGAIN_MS }));
    if (!(await isVisibleWithin(group.locator(`.tab.active[data-resource-name="${name}"]`), AGAIN_MS))) return false;
    return isVisibleWithin(group.locator('.monaco-editor.focused'), AGAIN_MS);
  }, `${path} of the lab`);
}

/** Answers the input in sight, once it asks this. @param {Workbench} workbench @param {RegExp} asks @param {string} text */
export async function answer({ page }, asks, text) {
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('input.input');
  const isAsked = async () =>
    (await widget.isVisible()) &&
    asks.test(`${await widget.innerText()} ${await input.getAttribute('placeholder', { timeout: AGAIN_MS })}`);
  await until(isAsked, `an input that asks ${asks}`);
  await input.fill(text);
  await page.keyboard.press('Enter');
  await until(async () => !(await isAsked()), `the answer to ${asks}`);
}

/**
 * Exports the record. VS Code's question where to save may take no answer on a busy machine: it is asked again.
 * @param {Workbench} workbench @param {string} name of the member @param {string} file that is written, in the form that its name says
 */
export async function exportRecord(workbench, name, file) {
  const isSaid = async () =>
    (await workbench.notifications()).some((text) => /The training record was saved/.test(text));
  // What is said goes away by itself.
  await Promise.all([
    until(
      async () => existsSync(file) || succeeds(tryToExport(workbench, name, file)),
      'the record to be saved',
      EXPORT_LIMIT_MS,
    ),
    until(isSaid, 'that it was saved', EXPORT_LIMIT_MS),
  ]);
  // The next export says the same.
  await workbench.runCommand('Notifications: Clear All Notifications');
}

/**
 * Exports the record as far as VS Code's question where to save.
 * @param {Workbench} workbench @param {string} name of the member @param {string} file that is to be written
 * @returns {Promise<Locator>} the input for its path
 */
export async function askWhereToSave(workbench, name, file) {
  const widget = workbench.page.locator('.quick-input-widget');
  await workbench.runAsking('Claude Guard: Export Training Record…');
  await answer(workbench, /Your name, as your team knows you/, name);
  const form = file.endsWith('.html') ? 'Page to print' : 'Record for your team';
  await widget.locator('.monaco-list-row', { hasText: form }).click();
  const path = widget.locator('input.input');
  await until(
    async () => /claude-guard-training/.test(await path.inputValue({ timeout: AGAIN_MS }).catch(() => '')),
    'where to save',
  );
  return path;
}

/** @param {Workbench} workbench @param {string} name of the member @param {string} file */
async function tryToExport(workbench, name, file) {
  const path = await askWhereToSave(workbench, name, file);
  await until(
    async () => {
      if (await path.isVisible()) await succeeds(path.fill(file, { timeout: AGAIN_MS }));
      await workbench.page.keyboard.press('Enter');
      return succeeds(until(() => existsSync(file), file, AGAIN_MS));
    },
    'the record to be saved',
    3 * AGAIN_MS,
  );
}
