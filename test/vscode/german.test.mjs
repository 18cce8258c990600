// @ts-check
/** A person whose VS Code speaks German: the manifest, the view, findings, the lightbulb and the pages do, too. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';
import { FindingsView } from './findings-view.mjs';
import { withWorkbench } from './hooks.mjs';
import { until } from './workbench.mjs';

const TEST_LIMIT_MS = 240_000;
const TEXT = `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${fakeKey()}")\n`;

describe('A person who reads German', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('german');

  it('finds German everywhere', async () => {
    const folder = join(temporaryFolder('german'), 'my-app');
    mkdirSync(folder);
    writeFileSync(join(folder, 'client.py'), TEXT);
    writeFileSync(join(folder, 'large.js'), `import '@anthropic-ai/sdk';\n${'f();\n'.repeat(1 << 18)}`);
    writeFileSync(join(folder, '.claude-guard.json'), '{ "profil": "all" }');
    const workbench = await open(folder, { language: 'de' });
    const view = new FindingsView(workbench);
    await view.open();
    const [group, finding] = await view.untilRows((rows) => rows.length === 2, 'the finding');
    assert.equal(group?.label, 'Sichere Anmeldung');
    assert.equal(finding?.label, 'Zugang im Code');
    assert.ok(await (await view.action('Befunde filtern')).isVisible(), 'the manifest speaks German');

    const leak = await workbench.problem(({ file }) => file === 'client.py', 'the key');
    assert.match(leak.message, /^In dieser Datei steht ein Zugang zu Anthropic .* Widerrufen Sie/);
    const mistake = await workbench.problem(({ file }) => file === '.claude-guard.json', 'the mistake');
    assert.match(mistake.message, /^Es gibt keine Einstellung „profil“\. Meinten Sie „profile“\?/);
    await workbench.openFile('large.js');
    const notice = await workbench.problem(({ file }) => file === 'large.js', 'what is left out');
    assert.equal(notice.message, 'In dieser Datei wurde nur nach Zugängen gesucht: Sie ist größer als 1 MiB.');
    const titles = await workbench.quickFixes(leak);
    assert.ok(titles.includes('Unterdrücken oder Schweregrad ändern …'), titles.join(' | '));
    await workbench.screenshot('german-menu');
    await workbench.page.keyboard.press('Escape');

    await workbench.applyFix(leak, '„Zugang im Code“ erklären');
    const page = workbench.webview();
    await page.locator('h1', { hasText: 'Zugang im Code' }).waitFor();
    await until(
      async () => /Was zu tun ist:.*Nicht gemeldet:/s.test(await page.locator('body').innerText()),
      'the page',
    );
    await workbench.screenshot('german-page');
  });
});
