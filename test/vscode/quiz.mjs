// @ts-check
/** A check of one's knowledge, answered with the mouse by somebody who knows. */
import assert from 'node:assert/strict';
import { pageWith } from './pages.mjs';
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */
/** @typedef {{ module: string, text: string, answers: { text: string, right?: boolean }[] }} Question */

/** As a person sees a text of ours. @param {string} text */
export const seen = (text) => text.replaceAll('`', '').replace(/\s+/g, ' ').trim();

/**
 * Several are asked in the same words: their answers differ.
 * @param {Question[]} bank @param {string} text @param {string[]} labels of the answers, as they are seen
 */
export function questionIn(bank, text, labels) {
  const isSame = (/** @type {Question} */ one) =>
    seen(one.text) === text && one.answers.every((answer) => labels.includes(seen(answer.text)));
  const question = bank.find(isSame);
  assert.ok(question, `${text} ${labels.join(' ')}`);
  return question;
}

/**
 * Gives an answer. What is pressed while a page is being drawn is lost, and pressed again.
 * @param {Locator} page @param {number} index of the answer
 * @returns {Promise<string>} the verdict
 */
export async function give(page, index) {
  await page.locator('label.option').nth(index).click();
  await until(async () => {
    if (await page.locator('button[data-action=next]').isVisible()) return true;
    await succeeds(page.locator('button[data-action=answer]').click({ timeout: AGAIN_MS }));
    return isVisibleWithin(page.locator('button[data-action=next]'), AGAIN_MS);
  }, 'the verdict');
  return page.locator('.verdict').innerText();
}

/** From an answered question to what comes next. @param {Locator} page */
export async function goOn(page) {
  const next = page.locator('button[data-action=next]');
  await until(async () => {
    await succeeds(next.click({ timeout: AGAIN_MS }));
    return succeeds(next.waitFor({ state: 'hidden', timeout: AGAIN_MS }));
  }, 'what comes next');
}

/**
 * Answers right until the result is there.
 * @param {Workbench} workbench
 * @param {Question[]} bank
 * @param {{ wrong?: number, onQuestion?: (number: number) => Promise<unknown> }} [options] how many of the first are answered wrong
 * @returns {Promise<string>} the result
 */
export async function takeCheck(workbench, bank, { wrong = 0, onQuestion } = {}) {
  const page = await pageWith(workbench, 'h2.question');
  const result = page.locator('#result');
  for (let number = 0; !(await result.isVisible()); number++) {
    const isRight = number >= wrong;
    const heading = page.locator('h2.question');
    const text = seen(await heading.innerText());
    const labels = (await page.locator('label.option').allInnerTexts()).map(seen);
    const question = questionIn(bank, text, labels);
    const wanted = question.answers.filter((one) => (one.right === true) === isRight).map((one) => seen(one.text));
    await onQuestion?.(number);
    await give(
      page,
      labels.findIndex((label) => wanted.includes(label)),
    );
    assert.ok(await page.locator(`.verdict.${isRight ? 'right' : 'wrong'}`).isVisible(), text);
    await goOn(page);
  }
  return page.locator('.summary').innerText();
}
