// @ts-check
/** The Keys view, what its commands ask and answer, and the pages about keys. What a person types is the same in every language. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { startFakeApi } from '../support/fake-api.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { addCompanion } from '../vscode/companion.mjs';
import { makeKeyFolder, makePlaces } from '../vscode/key-folder.mjs';
import { Terminals } from '../vscode/terminals.mjs';
import { AGAIN_MS, isVisibleWithin, succeeds, until } from '../vscode/workbench.mjs';
import { choose, command } from './ways.mjs';
import { filled } from './words.mjs';

/** @typedef {import('./ways.mjs').Screen} Screen @typedef {import('./ways.mjs').Stage} Stage */
/** @typedef {Awaited<ReturnType<typeof startFakeApi>>} Api */

const newKey = () => fakeKey('api03', randomUUID());
const [first, next, moved] = [newKey(), newKey(), newKey()];

const PROGRAM = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${moved}' });\n`;

/** @returns {string} a program's folder, with a key in a file of it */
export const keyFolder = () => makeKeyFolder({ 'client.ts': PROGRAM, 'package.json': '{ "name": "my-app" }\n' });

/** Whom keys are verified by, and another extension. @returns what a workbench is opened with for that */
export async function keyWorld() {
  const api = await startFakeApi({ keys: [first, next] });
  const certificate = join(temporaryFolder('certificate'), 'ca.pem');
  writeFileSync(certificate, api.certificate);
  const { options } = makePlaces();
  addCompanion(options.extensions);
  const trusting = { 'http.systemCertificates': true, 'http.systemCertificatesNode': true };
  const settings = { ...trusting, 'claudeGuard.keys.baseUrl': api.base };
  return { api, options: { ...options, settings, env: { ...options.env, SSL_CERT_FILE: certificate } } };
}

/** @param {Stage} stage @param {string} text of a row in the list in sight */
const row = ({ page }, text) => page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();

/** @param {Stage} stage */
const dialog = ({ page }) => page.locator('.monaco-dialog-box');

/** @param {Stage} stage @param {string} text */
const press = async (stage, text) => {
  await dialog(stage).waitFor();
  await dialog(stage)
    .locator('.monaco-button', { hasText: stage.say(text) })
    .first()
    .click();
};

/** @param {Stage} stage */
const toast = ({ page }) => page.locator('.notification-toast').first();

/** @param {Stage} stage */
const clear = ({ workbench }) => workbench.runCommand('Notifications: Clear All Notifications');

/** The view's own part of the side bar. @param {Stage} stage */
const pane = ({ page, say }) => page.locator(`.sidebar .pane:has(> .pane-header[aria-label^="${say('Keys')}"])`);

/** @param {Stage} stage */
async function openView(stage) {
  await stage.view.open();
  const header = pane(stage).locator('> .pane-header');
  await until(async () => {
    if ((await header.getAttribute('aria-expanded')) === 'true') return true;
    await header.click();
    return false;
  }, 'the Keys view to be open');
}

/** @param {Stage} stage @param {string} name */
const keyRow = (stage, name) => pane(stage).locator('.monaco-list-row', { hasText: name }).first();

/** The input's own words, once it has them. @param {Stage} stage @param {RegExp} says */
const said = ({ page }, says) =>
  until(
    async () =>
      says.test(
        (await page
          .locator('.quick-input-widget')
          .innerText()
          .catch(() => '')) ?? '',
      ),
    `an input that says ${says}`,
  );

/** Types into the input in sight, and is done. @param {Stage} stage @param {string} text */
async function enter({ page }, text) {
  await page.locator('.quick-input-widget input.input').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
}

/** @param {Stage} stage @param {string} key */
async function paste(stage, key) {
  await choose(stage, 'Add Key…');
  await stage.page.locator('.quick-input-widget input[type="password"]').waitFor();
  await enter(stage, key);
}

/** @param {Stage} stage @param {string} environment @param {string} name */
async function place(stage, environment, name) {
  await row(stage, environment).click();
  await row(stage, environment).waitFor({ state: 'hidden' });
  await enter(stage, name);
  await keyRow(stage, name).waitFor();
}

/** What a row says under the mouse. @param {Stage} stage @param {string} name */
const hover = (stage, name) =>
  until(async () => {
    await stage.page.mouse.move(700, 400);
    await keyRow(stage, name).hover();
    return isVisibleWithin(stage.page.locator('.workbench-hover').first(), AGAIN_MS);
  }, `what is said of ${name}`);

/** A page in place of the editors. @param {Stage} stage @param {() => Promise<unknown>} open */
async function page(stage, open) {
  const { workbench } = stage;
  await workbench.runCommand('View: Close All Editors');
  await open();
  await workbench.webview().locator('h1').waitFor();
}

/** @param {Stage} stage */
async function ways(stage) {
  await choose(stage, 'Use Keys in This Workspace…');
  await stage.page.locator('.quick-input-widget .monaco-checkbox').first().waitFor();
  // A mouse that rests on the input has VS Code say what stands there already.
  await stage.page.mouse.move(5, 780);
}

