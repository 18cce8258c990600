import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CompletionList,
  commands,
  Disposable,
  type Hover,
  type MarkdownString,
  Position,
  Range,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { TrainingContent } from '../../../src/vscode/training/content';
import { Overview } from '../../../src/vscode/training/overview';
import { TeamPlan } from '../../../src/vscode/training/plan';
import { openFile, others, ours, root, until } from './support';

const path = '.claude-guard/training.json';
const mistaken = '{\n  "modules": ["authentification"],\n  "passMark": 200,\n  "due": "2027-02-30"\n}\n';

const twice = '{\n  "title": "Acme",\n  "title": "Acme"\n}\n';

describe('A team’s overview', () => {
  const folder = join(root(), 'records');
  const { showErrorMessage } = window;
  after(() => {
    Object.assign(window, { showErrorMessage });
    for (const one of [join(root(), path), folder]) rmSync(one, { recursive: true, force: true });
  });

  it('is not made by another plan where the team’s has a mistake, a key that is there twice included', async () => {
    await openFile(path, twice);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'ada.json'), '{}');
    const said: string[] = [];
    Object.assign(window, { showErrorMessage: async (text: string) => void said.push(text) });
    const content = { get: async () => ({ labs: [], lessons: [], questions: [] }) } as unknown as TrainingContent;
    const scanner = { analyze: () => Promise.reject(new Error('nothing to analyse')) };
    const plans = new TeamPlan();
    const overview = new Overview({ content, plans, scanner });
    await overview.show(Uri.file(folder));
    Disposable.from(overview, plans).dispose();
    assert.deepEqual(said, [
      'The records could not be checked: Your team’s plan has a mistake: line 3, column 3: “title” is there twice.',
    ]);
  });
});

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
    const explained = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, new Position(2, 4));
    const words = explained.flatMap(({ contents }) => contents.map((one) => (one as MarkdownString).value)).join();
    assert.match(words, /Right answers that a check .* needs, in percent/);

    const edit = new WorkspaceEdit();
    edit.replace(uri, new Range(0, 0, document.lineCount, 0), '{ "modules": ["errors"] }');
    assert.ok(await workspace.applyEdit(edit));
    assert.ok(document.isDirty);
    await until('no mistake', () => ours(uri).length === 0);
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('is told of each mistake once: what VS Code’s own check of JSON tells is left to it, and the rest to us', async () => {
    const again = mistaken.replace('{', '{\n  "title": "Acme", "title": "Acme", "links": [],');
    const { uri } = await openFile(path, again);
    await until('the check of JSON', () => others(uri).length > 0);
    for (const { message } of others(uri)) assert.equal(message, 'Duplicate object key');
    const keys = ours(uri).map(({ message }) => message.match(/“(\w+)”/)?.[1]);
    assert.deepEqual(
      keys,
      ['links', 'authentification', 'passMark', 'due'].sort((a, b) => keys.indexOf(a) - keys.indexOf(b)),
    );
  });

  it('is completed within a module, and within an answer: names of fields, and true or false', async () => {
    const text = '{"modules": [{"module": "errors", "": 1}], "questions": [{"answers": [{"right": }]}]}\n';
    const { uri } = await openFile(path, text);
    const labels = async (at: string, offset: number) => {
      const place = new Position(0, text.indexOf(at) + offset);
      const list = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', uri, place);
      return list.items.map(({ label }) => String(typeof label === 'string' ? label : label.label));
    };
    await until('the fields of a module', async () => (await labels('"": 1', 1)).includes('note'));
    assert.ok((await labels('"": 1', 1)).includes('links'));
    const values = await labels('"right": ', 9);
    for (const value of ['true', 'false']) assert.ok(values.includes(value), values.join());
  });

  it('is told of a mistake in its JSON by VS Code alone', async () => {
    const { uri } = await openFile(path, '{ "title": "Acme" "due": "soon" }\n');
    // What was told of the text before is there for a moment.
    await until('the mistake', () => /comma/i.test(others(uri)[0]?.message ?? ''));
    assert.equal(others(uri).length, 1);
    assert.deepEqual(ours(uri), []);
  });
});
