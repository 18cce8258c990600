import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import {
  type CompletionList,
  ConfigurationTarget,
  commands,
  type Hover,
  type MarkdownString,
  Position,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import { actionAt, key, openFile, others, ours, root, until, untilRules, writeFile } from './support';

const leak = `import anthropic\n\nclient = anthropic.Anthropic(api_key="${key}")\n`;

const set = (name: string, value: unknown, target = ConfigurationTarget.Workspace) =>
  workspace.getConfiguration().update(name, value, target);

async function append(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(document.getText().length), text);
  assert.ok(await workspace.applyEdit(edit));
}

const labelsAt = async ({ uri }: TextDocument, position: Position): Promise<string[]> => {
  const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, position);
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
};

const hoverAt = async ({ uri }: TextDocument, position: Position): Promise<string> => {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers.flatMap(({ contents }) => contents.map((one) => (one as MarkdownString).value)).join('\n');
};

describe('The configuration file in the editor', () => {
  after(() => rmSync(Uri.joinPath(Uri.file(root()), 'schema').fsPath, { recursive: true, force: true }));

  it('completes settings, the ids of rules and their levels, and explains them', async () => {
    const text = '{\n  "rules": {\n    "insecure-url": "error"\n  },\n  "minConfidence": "low"\n}\n';
    const document = await openFile('schema/.claude-guard.json', text);
    assert.equal(document.languageId, 'jsonc');
    await until('rules', async () => (await labelsAt(document, new Position(2, 5))).includes('hardcoded-credential'));
    const levels = await labelsAt(document, new Position(2, 21));
    for (const level of ['off', 'error', 'warning', 'info'])
      assert.ok(
        levels.some((one) => one.includes(level)),
        level,
      );
    const settings = await labelsAt(document, new Position(4, 3));
    assert.ok(settings.includes('allowedHosts'), settings.join());
    assert.match(await hoverAt(document, new Position(4, 6)), /below this confidence are hidden/);
    assert.match(await hoverAt(document, new Position(2, 8)), /Unencrypted URL/);
  });

  it('is mended where a name is mistyped', async () => {
    const text = '{\n  "rules": {\n    "insecure-ulr": "error"\n  },\n  "minConfidense": "hig"\n}\n';
    const document = await openFile('schema/typed/.claude-guard.json', text);
    const names = ['insecure-url', 'minConfidence'];
    await until('both mistakes', () => ours(document.uri).length === names.length);
    for (const name of names) {
      const { edit } = await actionAt(document, new RegExp(`^Change to “${name}”$`));
      assert.ok(await workspace.applyEdit(edit!));
    }
    const level = await actionAt(document, /^Change to “high”$/);
    assert.ok(level.isPreferred && (await workspace.applyEdit(level.edit!)));
    const mended = '{\n  "rules": {\n    "insecure-url": "error"\n  },\n  "minConfidence": "high"\n}\n';
    assert.equal(document.getText(), mended);
    await until('no mistake', () => ours(document.uri).length === 0);
    await commands.executeCommand('workbench.action.files.revert');
  });
});

describe('A mistake in the configuration file', () => {
  const told = async (name: string, text: string) => {
    const { uri } = await openFile(`schema/${name}/.claude-guard.json`, text);
    await until('the check of JSON', () => others(uri).length > 0);
    return { own: ours(uri).map(({ message }) => message), others: others(uri).map(({ message }) => message) };
  };

  after(() => rmSync(Uri.joinPath(Uri.file(root()), 'schema').fsPath, { recursive: true, force: true }));

  it('is told once, and the more precisely: names, levels and values by us', async () => {
    // The key that is there twice shows that VS Code has checked the file.
    const twice = '"include": [], "include": []';
    const text = `{ "rules": { "insecure-ulr": "off", "insecure-url": "of" }, "profil": 1, "fileTimeout": "1 s", ${twice} }\n`;
    const { own, others } = await told('names', text);
    for (const message of others) assert.equal(message, 'Duplicate object key');
    const wanted = [
      /no rule “insecure-ulr”\. Did you mean/,
      /“insecure-url” must be one of/,
      /no setting “profil”/,
      /“fileTimeout”/,
    ];
    assert.equal(own.length, wanted.length, own.join('\n'));
    for (const one of wanted)
      assert.ok(
        own.some((message) => one.test(message)),
        String(one),
      );
  });

  it('is told by VS Code where it is one of JSON; what comes of it is told by us', async () => {
    const { own, others } = await told('json', '{ "profile": "all" "exclude": [] }\n');
    assert.deepEqual([own.length, others.length], [1, 1], [...own, ...others].join('\n'));
    assert.match(own[0]!, /^(Until it is mended|The last good version)[^“]+ in force\.$/);
  });
});

