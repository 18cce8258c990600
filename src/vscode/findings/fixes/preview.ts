/** VS Code's refactor preview, for changes of more than one file. */
import { Position, type Uri, type WorkspaceEdit, type WorkspaceEditEntryMetadata } from 'vscode';
import { createLineTable } from '../../../engine/text/positions';
import type { Edit } from '../../../engine/types';
import { rangeIn } from '../places';

/** Edits of a text; undefined: the file is made. */
export function addEdits(
  edit: WorkspaceEdit,
  uri: Uri,
  text: string | undefined,
  edits: readonly Edit[],
  label?: string,
): void {
  const metadata: WorkspaceEditEntryMetadata | undefined =
    label === undefined ? undefined : { label, needsConfirmation: false };
  if (text === undefined) {
    edit.createFile(uri, { ignoreIfExists: true }, metadata);
    for (const one of edits) edit.insert(uri, new Position(0, 0), one.text, metadata);
    return;
  }
  const lines = createLineTable(text);
  for (const one of edits) edit.replace(uri, rangeIn(lines, one.range), one.text, metadata);
}

/**
 * Has VS Code show the changes before it makes them. Entries that need confirmation begin unticked there, and a person would have
 * to tick each; so one that changes nothing, and is therefore not listed, asks for it: making a file that exists.
 *
 * @param existing any file that exists
 */
export function askFirst(edit: WorkspaceEdit, existing: Uri): WorkspaceEdit {
  edit.createFile(existing, { ignoreIfExists: true }, { label: 'Claude Guard', needsConfirmation: true });
  return edit;
}
