// @ts-check
/** A key that a cell has printed: seen at the cell, and cleared with the lightbulb. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { AGAIN_MS, isVisibleWithin, until } from './workbench.mjs';

const TEST_LIMIT_MS = 180_000;
const FILE = 'explore.ipynb';
const KEY = fakeKey();

const cell = (/** @type {string[]} */ source, /** @type {string[]} */ printed = []) => ({
  cell_type: 'code',
  execution_count: null,
  metadata: {},
  outputs: printed.map((text) => ({ output_type: 'stream', name: 'stdout', text: [text] })),
  source,
});

const TEXT = JSON.stringify({
  cells: [
    cell(['import os\n', 'print(os.environ["ANTHROPIC_API_KEY"])'], [`${KEY}\n`]),
    cell(['import anthropic\n', `client = anthropic.Anthropic(api_key="${KEY}")`]),
  ],
  metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } },
  nbformat: 4,
  nbformat_minor: 5,
});

describe('A person in a notebook', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('notebook');

  it('sees a printed key at its cell, and clears the output', async () => {
    const folder = join(temporaryFolder('notebook'), 'my-notes');
    mkdirSync(folder);
    writeFileSync(join(folder, FILE), TEXT);
    const workbench = await open(folder, { theme: 'light' });
    const { page } = workbench;
    await workbench.runCommand('Problems: Focus on Problems View');
    await page.locator('.monaco-list-row[aria-label]', { hasText: FILE }).first().dblclick();
    await page.locator('.notebookOverlay .cell').first().waitFor();

    const printed = page.locator('.markers-panel-container .monaco-list-row', { hasText: 'output 1 of this cell' });
    await printed.waitFor();
    await printed.dblclick();
    const fix = page.locator('.action-widget .monaco-list-row.action', { hasText: 'Clear output 1 of this cell' });
    await until(async () => {
      // Pressed again while the menu is open, it takes what is selected there.
      await page.keyboard.press('Control+.');
      return isVisibleWithin(fix.first(), AGAIN_MS);
    }, 'the fix');
    await workbench.screenshot('notebook-found');
    await fix.first().click();
    await printed.waitFor({ state: 'detached' });
    await workbench.save();
    const { cells } = JSON.parse(readFileSync(join(folder, FILE), 'utf8'));
    assert.deepEqual(cells[0].outputs, []);
    assert.match(cells[0].source.join(''), /print\(os\.environ/);
    await workbench.screenshot('notebook-cleared');
  });
});
