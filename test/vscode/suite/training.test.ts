import assert from 'node:assert/strict';
import { commands, Range, type TextDocument, Uri, window, workspace } from 'vscode';
import { done, firstFile, labUri, openLab, shippedLabs, solve, untilDone } from './labs';
import { actionAt, ours, ruleOf, until, untilRules, writeFile } from './support';

const assistant = labUri('/key-in-code/typescript/assistant.ts');
const logs = labUri('/reply-as-command/python/logs.py');

const hasTab = (label: string) => window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label === label));

async function replace(document: TextDocument, find: string, text: string): Promise<void> {
  const start = document.getText().indexOf(find);
  assert.ok(start >= 0, find);
  const editor = await window.showTextDocument(document);
  const range = new Range(document.positionAt(start), document.positionAt(start + find.length));
  assert.ok(await editor.edit((edit) => edit.replace(range, text)));
}

describe('A lab', () => {
  it('opens beside its guide, with its weakness found and no folder added', async () => {
    const folders = workspace.workspaceFolders?.length;
    const document = await openLab('key-in-code', 'typescript', assistant);
    await until('the guide', () => hasTab('The key in the code'));
    await untilRules(document.uri, 'hardcoded-credential');
    assert.equal(workspace.workspaceFolders?.length, folders);
    assert.equal(await done('key-in-code'), undefined);
  });

  it('is left out of scans', async () => {
    const uri = writeFile('training/late.tf', 'variable "anthropic_api_key" {\n  type = string\n}\n');
    await commands.executeCommand('claudeGuard.findings.scanAgain');
    await untilRules(uri, 'unprotected-iac-credential');
    assert.deepEqual(ours(logs).map(ruleOf), []);
  });

  it('is done by a quick fix, and what is kept of it holds no key', async () => {
    const document = await openLab('key-in-code', 'typescript', assistant);
    const before = document.getText();
    const { edit } = await actionAt(document, /environment/);
    assert.ok(edit && (await workspace.applyEdit(edit)));
    await untilRules(document.uri);
    const kept = await untilDone('key-in-code');
    assert.equal(kept.language, 'typescript');
    assert.equal(kept.files['assistant.ts'], document.getText());
    const [key = ''] = /sk-ant-[\w-]+/.exec(before) ?? [];
    assert.ok(key.length > 100 && !JSON.stringify(kept).includes(key));
  });

  it('keeps what the learner wrote, saved or not', async () => {
    const document = await openLab('key-in-code', 'typescript', assistant);
    await replace(document, 'maxRetries: 3', 'maxRetries: 4');
    const stored = async () => new TextDecoder().decode(await workspace.fs.readFile(assistant));
    await until('the draft', async () => (await stored()).includes('maxRetries: 4'));
    await commands.executeCommand('workbench.action.files.revert');
    assert.ok((await stored()).includes('maxRetries: 4'));
  });

  it('without a quick fix is done by understanding, and not by a comment', async () => {
    const document = await openLab('reply-as-command', 'python', logs);
    await untilRules(document.uri, 'reply-as-command');
    const call = '        return subprocess.run(';
    await replace(document, call, `        # claude-guard-ignore-next-line reply-as-command -- fine\n${call}`);
    await untilRules(document.uri);
    assert.equal(await done('reply-as-command'), undefined);
    await replace(document, '        # claude-guard-ignore-next-line reply-as-command -- fine\n', '');
    await replace(
      document,
      'return subprocess.run(f"tail -n 50 /var/log/{log}.log", shell=True, capture_output=True, text=True).stdout',
      'path = {"app": "/var/log/app.log", "worker": "/var/log/worker.log", "nginx": "/var/log/nginx.log"}.get(log)\n' +
        '        return subprocess.run(["tail", "-n", "50", path], capture_output=True, text=True).stdout if path else ""',
    );
    await untilDone('reply-as-command');
  });

  it('has a solution to compare with', async () => {
    const { path } = assistant;
    const solution = await workspace.openTextDocument(Uri.from({ scheme: 'claude-guard-solution', path }));
    assert.match(solution.getText(), /apiKey: process\.env\.ANTHROPIC_API_KEY/);
  });

  it('has no other files, and none that can be made', async () => {
    await assert.rejects(async () => workspace.fs.readFile(labUri('/key-in-code/typescript/other.ts')));
    await assert.rejects(async () => workspace.fs.writeFile(labUri('/no-lab/python/a.py'), new Uint8Array()));
  });
});

/** What the quick fixes are called that do a lab. */
const fixes: Readonly<Record<string, RegExp>> = {
  'certificate-check': /^Remove/,
  'key-in-code': /environment/,
  'model-of-yesterday': /claude-sonnet/,
};

describe('Every lab', () => {
  const labs = shippedLabs();
  /** Those that are done above already. */
  const before = new Set(['key-in-code', 'reply-as-command']);

  for (const lab of labs.filter(({ id }) => !before.has(id))) {
    it(`is done ${lab.quickFix ? 'by its quick fix' : 'by hand'}: ${lab.id}`, async () => {
      const { language, uri } = firstFile(lab);
      const document = await openLab(lab.id, language, uri);
      await until('a weakness', () => ours(uri).length > 0);
      assert.equal(await done(lab.id), undefined);
      if (lab.quickFix) {
        const { edit } = await actionAt(document, fixes[lab.id] ?? /./);
        assert.ok(edit && (await workspace.applyEdit(edit)));
      } else await solve(lab, language);
      const kept = await untilDone(lab.id);
      assert.equal(kept.language, language);
    });
  }

  it('of a topic is opened after the one before, by the topic’s name', async () => {
    await commands.executeCommand('claudeGuard.training.openLab', 'authentication', 'typescript');
    const opened = await until('a lab', () => window.activeTextEditor?.document.uri);
    assert.equal(opened.path, assistant.path);
  });

  it('with several files has them all, in its guide and beside its solution', async () => {
    const lab = labs.find(({ id }) => id === 'settings-for-everyone')!;
    const { language, uri } = firstFile(lab);
    await openLab(lab.id, language, uri);
    const paths = Object.keys(lab.variants.configuration?.files ?? {});
    for (const path of paths) {
      const stored = await workspace.fs.readFile(labUri(`/${lab.id}/${language}/${path}`));
      assert.ok(stored.length > 0, path);
    }
    assert.equal(paths.length, 2);
  });
});
