import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CodeActionKind,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  MarkdownString,
  Selection,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { actionAt, actionsAt, agreeing, key, openFile, ours, root, run, until, untilRules, writeFile } from './support';

const insecure = `import Anthropic from '@anthropic-ai/sdk';

export const one = new Anthropic({ baseURL: 'http://api.anthropic.com' });
export const two = new Anthropic({ baseURL: 'http://api.anthropic.com' });
`;
const secure = insecure.replaceAll('http:', 'https:');
const leak = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${key}' });\n`;

const fixAll = CodeActionKind.SourceFixAll.append('claudeGuard');
const read = (path: string) => readFileSync(join(root(), path), 'utf8');

const titlesAt = async (document: TextDocument): Promise<string[]> =>
  (await actionsAt(document)).map(({ title }) => title);

describe('Fixes', () => {
  it('are not offered in a file that settings protect against editing; what is found there is shown', async () => {
    const document = await openFile('fixes/locked/a.ts', leak);
    await actionAt(document, /^Read ANTHROPIC_API_KEY/);
    const protect = (globs: unknown) =>
      workspace.getConfiguration().update('files.readonlyInclude', globs, ConfigurationTarget.Workspace);
    await protect({ 'fixes/locked/**': true });
    const titles = await until('the menu without fixes', async () => {
      const all = await titlesAt(document);
      return all.length > 0 && !all.some((title) => /^(?:Read|Move|Suppress|Apply all safe)/.test(title)) && all;
    });
    // What else there is of the kind, elsewhere, is another matter.
    assert.match(titles.find((title) => !/in the workspace…$/.test(title)) ?? '', /^Explain/);
    await untilRules(document.uri, 'hardcoded-credential');
    assert.deepEqual(await actionsAt(document, fixAll), []);
    await protect(undefined);
    await actionAt(document, /^Read ANTHROPIC_API_KEY/);
  });

  it('come first, the safe ones before the others; then what else can be done', async () => {
    const document = await openFile('fixes/order.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await actionAt(document, /^Move the key/);
    const titles = await titlesAt(document);
    const order = [
      /^Read ANTHROPIC_API_KEY/,
      /^Move the key/,
      /^Explain/,
      /^Learn about “Secure authentication”$/,
      /^Suppress on this line…$/,
      /^Suppress or change severity…$/,
    ];
    const places = order.map((title) => titles.findIndex((one) => title.test(one)));
    assert.ok(!places.includes(-1), titles.join(' | '));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
      titles.join(' | '),
    );
  });

  it('are followed by a suppression on the line only where a comment can stand', async () => {
    const server = '{ "mcpServers": { "docs": { "type": "http", "url": "http://relay.acme-corp.com/mcp" } } }\n';
    const document = await openFile('fixes/comment/.mcp.json', server);
    await untilRules(document.uri, 'insecure-url');
    await actionAt(document, /^Suppress or change severity…$/);
    assert.ok(!(await titlesAt(document)).includes('Suppress on this line…'));
  });

  it('are made all at once, in one edit', async () => {
    const document = await openFile('fixes/all.ts', insecure);
    await untilRules(document.uri, 'insecure-url', 'insecure-url');
    const [action, ...others] = await actionsAt(document, fixAll);
    assert.deepEqual(others, []);
    assert.ok(action?.edit);
    await workspace.applyEdit(action.edit);
    assert.equal(document.getText(), secure);
    await untilRules(document.uri);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), insecure);
  });

  it('leave suggestions to a person', async () => {
    const document = await openFile('fixes/none.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    assert.deepEqual(await actionsAt(document, fixAll), []);
  });

  it('are made on save, where that is asked for, also right after typing', async () => {
    const document = await openFile('fixes/save.ts', '');
    const editor = workspace.getConfiguration('editor');
    await editor.update('codeActionsOnSave', { 'source.fixAll.claudeGuard': 'explicit' }, ConfigurationTarget.Global);
    try {
      await window.activeTextEditor?.edit((edit) => edit.insert(document.positionAt(0), insecure));
      assert.ok(await document.save());
      await until('the fixed file', () => read('fixes/save.ts') === secure);
    } finally {
      await editor.update('codeActionsOnSave', undefined, ConfigurationTarget.Global);
    }
  });

  it('are made by a command', async () => {
    const document = await openFile('fixes/command.ts', insecure);
    await untilRules(document.uri, 'insecure-url', 'insecure-url');
    await commands.executeCommand('claudeGuard.fixFile');
    assert.equal(document.getText(), secure);
  });

  it('of one kind are made in all files, open or not, after a look', async () => {
    const uri = writeFile('fixes/kind/closed.ts', insecure);
    await untilRules(uri, 'insecure-url', 'insecure-url');
    const document = await openFile('fixes/kind/open.ts', insecure);
    await untilRules(document.uri, 'insecure-url', 'insecure-url');
    await actionAt(document, /^Fix all “.*” in the workspace…$/);
    await agreeing(commands.executeCommand('claudeGuard.fixKind', 'insecure-url'));
    assert.equal(document.getText(), secure);
    await untilRules(uri);
    const closed = await workspace.openTextDocument(uri);
    assert.equal(closed.getText(), secure);
  });
});

