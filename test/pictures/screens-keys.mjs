// @ts-check
/** The Keys view, what its commands ask, and the pages about keys. What is typed and what rows are called is the same in every language. */
import { randomUUID } from 'node:crypto';
import { fakeKey } from '../support/fake-key.mjs';
import { AGAIN_MS, isVisibleWithin } from '../vscode/workbench.mjs';
import { choose, command } from './ways.mjs';

/** @typedef {import('./ways.mjs').Screen} Screen @typedef {import('./ways.mjs').Stage} Stage */

const newKey = () => fakeKey('api03', randomUUID());
const first = newKey();

/** @param {Stage} stage @param {string} text of a row in the list in sight */
const row = ({ page }, text) => page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();

/** @param {Stage} stage */
const dialog = ({ page }) => page.locator('.monaco-dialog-box');

/** Types into the input in sight, and is done. @param {Stage} stage @param {string} text */
async function enter({ page }, text) {
  await page.locator('.quick-input-widget input.input').waitFor();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
}

/** @param {Stage} stage @param {string} key @param {string} environment @param {string} name */
async function add(stage, key, environment, name) {
  const { page } = stage;
  await choose(stage, 'Add Key…');
  await page.locator('.quick-input-widget input[type="password"]').waitFor();
  await enter(stage, key);
  // Whether the same key is meant to be stored twice.
  if (await isVisibleWithin(dialog(stage), 1500)) await page.keyboard.press('Enter');
  await row(stage, environment).click();
  await row(stage, environment).waitFor({ state: 'hidden' });
  await enter(stage, name);
  await page.locator('.sidebar .monaco-list-row', { hasText: name }).waitFor();
}

/** A page in place of the editors. @param {Stage} stage @param {() => Promise<unknown>} open */
async function page(stage, open) {
  const { workbench } = stage;
  await workbench.runCommand('View: Close All Editors');
  await open();
  await workbench.webview().locator('h1').waitFor();
}

/** @param {Stage} stage */
async function showWays(stage) {
  await choose(stage, 'Use Keys in This Workspace…');
  await stage.page.locator('.quick-input-widget .monaco-checkbox').first().waitFor();
  // A mouse that rests on the input has VS Code say what stands there already.
  await stage.page.mouse.move(0, 0);
}

/** @type {Screen[]} */
export const keyScreens = [
  {
    name: 'keys-empty',
    in: 'keys',
    show: async (stage) => {
      await stage.view.open();
      await stage.page
        .locator('.sidebar .welcome-view-content', { hasText: stage.say('Add Key') })
        .last()
        .waitFor();
    },
  },
  {
    name: 'keys-wrong',
    in: 'keys',
    show: async (stage) => {
      await choose(stage, 'Add Key…');
      await stage.page.locator('.quick-input-widget input[type="password"]').waitFor();
      await stage.page.keyboard.insertText(first.slice(0, -7));
      await stage.page.locator('.quick-input-message').waitFor();
    },
  },
  {
    name: 'keys-added',
    in: 'keys',
    show: async (stage) => {
      await add(stage, first, 'development', 'chat');
      await stage.page.locator('.notification-toast').first().waitFor();
    },
  },
  {
    name: 'keys-twins',
    in: 'keys',
    show: async (stage) => {
      await add(stage, first, 'production', 'shop');
      await add(stage, newKey(), 'staging', 'support');
      await stage.workbench.runCommand('Notifications: Clear All Notifications');
      const rows = stage.page.locator('.sidebar .monaco-list-row');
      await rows.filter({ hasText: 'shop' }).hover();
      await isVisibleWithin(stage.page.locator('.workbench-hover').first(), AGAIN_MS);
    },
  },
  { name: 'keys-ways', in: 'keys', show: showWays },
  {
    name: 'keys-explanation',
    in: 'keys',
    show: (stage) =>
      page(stage, async () => {
        await showWays(stage);
        await stage.page.locator('.quick-input-titlebar .action-label').last().click();
        await stage.page.keyboard.press('Escape');
      }),
  },
  {
    name: 'keys-menu',
    in: 'keys',
    show: async (stage) => {
      await stage.workbench.runCommand('View: Close All Editors');
      await showWays(stage);
      await stage.page.locator('.quick-input-widget .quick-input-action .monaco-button').click();
      await row(stage, 'development').click();
      await stage.page.locator('.statusbar-item[id$="claudeGuard.keyUse"]').click();
      await row(stage, 'development').waitFor();
    },
  },
  {
    name: 'keys-switch',
    in: 'keys',
    show: async (stage) => {
      await choose(stage, 'Switch Environment…');
      await row(stage, 'staging').waitFor();
    },
  },
  {
    name: 'keys-rotate',
    in: 'keys',
    show: async (stage) => {
      await choose(stage, 'Rotate Key…');
      await row(stage, 'chat').click();
      await dialog(stage).waitFor();
    },
  },
  {
    name: 'keys-log',
    in: 'keys',
    show: (stage) => page(stage, () => stage.workbench.runCommand(command(stage, 'Show Access Log of Keys'))),
  },
  {
    name: 'keys-remove-all',
    in: 'keys',
    show: async (stage) => {
      await choose(stage, 'Remove All Keys…');
      await dialog(stage).waitFor();
    },
  },
];
