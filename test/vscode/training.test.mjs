// @ts-check
/** A new member of a team learns: by the walkthroughs, in a lab, with its guide beside. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { AGAIN_MS, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench @typedef {any} Locator playwright-core's */

const TEST_LIMIT_MS = 400_000;
/** Below that width VS Code leaves a walkthrough's pictures out. */
const VIEWPORT = { width: 1700, height: 960 };

function workspace() {
  const folder = join(temporaryFolder('training'), 'my-app');
  mkdirSync(folder);
  const text = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${fakeKey()}' });\n`;
  writeFileSync(join(folder, 'client.js'), text);
  return folder;
}

/** @param {Workbench} workbench @param {string} title */
async function openWalkthrough({ page }, title) {
  const widget = page.locator('.quick-input-widget');
  await until(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await widget.locator('input').first().fill('>Welcome: Open Walkthrough');
    await widget.locator('.monaco-list-row[aria-label^="Welcome: Open Walkthrough"]').click({ timeout: 5000 });
    await widget.locator('.monaco-list-row', { hasText: title }).first().click({ timeout: 5000 });
    return page.locator('.gettingStartedContainer .getting-started-category', { hasText: title }).first().isVisible();
  }, `the walkthrough ${title}`).catch(() => {});
  await page.locator('.gettingStartedContainer .getting-started-step').first().waitFor();
}

/** @param {Workbench} workbench @param {string} title */
const step = ({ page }, title) => page.locator('.gettingStartedContainer .getting-started-step', { hasText: title });

/**
 * Starts a step's lab in a language. The question goes where the editor takes the keyboard just then: it is asked again.
 * @param {Workbench} workbench @param {Locator} from the step @param {string} language
 */
async function startLab({ page }, from, language) {
  const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: language });
  await until(async () => {
    await succeeds(from.locator('.monaco-button', { hasText: 'Start the Lab' }).click({ timeout: AGAIN_MS }));
    return succeeds(row.click({ timeout: AGAIN_MS }));
  }, `the lab in ${language}`);
}

/** The page beside the lab. @param {Workbench} workbench */
const guide = ({ page }) => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

/** @param {Workbench} workbench @param {string} said */
const untilSaid = (workbench, said) =>
  until(async () => (await guide(workbench).locator('.summary').innerText()) === said, `the guide to say “${said}”`);

/** @param {Workbench} workbench @param {string} label */
const press = (workbench, label) => guide(workbench).locator('button', { hasText: label }).click();

describe('A new member of a team', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('training');

  it('comes from the walkthrough to a lab, repairs it, loses nothing, and sees the step ticked', async () => {
    const workbench = await open(workspace(), { viewport: VIEWPORT });
    await openWalkthrough(workbench, 'Secure Claude integrations');
    const first = step(workbench, 'Know whom you are talking to');
    await first.click();
    await startLab(workbench, first, 'TypeScript');
    await untilSaid(workbench, '1 thing is left.');
    await workbench.screenshot('lab-begun');

    await press(workbench, 'Show hint 1 of 3');
    await guide(workbench).locator('.hints li').first().waitFor();
    const problem = await workbench.problem(({ file }) => file.startsWith('gateway.ts'), 'the option in the lab');
    await workbench.applyFix(problem, 'Remove');
    await untilSaid(workbench, 'Done: the code is secure, and does its job.');
    await workbench.screenshot('lab-done');

    await workbench.reload();
    await untilSaid(workbench, 'Done: the code is secure, and does its job.');
    await guide(workbench).locator('.hints li').first().waitFor();
    const text = await workbench.editorText();
    assert.match(text, /new Agent/);
    assert.doesNotMatch(text, /rejectUnauthorized/);

    await openWalkthrough(workbench, 'Secure Claude integrations');
    await step(workbench, 'Know whom you are talking to').locator('.codicon-getting-started-step-checked').waitFor();
  });

  it('has a guide that can be read and used by keyboard, in high contrast', async () => {
    const workbench = await open(workspace(), { theme: 'contrast', viewport: VIEWPORT });
    const { page } = workbench;
    await openWalkthrough(workbench, 'Secure Claude integrations');
    const input = step(workbench, 'Check what goes in');
    await input.click();
    await workbench.screenshot('training-contrast');
    await startLab(workbench, input, 'Python');
    await untilSaid(workbench, '2 things are left.');
    const hint = guide(workbench).locator('button', { hasText: 'Show hint 1 of 3' });
    await hint.focus();
    await page.keyboard.press('Enter');
    const second = guide(workbench).locator('button', { hasText: 'Show hint 2 of 3' });
    await until(
      () => second.evaluate((/** @type {Element} */ one) => one === document.activeElement),
      'the focus to stay',
    );
    await workbench.screenshot('lab-contrast');
    await press(workbench, 'Compare with a solution');
    await page.locator('.monaco-diff-editor .view-line', { hasText: '"/var/log/worker.log"' }).first().waitFor();
    await guide(workbench).locator('h2', { hasText: 'Why this works' }).waitFor();
    await workbench.screenshot('lab-solution-contrast');
  });
});
