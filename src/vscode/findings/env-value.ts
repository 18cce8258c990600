/** The value for `.env`, which git ignores: written when a person says so, from the text that held it, and nowhere else. */
import { l10n, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { lineEdit } from './added-lines';
import { defines, envLine } from './env-project';
import { say } from './locate';
import { isLink, readText } from './workspace-edits';

/** Written at once where the file is not being edited: an unsaved file has copies elsewhere. */
async function write(uri: Uri, text: string, added: string): Promise<boolean> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (!open?.isDirty) {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text + added));
    return true;
  }
  const edit = new WorkspaceEdit();
  edit.insert(uri, open.lineAt(open.lineCount - 1).range.end, added);
  return (await workspace.applyEdit(edit)) && open.save();
}

/** Never over a line that is there. */
export async function offerValue(uri: Uri, variable: string, value: string): Promise<void> {
  if ((await isLink(uri)) || defines((await readText(uri)) ?? '', variable)) return;
  const yes = l10n.t('Write It to .env');
  const answer = await window.showInformationMessage(
    l10n.t(
      'Git ignores .env. Until you have the new key, the old one can stand there as {0}, so that the program runs.',
      variable,
    ),
    yes,
    l10n.t('Not Now'),
  );
  if (answer !== yes) return;
  const text = (await readText(uri)) ?? '';
  const change = defines(text, variable) ? undefined : lineEdit(text, { line: envLine(variable, value) });
  if (!change) return say(l10n.t('.env has {0} already.', variable));
  if (await write(uri, text, change.text)) say(l10n.t('{0} was written to .env.', variable));
}
