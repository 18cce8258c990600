// @ts-check
/** A workbench made up for pictures: fixed fonts, nothing that blinks, nothing that only this machine has. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { copyTemplate } from '../demo/template.mjs';
import { temporaryFolder } from '../host/process.mjs';
import { open } from '../vscode/driver.mjs';
import { until } from '../vscode/workbench.mjs';
import { addFonts, EDITOR_FONT } from './fonts.mjs';
import { decode } from './images.mjs';

/** @typedef {import('../vscode/workbench.mjs').Workbench} Workbench @typedef {import('./images.mjs').Picture} Picture */
/** @typedef {'light' | 'dark' | 'contrast'} Theme */

const SETTINGS = {
  'editor.cursorBlinking': 'solid',
  'editor.fontFamily': EDITOR_FONT,
  'editor.fontLigatures': false,
  'editor.fontSize': 14,
  'editor.hideCursorInOverviewRuler': true,
  'editor.matchBrackets': 'never',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.stickyScroll.enabled': false,
  'explorer.compactFolders': false,
  'git.enabled': false,
  'javascript.validate.enable': false,
  'typescript.validate.enable': false,
  'problems.showCurrentInStatus': false,
  'remote.autoForwardPorts': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'workbench.editor.showTabs': 'multiple',
  'workbench.reduceMotion': 'on',
};
/** What only the served VS Code has: left out of pictures that stand for any. */
const ONLY_SERVED = `
  .statusbar-item[id="status.host"], .statusbar-item[id="status.editor.inputLayout"], .statusbar-item[id*="keyboardLayout" i],
  .statusbar-item[id="status.forwardedPorts"], .statusbar-item[id*="forwardedPorts" i],
  .menubar.compact, .activitybar .menubar { display: none !important; }
`;
const STEADY_LIMIT_MS = 20_000;

/**
 * Opens a copy of a folder of templates under a name of its own; its keys are the same every time.
 * @param {string} template
 * @param {string} name of the folder, which the window shows
 * @param {{ theme: Theme, viewport: { width: number, height: number }, scale?: number, settings?: Record<string, unknown> }} options
 */
export async function openStage(template, name, { settings, ...options }) {
  const folder = join(temporaryFolder('pictures'), name);
  await copyTemplate(template, folder, name);
  execFileSync('git', ['init', '--quiet', folder]);
  const workbench = await open(folder, { ...options, settings: { ...SETTINGS, ...settings }, prepare: addFonts });
  await workbench.page.addStyleTag({ content: ONLY_SERVED });
  await workbench.page.evaluate(() => document.fonts.ready.then(() => undefined));
  return workbench;
}

/** The window once it holds still: the same pixels twice. @param {Workbench} workbench @returns {Promise<Picture>} */
export async function picture({ page }) {
  let last = Buffer.alloc(0);
  const shot = () => page.screenshot({ animations: 'disabled', caret: 'initial' });
  await until(
    async () => {
      const before = last;
      last = await shot();
      return last.equals(before);
    },
    'the window to hold still',
    STEADY_LIMIT_MS,
  );
  return decode(last);
}

/** Puts the mouse where it points at nothing. @param {Workbench} workbench */
export async function putMouseAway({ page }) {
  const { width, height } = page.viewportSize();
  await page.mouse.move(width - 2, height / 2);
}

/**
 * Shows which keys are pressed, at the bottom of the editor; without keys it hides them.
 * @param {Workbench} workbench
 * @param {...string} keys
 */
export async function showKeys({ page }, ...keys) {
  await page.evaluate(drawKeys, keys);
}

/** Runs in the page. @param {string[]} keys */
function drawKeys(keys) {
  document.getElementById('pressed-keys')?.remove();
  if (keys.length === 0) return;
  const box = document.createElement('div');
  box.id = 'pressed-keys';
  box.style.cssText =
    'position:fixed;right:28px;bottom:48px;z-index:100000;display:flex;gap:8px;font:600 17px Inter,sans-serif;pointer-events:none';
  for (const key of keys) {
    const cap = document.createElement('kbd');
    cap.textContent = key;
    cap.style.cssText =
      'font:inherit;color:#fff;background:#b85c38;border-radius:7px;padding:7px 14px;box-shadow:0 2px 0 #7d3a20, 0 6px 18px #0006';
    box.append(cap);
  }
  document.body.append(box);
}
