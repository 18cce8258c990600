// @ts-check
/** What a person does on the first day: sees a key underlined, takes the fix, saves. In the look of either theme. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Problem} Problem */

const TEST_LIMIT_MS = 400_000;
const FILE = 'client.js';
const KEY = fakeKey();
const KEY_LINE = 3;
const TEXT = `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ apiKey: '${KEY}' });

export default client;
`;
const FIX = /environment/i;

describe('A person in VS Code', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('person');

  // In dark it is done by the test of the lightbulb, and the other themes are looked at with the tour of pictures.
  const theme = /** @type {const} */ ('light');
  it(`sees a leaked key, takes the fix, saves, and the problem is gone (${theme} theme)`, async () => {
    const folder = join(temporaryFolder('person'), 'my-app');
    mkdirSync(folder);
    writeFileSync(join(folder, FILE), TEXT);
    const workbench = await open(folder, { theme });

    await workbench.openFile(FILE);
    const leak = await workbench.problem(isLeak, 'the leaked key in the Problems view');
    await until(async () => (await workbench.squiggles()).length, 'a squiggle');
    assert.ok(!leak.message.includes(KEY), 'the message must not show the key');
    await workbench.quickFixes(leak);
    await workbench.screenshot(`person-${theme}-found`);
    await workbench.page.keyboard.press('Escape');

    await workbench.applyFix(leak, FIX);
    await workbench.save();
    await workbench.problemGone(isLeak, 'the leaked key');
    await workbench.screenshot(`person-${theme}-fixed`);
    assert.ok(!(await workbench.editorText()).includes(KEY), 'the editor must not show the key');
    assert.ok(!readFileSync(join(folder, FILE), 'utf8').includes(KEY), 'the saved file must not hold the key');
  });
});

/** @param {Problem} problem */
const isLeak = ({ source, file, line }) => source === 'Claude Guard' && file === FILE && line === KEY_LINE;
