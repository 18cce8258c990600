// @ts-check
/** What every test of a person has around it: VS Code is there, and ends; what was on the screen when a test failed is kept. */
import { prepare } from '../host/install.mjs';
import { open } from './driver.mjs';

const INSTALL_LIMIT_MS = 900_000;

/** Before the tests of a suite VS Code is installed, which takes long the first time. */
export function withVSCode() {
  before(async function () {
    this.timeout(INSTALL_LIMIT_MS);
    await prepare({ log: console.log });
  });
}

/**
 * Called in a `describe`.
 * @param {string} name of the screenshot of a failed test, `<name>-failed`
 * @returns {typeof open} opens a workbench that is closed after the test
 */
export function withWorkbench(name) {
  /** @type {import('./workbench.mjs').Workbench | undefined} */
  let workbench;
  withVSCode();
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench?.screenshot(`${name}-failed`);
    await workbench?.close();
    workbench = undefined;
  });
  return async (folder, options) => {
    workbench = await open(folder, options);
    return workbench;
  };
}
