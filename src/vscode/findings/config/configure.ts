/** A change of the configuration, written but not saved: the person sees it in its place, and it is in force once saved. */
import { l10n, type TextDocument, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { createLineTable } from '../../../engine/text/positions';
import { type ConfigurationChange, configurationChange, type Target, type Wish } from '../fixes/workspace-edits';
import { rangeIn } from '../places';

/** Where there is no such file: a new document that will be saved there. */
export const openOrNew = (uri: Uri, exists: boolean): Thenable<TextDocument> =>
  workspace.openTextDocument(exists ? uri : uri.with({ scheme: 'untitled' }));

async function write({ uri, text, edits }: ConfigurationChange): Promise<void> {
  const document = await openOrNew(uri, text !== undefined);
  const lines = createLineTable(text ?? '');
  const edit = new WorkspaceEdit();
  for (const one of edits) edit.replace(document.uri, rangeIn(lines, one.range), one.text);
  const [first] = edits;
  await workspace.applyEdit(edit);
  const editor = await window.showTextDocument(document);
  if (first) editor.revealRange(rangeIn(lines, first.range));
}

/** Writes what the nearest `.claude-guard.json` is to say; tells where it can't. @param reason why, for a comment */
export async function applyWish(target: Target, wish: Wish, reason?: string): Promise<void> {
  const change = await configurationChange(target, wish, reason);
  if (change) return write(change);
  void window.showWarningMessage(l10n.t('Claude Guard could not change .claude-guard.json: see what it says there.'));
}
