// @ts-check
/** Around a finding in the editor: its lightbulb, its hover, and where these lead to. */
import { isVisibleWithin } from '../vscode/workbench.mjs';
import { command, discardAll, FILE, leak, MENU_LIMIT_MS, pickRow, quickRow, take } from './ways.mjs';

/** @typedef {import('./ways.mjs').Screen} Screen */

/** @param {import('./ways.mjs').Stage} stage */
const url = ({ workbench }) =>
  workbench.problem((one) => one.file === FILE && one.code.includes('insecure-url'), 'the URL');

/** @type {Screen[]} */
export const editorScreens = [
  {
    name: 'editor',
    in: 'demo',
    show: async (stage) => {
      await stage.workbench.runCommand(command(stage, 'Clear Filters'));
      await stage.view.groupBy('Practice');
      await stage.workbench.goTo(await leak(stage));
    },
  },
  {
    name: 'lightbulb',
    in: 'demo',
    show: async (stage) => stage.workbench.quickFixes(await leak(stage)),
  },
  {
    name: 'lightbulb-url',
    in: 'demo',
    show: async (stage) => stage.workbench.quickFixes(await url(stage)),
  },
  {
    name: 'hover',
    in: 'demo',
    show: async (stage) => {
      const { workbench, page } = stage;
      await page.locator('.statusbar .codicon-loading').first().waitFor({ state: 'hidden' });
      await workbench.goTo(await url(stage));
      await workbench.hover('http://llm-gateway');
    },
  },
  {
    name: 'rule-page',
    in: 'demo',
    show: async (stage) => {
      await take(stage, 'Explain “{0}”');
      await stage.workbench.webview().locator('h1').waitFor();
    },
  },
  {
    name: 'suppress',
    in: 'demo',
    show: async (stage) => {
      await take(stage, 'Suppress or change severity…');
      await quickRow(stage, 'On this line…');
    },
  },
  {
    name: 'suppress-reason',
    in: 'demo',
    show: async (stage) => {
      await take(stage, 'Suppress or change severity…');
      await pickRow(stage, 'On this line…');
      await stage.page.locator('.quick-input-widget input.input').waitFor();
    },
  },
  {
    name: 'severity',
    in: 'demo',
    show: async (stage) => {
      await take(stage, 'Suppress or change severity…');
      await pickRow(stage, 'Change the rule’s severity…');
      await quickRow(stage, 'Information');
    },
  },
  {
    name: 'severity-place',
    in: 'demo',
    show: async (stage) => {
      await take(stage, 'Suppress or change severity…');
      await pickRow(stage, 'Change the rule’s severity…');
      await pickRow(stage, 'Information');
      await quickRow(stage, 'User settings');
    },
  },
  {
    name: 'false-positive',
    in: 'demo',
    show: async (stage) => {
      await take(stage, 'Suppress or change severity…');
      await pickRow(stage, 'Report a false positive…');
      await stage.page.locator('.notification-toast').first().waitFor();
    },
  },
  {
    name: 'kind-preview',
    in: 'demo',
    show: async (stage) => {
      await discardAll(stage);
      await take(stage, 'Fix all “{0}” in the workspace…');
      await stage.page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'move-preview',
    in: 'demo',
    show: async (stage) => {
      const discard = stage.page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Discard' });
      if (await isVisibleWithin(discard, MENU_LIMIT_MS)) await discard.click();
      await take(stage, 'Move the key out of the code…');
      await stage.page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'checklist',
    in: 'demo',
    show: async (stage) => {
      await stage.page.locator('.bulk-edit-panel .monaco-button', { hasText: 'Apply' }).click();
      await stage.workbench.webview().locator('h1').waitFor();
    },
  },
];
