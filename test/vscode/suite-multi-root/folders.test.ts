import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationTarget, languages, Uri, workspace } from 'vscode';
import { Memory } from '../suite/memory';
import { key, ours, until, untilRules } from '../suite/support';

const leak = `KEY = "${key}"\n`;
const base = (): string => dirname(workspace.workspaceFile!.fsPath);

function write(path: string, text: string): Uri {
  const file = join(base(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return Uri.file(file);
}

const folderUri = (name: string) => Uri.file(join(base(), name));

/** VS Code takes one change at a time: the next one must wait until this one is told. */
async function change(start: number, deleted: number, ...added: { uri: Uri }[]): Promise<void> {
  let told = false;
  const subscription = workspace.onDidChangeWorkspaceFolders(() => {
    told = true;
  });
  assert.ok(workspace.updateWorkspaceFolders(start, deleted, ...added));
  await until('the change of folders', () => told);
  subscription.dispose();
}

const add = (uri: Uri): Promise<void> => change(workspace.workspaceFolders!.length, 0, { uri });

const remove = (uri: Uri): Promise<void> =>
  change(
    workspace.workspaceFolders!.findIndex((one) => one.uri.toString() === uri.toString()),
    1,
  );

describe('A workspace of several folders', () => {
  it('has settings of its own for each folder', async () => {
    assert.equal(workspace.workspaceFolders?.length, 2);
    const [one, two] = [write('one/a.py', leak), write('two/a.py', leak)];
    await untilRules(one, 'hardcoded-credential');
    await untilRules(two, 'hardcoded-credential');
    write('one/.vscode/settings.json', '{ "claudeGuard.rules": { "hardcoded-credential": "off" } }\n');
    await untilRules(one);
    await untilRules(two, 'hardcoded-credential');
    rmSync(join(base(), 'one/.vscode'), { recursive: true });
    await untilRules(one, 'hardcoded-credential');
  });

  it('shows where a folder or the workspace asks for less than the person has set', async () => {
    const file = write('one/b.py', leak);
    const all = () => workspace.getConfiguration('claudeGuard');
    const settings = Uri.joinPath(folderUri('one'), '.vscode/settings.json');
    await all().update('rules', { 'hardcoded-credential': 'error' }, ConfigurationTarget.Global);
    await all().update('minConfidence', 'low', ConfigurationTarget.Global);
    write('one/.vscode/settings.json', '{\n  "claudeGuard.rules": { "hardcoded-credential": "off" }\n}\n');
    await all().update('minConfidence', 'high', ConfigurationTarget.Workspace);
    const [ofFolder] = await until('a warning in the folder', () => ours(settings).length === 1 && ours(settings));
    const [ofWorkspace] = await until('a warning in the workspace', () => {
      const found = ours(workspace.workspaceFile!);
      return found.length === 1 && found;
    });
    assert.match(ofFolder!.message, /^The folder switches the rule “hardcoded-credential” off; you have set “error”/);
    assert.match(ofWorkspace!.message, /^The workspace shows only findings of “high” confidence/);
    const document = await workspace.openTextDocument(workspace.workspaceFile!);
    assert.match(document.getText(ofWorkspace!.range), /^"claudeGuard\.minConfidence": "high"$/);
    await untilRules(file, 'hardcoded-credential');
    await all().update('minConfidence', undefined, ConfigurationTarget.Workspace);
    await all().update('minConfidence', undefined, ConfigurationTarget.Global);
    await all().update('rules', undefined, ConfigurationTarget.Global);
    await until('no warning', () => ours(settings).length + ours(workspace.workspaceFile!).length === 0);
    rmSync(join(base(), 'one/.vscode'), { recursive: true });
    await untilRules(file, 'hardcoded-credential');
  });

  it('finds what is in a folder that is added, and forgets it once that is removed', async () => {
    const file = write('three/a.py', leak);
    const mistake = write('three/.claude-guard.json', '{ "rules": { "no-such-rule": "off" } }\n');
    await add(folderUri('three'));
    await untilRules(file, 'hardcoded-credential');
    await until('the mistake', () => ours(mistake).length === 1);
    await remove(folderUri('three'));
    await untilRules(file);
    await until('no mistake', () => ours(mistake).length === 0);
  });

  it('may have one folder in another, each with its settings', async () => {
    const [outer, inner] = [write('two/outer.py', leak), write('two/inner/a.py', leak)];
    await untilRules(outer, 'hardcoded-credential');
    await untilRules(inner, 'hardcoded-credential');
    write('two/inner/.vscode/settings.json', '{ "claudeGuard.rules": { "hardcoded-credential": "warning" } }\n');
    const severity = () => ours(inner)[0]?.severity;
    assert.equal(severity(), 0);
    await add(folderUri('two/inner'));
    await until('the inner settings', () => severity() === 1);
    await remove(folderUri('two/inner'));
    await until('the outer settings', () => severity() === 0);
    await add(folderUri('two/inner'));
    await until('the inner settings again', () => severity() === 1);
    await remove(folderUri('two'));
    await untilRules(outer);
    assert.equal(severity(), 1);
    await remove(folderUri('two/inner'));
    await untilRules(inner);
    await add(folderUri('two'));
    await untilRules(outer, 'hardcoded-credential');
  });

  it('shows what changes during a scan at once, and nothing that the scan has read before', async () => {
    const memory = new Memory({ scheme: 'slow' });
    const root = Uri.parse('slow:/w');
    const [changed, gone, slow] = ['changed', 'gone', 'slow'].map((name) => memory.fill(`/w/${name}/a.py`, leak));
    const release = [changed!, gone!].map((uri) => memory.hold(uri));
    const end = memory.hold(slow!);
    await add(root);
    await until('the scan to wait', () => ![changed!, gone!].some((uri) => memory.isHeld(uri)));
    memory.put('/w/changed/a.py', 'KEY = None\n');
    memory.delete(gone!);
    const fresh = memory.put('/w/fresh/a.py', leak);
    await untilRules(fresh, 'hardcoded-credential');
    for (const one of release) one();
    await until('the scan to come to the slow file', () => !memory.isHeld(slow!));
    // Another change has its turn only after what the scan has found until now.
    await untilRules(memory.put('/w/later/a.py', leak), 'hardcoded-credential');
    assert.deepEqual([...ours(changed!), ...ours(gone!), ...ours(slow!)], []);
    end();
    await untilRules(slow!, 'hardcoded-credential');
    assert.deepEqual([...ours(changed!), ...ours(gone!)], []);
    await untilRules(fresh, 'hardcoded-credential');
    await remove(root);
    await untilRules(slow!);
    memory.dispose();
  });

  it('scans folders of other file systems, and follows them', async () => {
    const memory = new Memory({ scheme: 'memory' });
    const archive = new Memory({ scheme: 'archive', isReadonly: true });
    const first = memory.put('/w/src/a.py', leak);
    const locked = memory.put('/w/src/locked.py', leak, true);
    const archived = archive.put('/w/a.py', leak);
    const [root, old] = [Uri.parse('memory:/w'), Uri.parse('archive:/w')];
    await add(old);
    await add(root);
    await untilRules(first, 'hardcoded-credential');
    const second = memory.put('/w/src/b.py', leak);
    await untilRules(second, 'hardcoded-credential');
    memory.put('/w/src/b.py', 'KEY = None\n');
    await untilRules(second);
    memory.delete(first);
    await untilRules(first);
    assert.deepEqual(ours(locked), []);
    assert.deepEqual(ours(archived), []);
    await remove(root);
    await remove(old);
    await until('nothing of it', () =>
      languages.getDiagnostics().every(([uri, found]) => uri.scheme !== 'memory' || found.length === 0),
    );
    memory.dispose();
    archive.dispose();
  });
});
