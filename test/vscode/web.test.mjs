// @ts-check
/**
 * The first day again, in VS Code for the Web: extensions in a browser's worker, files in no disk's folder, and nobody to
 * ask but the browser.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { prepare } from '../host/install.mjs';
import { startBrowser } from '../host/served.mjs';
import { startWeb } from '../host/web.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { PROJECT } from './driver.mjs';
import { labDone, openLab } from './lab.mjs';
import { until, Workbench } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Problem} Problem */

const INSTALL_LIMIT_MS = 900_000;
const TEST_LIMIT_MS = 180_000;
const GOTO_LIMIT_MS = 90_000;
const KEY = fakeKey();
const LEAK = `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${KEY}")\n`;
const FILES = {
  '/my-app/client.py': LEAK,
  '/my-app/closed/worker.py': LEAK,
  '/my-app/closed/ignored.py': LEAK,
  '/my-app/closed/.gitignore': 'ignored.py\n',
  '/my-app/hang.py': LEAK,
};
/** A file that has never been saved keeps its own name, and is Python. */
const SETTINGS = {
  'files.autoSave': 'off',
  'files.defaultLanguage': 'python',
  'workbench.editor.untitled.labelFormat': 'name',
  'workbench.startupEditor': 'none',
};
/** A worker that hangs over one file, as a hostile file might have it. */
const hanging = (/** @type {string} */ script) => `${script}
;const answer = self.onmessage;
self.onmessage = (event) => {
  if (event.data.request?.file.path.endsWith('hang.py')) for (;;);
  answer(event);
};`;

/** @param {string} file @returns {(problem: Problem) => boolean} */
const leakIn = (file) => (problem) => problem.file === file && problem.code === 'hardcoded-credential';

describe('A person in VS Code for the Web', function () {
  this.timeout(TEST_LIMIT_MS);

  /** @type {Workbench} */
  let workbench;
  /** @type {import('../host/web.mjs').Web} */
  let web;
  /** @type {string[]} */
  const errors = [];
  /** @type {Set<string>} */
  const asked = new Set();

  /** @param {import('../host/served.mjs').Page} page */
  function listen(page) {
    page.on('pageerror', (/** @type {Error} */ error) => errors.push(String(error)));
    page.on('console', (/** @type {any} */ message) => {
      const text = `${message.text()} ${message.location().url}`;
      const isOurs = /claude.?guard/i.test(text) || text.includes(web.extensionsOrigin);
      if (message.type() === 'error' && isOurs && !/status of 404/.test(text)) errors.push(text);
    });
    page.on('request', (/** @type {any} */ request) => {
      if (/^(https?|wss?):/.test(request.url())) asked.add(new URL(request.url()).origin);
    });
  }

  before(async function () {
    this.timeout(INSTALL_LIMIT_MS);
    await prepare({ log: console.log });
    web = await startWeb({
      extensions: [
        { folder: PROJECT, replaced: { 'dist/web/worker.js': hanging } },
        {
          folder: join(PROJECT, 'test/vscode/virtual-files'),
          replaced: { 'files.json': () => JSON.stringify(FILES) },
        },
      ],
      settings: SETTINGS,
    });
    const browser = await startBrowser();
    listen(browser.page);
    workbench = new Workbench(browser.page, '', async () => {
      await browser.stop();
      await web.stop();
    });
    await browser.page.goto(web.url('virtual:/my-app'), { waitUntil: 'commit', timeout: GOTO_LIMIT_MS });
    await workbench.waitReady();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await workbench.screenshot('web-failed');
  });

  after(() => workbench?.close());

  it('is told of leaked keys in files that are not open, but not of those that git ignores', async () => {
    await workbench.problem(leakIn('worker.py'), 'the leaked key in a closed file');
    await workbench.problem(leakIn('client.py'), 'the leaked key in another closed file');
    assert.ok(!(await workbench.problems()).some(leakIn('ignored.py')));
    await workbench.screenshot('web-found');
  });

  it('takes the fix in a file of a virtual file system, saves, and the problem is gone', async () => {
    const leak = await workbench.problem(leakIn('client.py'), 'the leaked key');
    assert.ok(!leak.message.includes(KEY), 'the message must not show the key');
    await workbench.goTo(leak);
    await until(async () => (await workbench.squiggles()).length > 0, 'a squiggle');
    await workbench.applyFix(leak, /environment/i);
    await workbench.save();
    await workbench.problemGone(leakIn('client.py'), 'the leaked key');
    assert.match(await workbench.editorText(), /os\.environ\["ANTHROPIC_API_KEY"\]/);
    await workbench.screenshot('web-fixed');
  });

  it('is told of a leaked key in a file that has never been saved, and takes the fix', async () => {
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.locator('.tab.active[data-resource-name="Untitled-1"]').waitFor();
    await workbench.page.keyboard.insertText(LEAK);
    const leak = await workbench.problem(leakIn('Untitled-1'), 'the leaked key');
    await workbench.applyFix(leak, /environment/i);
    await workbench.problemGone(leakIn('Untitled-1'), 'the leaked key');
  });

  it('is told of a file over which the analysis hangs, while others are analysed as before', async () => {
    // There is no search of files in a virtual file system, so that they are opened from the tree.
    await workbench.page.locator('.explorer-folders-view .monaco-list-row[aria-label^="hang.py"]').dblclick();
    const isNotice = (/** @type {Problem} */ { file, message }) =>
      file === 'hang.py' && /could not be analysed/.test(message);
    await workbench.problem(isNotice, 'the notice');
    await workbench.goTo(await workbench.problem(leakIn('worker.py'), 'the leaked key in another file'));
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.insertText('# one more line\n');
    await workbench.problem(
      (problem) => leakIn('worker.py')(problem) && problem.line === 4,
      'the leaked key, where it stands now',
    );
    await workbench.screenshot('web-hanging');
  });

  it('learns in a lab', async () => {
    await openLab(workbench, 'The certificate that nobody checks', 'TypeScript');
    const option = await workbench.problem(({ file }) => file === 'gateway.ts', 'the option in the lab');
    await workbench.applyFix(option, 'Remove');
    await labDone(workbench);
    await workbench.screenshot('web-lab');
  });

  it('sees no error of ours on the console, and nothing that left the browser', () => {
    assert.deepEqual(errors, []);
    assert.deepEqual([...asked].sort(), [web.origin, web.extensionsOrigin].sort());
  });
});
