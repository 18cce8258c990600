// @ts-check
/** A person whose VS Code speaks German: the manifest, the views, findings, the lightbulb, the pages and the training do, too. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { FindingsView } from './findings-view.mjs';
import { withWorkbench } from './hooks.mjs';
import { clickUntil, pageWith } from './pages.mjs';
import { give, goOn } from './quiz.mjs';
import { TrainingView } from './training-view.mjs';
import { AGAIN_MS, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

const TEST_LIMIT_MS = 300_000;
const TEXT = `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${fakeKey()}")\n`;

/** Whose title and questions are a team's own words, in whatever language. */
const PLAN = {
  title: 'Zahlungen',
  modules: [
    {
      module: 'authentication',
      note: 'Schlüssel gibt Kim aus.',
      links: [{ title: 'Unser Tresor', url: 'https://vault.example.com/start' }],
    },
    'errors',
  ],
  due: '2099-03-31',
  contact: '#claude-sicherheit',
  questions: [
    {
      module: 'authentication',
      question: 'Wo liegen die Schlüssel dieses Teams?',
      answers: [
        { text: 'Im Tresor.', right: true, why: 'Er gibt sie für eine Stunde aus.' },
        { text: 'Im Wiki.', why: 'Das liest die ganze Firma.' },
      ],
    },
  ],
};

describe('A person who reads German', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('german');

  it('finds German everywhere', async () => {
    const folder = join(temporaryFolder('german'), 'my-app');
    mkdirSync(folder);
    writeFileSync(join(folder, 'client.py'), TEXT);
    writeFileSync(join(folder, 'large.js'), `import '@anthropic-ai/sdk';\n${'f();\n'.repeat(1 << 18)}`);
    writeFileSync(join(folder, '.claude-guard.json'), '{ "profil": "all" }');
    mkdirSync(join(folder, '.claude-guard'));
    writeFileSync(join(folder, '.claude-guard', 'training.json'), JSON.stringify(PLAN));
    const workbench = await open(folder, { language: 'de' });
    await isOffered(workbench);
    const view = new FindingsView(workbench);
    await view.open();
    const [group, finding] = await view.untilRows((rows) => rows.length === 2, 'the finding');
    assert.equal(group?.label, 'Sichere Anmeldung');
    assert.equal(finding?.label, 'Zugang im Code');
    assert.ok(await (await view.action('Befunde filtern')).isVisible(), 'the manifest speaks German');

    const leak = await workbench.problem(({ file }) => file === 'client.py', 'the key');
    assert.match(leak.message, /^In dieser Datei steht ein Zugang zu Anthropic .* Widerrufen Sie/);
    const mistake = await workbench.problem(({ file }) => file === '.claude-guard.json', 'the mistake');
    assert.match(mistake.message, /^Es gibt keine Einstellung „profil“\. Meinten Sie „profile“\?/);
    await workbench.openFile('large.js');
    const notice = await workbench.problem(({ file }) => file === 'large.js', 'what is left out');
    assert.equal(notice.message, 'In dieser Datei wurde nur nach Zugängen gesucht: Sie ist größer als 1 MiB.');
    const titles = await workbench.quickFixes(leak);
    assert.ok(titles.includes('Unterdrücken oder Schweregrad ändern …'), titles.join(' | '));
    await workbench.screenshot('german-menu');
    await workbench.page.keyboard.press('Escape');

    await workbench.applyFix(leak, '„Zugang im Code“ erklären');
    const page = workbench.webview();
    await page.locator('h1', { hasText: 'Zugang im Code' }).waitFor();
    await until(
      async () => /Was zu tun ist:.*Nicht gemeldet:/s.test(await page.locator('body').innerText()),
      'the page',
    );
    await workbench.screenshot('german-page');
    await takeUpTraining(workbench);
  });
});

/** @param {Workbench} workbench */
async function isOffered(workbench) {
  const offer = await until(
    async () => (await workbench.notifications()).find((text) => /Schulung/.test(text)),
    'the offer of the training',
  );
  assert.match(offer, /^Ihr Team hat hier eine Schulung zum sicheren Einsatz von Claude, fällig am 31\.03\.2099\./);
}

/** By the team's plan: its modules, its rule, and its question among others. @param {Workbench} workbench */
async function takeUpTraining(workbench) {
  await workbench.runCommand('Claude Guard: Schulung anzeigen');
  const view = new TrainingView(workbench, 'Schulung');
  await view.untilFocused('Übung: ');
  await view.untilOpen();
  const rule = 'Die Regel Ihres Teams';
  const rows = await view.untilRows((all) => all.some((row) => row.startsWith(rule)), 'the team’s rule');
  assert.equal(
    await view.message(),
    'Zahlungen. Fällig am 31.03.2099. Noch etwa 9 Minuten. Fragen an: #claude-sicherheit.',
  );
  for (const row of [
    `${rule}, Schlüssel gibt Kim aus.`,
    'Unser Tresor, vault.example.com',
    'Fehler und Ratenbegrenzung',
  ])
    assert.ok(
      rows.some((one) => one.startsWith(row)),
      `${row} in ${rows.join(' | ')}`,
    );
  await workbench.screenshot('german-training');
  await view.follow(rule, () => succeeds(pageWith(workbench, '#team', AGAIN_MS)));
  const lesson = await pageWith(workbench, '#team');
  assert.match(await lesson.locator('section[aria-labelledby=team]').innerText(), /Schlüssel gibt Kim aus/);
  // What the team has left out is not next.
  await lesson.locator('button[data-action=lesson][data-value=errors]').waitFor();
  await clickUntil(workbench, '#team', 'button[data-action=quiz]', 'h2.question');
  const check = await pageWith(workbench, 'h2.question');
  const labels = check.locator('label.option');
  const isOwn = async () => /Schlüssel dieses Teams/.test(await check.locator('h2.question').innerText());
  // It is among the five, wherever.
  while (!(await isOwn())) {
    await give(check, 0);
    await goOn(check);
  }
  const vault = (await labels.allInnerTexts()).findIndex((/** @type {string} */ label) => label.includes('Im Tresor.'));
  assert.match(await give(check, vault), /^Das ist richtig\./);
  assert.match(await check.locator('body').innerText(), /Er gibt sie für eine Stunde aus\./);
}
