import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CompletionList, commands, Position, Range, WorkspaceEdit, workspace } from 'vscode';
import { openFile, ours, root, until } from './support';

const path = '.claude-guard/training.json';
const mistaken = '{\n  "modules": ["authentification"],\n  "passMark": 200,\n  "due": "2027-02-30"\n}\n';

describe('A team’s training plan in the editor', () => {
  after(() => rmSync(join(root(), path), { force: true }));

  it('is completed, told of each mistake where it stands, while it is typed, and of none once they are mended', async () => {
    const document = await openFile(path, mistaken);
    const { uri } = document;
    const told = await until('three mistakes', () => ours(uri).length === 3 && ours(uri));
    const places = told.map(({ range: { start } }) => [start.line, start.character]);
    assert.deepEqual(places, [
      [1, 14],
      [2, 14],
      [3, 9],
    ]);
    const [module = '', mark = '', due = ''] = told.map(({ message }) => message);
    assert.match(module, /^“authentification” is none of .*Did you mean “authentication”\?/);
    assert.match(mark, /from 50 to 100, in percent/);
    assert.match(due, /a day that exists/);

    await until('the modules', async () => {
      const place = new Position(1, 15);
      const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, place);
      const labels = list.items.map(({ label }) => String(typeof label === 'string' ? label : label.label));
      return labels.some((label) => label.includes('authentication'));
    });

    const edit = new WorkspaceEdit();
    edit.replace(uri, new Range(0, 0, document.lineCount, 0), '{ "modules": ["errors"] }');
    assert.ok(await workspace.applyEdit(edit));
    assert.ok(document.isDirty);
    await until('no mistake', () => ours(uri).length === 0);
    await commands.executeCommand('workbench.action.files.revert');
  });
});