/** A command that is about one key. @param {Stage} stage @param {string} title @param {string} name */
async function about(stage, title, name) {
  await choose(stage, title);
  await row(stage, name).click();
}

/** @param {Stage} stage @param {Parameters<Api['answer']>[0]} mode */
async function verify(stage, mode) {
  await clear(stage);
  stage.api?.answer(mode);
  await about(stage, 'Verify Key…', 'chat');
  await until(
    async () => !(await succeeds(toast(stage).locator('.monaco-progress-container.active').waitFor({ timeout: 300 }))),
    'an answer',
  );
  await toast(stage).locator('.monaco-button').first().waitFor();
}

/** @type {Omit<Screen, 'in'>[]} */
const all = [
  {
    name: 'keys-empty',
    show: async (stage) => {
      await openView(stage);
      await pane(stage).locator('.welcome-view-content').waitFor();
    },
  },
  {
    name: 'keys-wrong',
    show: async (stage) => {
      await choose(stage, 'Add Key…');
      await stage.page.locator('.quick-input-widget input[type="password"]').waitFor();
      await stage.page.keyboard.insertText(first.slice(0, -7));
      await said(stage, /“AA”|„AA“/);
    },
  },
  {
    name: 'keys-environment',
    show: async (stage) => {
      await paste(stage, first);
      await row(stage, 'staging').waitFor();
    },
  },
  {
    name: 'keys-name',
    show: async (stage) => {
      await paste(stage, first);
      await row(stage, 'development').click();
      await row(stage, 'development').waitFor({ state: 'hidden' });
      await stage.page.keyboard.insertText(first);
      await said(stage, filled(stage.say('This is a key, and not a name: names are shown.')));
    },
  },
  {
    name: 'keys-added',
    show: async (stage) => {
      await paste(stage, first);
      await place(stage, 'development', 'chat');
      await toast(stage).waitFor();
    },
  },
  {
    name: 'keys-again',
    show: async (stage) => {
      await paste(stage, first);
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-twins',
    show: async (stage) => {
      await paste(stage, first);
      await press(stage, 'Store It Again');
      await place(stage, 'production', 'shop');
      await paste(stage, newKey());
      await place(stage, 'staging', 'support');
      await clear(stage);
      await hover(stage, 'shop');
    },
  },
  { name: 'keys-ways', show: ways },
  {
    name: 'keys-explanation',
    show: (stage) =>
      page(stage, async () => {
        await ways(stage);
        await stage.page.locator('.quick-input-titlebar .action-label').last().click({ force: true });
        await stage.page.keyboard.press('Escape');
      }),
  },
  {
    name: 'keys-own-settings',
    show: async (stage) => {
      await stage.workbench.runCommand('View: Close All Editors');
      const settings = { 'terminal.integrated.env.linux': { ANTHROPIC_BASE_URL: 'https://relay.example' } };
      mkdirSync(join(stage.folder, '.vscode'), { recursive: true });
      writeFileSync(join(stage.folder, '.vscode/settings.json'), JSON.stringify(settings));
      await until(async () => {
        await ways(stage);
        await stage.page.locator('.quick-input-widget .quick-input-action .monaco-button').first().click();
        if (await isVisibleWithin(dialog(stage), AGAIN_MS)) return true;
        await stage.page.keyboard.press('Escape');
        return false;
      }, 'the question about the workspace’s settings');
    },
  },
  {
    name: 'keys-choose',
    show: async (stage) => {
      rmSync(join(stage.folder, '.vscode'), { recursive: true, force: true });
      await ways(stage);
      for (const text of ['Debugging without a terminal', 'Other extensions'])
        await row(stage, stage.say(text)).click();
      await stage.page.locator('.quick-input-widget .quick-input-action .monaco-button').first().click();
      await row(stage, 'development').waitFor();
    },
  },
  {
    name: 'keys-menu',
    show: async (stage) => {
      await ways(stage);
      for (const text of ['Debugging without a terminal', 'Other extensions'])
        await row(stage, stage.say(text)).click();
      await stage.page.locator('.quick-input-widget .quick-input-action .monaco-button').first().click();
      await row(stage, 'development').click();
      const item = stage.page.locator('.statusbar-item[id$="claudeGuard.keyUse"]');
      await item.click();
      await row(stage, 'development').waitFor();
    },
  },
  {
    name: 'keys-status',
    show: async ({ page }) => {
      const item = page.locator('.statusbar-item[id$="claudeGuard.keyUse"]');
      await until(async () => {
        await page.mouse.move(700, 400);
        await item.hover();
        return isVisibleWithin(page.locator('.workbench-hover').first(), AGAIN_MS);
      }, 'what the status bar says');
    },
  },
  {
    name: 'keys-switch',
    show: async (stage) => {
      await choose(stage, 'Switch Environment…');
      await row(stage, 'staging').waitFor();
    },
  },
  ...['api', 'busy', 'firewall', 'spent', 'missing', 'forbidden'].map((mode) => ({
    name: `keys-answer-${mode}`,
    show: (/** @type {Stage} */ stage) => verify(stage, /** @type {Parameters<Api['answer']>[0]} */ (mode)),
  })),
  {
    name: 'keys-rotate',
    show: async (stage) => {
      await clear(stage);
      stage.api?.answer('api');
      await about(stage, 'Rotate Key…', 'chat');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-rotate-verify',
    show: async (stage) => {
      await about(stage, 'Rotate Key…', 'chat');
      await press(stage, 'I Have the New Key');
      await stage.page.locator('.quick-input-widget input[type="password"]').waitFor();
      await enter(stage, next);
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-rotated',
    show: async (stage) => {
      await about(stage, 'Rotate Key…', 'chat');
      await press(stage, 'I Have the New Key');
      await stage.page.locator('.quick-input-widget input[type="password"]').waitFor();
      await enter(stage, next);
      await press(stage, 'Skip');
      await toast(stage).waitFor();
    },
  },
  {
    name: 'keys-rename',
    show: async (stage) => {
      await clear(stage);
      await about(stage, 'Rename Key…', 'chat');
      await said(
        stage,
        filled(stage.say('What the key is for, such as the application’s name. Names are shown and are no secret.')),
      );
    },
  },
  {
    name: 'keys-move-environment',
    show: async (stage) => {
      await about(stage, 'Change the Environment of a Key…', 'support');
      await row(stage, 'production').waitFor();
    },
  },
  {
    name: 'keys-env',
    show: async (stage) => {
      await about(stage, 'Write Key to .env…', 'chat');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-env-refused',
    show: async (stage) => {
      writeFileSync(join(stage.folder, '.gitignore'), '# nothing\n');
      await choose(stage, 'Write Key to .env…');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-moved',
    show: async (stage) => {
      writeFileSync(join(stage.folder, '.gitignore'), '.env\n');
      await stage.workbench.openFile('client.ts');
      const problem = await stage.workbench.problem(({ file }) => file === 'client.ts', 'the leaked key');
      await stage.workbench.applyFix(problem, filled(stage.say('Move the key out of the code…')));
      await stage.page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
      await stage.workbench.webview().locator('h1').waitFor();
      await toast(stage).waitFor();
    },
  },
  {
    name: 'keys-advice',
    show: async (stage) => {
      await clear(stage);
      writeFileSync(join(stage.folder, 'main.tf'), `variable "key" {\n  default = "${newKey()}"\n}\n`);
      await stage.workbench.openFile('main.tf');
      const problem = await stage.workbench.problem(({ file }) => file === 'main.tf', 'the key in Terraform');
      await stage.workbench.applyFix(problem, filled(stage.say('What to do with this key…')));
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-holders',
    show: async (stage) => {
      rmSync(join(stage.folder, 'main.tf'), { force: true });
      await clear(stage);
      await stage.workbench.runCommand('View: Close All Editors');
      const terminals = new Terminals(stage.workbench);
      await terminals.open();
      const held = join(stage.folder, 'held');
      await terminals.run('claude-guard key -- node program.js held stay', () => existsSync(held));
      await choose(stage, 'Stop Using Keys in This Workspace');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-consent-vscode',
    show: async (stage) => {
      await press(stage, 'Close Terminal').catch(() => undefined);
      await stage.workbench.runAsking('Companion: Ask for a Key');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-consent',
    show: async (stage) => {
      await stage.workbench.runAsking('Companion: Ask for a Key');
      await dialog(stage).locator('.monaco-button', { hasText: 'Allow' }).click();
      await dialog(stage).locator('text=/Claude Guard|VS Code/').first().waitFor();
      await stage.page.waitForTimeout(800);
    },
  },
  {
    name: 'keys-delete',
    show: async (stage) => {
      await about(stage, 'Delete Key…', 'support');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-log',
    show: (stage) => page(stage, () => stage.workbench.runCommand(command(stage, 'Show Access Log of Keys'))),
  },
  {
    name: 'keys-due',
    show: async (stage) => {
      await stage.workbench.runCommand('View: Close All Editors');
      await stage.workbench.runCommand('Companion: A Hundred Days Later');
      const refresh = pane(stage).locator(`.pane-header a.action-label[aria-label^="${stage.say('Refresh Keys')}"]`);
      await until(async () => {
        await pane(stage).locator('.pane-header').hover();
        return succeeds(refresh.click({ timeout: AGAIN_MS }));
      }, 'the view to be refreshed');
      await hover(stage, 'support');
    },
  },
  {
    name: 'keys-lost',
    show: async (stage) => {
      // What VS Code does to an entry that it cannot decrypt.
      await stage.page.evaluate(() => localStorage.removeItem('secrets.provider'));
      await stage.workbench.reload();
      await openView(stage);
      await hover(stage, 'support');
    },
  },
  {
    name: 'keys-volatile',
    show: async (stage) => {
      await choose(stage, 'Add Key…');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-delete-lost',
    show: async (stage) => {
      await about(stage, 'Delete Key…', 'support');
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-remove-all',
    show: async (stage) => {
      await choose(stage, 'Remove All Keys…');
      await dialog(stage).waitFor();
    },
  },
];

/** @type {Screen[]} */
export const keyScreens = all.map((screen) => ({ ...screen, in: /** @type {const} */ ('keys') }));
