// @ts-check
/** The workspace's packages are looked up in a database of advisories: after a person has read what is sent, and only then. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { startFakeOsv } from '../support/fake-osv.mjs';
import { withWorkbench } from './hooks.mjs';
import { AGAIN_MS, isVisibleWithin, until } from './workbench.mjs';

/** @typedef {import('./workbench.mjs').Workbench} Workbench */

const TEST_LIMIT_MS = 180_000;
const RECORD = {
  id: 'GHSA-live-only',
  modified: '2026-05-01T00:00:00Z',
  summary: 'Known to the database alone',
  database_specific: { severity: 'CRITICAL' },
  affected: [
    {
      package: { ecosystem: 'npm', name: '@anthropic-ai/sdk' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '1.0.0' }, { fixed: '1.12.4' }] }],
      versions: ['1.12.0'],
    },
  ],
};

function makeFolder() {
  const folder = temporaryFolder('online');
  const dependencies = { '@anthropic-ai/sdk': '1.12.0', 'acme-private-package': '3.2.1' };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ dependencies }, undefined, 2)}\n`);
  return folder;
}

/** Runs the command until its question is there, and answers it. @param {Workbench} workbench @param {string} button */
async function answer(workbench, button) {
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await until(async () => {
    if (await isVisibleWithin(dialog, 500)) return true;
    await workbench.runCommand('Claude Guard: Check Dependencies Online…');
    return isVisibleWithin(dialog, 2 * AGAIN_MS);
  }, 'the question whether to send names and versions');
  const text = await dialog.innerText();
  await workbench.screenshot('online-question');
  await until(async () => {
    await dialog
      .locator('.monaco-button', { hasText: button })
      .click({ timeout: AGAIN_MS })
      .catch(() => {});
    return !(await dialog.isVisible());
  }, 'the question to be answered');
  return text;
}

describe('A person who has dependencies checked online', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('online');
  /** @type {import('../support/fake-osv.mjs').FakeOsv} */
  let server;
  afterEach(() => server?.stop());

  it('reads what is sent before it is, and finds what the database knows', async () => {
    server = await startFakeOsv([RECORD]);
    const { host } = new URL(server.url);
    const workbench = await open(makeFolder(), { env: { CLAUDE_GUARD_OSV_URL: server.url } });
    const refused = await answer(workbench, 'Cancel');
    assert.match(refused, /Ask about one package\?/);
    assert.ok(refused.includes('@anthropic-ai/sdk 1.12.0 (npm)') && refused.includes(`sent to ${host}`), refused);
    assert.deepEqual(server.requests, []);

    await answer(workbench, `Ask ${host}`);
    await workbench.problem(
      ({ code, message }) => code === 'vulnerable-dependency' && message.includes('Known to the database alone'),
      'the flaw that only the database knows',
    );
    await workbench.screenshot('online-found');
    assert.deepEqual(server.asked(), [{ package: { ecosystem: 'npm', name: '@anthropic-ai/sdk' }, version: '1.12.0' }]);
  });
});
