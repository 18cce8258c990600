import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { commands, Range, type TextDocument, type Uri, WorkspaceEdit, workspace } from 'vscode';
import { openFile, ours, untilRules, writeFile } from './support';

const ask = `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export async function ask(question: string) {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: question }],
  });
  return message.content[0].text;
}
`;
const run = "import { ask } from './ask';\n\nexport const run = async () => eval(await ask('What is 1 + 1?'));\n";

async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `no ${from}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  await workspace.applyEdit(edit);
}

describe('Findings whose ways lead through several files', () => {
  let [asking, running]: Uri[] = [];

  before(() => {
    asking = writeFile('linked/ask.ts', ask);
    running = writeFile('linked/run.ts', run);
    // It ends with a message that nobody answers here.
    void commands.executeCommand('claudeGuard.scanWorkspace');
  });

  it('are found by a scan, with the places in other files', async () => {
    const [diagnostic] = await untilRules(running!, 'reply-as-code');
    assert.equal(diagnostic!.relatedInformation?.[0]?.location.uri.toString(), asking!.toString());
  });

  it('stay when the file is opened, and follow edits of the other one, saved or not', async () => {
    await openFile('linked/run.ts', run);
    await untilRules(running!, 'reply-as-code');
    const document = await openFile('linked/ask.ts', ask);
    await replace(document, 'return message.content[0].text;', "return 'fixed';");
    await untilRules(running!);
    await commands.executeCommand('undo');
    await untilRules(running!, 'reply-as-code');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('follow the other one when both are closed', async () => {
    writeFile('linked/ask.ts', ask.replace('message.content[0].text', "'fixed'"));
    await untilRules(running!);
    writeFile('linked/ask.ts', ask);
    await untilRules(running!, 'reply-as-code');
  });

  it('come with a new file, and go with the one that they rest on', async () => {
    const second = writeFile('linked/second.ts', run);
    await untilRules(second, 'reply-as-code');
    rmSync(asking!.fsPath);
    await untilRules(second);
    await untilRules(running!);
    assert.deepEqual(ours(asking!), []);
  });
});
