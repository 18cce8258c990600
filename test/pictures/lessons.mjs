// @ts-check
/// <reference lib="dom" />
/**
 * A person reads every lesson to its end, and takes the check behind it and the final one, with the mouse, until each is passed.
 * Another window knows of it. It takes too long to be a test. Pictures of the pages go into test/screenshots/lessons-<theme>-<page>.png.
 *
 *   npm run lessons -- [--theme dark]
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepare } from '../host/install.mjs';
import { temporaryFolder } from '../host/process.mjs';
import { barriersIn } from '../vscode/axe.mjs';
import { open } from '../vscode/driver.mjs';
import { exportRecord, readToEnd } from '../vscode/member.mjs';
import { content, workspace } from '../vscode/new-member.mjs';
import { clickUntil, pageWith } from '../vscode/pages.mjs';
import { takeCheck } from '../vscode/quiz.mjs';
import { TrainingView } from '../vscode/training-view.mjs';
import { AGAIN_MS, succeeds, until } from '../vscode/workbench.mjs';

/** @typedef {import('../vscode/workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

const QUESTION = 'h2.question';
/** Tall enough for a lesson. */
const VIEWPORT = { width: 1100, height: 2400 };

const { values } = parseArgs({ options: { theme: { type: 'string', default: 'light' } } });
const theme = /** @type {'light' | 'dark' | 'contrast' | 'contrastLight'} */ (values.theme);

/** @param {Workbench} workbench @param {string} name @param {Locator} page */
async function look(workbench, name, page) {
  await workbench.screenshot(`lessons-${theme}-${name}`);
  assert.deepEqual(await barriersIn(page.locator('body')), [], name);
}

/**
 * Picks from the list of a command, until what it leads to is there.
 * @param {Workbench} workbench @param {string} command @param {number} index of the row @param {string} shown
 */
async function choose(workbench, command, index, shown) {
  const row = workbench.page.locator(`.quick-input-widget .monaco-list-row[data-index="${index}"]`);
  await until(async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.runAsking(`Claude Guard: ${command}`);
    await succeeds(row.click({ timeout: AGAIN_MS }));
    return succeeds(pageWith(workbench, shown, AGAIN_MS));
  }, `row ${index} of “${command}”`);
}

/** @param {Workbench} workbench */
async function learn(workbench) {
  const { lessons, questions } = content();
  for (const [index, { module, title }] of lessons.entries()) {
    const heading = `main:has(h1:text-is(${JSON.stringify(title)})) #practise`;
    await choose(workbench, 'Learn about a Practice…', index, heading);
    await look(workbench, `${module}-lesson`, await readToEnd(workbench, heading));
    await clickUntil(workbench, heading, 'button[data-action=quiz]', QUESTION);
    await look(workbench, `${module}-question`, await pageWith(workbench, QUESTION));
    assert.equal(await takeCheck(workbench, questions, { wrong: 1 }), '4 of 5 right. Passed.');
    await look(workbench, `${module}-result`, await pageWith(workbench, '#result'));
    console.log(`${module}: read, and passed`);
  }
  await choose(workbench, 'Check Your Knowledge…', lessons.length, QUESTION);
  assert.equal(await takeCheck(workbench, questions, { wrong: 4 }), '16 of 20 right. Passed.');
  await look(workbench, 'final-result', await pageWith(workbench, '#result'));
  const file = join(temporaryFolder('records'), 'ada.json');
  await exportRecord(workbench, 'Ada Lovelace', file);
  const record = JSON.parse(readFileSync(file, 'utf8'));
  const isDone = (/** @type {{ lesson?: string, quiz?: { passed?: string } }} */ { lesson, quiz }) =>
    lesson && quiz?.passed;
  assert.equal(record.modules.filter(isDone).length, lessons.length);
  assert.ok(record.final.passed);
  await isKnownElsewhere(workbench, lessons.length);
}

/** Another window shows what was done in the first. @param {Workbench} workbench @param {number} modules */
async function isKnownElsewhere(workbench, modules) {
  const other = await workbench.another();
  const view = new TrainingView(other);
  await other.runCommand('Claude Guard: Show Training');
  await view.untilOpen();
  const isBegun = (/** @type {string} */ row) => /, begun, 2 of \d$/.test(row);
  await view.untilRows((rows) => rows.filter(isBegun).length === modules, 'what was done in the first window');
  await other.screenshot(`lessons-${theme}-other-window`);
  await other.close();
}

async function main() {
  await prepare({ log: console.log });
  const workbench = await open(workspace(), { theme, viewport: VIEWPORT });
  try {
    await learn(workbench);
  } catch (error) {
    await workbench.screenshot(`lessons-${theme}-failed`);
    throw error;
  } finally {
    await workbench.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
