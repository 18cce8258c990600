// @ts-check
/** The training: its walkthroughs and its view, a lesson, a check, a lab with its guide, and what comes of it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { delay } from '../host/process.mjs';
import { PROJECT } from '../vscode/driver.mjs';
import { exportRecord, labInFront, repair } from '../vscode/member.mjs';
import { content } from '../vscode/new-member.mjs';
import { clickUntil, pageWith } from '../vscode/pages.mjs';
import { give, goOn } from '../vscode/quiz.mjs';
import { TrainingView } from '../vscode/training-view.mjs';
import { openWalkthrough, step, VIEWPORT } from '../vscode/walkthrough.mjs';
import { AGAIN_MS, succeeds, until } from '../vscode/workbench.mjs';
import { choose, command, discardAll } from './ways.mjs';

/** @typedef {import('./ways.mjs').Screen} Screen @typedef {import('./ways.mjs').Stage} Stage */

const GUIDE = '.goals .list';
const QUESTION = 'h2.question';
const PICTURE_MS = 800;

const PLAN = {
  title: 'Claude at Acme',
  modules: [
    {
      module: 'authentication',
      note: 'Keys come from the vault, for one project and one environment each.',
      links: [{ title: 'Our vault', url: 'https://vault.example.com/start' }],
    },
    'input',
    'errors',
  ],
  due: '2099-03-31',
  contact: '#claude-security',
};

/** @param {string} folder */
export function addPlan(folder) {
  mkdirSync(join(folder, '.claude-guard'));
  writeFileSync(join(folder, '.claude-guard', 'training.json'), `${JSON.stringify(PLAN, undefined, 2)}\n`);
}

/** @param {Stage} stage @param {string} title @param {number} index of the step that is unfolded */
async function walkthrough({ workbench, page, say }, title, index) {
  await page.setViewportSize(VIEWPORT);
  await openWalkthrough(workbench, say(title));
  const titles = page.locator('.gettingStartedContainer .getting-started-step .step-title');
  await step(workbench, await titles.nth(index).innerText()).click();
  await page.locator('.getting-started-media iframe, .getting-started-media img').first().waitFor();
  // The picture of the step before stands there for a moment.
  await delay(PICTURE_MS);
}

/** A row of the list in the palette’s place. @param {Stage} stage @param {number} index */
const row = ({ page }, index) => page.locator(`.quick-input-widget .monaco-list-row[data-index="${index}"]`).click();

/** @param {Stage} stage */
const focused = ({ page }) => page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();

/** The first lab, in the first language. @param {Stage} stage */
async function openLab(stage) {
  await choose(stage, 'Open a Lab…');
  await row(stage, 1);
  await row(stage, 0);
  await pageWith(stage.workbench, GUIDE);
}

/** Answers the question in front. @param {Stage} stage @param {number} index */
const answer = async ({ workbench }, index) => give(await pageWith(workbench, QUESTION), index);

/** @param {Stage} stage */
const records = ({ folder }) => join(dirname(folder), 'records');

