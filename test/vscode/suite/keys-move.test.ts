/** A key that is moved out of files of several formats. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { commands, type TextDocument, Uri, window, workspace } from 'vscode';
import { offerValue } from '../../../src/vscode/findings/fixes/env-value';
import { nodePlatform } from '../../../src/vscode/node-platform';
import { makeFakeKey } from '../../support/credential-shapes';
import { actionAt, actionsAt, agreeing, openFile, root, run, until, untilRules, writeFile } from './support';

/** Each its own, so that each is stored. */
const keyOf = (seed: number) => makeFakeKey('api03', { seed });
const ending = (key: string) => key.slice(-4);

const textOf = async (path: string): Promise<string> =>
  (await workspace.openTextDocument(join(root(), path))).getText();

/** What the access log says, the newest first. */
async function logged(): Promise<string[]> {
  await commands.executeCommand('claudeGuard.keys.showLog');
  const page = Uri.from({ scheme: 'claude-guard-keys', path: '/Access log.md' });
  const document = await workspace.openTextDocument(page);
  return document
    .getText()
    .replaceAll('\u2060', '')
    .split('\n')
    .filter((line) => line.startsWith('| '));
}

const untilLogged = (key: string, ...events: string[]) =>
  until(`${events.join(', ')} of a key`, async () => {
    const rows = (await logged()).filter((row) => row.includes(`…${ending(key)}`));
    return rows.length === events.length && rows.every((row, at) => row.includes(events[at]!));
  });

/**
 * One undo, as a person asks for it in the file's editor. It is asked for again where nothing came of it: the checklist, or a message,
 * may just have taken the keyboard. Once the text has changed at all it is as it was.
 */
