import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type NotebookCell,
  NotebookCellData,
  NotebookCellKind,
  NotebookCellOutput,
  NotebookCellOutputItem,
  type NotebookDocument,
  NotebookEdit,
  NotebookRange,
  Range,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { key, ours, ruleOf, until, untilRules, writeFile } from './support';

const leak = `import anthropic\nclient = anthropic.Anthropic(api_key="${key}")`;
const mended = 'import anthropic\nclient = anthropic.Anthropic()';

const codeCell = (source: string, outputs: unknown[] = []) => ({
  cell_type: 'code',
  execution_count: null,
  metadata: {},
  outputs,
  source: source.split(/(?<=\n)/),
});

function writeNotebook(path: string, cells: unknown[]): Uri {
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } };
  return writeFile(path, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1));
}

async function openNotebook(path: string, cells: unknown[]): Promise<NotebookDocument> {
  const notebook = await workspace.openNotebookDocument(writeNotebook(path, cells));
  await window.showNotebookDocument(notebook);
  return notebook;
}

const cellAt = (notebook: NotebookDocument, index: number): NotebookCell => notebook.cellAt(index);
const uriOf = (notebook: NotebookDocument, index: number): Uri => cellAt(notebook, index).document.uri;

async function apply(change: (edit: WorkspaceEdit) => void): Promise<void> {
  const edit = new WorkspaceEdit();
  change(edit);
  assert.ok(await workspace.applyEdit(edit));
}

const setText = ({ document }: NotebookCell, text: string): Promise<void> =>
  apply((edit) =>
    edit.replace(document.uri, new Range(document.positionAt(0), document.positionAt(document.getText().length)), text),
  );

const actionsAt = (uri: Uri): Thenable<CodeAction[]> =>
  commands.executeCommand('vscode.executeCodeActionProvider', uri, ours(uri)[0]!.range, CodeActionKind.QuickFix.value);

async function take(uri: Uri, title: RegExp): Promise<void> {
  const actions = await actionsAt(uri);
  const action = actions.find((one) => title.test(one.title));
  assert.ok(action?.edit, actions.map((one) => one.title).join(' | '));
  assert.ok(await workspace.applyEdit(action.edit));
}

const withoutOutputs = () => new NotebookCellData(NotebookCellKind.Code, 'print(a)\nprint(b)', 'python');

/** As a person does: the document is held by its editor alone. */
async function openInEditor(path: string, cells: unknown[]): Promise<NotebookDocument> {
  const uri = writeNotebook(path, cells);
  await commands.executeCommand('vscode.openWith', uri, 'jupyter-notebook');
  return until('the notebook', () => workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString()));
}

const close = () => commands.executeCommand('workbench.action.revertAndCloseActiveEditor');