describe('A key', () => {
  it('is moved out of the code: the code, the example and the ignore file in one preview', async () => {
    writeFile('moved/package.json', '{ "name": "moved" }\n');
    const document = await openFile('moved/src/client.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await agreeing(run(await actionAt(document, /^Move the key/)));
    assert.match(document.getText(), /apiKey: process\.env\.ANTHROPIC_API_KEY \}/);
    assert.equal((await textOf('moved/.env.example')).trim(), 'ANTHROPIC_API_KEY=');
    assert.match(await textOf('.gitignore'), /^\.env$/m);
    assert.ok(!existsSync(join(root(), 'moved/.env')), 'the value is not written by itself');
    await until('the checklist', () =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /Replace the key/.test(label))),
    );
  });

  it('keeps the name that the project uses', async () => {
    writeFile('named/package.json', '{ "name": "named", "dependencies": { "dotenv": "1" } }\n');
    writeFile('named/.env.example', '# Ask Kim.\nACME_CLAUDE_API_KEY=');
    const document = await openFile('named/client.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await agreeing(run(await actionAt(document, /^Move the key/)));
    assert.match(document.getText(), /apiKey: process\.env\.ACME_CLAUDE_API_KEY \}/);
    assert.equal(await textOf('named/.env.example'), '# Ask Kim.\nACME_CLAUDE_API_KEY=');
  });
});

const textOf = async (path: string): Promise<string> =>
  (await workspace.openTextDocument(join(root(), path))).getText();

describe('What else the lightbulb does', () => {
  it('changes the severity of a rule', async () => {
    const document = await openFile('else/severity.tf', 'variable "anthropic_api_key" {\n  type = string\n}\n');
    const rule = 'unprotected-iac-credential';
    const [before] = await untilRules(document.uri, rule);
    assert.equal(before?.severity, DiagnosticSeverity.Warning);
    const settings = () => workspace.getConfiguration('claudeGuard').inspect<Record<string, string>>('rules');
    try {
      await choosingFirst(asked('changeSeverity', before!));
      assert.deepEqual(settings()?.globalValue, { [rule]: 'error' });
      await until('an error', () => ours(document.uri)[0]?.severity === DiagnosticSeverity.Error);
    } finally {
      await workspace.getConfiguration('claudeGuard').update('rules', undefined, ConfigurationTarget.Global);
    }
  });

  it('prepares the report of a false positive, with every key masked', async () => {
    const other = key.split('').reverse().join('').slice(0, 40);
    const document = await openFile('else/report.ts', leak.replace(`'${key}'`, `'${key}', authToken: '${other}'`));
    const found = await until('the finding', () => ours(document.uri).find(isLeak));
    void asked('reportFalsePositive', found);
    const report = await until('the report', () =>
      window.activeTextEditor?.document.languageId === 'markdown' ? window.activeTextEditor.document : undefined,
    );
    const text = report.getText();
    assert.equal(report.uri.scheme, 'untitled');
    assert.match(text, /`hardcoded-credential` \(error, high confidence\)/);
    assert.match(text, /apiKey: 'sk-ant-api03-…/);
    assert.ok(!text.includes(key.slice(20, 50)) && !text.includes(other.slice(4, 30)), text);
    assert.ok(!text.includes(root()));
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('says in a hover why it matters, with the key masked', async () => {
    const document = await openFile('else/hover.ts', leak);
    const [found] = await untilRules(document.uri, 'hardcoded-credential');
    const hovers = await until('a hover', async () => {
      const all = await commands.executeCommand<Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        found!.range.start,
      );
      return all.some(({ contents }) => contents.some((one) => textIn(one).includes('claudeGuard.showRule'))) && all;
    });
    const text = hovers.flatMap(({ contents }) => contents.map(textIn)).join('\n');
    assert.match(text, /can use the credential/);
    assert.match(text, /High confidence/);
    assert.ok(!text.includes(key.slice(20, 50)));
  });

  it('opens the lesson of a finding’s practice', async () => {
    const document = await openFile('else/learn.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await commands.executeCommand('claudeGuard.learn', 'authentication', 'hardcoded-credential');
    await until('the lesson', () => window.tabGroups.activeTabGroup.activeTab?.label.match(/^Keep keys out of/));
  });
});

/** The rule that a diagnostic leads to. */
const isLeak = ({ code }: Diagnostic): boolean => JSON.stringify(code).includes('hardcoded-credential');

/** As a person asks: with the cursor at the finding. */
function asked(command: string, { range }: Diagnostic): Thenable<unknown> {
  const editor = window.activeTextEditor;
  assert.ok(editor);
  editor.selection = new Selection(range.start, range.start);
  return commands.executeCommand(`claudeGuard.${command}`);
}

const textIn = (content: unknown): string =>
  content instanceof MarkdownString ? content.value : JSON.stringify(content);

/** Takes the first entry of each list that the work shows. */
async function choosingFirst(work: Thenable<unknown>): Promise<void> {
  let isDone = false;
  const done = Promise.resolve(work).finally(() => {
    isDone = true;
  });
  await until('the work', async () => {
    if (!isDone) await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return isDone;
  });
  await done;
}
