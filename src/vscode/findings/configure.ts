/** A change of the configuration, written but not saved: the person sees it in its place, and it is in force once saved. */
import { type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { createLineTable } from '../../engine/positions';
import { type FixesOptions, targetOf } from './fixes';
import { rangeIn } from './places';
import { type ConfigurationChange, configurationChange, type Wish } from './workspace-edits';

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

const isWish = (value: unknown): value is Wish => typeof value === 'object' && value !== null && 'kind' in value;

/** The command behind the lightbulb's entries. */
export async function configure(uri: unknown, wish: unknown, { folders }: FixesOptions): Promise<void> {
  if (typeof uri !== 'string' || !isWish(wish)) return;
  const document = await workspace.openTextDocument(Uri.parse(uri, true));
  const change = await configurationChange(targetOf(document, folders), wish);
  if (change) await write(change);
  else void window.showWarningMessage('Claude Guard could not change .claude-guard.json: see what it says there.');
}
