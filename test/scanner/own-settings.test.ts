import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { managedSettings, ownSettings } from '../../src/scanner/own-settings';

describe('settings that belong to no project', () => {
  it('are the administrator’s, with what is dropped in beside them, the last by name first, and the person’s', () => {
    const folder = mkdtempSync(join(tmpdir(), 'claude-guard-'));
    try {
      const dropIns = join(folder, 'managed-settings.d');
      mkdirSync(dropIns);
      for (const name of ['10-base.json', '20-team.json', '.hidden.json', 'notes.txt'])
        writeFileSync(join(dropIns, name), '{}');
      assert.deepEqual(
        managedSettings(folder).map((path) => path.slice(folder.length + 1).replaceAll('\\', '/')),
        ['managed-settings.d/20-team.json', 'managed-settings.d/10-base.json', 'managed-settings.json'],
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    const own = ownSettings({ CLAUDE_CONFIG_DIR: join(tmpdir(), 'of-a-person') });
    assert.deepEqual(own.at(-1), { scope: 'user', path: join(tmpdir(), 'of-a-person', 'settings.json') });
  });

  it('are the administrator’s file alone where nothing is dropped in', () => {
    const folder = join(tmpdir(), 'claude-guard-nowhere');
    assert.deepEqual(managedSettings(folder), [join(folder, 'managed-settings.json')]);
  });
});
