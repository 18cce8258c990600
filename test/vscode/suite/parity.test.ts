import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from 'vscode';
import { extensionPath, scanned, shown } from './command-line';
import { key, root, until } from './support';

/** The demo's workspace, in the folder that is open. */
function copyDemo(extension: string): string {
  const folder = join(root(), 'parity');
  cpSync(join(extension, 'test/demo/workspace'), folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.template')) continue;
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('{{fake-anthropic-key}}', key));
    renameSync(file, file.slice(0, -'.template'.length));
  }
  return folder;
}

describe('The editor and the command line', () => {
  it('find the same in the same workspace', async () => {
    copyDemo(extensionPath());
    const expected = (await scanned(root())).filter((row) => row.startsWith('parity/'));
    assert.ok(expected.length >= 15, `${expected.length}`);
    const seen = () => shown(root()).filter((row) => row.startsWith('parity/'));
    void commands.executeCommand('claudeGuard.scanWorkspace');
    await until('the same findings', () => seen().join('\n') === expected.join('\n')).catch(() =>
      assert.deepEqual(seen(), expected),
    );
  });
});
