import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands, Disposable, languages, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { Memory } from './memory';
import { key, openFile, ours, ruleOf, until, untilRules, writeFile } from './support';

const leak = `import anthropic\n\nclient = anthropic.Anthropic(api_key="${key}")\n`;

async function append(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  assert.ok(await workspace.applyEdit(edit));
}

/** A document that is looked at: once its finding is shown, one that was opened before would have shown its own. */
async function control(): Promise<void> {
  const document = await workspace.openTextDocument({ language: 'python', content: leak });
  await untilRules(document.uri, 'hardcoded-credential');
}

describe('Documents', () => {
  const disposables: Disposable[] = [];
  const keep = <T extends { dispose(): void }>(one: T): T => {
    disposables.push(new Disposable(() => one.dispose()));
    return one;
  };
  after(() => {
    for (const one of disposables) one.dispose();
  });

  it('that are not saved yet are followed as they are typed', async () => {
    const document = await workspace.openTextDocument({ language: 'python', content: 'import anthropic\n' });
    await append(document, `KEY = "${key}"\n`);
    await untilRules(document.uri, 'hardcoded-credential');
  });

  it('of another file system are followed as they are typed', async () => {
    const memory = keep(new Memory({ scheme: 'memory' }));
    const document = await workspace.openTextDocument(memory.put('/w/a.py', 'import anthropic\n'));
    await untilRules(document.uri);
    await append(document, `KEY = "${key}"\n`);
    await untilRules(document.uri, 'hardcoded-credential');
  });

  it('that nobody may change are left alone, one of them or a whole file system', async () => {
    const memory = keep(new Memory({ scheme: 'partly' }));
    const archive = keep(new Memory({ scheme: 'archive', isReadonly: true }));
    const locked = await workspace.openTextDocument(memory.put('/w/locked.py', leak, true));
    const archived = await workspace.openTextDocument(archive.put('/w/archived.py', leak));
    const open = await workspace.openTextDocument(memory.put('/w/open.py', leak));
    await untilRules(open.uri, 'hardcoded-credential');
    assert.deepEqual([...ours(locked.uri), ...ours(archived.uri)], []);
  });

  it('of the disk are looked at although they are protected: a key in there is still a key', async () => {
    const uri = writeFile('documents/protected.py', leak);
    chmodSync(uri.fsPath, 0o444);
    await workspace.openTextDocument(uri);
    await untilRules(uri, 'hardcoded-credential');
  });

  it('on either side of a comparison are left alone, where they are no file', async () => {
    keep(workspace.registerTextDocumentContentProvider('past', { provideTextDocumentContent: () => leak }));
    const [left, right] = ['past:/w/diff.py?1', 'past:/w/diff.py?2'].map((uri) => Uri.parse(uri));
    await commands.executeCommand('vscode.diff', left, right, 'Two versions');
    await until('both sides', () => workspace.textDocuments.filter(({ uri }) => uri.scheme === 'past').length === 2);
    await control();
    assert.deepEqual([...ours(left!), ...ours(right!)], []);
    const file = await openFile('documents/compared.py', leak);
    await commands.executeCommand('vscode.diff', left, file.uri, 'The file against its past');
    await untilRules(file.uri, 'hardcoded-credential');
    assert.deepEqual(ours(left!), []);
  });

  it('that are output are left alone', async () => {
    const channel = keep(window.createOutputChannel('Keys'));
    channel.append(leak);
    channel.show();
    const output = await until('the output', () =>
      workspace.textDocuments.find(({ uri, getText }) => uri.scheme === 'output' && getText().includes(key)),
    ).catch(() => undefined);
    await control();
    const found = languages.getDiagnostics().filter(([uri]) => uri.scheme === 'output');
    assert.ok(output, 'There is no output.');
    assert.deepEqual(
      found.flatMap(([, all]) => all.map(ruleOf)),
      [],
    );
  });

  it('that VS Code keeps for itself are left alone: its local history, copies of settings', async () => {
    const userData = process.env.CLAUDE_GUARD_TEST_USER_DATA;
    assert.ok(userData);
    const files = ['History/-1a2b/x.py', 'sync/settings/last.py'].map((name) => join(userData, 'User', name));
    for (const file of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, leak);
      await workspace.openTextDocument(file);
    }
    const beside = join(userData, 'beside.py');
    writeFileSync(beside, leak);
    await workspace.openTextDocument(beside);
    await untilRules(Uri.file(beside), 'hardcoded-credential');
    assert.deepEqual(
      files.flatMap((file) => ours(Uri.file(file))),
      [],
    );
  });
});
