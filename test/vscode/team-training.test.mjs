// @ts-check
/**
 * A new member goes through every step of the team's training, from the installed `.vsix` to the exported record: each
 * topic's labs, their own code, and the final check. A lead looks at the record.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../host/process.mjs';
import { barriersIn } from './axe.mjs';
import { PROJECT } from './driver.mjs';
import { withWorkbench } from './hooks.mjs';
import { KeysView } from './keys-view.mjs';
import { exportRecord, PASTING, readLesson, repair } from './member.mjs';
import { content, Member, workspace } from './new-member.mjs';
import { packaged } from './packaged.mjs';
import { clickUntil, pageWith } from './pages.mjs';
import { takeCheck } from './quiz.mjs';
import { openWalkthrough, press, tickByHand, ticked, titles, untilTicked } from './walkthrough.mjs';
import { AGAIN_MS, succeeds } from './workbench.mjs';

/** @typedef {import('./new-member.mjs').Material} Material */

const TEST_LIMIT_MS = 600_000;
const TRAINING = 'Secure Claude integrations';
const TOPICS = 10;
const LABS = 13;
/** Small: the fewer pixels, the faster. What its pictures look like is seen elsewhere. */
const VIEWPORT = { width: 1280, height: 800 };
/** What VS Code need not do meanwhile. */
const QUIET = {
  'editor.quickSuggestions': false,
  'editor.minimap.enabled': false,
  'typescript.validate.enable': false,
  'typescript.tsserver.useSyntaxServer': 'always',
};
/** The first of it; others are of one topic. */
const QUESTION_OF_FINAL = 'main:has(h1:text-is("The final check")) h2.question';

describe('A new member', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('team-training');

  it('goes through the team’s training, and hands in a record that holds', async () => {
    const theme = 'light';
    const options = { extension: packaged(), theme, viewport: VIEWPORT, settings: { ...PASTING, ...QUIET } };
    const workbench = await open(workspace(), options);
    const member = new Member(workbench, theme);
    const material = content();
    await openWalkthrough(workbench, TRAINING);
    await member.look('training');
    const topics = (await titles(workbench)).slice(0, TOPICS);
    await tickWithoutADeed(member, topics[0] ?? '');
    for (const title of topics) await learn(member, title, material, title === topics.at(-1));
    await scanOwnCode(member);
    await passFinalCheck(member, material);
    await handIn(member);
  });
});

/** Ticks that somebody sets are nobody's deeds. @param {Member} member @param {string} topic */
async function tickWithoutADeed({ workbench }, topic) {
  await tickByHand(workbench, topic, true);
  await workbench.runAsking('Claude Guard: Export Training Record…');
  await new KeysView(workbench).untilSaid(/There is nothing to record yet/);
  await tickByHand(workbench, topic, false);
  await workbench.runCommand('Notifications: Clear All Notifications');
}

/**
 * The labs of a step, one after the other: the first one is needed, and the step brings up the other, too.
 * @param {Member} member @param {string} title @param {Material} material @param {boolean} studies the topic's lesson and questions, too
 */
async function learn(member, title, material, studies) {
  const { workbench } = member;
  const { labs } = material;
  assert.ok(!(await ticked(workbench)).includes(title), `“${title}” is ticked too early`);
  const first = await member.startLab(title, labs);
  for (const lab of [first, ...labs.filter(({ id, module }) => module === first.module && id !== first.id)]) {
    if (lab !== first) assert.equal(await member.startLab(title, labs), lab);
    await member.look(`lab-${lab.id}`);
    await repair(workbench, lab, 'typescript');
    await member.look(`lab-${lab.id}-done`);
    if (lab.id === 'key-in-code') await member.goOn(lab, labs);
    if (studies) await study(member, lab.module, material);
    await member.back(TRAINING);
    await untilTicked(workbench, title);
  }
}

/** From a lab to its lesson, and on to the questions. @param {Member} member @param {string} module @param {Material} material */
async function study(member, module, { lessons, questions }) {
  const { workbench } = member;
  await member.lookAtPage(`guide-${module}`, '.goals.done');
  const { title = '' } = lessons.find((one) => one.module === module) ?? {};
  const lesson = await readLesson(workbench, '.goals .list', title);
  await member.lookAtPage(`lesson-${module}`, lesson);
  await clickUntil(workbench, lesson, 'button[data-action=quiz]', 'h2.question');
  await member.lookAtPage(`check-${module}`, 'h2.question');
  assert.equal(await takeCheck(workbench, questions), '5 of 5 right. Passed.');
}

/** @param {Member} member */
async function scanOwnCode(member) {
  const { workbench } = member;
  await press(workbench, 'Look at your own code', 'Scan Workspace', async () => true);
  await untilTicked(workbench, 'Look at your own code');
  await member.look('own-code');
}

/** @param {Member} member @param {Material} material */
async function passFinalCheck(member, { questions }) {
  const { workbench } = member;
  await press(workbench, 'The final check', 'Take the Final Check', () =>
    succeeds(pageWith(workbench, QUESTION_OF_FINAL, AGAIN_MS)),
  );
  await member.lookAtPage('final-check', 'h2.question');
  assert.equal(await takeCheck(workbench, questions), '20 of 20 right. Passed.');
  await member.lookAtPage('final-result', '#result');
  await member.back(TRAINING);
  await untilTicked(workbench, 'The final check');
  await member.look('training-done');
  assert.deepEqual(await ticked(workbench), await titles(workbench));
}

/** The record as the team gets it, the page to print, and a lead's report of it. @param {Member} member */
async function handIn(member) {
  const records = temporaryFolder('records');
  await exportRecord(member.workbench, 'Ada Lovelace', join(records, 'ada.json'));
  await exportRecord(member.workbench, 'Ada Lovelace', join(records, 'ada.html'));
  await member.look('record-saved');
  const page = readFileSync(join(records, 'ada.html'), 'utf8');
  assert.match(page, /<dd>Ada Lovelace<\/dd>/);
  assert.equal(page.match(/<h3>/g)?.length, LABS);
  await hasNoBarrier(member, join(records, 'ada.html'));
  const cli = join(PROJECT, 'dist', 'cli.js');
  const html = execFileSync(process.execPath, [cli, 'training', 'report', records, '--format', 'html']);
  writeFileSync(join(records, 'report.html'), html);
  await hasNoBarrier(member, join(records, 'report.html'));
  const report = execFileSync(process.execPath, [cli, 'training', 'report', records]).toString();
  assert.match(report, /labs checked again 10 of 10, and 3 more, checks passed 1 \(self-reported\), final check 100%/);
}

/** @param {Member} member @param {string} file a page to print */
async function hasNoBarrier({ workbench }, file) {
  const page = await workbench.page.context().newPage();
  await page.goto(pathToFileURL(file).href);
  assert.deepEqual(await barriersIn(page.locator('body')), [], file);
  await page.close();
}
