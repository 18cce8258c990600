import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import {
  type CodeAction,
  type CompletionList,
  commands,
  extensions,
  type Hover,
  type TextDocument,
  Uri,
  type WorkspaceEdit,
  workspace,
} from 'vscode';
import { actionAt, agreeing, key, openFile, ours, root, ruleOf, until, untilRules, writeFile } from './support';

const leak = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${key}' });\n`;

async function take(document: TextDocument, title: RegExp): Promise<CodeAction> {
  const action = await actionAt(document, title);
  assert.ok(action.edit);
  await workspace.applyEdit(action.edit);
  return action;
}

async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  const { WorkspaceEdit: Edit, Range } = await import('vscode');
  const edit: WorkspaceEdit = new Edit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  await workspace.applyEdit(edit);
}

describe('The extension', () => {
  it('starts by itself', () =>
    until('activation', () => extensions.getExtension('claude-guard.claude-guard')?.isActive));

  it('reports what is opened, with source, code and a masked message', async () => {
    const document = await openFile('open.ts', leak);
    const [found] = await untilRules(document.uri, 'hardcoded-credential');
    assert.equal(document.getText(found!.range), key);
    assert.ok(!found!.message.includes(key.slice(20, 60)));
    assert.ok(typeof found!.code === 'object' && found!.code.target.toString().includes('hardcoded-credential'));
  });

  it('follows typing', async () => {
    const document = await openFile(
      'type.ts',
      "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ baseURL: 'https://llm.acme-corp.com' });\n",
    );
    await replace(document, 'https://', 'http://');
    await untilRules(document.uri, 'insecure-url');
    await replace(document, 'http://', 'https://');
    await untilRules(document.uri);
  });

  it('mends a leaked key in TypeScript', async () => {
    const document = await openFile('mend.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await take(document, /environment/);
    assert.match(document.getText(), /apiKey: process\.env\.ANTHROPIC_API_KEY \}/);
    await untilRules(document.uri);
  });

  it('mends a leaked key in Python, with the import that it needs', async () => {
    const document = await openFile(
      'mend.py',
      `from anthropic import Anthropic\n\nclient = Anthropic(api_key="${key}")\n`,
    );
    await untilRules(document.uri, 'hardcoded-credential');
    await take(document, /environment/);
    assert.match(document.getText(), /^import os\n/m);
    assert.match(document.getText(), /api_key=os\.environ\["ANTHROPIC_API_KEY"\]/);
    await untilRules(document.uri);
  });

  it('prefers a safe fix, and only that', async () => {
    const text =
      "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ baseURL: 'http://api.anthropic.com' });\n";
    const document = await openFile('safe.ts', text);
    await untilRules(document.uri, 'insecure-url');
    assert.equal((await take(document, /https/)).isPreferred, true);
    await untilRules(document.uri);
    const suggestion = await openFile('suggestion.ts', text.replace('api.anthropic.com', 'llm.acme-corp.com'));
    await untilRules(suggestion.uri, 'insecure-url');
    assert.notEqual((await take(suggestion, /https/)).isPreferred, true);
  });

  it('makes the file that a fix needs', async () => {
    const text = `'use client';\n\nexport const ask = () =>\n  fetch('https://api.anthropic.com/v1/messages', {\n    headers: { 'x-api-key': process.env.NEXT_PUBLIC_ANTHROPIC_API_KEY ?? '', 'anthropic-dangerous-direct-browser-access': 'true' },\n  });\n`;
    const document = await openFile('app/chat/page.ts', text);
    await untilRules(document.uri, 'client-exposed-credential');
    await agreeing(take(document, /route handler/));
    await untilRules(document.uri);
    const made = await workspace.openTextDocument(Uri.joinPath(Uri.file(root()), 'app/api/claude/route.ts'));
    assert.match(made.getText(), /export async function POST/);
  });

  it('offers to suppress and to show the rule', async () => {
    const document = await openFile('offer.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    assert.equal((await actionAt(document, /^Suppress on this line/)).command?.command, 'claudeGuard.suppressHere');
    assert.equal((await actionAt(document, /^Suppress or change/)).command?.command, 'claudeGuard.suppress');
    assert.equal((await actionAt(document, /^Explain “Hard-coded/)).command?.command, 'claudeGuard.showRule');
  });

  it('explains the rule that a comment suppresses, and completes rules there, those of the file first', async () => {
    const comment = '// claude-guard-ignore-next-line insecure-url, hardc -- made up\n';
    const document = await openFile('explained.ts', `${comment}${leak}`);
    await until('the leaked key', () => ours(document.uri).some((one) => ruleOf(one) === 'hardcoded-credential'));
    const at = (text: string) => document.positionAt(document.getText().indexOf(text) + text.length);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at('insecure-'));
    const said = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
    assert.ok(
      said.some((text) => text.includes('**Unencrypted URL**')),
      said.join('\n'),
    );
    const complete = async (text: string) => {
      const offer = 'vscode.executeCompletionItemProvider';
      const { items } = await commands.executeCommand<CompletionList>(offer, document.uri, at(text));
      const ids = items.flatMap(({ label }) => (typeof label === 'string' ? [] : [label.label]));
      return ids.filter((id) => /^(hardcoded-credential|insecure-url|outdated-tls)$/.test(id));
    };
    assert.deepEqual(await complete('hardc'), ['hardcoded-credential', 'outdated-tls']);
    assert.deepEqual(await complete('made'), []);
  });

  it('obeys a suppression', async () => {
    const document = await openFile(
      'suppressed.ts',
      leak.replace(
        'export const',
        '// claude-guard-ignore-next-line hardcoded-credential -- made up for a test\nexport const',
      ),
    );
    const control = await openFile('control.ts', leak);
    await untilRules(control.uri, 'hardcoded-credential');
    await untilRules(document.uri);
  });

  it('finds what is not open, notices what changes on disk, and forgets what is deleted', async () => {
    const uri = writeFile('closed/late.py', `KEY = "${key}"\n`);
    await untilRules(uri, 'hardcoded-credential');
    writeFile('closed/late.py', 'KEY = None\n');
    await untilRules(uri);
    writeFile('closed/late.py', `KEY = "${key}"\n`);
    await untilRules(uri, 'hardcoded-credential');
    rmSync(uri.fsPath);
    await untilRules(uri);
  });

  it('scans the workspace when asked', async () => {
    const uri = writeFile('asked/app.tf', 'variable "anthropic_api_key" {\n  type = string\n}\n');
    void commands.executeCommand('claudeGuard.scanWorkspace');
    await untilRules(uri, 'unprotected-iac-credential');
  });

  it('shows a mistake in the configuration where it is, and keeps to the last good one', async () => {
    const document = await openFile('configured.ts', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    const configuration = await openFile('.claude-guard.json', '{ "rules": { "hardcoded-credential": "off" } }\n');
    await untilRules(document.uri);
    writeFile('.claude-guard.json', '{ "rules": { "hardcoded-credential": "sometimes" } }\n');
    await until('a diagnostic in the configuration', () => ours(configuration.uri).length > 0);
    assert.deepEqual(ours(document.uri), []);
    rmSync(configuration.uri.fsPath);
    await untilRules(document.uri, 'hardcoded-credential');
  });

  it('hides nothing because of a configuration that is broken from the start, until it is mended', async () => {
    const leaking = writeFile('half/closed.ts', leak);
    await untilRules(leaking, 'hardcoded-credential');
    const configuration = writeFile(
      'half/.claude-guard.json',
      '{ "rules": { "hardcoded-credential": "off" }, "exclude": [',
    );
    const told = await until(
      'the mistake, and what waits',
      () => ours(configuration).length === 2 && ours(configuration),
    );
    assert.match(told[0]!.message, /Until it is mended, only what is stricter than the defaults is in force\.$/);
    assert.match(told[1]!.message, /switches the rule “hardcoded-credential” off; that waits until the mistake/);
    await untilRules(leaking, 'hardcoded-credential');
    writeFile('half/.claude-guard.json', '{ "rules": { "hardcoded-credential": "off" } }');
    await untilRules(leaking);
    rmSync(configuration.fsPath);
    await untilRules(leaking, 'hardcoded-credential');
  });

  it('opens the page of a rule', async () => {
    await commands.executeCommand('claudeGuard.showRule', 'insecure-url');
    const { window } = await import('vscode');
    await until('the page', () => window.tabGroups.activeTabGroup.activeTab?.label.match(/insecure-url|Unencrypted/));
  });

  it('leaves other schemes alone', async () => {
    const untitled = await workspace.openTextDocument({ language: 'typescript', content: leak });
    await untilRules(untitled.uri, 'hardcoded-credential');
    const git = Uri.parse('git:/open.ts');
    assert.deepEqual(ours(git), []);
  });
});