describe('A notebook', () => {
  it('shows findings in its cells, and none at the file', async () => {
    const notebook = await openNotebook('cells.ipynb', [codeCell('x = 1'), codeCell(leak)]);
    const [found] = await untilRules(uriOf(notebook, 1), 'hardcoded-credential');
    assert.equal(cellAt(notebook, 1).document.getText(found!.range), key);
    await untilRules(uriOf(notebook, 0));
    await untilRules(notebook.uri);
  });

  it('knows in one cell what another one has named', async () => {
    const notebook = await openNotebook('across.ipynb', [
      codeCell('import anthropic\nurl = "http://relay.acme-corp.com"'),
      codeCell('client = anthropic.Anthropic(base_url=url)'),
    ]);
    await until('a finding in one of the cells', () =>
      [0, 1].some((index) => ours(uriOf(notebook, index)).some((one) => ruleOf(one) === 'insecure-url')),
    );
  });

  it('follows typing', async () => {
    const notebook = await openNotebook('typing.ipynb', [codeCell(mended)]);
    await setText(cellAt(notebook, 0), leak);
    await untilRules(uriOf(notebook, 0), 'hardcoded-credential');
    await setText(cellAt(notebook, 0), mended);
    await untilRules(uriOf(notebook, 0));
  });

  it('is mended in its cells, the import in the first and the key in the second', async () => {
    const notebook = await openNotebook('mend.ipynb', [codeCell('import anthropic\nname = "a\\"b"'), codeCell(leak)]);
    await untilRules(uriOf(notebook, 1), 'hardcoded-credential');
    await take(uriOf(notebook, 1), /^Read ANTHROPIC_API_KEY from the environment$/);
    const texts = notebook.getCells().map(({ document }) => document.getText());
    assert.match(texts[1]!, /api_key=os\.environ\["ANTHROPIC_API_KEY"\]\)/);
    assert.match(texts.join('\n'), /^import os$/m);
    assert.ok(texts[0]!.endsWith('import anthropic\nname = "a\\"b"'), texts[0]);
    await untilRules(uriOf(notebook, 1));
  });

  it('keeps what was mended when it is saved', async () => {
    const notebook = await openNotebook('save.ipynb', [codeCell(leak)]);
    await untilRules(uriOf(notebook, 0), 'hardcoded-credential');
    await take(uriOf(notebook, 0), /^Read ANTHROPIC_API_KEY from the environment$/);
    await untilRules(uriOf(notebook, 0));
    assert.ok(await notebook.save());
    assert.ok(!readFileSync(notebook.uri.fsPath, 'utf8').includes(key));
    await close();
    await untilRules(notebook.uri);
  });

  it('shows what stands in an output at the cell, and clears that output only', async () => {
    const outputs = [
      { output_type: 'stream', name: 'stdout', text: ['harmless\n'] },
      { output_type: 'stream', name: 'stderr', text: [`the key is ${key}\n`] },
      { output_type: 'execute_result', execution_count: 1, data: { 'text/plain': ['3'] }, metadata: {} },
    ];
    const notebook = await openNotebook('output.ipynb', [codeCell('print(a)\nprint(b)', outputs)]);
    const [found] = await untilRules(uriOf(notebook, 0), 'hardcoded-credential');
    assert.match(found!.message, /output \d of this cell/);
    assert.ok(!found!.message.includes(key.slice(20, 60)));
    assert.equal(cellAt(notebook, 0).document.getText(found!.range), 'print(a)');
    // To take it needs the editor: the command that asks for code actions loses edits of notebooks. See ../notebook.test.mjs.
    assert.match(
      (await actionsAt(uriOf(notebook, 0))).map(({ title }) => title).join(' | '),
      /Clear output \d of this cell/,
    );
    await apply((edit) =>
      edit.set(notebook.uri, [NotebookEdit.replaceCells(new NotebookRange(0, 1), [withoutOutputs()])]),
    );
    await untilRules(uriOf(notebook, 0));
  });

  it('notices an output that a run adds', async () => {
    const notebook = await openNotebook('run.ipynb', [codeCell('print(a)')]);
    await untilRules(uriOf(notebook, 0));
    const data = new NotebookCellData(NotebookCellKind.Code, 'print(a)', 'python');
    data.outputs = [new NotebookCellOutput([NotebookCellOutputItem.stdout(`key: ${key}\n`)])];
    await apply((edit) => edit.set(notebook.uri, [NotebookEdit.replaceCells(new NotebookRange(0, 1), [data])]));
    await until('the finding of the output', () =>
      ours(uriOf(notebook, 0)).some((one) => ruleOf(one) === 'hardcoded-credential'),
    );
  });

  it('keeps findings with their cells when cells move, and forgets those of deleted ones', async () => {
    const notebook = await openNotebook('move.ipynb', [codeCell(leak), codeCell('y = 2')]);
    const first = uriOf(notebook, 0);
    await untilRules(first, 'hardcoded-credential');
    const isMoved = () => cellAt(notebook, 1).document.getText() === leak;
    // An editor that is just being shown has no cell with the focus yet, so that nothing moves.
    await until('the move', async () => {
      if (isMoved()) return true;
      await window.showNotebookDocument(notebook);
      await commands.executeCommand('notebook.focusTop');
      await commands.executeCommand('notebook.cell.moveDown');
      await new Promise((resolve) => setTimeout(resolve, 500));
      return isMoved();
    });
    await untilRules(uriOf(notebook, 1), 'hardcoded-credential');
    await untilRules(uriOf(notebook, 0));
    const gone = uriOf(notebook, 1);
    await apply((edit) => edit.set(notebook.uri, [NotebookEdit.deleteCells(new NotebookRange(1, 2))]));
    await untilRules(gone);
    await untilRules(first);
  });

  it('shows findings at the file again once it is closed', async () => {
    const notebook = await openInEditor('closing.ipynb', [codeCell(leak)]);
    const cell = uriOf(notebook, 0);
    await untilRules(cell, 'hardcoded-credential');
    await untilRules(notebook.uri);
    await close();
    await untilRules(notebook.uri, 'hardcoded-credential');
    await untilRules(cell);
    rmSync(notebook.uri.fsPath);
    await untilRules(notebook.uri);
  });

  it('is looked at before it is saved, too', async () => {
    const { NotebookData } = await import('vscode');
    const data = new NotebookData([new NotebookCellData(NotebookCellKind.Code, leak, 'python')]);
    const notebook = await workspace.openNotebookDocument('jupyter-notebook', data);
    await untilRules(uriOf(notebook, 0), 'hardcoded-credential');
  });

  it('offers to suppress with a comment in the cell', async () => {
    const notebook = await openNotebook('suppress.ipynb', [codeCell(leak)]);
    await untilRules(uriOf(notebook, 0), 'hardcoded-credential');
    const titles = (await actionsAt(uriOf(notebook, 0))).map(({ title }) => title).join(' | ');
    assert.match(titles, /[Ss]uppress/);
    await setText(
      cellAt(notebook, 0),
      leak.replace('client', '# claude-guard-ignore-next-line hardcoded-credential -- made up for a test\nclient'),
    );
    await untilRules(uriOf(notebook, 0));
  });
});
