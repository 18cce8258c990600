// @ts-check
/** A person with two profiles of VS Code: what was learnt in one stays there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureServedVSCode } from '../host/install.mjs';
import { temporaryFolder } from '../host/process.mjs';
import { installExtension } from '../host/served.mjs';
import { withWorkbench } from './hooks.mjs';
import { KeysView } from './keys-view.mjs';
import { readToEnd } from './member.mjs';
import { workspace } from './new-member.mjs';
import { packaged } from './packaged.mjs';
import { TrainingView } from './training-view.mjs';
import { AGAIN_MS, isVisibleWithin, succeeds, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

const TEST_LIMIT_MS = 400_000;
const MODULE = 'Secure authentication';

/** @param {Workbench} workbench @param {string} text */
const row = ({ page }, text) => page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();

/** Runs a command that asks, and takes an answer; what was lost on the way is tried again. @param {Workbench} workbench @param {string} command @param {string} label */
const choose = (workbench, command, label) =>
  until(async () => {
    await workbench.runAsking(command);
    return succeeds(row(workbench, label).click({ timeout: AGAIN_MS }));
  }, label);

/** @param {Workbench} workbench */
async function readLesson(workbench) {
  await choose(workbench, 'Claude Guard: Learn about a Practice…', MODULE);
  await readToEnd(workbench, '#practise');
}

/** The rows of the first module. @param {Workbench} workbench @param {string} state @param {string} lesson what its row says */
async function progressIs(workbench, state, lesson) {
  await workbench.runCommand('Claude Guard: Show Training');
  await new TrainingView(workbench).untilRows(
    ([first = '', second = '']) => first.startsWith(`${MODULE}, ${state}`) && second.startsWith(`Lesson, ${lesson}`),
    `${MODULE}, ${state}`,
  );
}

describe('A person with two profiles', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('profiles');

  it('has a training of their own in each, and finds it again', async () => {
    const folders = { userData: temporaryFolder('user-data'), extensions: temporaryFolder('extensions') };
    await installForAll(folders);
    const workbench = await open(workspace(), { ...folders, extension: '' });
    await readLesson(workbench);
    await progressIs(workbench, 'begun', 'done');

    await createProfile(workbench, 'Second');
    await switchTo(workbench, 'Second');
    await progressIs(workbench, 'not begun', 'to do');
    await workbench.runAsking('Claude Guard: Export Training Record…');
    await new KeysView(workbench).untilSaid(/There is nothing to record yet/);
    await workbench.screenshot('profile-second');

    await switchTo(workbench, 'Default');
    await progressIs(workbench, 'begun', 'done');
  });
});

/** As “Apply Extension to all Profiles” does. @param {{ userData: string, extensions: string }} folders */
async function installForAll(folders) {
  await installExtension(await ensureServedVSCode(), packaged(), folders);
  const list = join(folders.extensions, 'extensions.json');
  const all = JSON.parse(readFileSync(list, 'utf8'));
  for (const one of all) one.metadata = { ...one.metadata, isApplicationScoped: true };
  writeFileSync(list, JSON.stringify(all));
}

/** @param {Workbench} workbench @param {string} name */
async function createProfile(workbench, name) {
  const { page } = workbench;
  const input = page.locator('.profiles-editor input').first();
  await until(async () => {
    await workbench.runAsking('Profiles: New Profile');
    return isVisibleWithin(input, AGAIN_MS);
  }, 'the form of a new profile');
  await input.fill(name);
  await page.locator('.profiles-editor .monaco-button', { hasText: 'Create' }).first().click();
  await page.locator('.profiles-editor .monaco-list-row', { hasText: name }).first().waitFor();
}

/** VS Code in a browser asks to be reloaded. @param {Workbench} workbench @param {string} name */
async function switchTo(workbench, name) {
  const { page } = workbench;
  await choose(workbench, 'Profiles: Switch Profile', name);
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Reload' }).click();
  await page.locator('.monaco-dialog-box').waitFor({ state: 'hidden' });
  await workbench.waitReady();
}
