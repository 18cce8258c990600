// @ts-check
/** The Findings view: grouped, filtered, its tooltips and menus. */
import { until } from '../vscode/workbench.mjs';
import { LEAK, shown } from './ways.mjs';

/** @typedef {import('./ways.mjs').Screen} Screen */

/** @type {Screen[]} */
export const viewScreens = [
  {
    name: 'by-practice',
    in: 'demo',
    show: async (stage) => {
      await shown(stage);
      await stage.view.untilRows((rows) => rows.length > 3, 'findings');
    },
  },
  {
    name: 'tooltip-group',
    in: 'demo',
    show: async ({ view, page }) => {
      await view.list().locator('.monaco-list-row[aria-level="1"] .label-name').first().hover();
      await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
    },
  },
  {
    name: 'tooltip-finding',
    in: 'demo',
    show: async ({ view, page, say }) => {
      await page.mouse.move(900, 300);
      await view.row(say(LEAK)).locator('.label-name').first().hover();
      await page.locator('.monaco-hover:not(.hidden)', { hasText: 'worker.py' }).first().waitFor();
    },
  },
  {
    name: 'context-menu',
    in: 'demo',
    show: async ({ view, page, say }) => {
      await view.open();
      await page.mouse.move(900, 300);
      await view.contextMenu(view.row(say(LEAK)));
    },
  },
  {
    name: 'title-menu',
    in: 'demo',
    show: async ({ view, page }) => {
      await (await view.action('Filter Findings')).hover();
      await page.locator('.sidebar .pane-header .codicon-toolbar-more').first().click();
      await page.locator('.monaco-menu .action-item').first().waitFor();
    },
  },
  {
    name: 'by-file',
    in: 'demo',
    show: async ({ view }) => {
      await view.groupBy('File');
      await view.untilRows(([first]) => /\./.test(first?.label ?? ''), 'files');
    },
  },
  {
    name: 'by-severity',
    in: 'demo',
    show: async ({ view, say }) => {
      await view.groupBy('Severity');
      await view.untilRows(([first]) => first?.label === say('Errors'), 'severities');
    },
  },
  { name: 'filter-pick', in: 'demo', show: async ({ view }) => view.openFilter() },
  {
    name: 'filtered',
    in: 'demo',
    show: async ({ view }) => {
      await view.filter({ Information: false, Warnings: false });
      await until(async () => (await view.message()) !== '', 'a message');
    },
  },
  {
    name: 'hidden',
    in: 'demo',
    show: async ({ view }) => {
      await view.filter({ Errors: false, Warnings: false, Information: true, 'Least privilege': false });
      await view.untilWelcome((text) => text !== '', 'a welcome text');
    },
  },
];
