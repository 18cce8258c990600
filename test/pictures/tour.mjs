// @ts-check
/**
 * Every screen of the extension, one picture each, for people to look at: there is no other test of looks.
 *
 *   node test/pictures/tour.mjs [--theme light,dark,contrast,contrastLight] [--only name,name] [--language de]
 *
 * The pictures go into test/screenshots/tour-<theme>-<screen>.png. A screen that can't be reached is named, and the tour goes on.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { copyTemplate } from '../demo/template.mjs';
import { prepare } from '../host/install.mjs';
import { temporaryFolder } from '../host/process.mjs';
import { barriersIn } from '../vscode/axe.mjs';
import { open } from '../vscode/driver.mjs';
import { FindingsView } from '../vscode/findings-view.mjs';
import { PASTING } from '../vscode/member.mjs';
import { SCREENSHOTS } from '../vscode/workbench.mjs';
import { addFonts, EDITOR_FONT } from './fonts.mjs';
import { screens } from './screens.mjs';
import { keyFolder, keyWorld } from './screens-keys.mjs';
import { addPlan } from './screens-training.mjs';
import { wordsOf } from './words.mjs';

/** @typedef {import('./ways.mjs').Screen} Screen @typedef {import('./ways.mjs').Stage} Stage */

const HERE = dirname(fileURLToPath(import.meta.url));
const VIEWPORT = { width: 1280, height: 800 };
/** A screen that takes longer is given up, in ms. */
const LIMIT_MS = 25_000;
const SETTINGS = {
  ...PASTING,
  'editor.fontFamily': EDITOR_FONT,
  'editor.fontSize': 13,
  'git.enabled': false,
  'editor.minimap.enabled': false,
};

const { values } = parseArgs({
  options: {
    theme: { type: 'string', default: 'light,dark,contrast,contrastLight' },
    only: { type: 'string' },
    language: { type: 'string' },
  },
});

/** @param {string} kind @returns {Promise<string | undefined>} */
async function folderFor(kind) {
  if (kind === 'none') return undefined;
  if (kind === 'keys') return keyFolder();
  const folder = join(temporaryFolder('tour'), 'acme-assistant');
  if (kind === 'clean') {
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.js'), 'export {};\n');
  } else {
    await copyTemplate(join(HERE, '../demo/workspace'), folder, 'acme-assistant');
  }
  if (kind === 'team') addPlan(folder);
  execFileSync('git', ['init', '--quiet', folder]);
  return folder;
}

/** A picture of a whole page that stands for itself; what bars somebody from reading it is named. @param {Stage} stage @param {string} file @param {string} name */
async function photograph({ page }, file, name) {
  const other = await page.context().newPage();
  await other.goto(pathToFileURL(file).href);
  for (const barrier of await barriersIn(other.locator('body'))) console.log(`${name}: ${barrier}`);
  await other.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  await other.close();
}

/** @param {string} theme @param {string} kind @param {Screen[]} wanted */
async function visit(theme, kind, wanted) {
  const folder = await folderFor(kind);
  const world = kind === 'keys' ? await keyWorld() : undefined;
  const options = /** @type {import('../vscode/driver.mjs').OpenOptions} */ ({
    theme,
    viewport: VIEWPORT,
    ...world?.options,
    settings: {
      ...SETTINGS,
      ...(kind === 'unscanned' && { 'claudeGuard.scanOnStart': false }),
      ...world?.options.settings,
    },
    trusted: kind !== 'unscanned',
    prepare: addFonts,
    ...(values.language && { language: values.language }),
  });
  const label = values.language ? `${theme}-${values.language}` : theme;
  // What was started for the pictures would keep this process from ending where VS Code does not come up.
  const workbench = await open(/** @type {string} */ (folder), options).catch(async (error) => {
    await world?.api.stop();
    throw error;
  });
  workbench.page.setDefaultTimeout(LIMIT_MS);
  const say = wordsOf(values.language);
  const view = new FindingsView(workbench, say);
  const stage = { workbench, page: workbench.page, view, folder: folder ?? '', say, ...(world && { api: world.api }) };
  try {
    for (const { name, show, file } of wanted) {
      try {
        await show(stage);
        if (file) await photograph(stage, file(stage), `tour-${label}-${name}`);
        else await workbench.screenshot(`tour-${label}-${name}`);
      } catch (error) {
        await workbench.screenshot(`tour-${label}-${name}-failed`);
        console.log(`${theme} ${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
      }
      for (let i = 0; i < 3; i++) await workbench.page.keyboard.press('Escape');
    }
  } finally {
    await workbench.close();
    await world?.api.stop();
  }
}

async function main() {
  await prepare({ log: console.log });
  const only = values.only?.split(',');
  const wanted = screens.filter(({ name }) => !only || only.includes(name));
  for (const theme of values.theme.split(',')) {
    for (const kind of new Set(wanted.map((screen) => screen.in)))
      await visit(
        theme,
        kind,
        wanted.filter((screen) => screen.in === kind),
      );
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
