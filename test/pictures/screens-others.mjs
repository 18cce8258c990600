// @ts-check
/** Pages, the status bar, notebooks, settings, configuration, and the folders without findings. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choose, command, discardAll, LEAK, pickRow, quickRow } from './ways.mjs';

/** @typedef {import('./ways.mjs').Screen} Screen */

/** @type {Screen[]} */
export const otherScreens = [
  {
    name: 'rules-picker',
    in: 'demo',
    show: async (stage) => {
      await discardAll(stage);
      await choose(stage, 'Show Rule…');
      await quickRow(stage, LEAK);
    },
  },
  {
    name: 'practice-page',
    in: 'demo',
    show: async (stage) => {
      await choose(stage, 'Learn about a Practice…');
      await pickRow(stage, 'Secure authentication');
      await stage.workbench.webview().locator('h1').waitFor();
    },
  },
  {
    name: 'status-hover',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.statusBarItem().hover();
      await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
    },
  },
  {
    name: 'notebook',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('Problems: Focus on Problems View');
      await page.locator('.monaco-list-row[aria-label]', { hasText: 'explore.ipynb' }).first().dblclick();
      await page.locator('.notebookOverlay .cell').first().waitFor();
      await page.locator('.notebookOverlay [class*="squiggly-"]').first().waitFor();
    },
  },
  {
    name: 'palette',
    in: 'demo',
    show: async ({ page }) => {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input.input').fill('>Claude Guard: ');
      await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'settings',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('View: Close Panel').catch(() => undefined);
      await workbench.runCommand('Preferences: Open Settings (UI)');
      await page.locator('.settings-editor').waitFor();
      await page.locator('.settings-editor .monaco-editor').first().click();
      await page.keyboard.insertText('@ext:claude-guard.claude-guard');
      await page.locator('.settings-editor .setting-item-category', { hasText: 'Claude Guard' }).first().waitFor();
      // Escape closes suggestions, and without them it empties the search.
      if (await page.locator('.suggest-widget.visible').isVisible()) await page.keyboard.press('Escape');
    },
  },
  {
    name: 'configuration',
    in: 'demo',
    show: async (stage) => {
      const { workbench, page } = stage;
      await workbench.runCommand('View: Close All Editors');
      await workbench.runCommand(command(stage, 'Open Configuration'));
      await page.locator('.editor-group-container.active .view-line', { hasText: 'rules' }).first().waitFor();
      await page.locator('.view-line span', { hasText: 'rules' }).last().click();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.type('"');
      await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
    },
  },
  {
    name: 'configuration-mistake',
    in: 'demo',
    show: async ({ workbench, page }) => {
      await page.keyboard.press('Escape');
      await page.keyboard.type('hardcoded-credentials": "of');
      await page.locator('.editor-group-container.active [class*="squiggly-"]').first().waitFor();
      await workbench.hover('hardcoded-credentials');
    },
  },
  {
    name: 'remove-data',
    in: 'demo',
    show: async (stage) => {
      await stage.workbench.runCommand(command(stage, 'Remove All My Data…'));
      await stage.page.locator('.monaco-dialog-box').waitFor();
    },
  },
  {
    name: 'report-issue',
    in: 'demo',
    show: async (stage) => {
      await stage.workbench.runCommand(command(stage, 'Report Issue…'));
      await stage.page.locator('.notification-toast').first().waitFor();
    },
  },
  {
    name: 'clean',
    in: 'clean',
    show: async ({ view }) => {
      await view.open();
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
  {
    name: 'not-analysed',
    in: 'clean',
    show: async ({ workbench, folder, page, say }) => {
      writeFileSync(
        join(folder, 'large.js'),
        `import '@anthropic-ai/sdk';\n${'call({ a: [1, 2, 3] });\n'.repeat(40_000)}`,
      );
      await workbench.setSetting('claudeGuard.fileTimeout', 100);
      await workbench.openFile('large.js');
      const notice = await workbench.problem(({ file }) => file === 'large.js', 'the notice');
      await workbench.quickFixes(notice);
      await page.locator('.action-widget .monaco-list-row.action', { hasText: say('Try again') }).waitFor();
    },
  },
  {
    name: 'off',
    in: 'clean',
    show: async ({ workbench, view }) => {
      await workbench.setSetting('claudeGuard.enable', false);
      await view.open();
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
  {
    name: 'extension-page',
    in: 'clean',
    show: async ({ workbench, page }) => {
      await workbench.runCommand('Extensions: Show Installed Extensions');
      await page.locator('.extensions-list .monaco-list-row', { hasText: 'Claude Guard' }).first().click();
      await workbench.webview().locator('h1').waitFor();
    },
  },
  {
    name: 'unscanned',
    in: 'unscanned',
    show: async ({ view }) => {
      await view.open();
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
  {
    name: 'restricted',
    in: 'unscanned',
    show: async ({ view }) => {
      await view.clickWelcome('Scan Workspace');
      await view.untilRows((rows) => rows.length > 3, 'findings');
    },
  },
  {
    name: 'no-folder',
    in: 'none',
    show: async ({ view }) => {
      await view.open();
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
];
