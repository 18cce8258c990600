import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, extensions, window, workspace } from 'vscode';
import { anthropic } from '../../../src/vscode/keys/endpoint';
import { endpoint, rotationDays } from '../../../src/vscode/keys/settings';
import { root, until, writeFile } from './support';

const names = [
  ...['add', 'rotate', 'verify', 'rename', 'moveEnvironment', 'use', 'stopUsing', 'delete', 'refresh'],
  ...['renameSelected', 'deleteSelected'],
  ...['share', 'switchEnvironment', 'stopSharing', 'menu', 'manageExtensions', 'writeEnv'],
];

/** What another extension might try: a row of its own making, an id, an instruction. */
const attempts = [
  undefined,
  { id: 'x', masked: 'y', name: 'z', environment: 'e', state: 'stored' },
  'value',
  ['get'],
  5,
];

/** What a command answers; whatever it asks a person is cancelled. */
async function answerOf(name: string, given: unknown): Promise<unknown> {
  const answer = Promise.resolve(commands.executeCommand(`claudeGuard.keys.${name}`, given));
  let isDone = false;
  void answer.finally(() => {
    isDone = true;
  });
  await until(`“${name}” to end`, async () => {
    if (!isDone) await commands.executeCommand('workbench.action.closeQuickOpen');
    return isDone;
  });
  return answer;
}

describe('The commands for keys', () => {
  before(async () => {
    await extensions.getExtension('claude-guard.claude-guard')!.activate();
    await commands.executeCommand('claudeGuard.keys.focus');
  });

  for (const name of names)
    it(`“${name}” answers nothing, whoever calls it with whatever`, async () => {
      for (const given of attempts) assert.equal(await answerOf(name, given), undefined);
    });

  it('are all there is: the extension itself gives nothing to others', () => {
    assert.equal(extensions.getExtension('claude-guard.claude-guard')!.exports, undefined);
  });

  it('show the access log as a page', async () => {
    assert.equal(await commands.executeCommand('claudeGuard.keys.showLog'), undefined);
    await until('the page', () => window.tabGroups.activeTabGroup.activeTab?.label.includes('Access log'));
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });
});

describe('A workspace’s settings', () => {
  const settings = () => workspace.getConfiguration('claudeGuard.keys');

  it('say nothing of where keys are verified, nor of when they are due', async () => {
    const path = '.vscode/settings.json';
    const text = JSON.stringify({
      'claudeGuard.keys.baseUrl': 'https://evil.example',
      'claudeGuard.keys.rotationDays': 3,
      // Noticed once VS Code has read the file.
      'editor.rulers': [77],
    });
    const uri = writeFile(path, text);
    try {
      await until('the workspace’s settings', () =>
        workspace.getConfiguration('editor').get<number[]>('rulers', []).includes(77),
      );
      assert.deepEqual(endpoint(), { base: anthropic, isOwn: false });
      assert.equal(rotationDays(), 90);
      for (const target of [ConfigurationTarget.Workspace, ConfigurationTarget.WorkspaceFolder])
        await assert.rejects(Promise.resolve(settings().update('baseUrl', 'https://evil.example', target)), root());
    } finally {
      await workspace.fs.delete(uri);
    }
  });

  it('give way to a person’s own', async () => {
    await settings().update('baseUrl', 'https://gateway.example/claude', ConfigurationTarget.Global);
    await settings().update('rotationDays', 30, ConfigurationTarget.Global);
    try {
      assert.deepEqual(endpoint(), { base: 'https://gateway.example/claude', isOwn: true });
      assert.equal(rotationDays(), 30);
      await settings().update('baseUrl', 'http://gateway.example', ConfigurationTarget.Global);
      assert.ok('problem' in endpoint());
    } finally {
      await settings().update('baseUrl', undefined, ConfigurationTarget.Global);
      await settings().update('rotationDays', undefined, ConfigurationTarget.Global);
    }
  });
});
