/** Which files are open in a tab. */
import {
  TabInputCustom,
  TabInputNotebook,
  TabInputNotebookDiff,
  TabInputText,
  TabInputTextDiff,
  type Uri,
  window,
} from 'vscode';

function urisOf(input: unknown): Uri[] {
  if (input instanceof TabInputText || input instanceof TabInputNotebook || input instanceof TabInputCustom)
    return [input.uri];
  if (input instanceof TabInputTextDiff || input instanceof TabInputNotebookDiff) return [input.modified];
  return [];
}

const cell = 'vscode-notebook-cell:';

/** A test for URIs as the store has them, right until tabs change. Cells are documents only while their notebook is open. */
export function openFiles(): (uri: string) => boolean {
  const uris = window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(({ input }) => urisOf(input)));
  const open = new Set(uris.map((uri) => uri.toString()));
  return (uri) => open.has(uri) || uri.startsWith(cell);
}
