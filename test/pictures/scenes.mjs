// @ts-check
/** What the pictures of the README show: a moving one of a fix, and still ones of the views. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXTENSION } from '../vscode/driver.mjs';
import { until } from '../vscode/workbench.mjs';
import { openStage, picture, putMouseAway, showKeys } from './stage.mjs';

/** @typedef {import('./stage.mjs').Theme} Theme @typedef {import('./images.mjs').Frame} Frame */
/** @typedef {import('./images.mjs').Picture} Picture @typedef {import('../vscode/workbench.mjs').Workbench} Workbench */

/** For screens that are sharper than their pixels. */
const SCALE = 2;
const HERE = dirname(fileURLToPath(import.meta.url));

/** @param {Workbench} workbench @param {number} count */
const squiggled = (workbench, count) =>
  until(async () => (await workbench.squiggles()).length >= count, `${count} squiggles`);

/** @param {Workbench} workbench */
const unsquiggled = (workbench) => until(async () => (await workbench.squiggles()).length === 0, 'the squiggles to go');

/** Puts the cursor on a text. @param {Workbench} workbench @param {string} text */
async function pointAt(workbench, text) {
  await workbench.page.locator('.view-line span', { hasText: text }).last().click();
  await putMouseAway(workbench);
}

/** Hovers over a text until everybody has said what they know of it. @param {Workbench} workbench @param {string} text */
async function explained(workbench, text) {
  await until(async () => {
    await workbench.hover(text);
    const said = (await workbench.page.locator('.monaco-hover:not(.hidden)').allInnerTexts()).join('\n');
    return /Quick Fix/.test(said) && !/Loading/.test(said);
  }, 'the hover to be complete');
}

/** Opens the quick fixes at the cursor. @param {Workbench} workbench */
async function openFixes({ page }) {
  const rows = page.locator('.action-widget .monaco-list-row.action:not(.option-disabled)');
  await until(async () => {
    await page.keyboard.press('Control+.');
    // Pressed again too early, it would only close what is about to open.
    return rows
      .first()
      .waitFor({ timeout: 5000 })
      .then(
        () => true,
        () => false,
      );
  }, 'the quick fixes');
}

/**
 * Opens a file, sees what is wrong, mends it from the keyboard.
 * @param {Theme} theme
 * @returns {Promise<Frame[]>}
 */
export async function fixing(theme) {
  const workbench = await openStage(join(HERE, 'workspace'), 'my-app', {
    theme,
    viewport: { width: 960, height: 500 },
    scale: SCALE,
  });
  /** @type {Frame[]} */
  const frames = [];
  const show = async (/** @type {number} */ ms) => frames.push({ picture: await picture(workbench), ms });
  try {
    await workbench.openFile('assistant.py');
    await squiggled(workbench, 2);
    await putMouseAway(workbench);
    await show(1800);
    await explained(workbench, 'sk-ant');
    await show(2600);
    await putMouseAway(workbench);
    await fix(workbench, 'sk-ant', show);
    await fix(workbench, 'verify', show);
    await workbench.save();
    await unsquiggled(workbench);
    await showKeys(workbench, 'Ctrl', 'S');
    await show(900);
    await showKeys(workbench);
    await show(2600);
    return frames;
  } finally {
    await workbench.close();
  }
}

/** @param {Workbench} workbench @param {string} text where the problem is @param {(ms: number) => Promise<unknown>} show */
async function fix(workbench, text, show) {
  const { page } = workbench;
  const before = (await workbench.squiggles()).length;
  await pointAt(workbench, text);
  await show(1000);
  await openFixes(workbench);
  await showKeys(workbench, 'Ctrl', '.');
  await show(1700);
  await page.keyboard.press('Enter');
  await until(async () => (await workbench.squiggles()).length < before, 'the problem to go');
  await showKeys(workbench, 'Enter');
  await show(900);
  await showKeys(workbench);
  await show(1100);
}

/**
 * The findings of a workspace, one of them explained where it stands.
 * @param {Theme} theme
 * @returns {Promise<Picture>}
 */
export async function findings(theme) {
  const workbench = await openStage(join(HERE, '../demo/workspace'), 'acme-assistant', {
    theme,
    viewport: { width: 1200, height: 720 },
    scale: SCALE,
  });
  try {
    await workbench.openFile('assistant.ts');
    await squiggled(workbench, 2);
    await (hasFindingsView() ? workbench.runCommand('Claude Guard: Show Findings') : workbench.showProblems());
    await scanned(workbench);
    // A language server that is still starting says so in the hover.
    await workbench.page.locator('.statusbar .codicon-loading').first().waitFor({ state: 'hidden' });
    await explained(workbench, 'http://llm-gateway');
    return await picture(workbench);
  } finally {
    await workbench.close();
  }
}

const hasFindingsView = () =>
  readFileSync(join(EXTENSION, 'package.json'), 'utf8').includes('claudeGuard.showFindings');

/** The status bar counts the findings while the workspace is scanned. @param {Workbench} workbench */
async function scanned(workbench) {
  let last = '';
  await until(async () => {
    const before = last;
    last = await workbench.statusBarText();
    return last !== '' && last === before && !/scan/i.test(last);
  }, 'the scan to end');
}

/** The icon as a PNG. @param {import('../host/served.mjs').Page} page @param {number} size in pixels @returns {Promise<Buffer>} */
export async function icon(page, size) {
  const svg = readFileSync(join(HERE, '../../media/icon.svg'), 'utf8');
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`);
  return page.screenshot({ omitBackground: true });
}
