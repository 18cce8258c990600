/** A value for `.env`, which git ignores: written when a person says so, and nowhere else. */
import { l10n, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { isPlainTextMeant } from '../../keys/use/plain-text';
import { say } from '../locate';
import { type Folders, relativePath } from '../scan/folders';
import { lineEdit } from './added-lines';
import { environmentFiles, type Surroundings } from './env-files';
import { defines, envLine, isIgnored } from './env-project';
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

/** The `.env` of a project, and what git does with it. */
export interface EnvFile {
  uri: Uri;
  isTracked: boolean;
  isIgnored: boolean;
}

/** As it is now: ignore files may just have been changed. */
export async function envFileOf(target: Surroundings, folders: Folders): Promise<EnvFile> {
  folders.refresh();
  const { root, folder, ignores } = await environmentFiles(target);
  const uri = Uri.joinPath(folder, '.env');
  const { place } = await folders.locate(uri);
  const path = [relativePath(root, folder) ?? '', '.env'].filter((part) => part !== '').join('/');
  const isTracked = place.host?.git === 'tracked';
  return { uri, isTracked, isIgnored: !isTracked && (place.host?.git === 'ignored' || isIgnored(path, ignores)) };
}

/** See `Platform`. */
type MakePrivate = ((file: Uri) => Promise<void>) | undefined;

/** Never over a line that is there; a file that is new is for this account alone. @returns whether it was written, which is said */
export async function writeValue(
  uri: Uri,
  variable: string,
  value: string,
  makePrivate: MakePrivate,
): Promise<boolean> {
  if (await isLink(uri)) {
    say(l10n.t('.env is a link: nothing was written.'));
    return false;
  }
  const before = await readText(uri);
  const text = before ?? '';
  const change = defines(text, variable) ? undefined : lineEdit(text, { line: envLine(variable, value) });
  if (!change) {
    say(l10n.t('.env has {0} already.', variable));
    return false;
  }
  if (before === undefined) await makePrivate?.(uri);
  const written = await write(uri, text, change.text);
  if (written) say(l10n.t('{0} was written to .env.', variable));
  return written;
}

/** Nothing is offered where there is such a line. */
export async function offerValue(uri: Uri, variable: string, value: string, makePrivate: MakePrivate): Promise<void> {
  if ((await isLink(uri)) || defines((await readText(uri)) ?? '', variable)) return;
  const yes = l10n.t('Write It to .env…');
  const answer = await window.showInformationMessage(
    l10n.t(
      'Git ignores .env. Until you have the new key, the old one can stand there as {0}, so that the program runs.',
      variable,
    ),
    yes,
    l10n.t('Not Now'),
  );
  if (answer !== yes || !(await isPlainTextMeant(l10n.t('Write the old key to .env as {0}?', variable)))) return;
  await writeValue(uri, variable, value, makePrivate);
}
