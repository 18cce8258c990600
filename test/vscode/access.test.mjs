// @ts-check
/** The page that says what Claude Code may do in a folder, and the lines that it leads to. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { withWorkbench } from './hooks.mjs';

const TEST_LIMIT_MS = 180_000;
const COMMAND = 'Claude Guard: Show What Claude Code May Do Here';
const OWN = 'The folder’s settings';
const SETTINGS = `{
  "permissions": {
    "allow": ["Bash(npm run test:*)", "Bash(curl:*)"],
    "deny": ["Read(./.env)"]
  },
  "enableAllProjectMcpServers": true
}
`;
const SERVERS = '{\n  "mcpServers": {\n    "docs": { "command": "npx", "args": ["-y", "docs-server@1.2.3"] }\n  }\n}\n';

/** @param {Record<string, string>} files */
function makeFolder(files) {
  const folder = join(temporaryFolder('access'), 'my-app');
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const configured = () =>
  makeFolder({
    '.claude/settings.json': SETTINGS,
    '.mcp.json': SERVERS,
    '.env': 'DATABASE_PASSWORD=8f3kd93kfls02kd\n',
    'deploy.pem': '-----BEGIN PRIVATE KEY-----\n',
  });

describe('A person who asks what Claude Code may do', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('access');

  /** @param {import('./workbench.mjs').Workbench} workbench */
  async function ask(workbench) {
    await workbench.runAsking(COMMAND);
    const own = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: OWN }).first();
    if (!(await workbench.isRestricted())) await own.click();
    await workbench.webview().locator('h1', { hasText: 'What Claude Code may do here' }).waitFor();
  }

  it('reads it, and comes from each line to the setting that says so', async () => {
    const workbench = await open(configured(), { theme: 'light' });
    await ask(workbench);
    const page = workbench.webview();
    await page.locator('body', { hasText: 'Bash(curl:*)' }).waitFor();
    await workbench.screenshot('access-light');
    const addresses = await page
      .locator('a[href*="#L"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('data-href') ?? link.getAttribute('href') ?? ''));
    assert.ok(
      addresses.some((one) => one.includes('.claude/settings.json#L3')),
      addresses.join(),
    );
    // The setting by which the server starts unasked.
    await page.locator('a[href*=".claude/settings.json#L6"]').first().click();
    await workbench.page.locator('.tab.active[data-resource-name="settings.json"]').waitFor();
    await workbench.page.locator('.statusbar-item', { hasText: 'Ln 6,' }).waitFor();
    await workbench.screenshot('access-line');
  });

  it('is told that nothing is set in an empty folder', async () => {
    const workbench = await open(makeFolder({ 'readme.txt': 'Nothing.\n' }), { theme: 'contrast' });
    await ask(workbench);
    await workbench.screenshot('access-empty');
  });

  it('reads it in Restricted Mode, of the folder’s settings alone', async () => {
    const workbench = await open(configured(), { trusted: false, theme: 'contrast' });
    await ask(workbench);
    await workbench.webview().locator('body', { hasText: 'Bash(curl:*)' }).waitFor();
    await workbench.screenshot('access-restricted');
  });
});