async function undone(document: TextDocument, before: string, focus = () => showText(document)): Promise<void> {
  const moved = document.getText();
  await until('the undo to be taken', async () => {
    await focus();
    await commands.executeCommand('undo');
    const end = Date.now() + takenWithin;
    while (document.getText() === moved && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    return document.getText() !== moved;
  });
  assert.equal(document.getText(), before, 'the text is one undo');
}

/** In ms. */
const takenWithin = 2000;

const showText = async (document: TextDocument): Promise<void> => void (await window.showTextDocument(document));

const leakIn = (key: string) => `import anthropic\n\nclient = anthropic.Anthropic(api_key="${key}")\n`;

async function openPython(path: string, key: string): Promise<TextDocument> {
  writeFile(join(path, '..', 'requirements.txt'), 'anthropic==1.0.0\n');
  const document = await openFile(path, leakIn(key));
  await untilRules(document.uri, 'hardcoded-credential');
  return document;
}

describe('A key that stands in a file', () => {
  before(() => commands.executeCommand('claudeGuard.keys.focus'));

  it('is moved out of Python', async () => {
    const key = keyOf(701);
    const document = await openPython('moving/python/client.py', key);
    const before = document.getText();
    await agreeing(run(await actionAt(document, /^Move the key/)));
    assert.doesNotMatch(document.getText(), /sk-ant-/);
    assert.equal((await textOf('moving/python/.env.example')).trim(), 'ANTHROPIC_API_KEY=');
    await untilLogged(key, 'stored');
    await undone(document, before);
    // The stored key stays: it is removed by a person alone.
    await untilLogged(key, 'stored');
  });

  it('is moved out of TypeScript', async () => {
    const key = keyOf(707);
    writeFile('moving/typescript/package.json', '{ "dependencies": { "@anthropic-ai/sdk": "1.0.0" } }\n');
    const text = `import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '${key}' });\n`;
    const document = await openFile('moving/typescript/client.ts', text);
    const before = document.getText();
    await agreeing(run(await actionAt(document, /^Move the key/)));
    assert.equal(document.getText(), before.replace(`'${key}'`, 'process.env.ANTHROPIC_API_KEY'));
    assert.equal((await textOf('moving/typescript/.env.example')).trim(), 'ANTHROPIC_API_KEY=');
    await untilLogged(key, 'stored');
    await undone(document, before);
    await untilLogged(key, 'stored');
  });

  it('is moved out of a notebook', async () => {
    const key = keyOf(702);
    writeFile('moving/notebook/requirements.txt', 'anthropic==1.0.0\n');
    const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: [leakIn(key)] };
    const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } };
    const text = JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 });
    const notebook = await workspace.openNotebookDocument(writeFile('moving/notebook/a.ipynb', text));
    await window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    const before = document.getText();
    await untilRules(document.uri, 'hardcoded-credential');
    await agreeing(run(await actionAt(document, /^Move the key/)));
    assert.doesNotMatch(document.getText(), /sk-ant-/);
    assert.match(document.getText(), /anthropic\.Anthropic\(/);
    assert.equal((await textOf('moving/notebook/.env.example')).trim(), 'ANTHROPIC_API_KEY=');
    await untilLogged(key, 'stored');
    await undone(document, before, () =>
      until('the cell to have the cursor', async () => {
        await window.showNotebookDocument(notebook);
        await commands.executeCommand('notebook.focusTop');
        await commands.executeCommand('notebook.cell.edit');
        return window.activeTextEditor?.document === document;
      }).then(() => undefined),
    );
    await untilLogged(key, 'stored');
  });

  it('stays where it is when the preview is cancelled, and nothing is stored', async () => {
    const key = keyOf(703);
    const document = await openPython('moving/cancelled/client.py', key);
    const before = document.getText();
    let isDone = false;
    const moved = Promise.resolve(run(await actionAt(document, /^Move the key/))).finally(() => {
      isDone = true;
    });
    await until('the preview to be cancelled', async () => {
      if (!isDone) await commands.executeCommand('refactorPreview.discard');
      return isDone;
    });
    await moved;
    assert.equal(document.getText(), before);
    assert.equal(existsSync(join(root(), 'moving/cancelled/.env.example')), false);
    await untilLogged(key, 'deleted', 'stored');
  });

  it('stays where it is, and is not stored, when another file of the change cannot be written', async () => {
    const key = keyOf(706);
    // Where the example would be made.
    writeFile('moving/failing/.env.example/in-the-way.txt', '');
    const document = await openPython('moving/failing/client.py', key);
    const before = document.getText();
    await agreeing(run(await actionAt(document, /^Move the key/)));
    assert.equal(document.getText(), before);
    await untilLogged(key, 'deleted', 'stored');
  });

  for (const [index, { path, text, after }] of [
    {
      path: 'mcp/.mcp.json',
      text: (key: string) =>
        JSON.stringify({ mcpServers: { a: { command: 'node', args: ['a.js'], env: { ANTHROPIC_API_KEY: key } } } }),
      after: /"ANTHROPIC_API_KEY":"\$\{ANTHROPIC_API_KEY\}"/,
    },
    {
      path: 'compose/compose.yaml',
      text: (key: string) => `services:\n  app:\n    image: app\n    environment:\n      ANTHROPIC_API_KEY: ${key}\n`,
      after: /ANTHROPIC_API_KEY: \$\{ANTHROPIC_API_KEY\}/,
    },
    {
      path: 'json/settings.json',
      text: (key: string) => JSON.stringify({ anthropic: { apiKey: key } }),
      after: /"apiKey":""/,
    },
    { path: 'yaml/settings.yaml', text: (key: string) => `anthropic:\n  api_key: ${key}\n`, after: /api_key: ""$/m },
    {
      path: 'dotenv/production.env',
      text: (key: string) => `A=1\nANTHROPIC_API_KEY=${key}\n`,
      after: /^A=1\n# ANTHROPIC_API_KEY is set where the program is started/,
    },
    {
      path: 'assigned/setup.py',
      text: (key: string) => `import os\n\nos.environ["ANTHROPIC_API_KEY"] = "${key}"\n`,
      after: /^import os\n\n$/,
    },
  ].entries())
    it(`is moved out of ${path}, in the way of its format`, async () => {
      const key = keyOf(710 + index);
      writeFile(`moving/${path}/../package.json`, '{}\n');
      const document = await openFile(`moving/${path}`, text(key));
      const before = document.getText();
      await agreeing(run(await actionAt(document, /^Move the key out of the (?:file|code)/)));
      assert.match(document.getText(), after);
      assert.doesNotMatch(document.getText(), /sk-ant-/);
      assert.equal((await textOf(`moving/${path}/../.env.example`)).trim(), 'ANTHROPIC_API_KEY=');
      await untilLogged(key, 'stored');
      await undone(document, before);
      await untilLogged(key, 'stored');
    });

  it('is not moved out of what a shell reads at its start: it is said why, stored if a person likes, and the file stays', async () => {
    const key = keyOf(708);
    const document = await openFile('moving/shell/.zshrc', `export ANTHROPIC_API_KEY="${key}"\n`);
    await untilRules(document.uri, 'hardcoded-credential');
    const before = document.getText();
    const action = await actionAt(document, /^What to do with this key/);
    const said: string[] = [];
    const { showInformationMessage } = window;
    const answered = async (message: string, options?: { modal?: boolean; detail?: string }, ...buttons: unknown[]) => {
      said.push(`${message} ${options?.detail ?? ''}`);
      return options?.modal ? buttons[0] : undefined;
    };
    window.showInformationMessage = answered as typeof showInformationMessage;
    try {
      await run(action);
    } finally {
      window.showInformationMessage = showInformationMessage;
    }
    assert.match(said[0]!, /for you to take out of the file.*every program gets/);
    assert.ok(!said.some((text) => text.includes(key.slice(20, 40))));
    assert.equal(document.getText(), before);
    await untilLogged(key, 'stored');
    const titles = (await actionsAt(document)).map(({ title }) => title);
    assert.ok(!titles.some((title) => /^Move/.test(title)), titles.join(' | '));
  });

  it('is not moved where it is a part of a value', async () => {
    const document = await openFile('moving/part/settings.json', JSON.stringify({ run: `a --key=${keyOf(705)}` }));
    await actionAt(document, /^Explain/);
    const titles = (await actionsAt(document)).map(({ title }) => title);
    assert.ok(!titles.some((title) => /^(?:Move|Read)/.test(title)), titles.join(' | '));
  });
});

