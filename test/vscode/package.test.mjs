// @ts-check
/** What people install: the packaged extension, in a clean VS Code, far from any node_modules. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from '../host/install.mjs';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { EXTENSION, open } from './driver.mjs';

const INSTALL_LIMIT_MS = 900_000;
const TEST_LIMIT_MS = 400_000;

describe('The packaged extension', function () {
  this.timeout(TEST_LIMIT_MS);

  before(async function () {
    this.timeout(INSTALL_LIMIT_MS);
    await prepare({ log: console.log });
  });

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
      assert.ok(!existsSync(join(extensions, installed[0] ?? '', 'node_modules')), 'node_modules must not be packaged');
      await workbench.openFile('client.py');
      await workbench.problem(({ source, line }) => source === 'Claude Guard' && line === 3, 'the leaked key');
      await workbench.screenshot('packaged');
    } finally {
      await workbench.close();
    }
  });
});

/** The `.vsix` that has been built already, or one of what is tested. @returns {string} its path */
function packaged() {
  const built = process.env.CLAUDE_GUARD_VSIX ?? EXTENSION;
  if (built.endsWith('.vsix')) return built;
  const file = join(temporaryFolder('vsix'), 'claude-guard.vsix');
  execFileSync('npm', ['run', 'package', '--', '--out', file], { cwd: built, stdio: 'ignore' });
  return file;
}
