// @ts-check
/** A person reads a lesson and checks what they know, by keyboard; nothing on these pages is a barrier. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { barriersIn } from './axe.mjs';
import { EXTENSION } from './driver.mjs';
import { withWorkbench } from './hooks.mjs';
import { questionIn, seen } from './quiz.mjs';
import { isVisibleWithin, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */
/** @typedef {{ module: string, text: string, answers: { text: string, right?: boolean }[] }} Question */

const TEST_LIMIT_MS = 400_000;
const VERDICT_LIMIT_MS = 15_000;
const VIEWPORT = { width: 1400, height: 1000 };

function workspace() {
  const folder = join(temporaryFolder('lessons'), 'my-app');
  mkdirSync(folder);
  const text = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${fakeKey()}' });\n`;
  writeFileSync(join(folder, 'client.js'), text);
  return folder;
}

/** @type {Question[]} */
const questions = () => JSON.parse(readFileSync(join(EXTENSION, 'dist', 'training.json'), 'utf8')).questions;

/** The page in front; others stay loaded behind it. @param {Workbench} workbench */
const front = ({ page }) => page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');

/**
 * Runs a command that asks, and picks; what was lost on the way is tried again.
 * @param {Workbench} workbench
 * @param {string} command
 * @param {string[]} labels of the rows, one after the other
 */
async function choose(workbench, command, ...labels) {
  const pick = async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.runAsking(command);
    for (const label of labels) {
      const row = workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: label });
      await row.first().click({ timeout: 5000 });
    }
    return true;
  };
  await until(() => pick().catch(() => false), labels.join(', '));
}

/** @param {Workbench} workbench @param {string} title */
async function openLesson(workbench, title) {
  await choose(workbench, 'Claude Guard: Learn about a Practice…', title);
  await front(workbench).locator('h1').waitFor();
}

/** @param {Workbench} workbench @param {string} where */
async function hasNoBarrier(workbench, where) {
  assert.deepEqual(await barriersIn(front(workbench).locator('body')), [], where);
}

/** Goes on with the Tab key until an element has the focus. @param {Workbench} workbench @param {string} selector */
async function tabTo(workbench, selector) {
  const target = front(workbench).locator(selector).first();
  const hasFocus = () => target.evaluate((/** @type {Element} */ one) => one === document.activeElement);
  await until(async () => {
    if (await hasFocus()) return true;
    await workbench.page.keyboard.press('Tab');
    return hasFocus();
  }, `the focus on ${selector}`);
}

/** Answers the question in front. @param {Workbench} workbench @param {boolean} right */
async function answer(workbench, right) {
  const page = front(workbench);
  const heading = page.locator('h2.question');
  await page.locator('button', { hasText: 'Answer' }).waitFor();
  const text = seen(await heading.innerText());
  const labels = (await page.locator('label.option').allInnerTexts()).map(seen);
  const question = questionIn(questions(), text, labels);
  const wanted = question.answers.filter((one) => (one.right === true) === right).map((one) => seen(one.text));
  const index = labels.findIndex((label) => wanted.includes(label));
  await tabTo(workbench, 'input[name=answer]');
  const radio = page.locator('input[name=answer]').nth(index);
  await until(async () => {
    if (await radio.isChecked()) return true;
    await workbench.page.keyboard.press(index === 0 ? 'Space' : 'ArrowDown');
    return radio.isChecked();
  }, 'the answer to be chosen');
  await until(async () => {
    // It may have been answered only after the last look.
    if (await page.locator('.verdict').isVisible()) return true;
    await workbench.page.keyboard.down('Enter');
    const isShown = await isVisibleWithin(page.locator('.verdict'), VERDICT_LIMIT_MS);
    // Held for long, it does not press the explanation away.
    for (let repeat = 0; repeat < 3; repeat++) await workbench.page.keyboard.down('Enter');
    await workbench.page.keyboard.up('Enter');
    return isShown;
  }, 'the verdict');
  assert.equal(seen(await heading.innerText()), text);
  assert.equal(
    seen(await page.locator('.verdict').innerText()).startsWith(right ? 'That is right' : 'That is not'),
    true,
  );
}

/** Presses what has the focus after an answer. @param {Workbench} workbench */
async function goOn(workbench) {
  const page = front(workbench);
  await tabTo(workbench, 'button[data-action=next]');
  await until(async () => {
    const there = page.locator('button[data-action=next]');
    if (await there.isVisible()) await there.press('Enter', { timeout: 2000 }).catch(() => {});
    return !(await there.isVisible());
  }, 'what comes next');
}

describe('A person who learns', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('lessons');

  it('reads a lesson, answers by keyboard, loses nothing by a reload, and passes', async () => {
    const workbench = await open(workspace(), { viewport: VIEWPORT });
    await openLesson(workbench, 'Secure authentication');
    await workbench.screenshot('lesson');
    await hasNoBarrier(workbench, 'the lesson');
    const check = front(workbench).locator('button', { hasText: 'Check your knowledge' });
    await check.press('Enter');
    await front(workbench).locator('.facts', { hasText: 'Question 1 of 5' }).waitFor();
    await workbench.screenshot('quiz');
    await hasNoBarrier(workbench, 'a question');

    await answer(workbench, false);
    await workbench.screenshot('quiz-answered');
    await hasNoBarrier(workbench, 'an answer');
    await goOn(workbench);
    await front(workbench).locator('.facts', { hasText: 'Question 2 of 5' }).waitFor();

    // VS Code in a browser may not have stored yet that the check was open.
    await workbench.reload();
    await choose(workbench, 'Claude Guard: Check Your Knowledge…', 'Secure authentication');
    // What was answered is there; the step behind it was perhaps too short ago to be stored.
    if (await isVisibleWithin(front(workbench).locator('button[data-action=next]'), VERDICT_LIMIT_MS))
      await goOn(workbench);
    await front(workbench).locator('.facts', { hasText: 'Question 2 of 5' }).waitFor();
    for (let left = 5; left > 0; left--) {
      await answer(workbench, true);
      await goOn(workbench);
    }
    const result = front(workbench).locator('.summary');
    assert.equal(await result.innerText(), '4 of 5 right. Passed.');
    await workbench.screenshot('quiz-result');
    await hasNoBarrier(workbench, 'the result');
  });
});
