/** Files as people know them. A cell of a notebook is a document of its own, and lies in the notebook's file. */
import { Uri, workspace } from 'vscode';
import type { FilePlace } from './labels';

const cellScheme = 'vscode-notebook-cell';

/** The file, and the cell's number where there is one. */
function locate(uri: Uri): { file: Uri; cell?: number } {
  if (uri.scheme !== cellScheme) return { file: uri };
  const notebook = workspace.notebookDocuments.find((one) => one.uri.path === uri.path);
  const cell = notebook?.getCells().findIndex(({ document }) => document.uri.toString() === uri.toString()) ?? -1;
  const file = notebook?.uri ?? uri.with({ scheme: 'file', fragment: '' });
  return cell < 0 ? { file } : { file, cell: cell + 1 };
}

/** URI of the file. */
export const fileOf = (uri: string): string =>
  uri.startsWith(`${cellScheme}:`) ? locate(Uri.parse(uri, true)).file.toString() : uri;

/** Its path, with the folder's name before it where the window has several. */
export function placeOf(uri: string): FilePlace {
  const { file, cell } = locate(Uri.parse(uri, true));
  return { path: workspace.asRelativePath(file), ...(cell !== undefined && { cell }) };
}

/** What files, and the cells in them, are sorted by. */
export function orderOf(uri: string): string {
  const { path, cell } = placeOf(uri);
  return cell === undefined ? path : `${path}\0${String(cell).padStart(6, '0')}`;
}
