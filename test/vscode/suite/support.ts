/** What the tests inside VS Code share. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  languages,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { makeFakeKey } from '../../support/credential-shapes';

export const key = makeFakeKey('api03');

/** The folder that the window has open. */
export const root = (): string => {
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('No folder is open.');
  return folder.uri.fsPath;
};

export function writeFile(path: string, text: string): Uri {
  const file = join(root(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return Uri.file(file);
}

export async function openFile(path: string, text: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(writeFile(path, text));
  await window.showTextDocument(document);
  return document;
}

export const ours = (uri: Uri): Diagnostic[] =>
  languages.getDiagnostics(uri).filter(({ source }) => source === 'Claude Guard');

/** What is told of a file beside ours, as by VS Code’s own check of JSON. */
export const others = (uri: Uri): Diagnostic[] =>
  languages.getDiagnostics(uri).filter(({ source }) => source !== 'Claude Guard');

export const ruleOf = ({ code }: Diagnostic): string =>
  typeof code === 'object' ? String(code.value) : String(code ?? '');

/** Waits until the condition holds: 60 s at most, as a cold start on a busy machine is slow. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The diagnostics of a file, once they are of exactly these rules. */
export async function untilRules(uri: Uri, ...rules: string[]): Promise<Diagnostic[]> {
  let seen: string[] = [];
  return until(`${rules.join(', ') || 'no finding'}`, () => {
    const found = ours(uri);
    seen = found.map(ruleOf).sort();
    return seen.join() === [...rules].sort().join() && found;
  }).catch((error: Error) => {
    throw new Error(`${error.message} There were: ${seen.join(', ') || 'none'}.`);
  });
}

/**
 * What the lightbulb offers at a diagnostic of ours, or what a kind of source action offers. VS Code cancels a request when a
 * provider comes or goes meanwhile, as at a cold start; it asks again then, and so does this.
 */
export async function actionsAt(
  document: TextDocument,
  kind = CodeActionKind.QuickFix,
  index = 0,
): Promise<CodeAction[]> {
  const found = ours(document.uri)[index];
  if (!found) return [];
  return until('the code actions', async () => {
    try {
      return await commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        found.range,
        kind.value,
      );
    } catch (error) {
      if (!(error instanceof Error && error.message === 'Canceled')) throw error;
      return undefined;
    }
  });
}

/** The action with this title, once it is offered: fixes are validated first. */
export async function actionAt(document: TextDocument, title: RegExp): Promise<CodeAction> {
  let seen: string[] = [];
  return until(`an action ${title}`, async () => {
    const actions = await actionsAt(document);
    seen = actions.map((one) => one.title);
    return actions.find((one) => title.test(one.title));
  }).catch((error: Error) => {
    throw new Error(`${error.message} There were: ${seen.join(' | ')}.`);
  });
}

/** Runs an action's or a command's work, and agrees to what VS Code shows before it makes the changes. */
export async function agreeing<T>(work: Thenable<T>): Promise<T> {
  const done = Promise.resolve(work);
  let isDone = false;
  void done.finally(() => {
    isDone = true;
  });
  await until('the refactor preview', async () => {
    if (!isDone) await commands.executeCommand('refactorPreview.apply');
    return isDone;
  });
  return done;
}

/** The command of an action, as VS Code would run it. */
export const run = ({ command }: CodeAction): Thenable<unknown> =>
  commands.executeCommand(command!.command, ...(command!.arguments ?? []));
