// @ts-check
/** What a team's own plan does: one quiet offer, its rule, pages and questions, and mistakes told where they stand. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { delay, temporaryFolder } from '../host/process.mjs';
import { withWorkbench } from './hooks.mjs';
import { PASTING } from './member.mjs';
import { content } from './new-member.mjs';
import { clickUntil, pageWith } from './pages.mjs';
import { seen, takeCheck } from './quiz.mjs';
import { TrainingView } from './training-view.mjs';
import { AGAIN_MS, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

const TEST_LIMIT_MS = 300_000;
const VIEWPORT = { width: 1400, height: 1000 };
/** Behind the start of the extension, the offer would have come by then. */
const OFFER_MS = 8000;

const QUESTION = {
  module: 'authentication',
  question: 'Where do keys of the payments team live?',
  answers: [
    { text: 'In the vault.', right: true, why: 'It hands them out for an hour at a time.' },
    { text: 'In the wiki.', why: 'The whole company reads it.' },
  ],
};

const PLAN = {
  title: 'Payments',
  modules: [
    {
      module: 'authentication',
      note: 'Ask Kim for a key; she writes none into chats.',
      links: [{ title: 'How our vault works', url: 'https://vault.example.com/start' }],
    },
    'errors',
  ],
  passMark: 60,
  due: '2099-03-31',
  contact: '#claude-safety',
  questions: [QUESTION],
};

const MISTAKEN = '{\n  "modules": ["authentification"],\n  "passMark": 200,\n  "due": "2027-02-30"\n}\n';

function workspace() {
  const folder = join(temporaryFolder('plan'), 'payments');
  mkdirSync(join(folder, '.claude-guard'), { recursive: true });
  writeFileSync(join(folder, '.claude-guard', 'training.json'), JSON.stringify(PLAN, undefined, 2));
  return folder;
}

/** @param {Workbench} workbench @param {RegExp} says */
const untilOffered = (workbench, says) =>
  until(async () => {
    const all = await workbench.notifications();
    return all.some((text) => says.test(text)) && all;
  }, `the offer ${says}`);

/** Writes the plan that is open anew, and does not save it. @param {Workbench} workbench @param {string} text */
async function rewrite(workbench, text) {
  await workbench.openFile('training.json');
  await workbench.rewrite(text);
}

/** @param {Workbench} workbench @param {number} count of problems */
const mistakes = (workbench, count) =>
  until(async () => {
    const all = (await workbench.problems('Claude Guard')).filter(({ file }) => file === 'training.json');
    return all.length === count && all;
  }, `${count} mistakes of the plan`);

describe('A member of a team with a plan', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('plan');

  it('is offered the training once, and finds the team’s rule, page and question in it', async () => {
    const workbench = await open(workspace(), { viewport: VIEWPORT });
    const offers = await untilOffered(workbench, /^Your team has a training for the secure use of Claude here, due on/);
    assert.equal(offers.length, 1);
    assert.doesNotMatch(offers.join(), /Payments|Kim/);
    await workbench.screenshot('plan-offer');
    await workbench.clickNotification('Show Training');

    const view = new TrainingView(workbench);
    await view.untilOpen();
    const rows = await view.untilRows((all) => all.length > 5, 'the modules');
    const modules = rows.filter((row) => /^(?!Lab|Lesson|Check|Your|How)/.test(row)).map((row) => row.split(',')[0]);
    assert.deepEqual(modules, ['Secure authentication', 'Errors and rate limits', 'Final check']);
    assert.match(await view.message(), /^Payments\. Due on .*2099\. Questions: #claude-safety\.$/);
    for (const row of ['Your team’s rule, Ask Kim for a key', 'How our vault works, vault.example.com'])
      assert.ok(
        rows.some((one) => one.startsWith(row)),
        row,
      );
    await workbench.screenshot('plan-view');

    const lesson = '#team';
    await view.follow('Your team’s rule', () => succeeds(pageWith(workbench, lesson, AGAIN_MS)));
    const page = await pageWith(workbench, lesson);
    assert.match(await page.locator('section[aria-labelledby=team]').innerText(), /Ask Kim for a key/);
    await clickUntil(workbench, lesson, 'button[data-action=quiz]', 'h2.question');
    const own = { ...QUESTION, text: QUESTION.question };
    assert.equal(seen(await (await pageWith(workbench, 'h2.question')).locator('h2.question').innerText()), own.text);
    assert.equal(await takeCheck(workbench, [own, ...content().questions]), '5 of 5 right. Passed.');

    await workbench.reload();
    await delay(OFFER_MS);
    assert.deepEqual(
      (await workbench.notifications()).filter((text) => /training/.test(text)),
      [],
    );
  });

  it('is offered nothing by a folder that nobody trusts, and the training once it is trusted', async () => {
    const workbench = await open(workspace(), { viewport: VIEWPORT, trusted: false });
    await delay(OFFER_MS);
    assert.ok(await workbench.isRestricted());
    assert.deepEqual(
      (await workbench.notifications()).filter((text) => /training/.test(text)),
      [],
    );
    await workbench.trustWorkspace();
    await untilOffered(workbench, /^Your team has a training/);
  });

  it('is told of each mistake where it stands, while it is typed', async () => {
    const workbench = await open(workspace(), { viewport: VIEWPORT, settings: PASTING });
    await rewrite(workbench, MISTAKEN);
    const told = await mistakes(workbench, 3);
    assert.deepEqual(
      told.map(({ line, column, severity }) => [line, column, severity]),
      [
        [2, 15, 'error'],
        [3, 15, 'error'],
        [4, 10, 'error'],
      ],
    );
    const [module, mark, due] = told.map(({ message }) => message);
    assert.match(module ?? '', /^“authentification” is none of .*Did you mean “authentication”\?/);
    assert.match(mark ?? '', /from 50 to 100, in percent/);
    assert.match(due ?? '', /a day that exists/);
    await workbench.screenshot('plan-mistakes');
    await rewrite(workbench, '{ "modules": ["errors"] }');
    await mistakes(workbench, 0);
  });

  it('reads German where VS Code speaks it', async () => {
    const workbench = await open(workspace(), { viewport: VIEWPORT, settings: PASTING, language: 'de' });
    await untilOffered(workbench, /^Ihr Team hat hier eine Schulung zum sicheren Einsatz von Claude, fällig am/);
    await workbench.clickNotification('Schulung anzeigen');
    const view = new TrainingView(workbench, 'Schulung');
    await view.untilOpen();
    await view.untilRows((rows) => rows.some((row) => row.startsWith('Die Regel Ihres Teams, Ask Kim')), 'the rule');
    await workbench.screenshot('plan-german');
    await rewrite(workbench, MISTAKEN);
    const [module] = await mistakes(workbench, 3);
    assert.match(module?.message ?? '', /^„authentification“ ist keines von .*Meinten Sie „authentication“\?/);
  });
});