/** @type {Screen[]} */
export const trainingScreens = [
  {
    name: 'training-offer',
    in: 'team',
    show: async ({ page }) => page.locator('.notification-toast').first().waitFor(),
  },
  {
    name: 'training-view',
    in: 'team',
    show: async (stage) => {
      await stage.workbench.runCommand(command(stage, 'Show Training'));
      await new TrainingView(stage.workbench, stage.say('Training')).untilRows((rows) => rows.length > 2, 'modules');
    },
  },
  ...[0, 3].map((index) => ({
    name: `walkthrough-start-${index}`,
    in: /** @type {const} */ ('team'),
    show: (/** @type {Stage} */ stage) => walkthrough(stage, 'Get started with Claude Guard', index),
  })),
  ...[0, 5, 11].map((index) => ({
    name: `walkthrough-training-${index}`,
    in: /** @type {const} */ ('team'),
    show: (/** @type {Stage} */ stage) => walkthrough(stage, 'Secure Claude integrations: team training', index),
  })),
  {
    name: 'lesson',
    in: 'team',
    show: async (stage) => {
      await stage.page.setViewportSize({ width: 1280, height: 800 });
      await discardAll(stage);
      await choose(stage, 'Learn about a Practice…');
      await row(stage, 0);
      await pageWith(stage.workbench, '#practise');
    },
  },
  ...[1, 2].map((part) => ({
    name: `lesson-${part}`,
    in: /** @type {const} */ ('team'),
    show: async (/** @type {Stage} */ { workbench }) => {
      const page = await pageWith(workbench, '#practise');
      await page.locator('main').evaluate((main, share) => scrollTo(0, (main.scrollHeight * share) / 2), part);
    },
  })),
  {
    name: 'quiz',
    in: 'team',
    show: ({ workbench }) => clickUntil(workbench, '#practise', 'button[data-action=quiz]', QUESTION),
  },
  {
    name: 'quiz-answered',
    in: 'team',
    show: async (stage) => answer(stage, 0),
  },
  {
    name: 'quiz-result',
    in: 'team',
    show: async (stage) => {
      const page = await pageWith(stage.workbench, QUESTION);
      await goOn(page);
      while (!(await page.locator('#result').isVisible())) {
        await give(page, 0);
        await goOn(page);
      }
    },
  },
  {
    name: 'labs-picker',
    in: 'team',
    show: async (stage) => {
      await discardAll(stage);
      await choose(stage, 'Open a Lab…');
      await stage.page.locator('.quick-input-widget .monaco-list-row').nth(3).waitFor();
    },
  },
  { name: 'lab', in: 'team', show: openLab },
  {
    name: 'lab-hints',
    in: 'team',
    show: async ({ workbench }) => {
      const page = await pageWith(workbench, GUIDE);
      const more = page.locator('button[data-action=hint]');
      for (let hint = 1; hint <= 3; hint++) {
        await more.click();
        await page
          .locator('.hints li')
          .nth(hint - 1)
          .waitFor();
      }
      await page.locator('.hints').evaluate((hints) => hints.scrollIntoView({ block: 'center' }));
    },
  },
  {
    name: 'lab-solution',
    in: 'team',
    show: async ({ workbench, page }) => {
      await (await pageWith(workbench, GUIDE)).locator('button[data-action=solution]').click();
      await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    },
  },
  {
    name: 'lab-broken',
    in: 'team',
    show: async (stage) => {
      const { workbench } = stage;
      await workbench.runCommand('View: Close Editor');
      await (await pageWith(workbench, GUIDE)).locator('button[data-action=code]').click();
      await focused(stage);
      await workbench.rewrite('export {};\n');
      await (await pageWith(workbench, '.goals .why')).locator('.goals').evaluate((goals) => goals.scrollIntoView());
    },
  },
  {
    name: 'lab-done',
    in: 'team',
    show: async ({ workbench }) => {
      const { labs } = content();
      await repair(workbench, await labInFront(workbench, labs), 'typescript');
      const page = await pageWith(workbench, '.goals.done');
      await page.locator('main').evaluate(() => scrollTo(0, 0));
    },
  },
  {
    name: 'training-progress',
    in: 'team',
    show: async (stage) => {
      await stage.workbench.runCommand(command(stage, 'Show Training'));
      await stage.page.locator('.sidebar .monaco-list-row .codicon-pass-filled').first().waitFor();
    },
  },
  {
    name: 'final-check',
    in: 'team',
    show: async (stage) => {
      await choose(stage, 'Check Your Knowledge…');
      const rows = stage.page.locator('.quick-input-widget .monaco-list-row');
      await rows.filter({ hasText: stage.say('The final check') }).click();
      await pageWith(
        stage.workbench,
        `main:has(h1:text-is(${JSON.stringify(stage.say('The final check'))})) ${QUESTION}`,
      );
    },
  },
  {
    name: 'record-page',
    in: 'team',
    show: async (stage) => {
      mkdirSync(records(stage));
      await exportRecord(stage.workbench, 'Ada Lovelace', join(records(stage), 'ada.json'));
      await exportRecord(stage.workbench, 'Ada Lovelace', join(records(stage), 'ada.html'));
    },
    file: (stage) => join(records(stage), 'ada.html'),
  },
  {
    name: 'team-report',
    in: 'team',
    show: async (stage) => {
      await discardAll(stage);
      await stage.workbench.runAsking(command(stage, 'Training Overview of a Team…'));
      const path = stage.page.locator('.quick-input-widget input.input');
      await until(async () => (await path.inputValue()) !== '', 'the folder that is offered');
      await until(async () => {
        if (await path.isVisible()) await succeeds(path.fill(`${records(stage)}/`, { timeout: AGAIN_MS }));
        await stage.page.keyboard.press('Enter');
        return succeeds(pageWith(stage.workbench, 'table', AGAIN_MS));
      }, 'the overview');
    },
  },
  {
    name: 'team-report-page',
    in: 'team',
    show: async (stage) => {
      const cli = join(PROJECT, 'dist', 'cli.js');
      const options = { cwd: stage.folder };
      const args = ['training', 'report', records(stage), '--format', 'html'];
      writeFileSync(join(records(stage), 'report.html'), execFileSync(process.execPath, [cli, ...args], options));
    },
    file: (stage) => join(records(stage), 'report.html'),
  },
  {
    name: 'plan',
    in: 'team',
    show: async (stage) => {
      await discardAll(stage);
      await stage.workbench.runCommand(command(stage, 'Open the Team’s Training Plan'));
      await focused(stage);
      await stage.workbench.rewrite('{ "modules": ["authentification"], "due": "31.3.2099" }\n');
      await stage.page.locator('.editor-group-container.active [class*="squiggly-"]').first().waitFor();
      await stage.workbench.hover('authentification');
    },
  },
];
