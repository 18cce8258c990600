import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, extensions, type Uri, window, workspace } from 'vscode';
import { key, openFile, ours, root, until, untilRules, writeFile } from './support';

const leak = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${key}' });\n`;

const manifest = () => extensions.getExtension('claude-guard.claude-guard')!.packageJSON;

/** A row as the view hands it to a command. */
function rowOf(uri: Uri) {
  const { start, end } = ours(uri)[0]!.range;
  const place = ({ line, character }: typeof start) => ({ line: line + 1, column: character + 1 });
  const finding = { rule: 'hardcoded-credential', start: place(start), end: place(end) };
  return { kind: 'finding', id: 'of a test', uri: uri.toString(), finding };
}

describe('The Findings view’s commands', () => {
  it('are there, every one that the manifest names', async () => {
    const named: { command: string }[] = manifest().contributes.commands;
    assert.ok(named.length > 20);
    let missing: string[] = [];
    await until('every command', async () => {
      const known = new Set(await commands.getCommands(true));
      missing = named.map(({ command }) => command).filter((command) => !known.has(command));
      return missing.length === 0;
    }).catch(() => assert.deepEqual(missing, []));
  });

  it('lead from a row to its place', async () => {
    const document = await openFile('view/place.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await openFile('view/other.ts', 'export {};\n');
    await commands.executeCommand('claudeGuard.findings.goTo', rowOf(document.uri));
    const editor = await until('the file', () => {
      const { activeTextEditor } = window;
      return activeTextEditor?.document.uri.toString() === document.uri.toString() && activeTextEditor;
    });
    assert.equal(document.getText(editor.selection), key);
  });

  it('lead from a row to its rule', async () => {
    const document = await openFile('view/rule.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await commands.executeCommand('claudeGuard.findings.explain', rowOf(document.uri));
    await until('the page', () => window.tabGroups.activeTabGroup.activeTab?.label.includes('hardcoded-credential'));
  });

  it('scan in the background', async () => {
    const uri = writeFile('view/late.tf', 'variable "anthropic_api_key" {\n  type = string\n}\n');
    await commands.executeCommand('claudeGuard.findings.scanAgain');
    await untilRules(uri, 'unprotected-iac-credential');
  });
});

describe('The habits', () => {
  it('restart the scanner, which then works', async () => {
    const document = await openFile('view/restart.ts', 'export {};\n');
    await commands.executeCommand('claudeGuard.restartScanner');
    await commands.executeCommand('claudeGuard.restartScanner');
    const uri = writeFile('view/after.ts', leak);
    await untilRules(uri, 'hardcoded-credential');
    await untilRules(document.uri);
  });

  it('prepare an issue with versions and names of settings, and nothing of the workspace', async () => {
    const settings = workspace.getConfiguration('claudeGuard');
    await settings.update('fileTimeout', 2345, ConfigurationTarget.Global);
    try {
      await commands.executeCommand('claudeGuard.reportIssue');
      const document = await until('the text', () => {
        const shown = window.activeTextEditor?.document;
        return shown?.isUntitled && shown.languageId === 'markdown' && shown;
      });
      const text = document.getText();
      assert.ok(text.includes(manifest().version));
      assert.match(text, /`claudeGuard\.fileTimeout` \(user\)/);
      assert.ok(!text.includes('2345') && !text.includes(root()));
    } finally {
      await settings.update('fileTimeout', undefined, ConfigurationTarget.Global);
    }
  });
});
