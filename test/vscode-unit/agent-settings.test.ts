import assert from 'node:assert/strict';
import { settingsRestingOn } from '../../src/vscode/findings/scan/agent-settings';

describe('settings of Claude Code that rest on another file', () => {
  it('are the other ones of the project', () => {
    assert.deepEqual(settingsRestingOn('app/.claude/settings.json'), ['app/.claude/settings.local.json']);
    assert.deepEqual(settingsRestingOn('.claude/settings.local.json'), ['.claude/settings.json']);
  });

  it('are those above a file that may hold secrets', () => {
    assert.deepEqual(settingsRestingOn('web/.env.local'), [
      '.claude/settings.json',
      '.claude/settings.local.json',
      'web/.claude/settings.json',
      'web/.claude/settings.local.json',
    ]);
  });

  it('are none for other files', () => {
    for (const path of ['', 'a.ts', '.env.example', '.claude/agents/a.md', 'settings.json'])
      assert.deepEqual(settingsRestingOn(path), []);
  });
});
