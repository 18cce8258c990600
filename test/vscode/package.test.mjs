// @ts-check
/** What people install: the packaged extension, in a clean VS Code, far from any node_modules. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { open, PROJECT } from './driver.mjs';
import { FindingsView } from './findings-view.mjs';
import { withVSCode } from './hooks.mjs';
import { packaged } from './packaged.mjs';
import { makeRepository } from './repository.mjs';
import { until } from './workbench.mjs';

const TEST_LIMIT_MS = 400_000;
/** From the moment in which the extension's item stands in the status bar. */
const FIRST_FINDING_MS = 10_000;
/** Another program of the machine may hold up a try: the best of so many counts. */
const TRIES = 3;

describe('The packaged extension', function () {
  this.timeout(TEST_LIMIT_MS);

  withVSCode();

  it('installs in a clean VS Code and finds a leaked key without node_modules', async () => {
    const extension = packaged();
    const extensions = temporaryFolder('extensions');
    const folder = temporaryFolder('package');
    writeFileSync(
      join(folder, 'client.py'),
      `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${fakeKey()}")\n`,
    );

    const workbench = await open(folder, { extension, extensions });
    try {
      const installed = readdirSync(extensions).filter((name) => name.startsWith('claude-guard.claude-guard-'));
      assert.equal(installed.length, 1, 'one version must be installed');
      const place = join(extensions, installed[0] ?? '');
      assert.ok(!existsSync(join(place, 'node_modules')), 'node_modules must not be packaged');
      for (const file of built()) assert.ok(existsSync(join(place, 'dist', file)), `${file} must be packaged`);
      await workbench.openFile('client.py');
      const leak = await workbench.problem(({ source, line }) => source === 'Claude Guard' && line === 3, 'the key');
      // What rules say is loaded with the first that is shown.
      const view = new FindingsView(workbench);
      await view.open();
      await view.untilRows((rows) => rows.some(({ label }) => label === 'Hard-coded credential'), 'the finding');
      assert.ok((await workbench.quickFixes(leak)).includes('Explain “Hard-coded credential”'));
      await workbench.screenshot('packaged');
    } finally {
      await workbench.close();
    }
  });

  it('shows a new user the first finding of a fetched repository within 10 s, with nothing configured', async () => {
    const extension = packaged();
    const folder = join(temporaryFolder('first-use'), 'a-service');
    const files = makeRepository(folder);
    /** @type {number[]} */
    const times = [];
    while (times.length < TRIES && !times.some((time) => time <= FIRST_FINDING_MS)) {
      // As VS Code is by itself, a folder from elsewhere opens in Restricted Mode.
      const workbench = await open(folder, { extension, trusted: false });
      try {
        times.push(await firstFinding(workbench));
        await workbench.screenshot('first-use');
        assert.ok(await workbench.isRestricted());
        for (const name of files)
          await workbench.problem(({ file, source }) => source === 'Claude Guard' && file === name, name);
      } finally {
        await workbench.close();
      }
    }
    console.log(`      First finding after ${times.map((time) => `${(time / 1000).toFixed(1)} s`).join(', ')}`);
    assert.ok(Math.min(...times) <= FIRST_FINDING_MS, `${times.join(', ')} ms`);
  });
});

/**
 * The time until the status bar shows that something has been found, in ms.
 * @param {import('./workbench.mjs').Workbench} workbench just opened
 */
async function firstFinding(workbench) {
  const start = performance.now();
  await until(async () => /\d/.test(await workbench.statusBarText()), 'the first finding');
  return performance.now() - start;
}

/** What the bundles are, and load. @returns {string[]} paths in `dist` */
const built = () =>
  /** @type {string[]} */ (readdirSync(join(PROJECT, 'dist'), { recursive: true })).filter((file) =>
    /\.(?:js|json|wasm)$/.test(file),
  );