describe('Settings', () => {
  const names = ['enable', 'run', 'profile', 'rules', 'minConfidence', 'include', 'exclude', 'fileTimeout'].map(
    (name) => `claudeGuard.${name}`,
  );
  const settingsFile = () => Uri.joinPath(Uri.file(root()), '.vscode/settings.json');

  afterEach(async () => {
    for (const name of [...names, 'search.exclude']) {
      const { globalValue, workspaceValue } = workspace.getConfiguration().inspect(name) ?? {};
      if (globalValue !== undefined) await set(name, undefined, ConfigurationTarget.Global);
      if (workspaceValue !== undefined) await set(name, undefined);
    }
  });

  it('apply at once: rules, by their level', async () => {
    const document = await openFile('settings/rules.py', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    await set('claudeGuard.rules', { 'hardcoded-credential': 'off' });
    await untilRules(document.uri);
    await set('claudeGuard.rules', { 'hardcoded-credential': 'warning' });
    const [found] = await untilRules(document.uri, 'hardcoded-credential');
    assert.equal(found!.severity, 1);
  });

  it('apply at once: the switch, what is excluded, and to files that are not open', async () => {
    const open = await openFile('settings/open.py', leak);
    const closed = writeFile('settings/closed.py', leak);
    await untilRules(closed, 'hardcoded-credential');
    await set('claudeGuard.enable', false);
    await untilRules(closed);
    await untilRules(open.uri);
    await set('claudeGuard.enable', undefined);
    await untilRules(closed, 'hardcoded-credential');
    await untilRules(open.uri, 'hardcoded-credential');
    await set('claudeGuard.exclude', ['settings/*']);
    await untilRules(closed);
    await untilRules(open.uri);
    await set('claudeGuard.exclude', undefined);
    await untilRules(closed, 'hardcoded-credential');
  });

  it('apply at once: a configuration that is saved', async () => {
    const document = await openFile('settings/below/saved.py', leak);
    await untilRules(document.uri, 'hardcoded-credential');
    const configuration = await openFile('settings/below/.claude-guard.json', '{}\n');
    const edit = new WorkspaceEdit();
    edit.replace(configuration.uri, new Range(0, 0, 0, 2), '{ "rules": { "hardcoded-credential": "off" } }');
    await workspace.applyEdit(edit);
    assert.ok(await configuration.save());
    await untilRules(document.uri);
    rmSync(configuration.uri.fsPath);
    await untilRules(document.uri, 'hardcoded-credential');
  });

  it('say when a file is analysed: when it is saved', async () => {
    await set('claudeGuard.run', 'onSave');
    const document = await openFile('settings/save.py', 'import anthropic\n');
    // What is looked at when it is opened is over, also on a busy machine.
    await commands.executeCommand('claudeGuard.scanFile');
    const typed = await openFile('settings/control.py', leak);
    await untilRules(typed.uri, 'hardcoded-credential');
    await append(document, `KEY = "${key}"\n`);
    await append(typed, 'x = 1\n');
    assert.ok(await typed.save());
    assert.deepEqual(ours(document.uri), []);
    assert.ok(await document.save());
    await untilRules(document.uri, 'hardcoded-credential');
  });

  it('say when a file is analysed: by command only', async () => {
    await set('claudeGuard.run', 'manual');
    const document = await openFile('settings/manual.py', leak);
    const closed = writeFile('settings/manual-closed.py', leak);
    assert.ok(await document.save());
    assert.deepEqual(ours(document.uri), []);
    await commands.executeCommand('claudeGuard.scanFile');
    await untilRules(document.uri, 'hardcoded-credential');
    // What is in force is in force at once, all the same.
    await set('claudeGuard.rules', { 'hardcoded-credential': 'off' });
    await untilRules(document.uri);
    assert.deepEqual(ours(closed), []);
  });

  it('of a workspace weaken nothing that the person has set, and it says so where that stands', async () => {
    const document = await openFile('settings/weaker.py', leak);
    await set('claudeGuard.rules', { 'hardcoded-credential': 'error' }, ConfigurationTarget.Global);
    await set('claudeGuard.run', 'onType', ConfigurationTarget.Global);
    await set('claudeGuard.rules', { 'hardcoded-credential': 'off' });
    await set('claudeGuard.run', 'manual');
    const told = await until('two warnings', () => {
      const found = ours(settingsFile());
      return found.length === 2 && found;
    });
    const text = (await workspace.openTextDocument(settingsFile())).getText().split('\n');
    const lines = told.map(({ range }) => text[range.start.line]!.trim()).sort();
    assert.match(lines[0]!, /^"claudeGuard\.run": "manual"/);
    assert.match(lines[1]!, /^"hardcoded-credential": "off"/);
    for (const { message } of told) assert.match(message, /^The workspace .* you have set .* Yours stays in force\.$/);
    await untilRules(document.uri, 'hardcoded-credential');
    await append(document, `OTHER = "${key}"\n`);
    await until('what was typed', () => ours(document.uri).length === 2);
    await set('claudeGuard.rules', undefined);
    await set('claudeGuard.run', undefined);
    await until('no warning', () => ours(settingsFile()).length === 0);
  });

  it('of a repository weaken nothing that the person has set, and its file says so', async () => {
    const document = await openFile('settings/repository/weaker.py', leak);
    await set('claudeGuard.rules', { 'hardcoded-credential': 'error' }, ConfigurationTarget.Global);
    const text = '{ "rules": { "hardcoded-credential": "off" } }\n';
    const configuration = await openFile('settings/repository/.claude-guard.json', text);
    const [told] = await until('a warning', () => ours(configuration.uri).length === 1 && ours(configuration.uri));
    assert.equal(configuration.getText(told!.range), '"hardcoded-credential": "off"');
    assert.match(told!.message, /Yours stays in force/);
    await untilRules(document.uri, 'hardcoded-credential');
    rmSync(configuration.uri.fsPath);
  });

  it('of VS Code hide closed files from scans, and none that is open', async () => {
    const closed = writeFile('settings/hidden/closed.py', leak);
    const control = writeFile('settings/shown.py', leak);
    const open = await openFile('settings/hidden/open.py', leak);
    await untilRules(closed, 'hardcoded-credential');
    await untilRules(open.uri, 'hardcoded-credential');
    await set('search.exclude', { '**/hidden': true });
    await untilRules(closed);
    await untilRules(open.uri, 'hardcoded-credential');
    await untilRules(control, 'hardcoded-credential');
    writeFile('settings/hidden/new.py', leak);
    void commands.executeCommand('claudeGuard.scanWorkspace');
    writeFile('settings/shown-later.py', leak);
    await untilRules(Uri.joinPath(control, '../shown-later.py'), 'hardcoded-credential');
    assert.deepEqual(ours(Uri.joinPath(closed, '../new.py')), []);
    await set('search.exclude', undefined);
    await untilRules(closed, 'hardcoded-credential');
  });
});