describe('The value of a moved key', () => {
  for (const [agrees, written] of [
    ['Write It to .env', true],
    [undefined, false],
  ] as const)
    it(`is ${written ? 'written to .env' : 'written nowhere'} where a person ${written ? 'agrees to' : 'leaves'} what that means`, async () => {
      const uri = Uri.file(join(root(), `moving/value-${written}/.env`));
      const key = keyOf(written ? 731 : 732);
      const asked = window as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
      const { showInformationMessage, showWarningMessage } = asked;
      const said: string[] = [];
      Object.assign(asked, {
        showInformationMessage: async (_: unknown, first: unknown) => first,
        showWarningMessage: async (question: string, { detail }: { detail: string }) => {
          said.push(question, detail);
          return agrees;
        },
      });
      try {
        await offerValue(uri, 'ANTHROPIC_API_KEY', key, nodePlatform.makePrivate);
      } finally {
        Object.assign(asked, { showInformationMessage, showWarningMessage });
      }
      assert.equal(said[0], 'Write the old key to .env as ANTHROPIC_API_KEY?');
      assert.match(said[1] ?? '', /plain text: for every program and agent/);
      assert.ok(!said.join().includes(key.slice(20, 40)));
      assert.equal(
        existsSync(uri.fsPath) && readFileSync(uri.fsPath, 'utf8') === `ANTHROPIC_API_KEY=${key}\n`,
        written,
      );
      if (written && process.platform !== 'win32') assert.equal(statSync(uri.fsPath).mode & 0o777, 0o600);
    });
});
