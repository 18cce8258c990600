/** Which documents are a person's own: those that somebody keeps, and can change. */
import { FilePermission, type NotebookDocument, type TextDocument, type Uri, workspace } from 'vscode';
import { createHidden } from '../../../scanner/globs';
import { isBelow } from '../store';

/** Documents of these are never a file that somebody keeps. */
const foreignSchemes: ReadonlySet<string> = new Set([
  'output',
  'debug',
  'git',
  'gitfs',
  'gitlens',
  'vscode',
  'vscode-userdata',
  'vscode-settings',
  'vscode-local-history',
  'vscode-notebook-cell',
  'vscode-notebook-cell-output',
  'vscode-interactive',
  'vscode-chat-code-block',
  'chat-editing-text-model',
  'chat-editing-snapshot-text-model',
  'search-editor',
  'comment',
]);

export const cellScheme = 'vscode-notebook-cell';

let userData: Uri | undefined;

/** @param storage the extension's own global storage, which lies in VS Code's folder for settings, sync and history */
export function leaveUserDataAlone(storage: Uri): void {
  const path = /^(.+?)(?:\/profiles\/[^/]+)?\/globalStorage\/[^/]+$/.exec(storage.path)?.[1];
  userData = path === undefined ? undefined : storage.with({ path });
}

/** VS Code's settings, their copies and its local history. A workspace in there was opened to be looked at. */
export function isUserData(uri: Uri): boolean {
  if (!userData || uri.scheme !== userData.scheme || !isBelow(uri.path, userData.path)) return false;
  const folder = workspace.getWorkspaceFolder(uri)?.uri;
  return !folder || !isBelow(folder.path, userData.path);
}

/** Globs, relative to the folder, of what scans of it leave out for the same reason. */
export function userDataIn(folder: Uri): string[] {
  const root = folder.path.replace(/\/$/, '');
  const path = userData?.scheme === folder.scheme ? userData.path : root;
  if (path === root || !isBelow(path, root)) return [];
  return [path.slice(root.length + 1).replace(/[\\*?[\]{}()!+@]/g, '?')];
}

const isWritable = ({ scheme }: Uri): boolean =>
  scheme === 'file' ||
  scheme === 'untitled' ||
  (!foreignSchemes.has(scheme) && workspace.fs.isWritableFileSystem(scheme) === true);

/** Jupyter's. What other extensions call a notebook, and interactive windows, are no files of a known format. */
export const isOurNotebook = ({ uri, notebookType }: NotebookDocument): boolean =>
  notebookType === 'jupyter-notebook' && isWritable(uri) && !isUserData(uri);

/** The notebook that a document is a cell of. */
export function notebookOf({ uri }: Pick<TextDocument, 'uri'>): NotebookDocument | undefined {
  if (uri.scheme !== cellScheme) return undefined;
  const key = uri.toString();
  const isCell = (notebook: NotebookDocument) =>
    notebook.uri.path === uri.path && notebook.getCells().some(({ document }) => document.uri.toString() === key);
  return workspace.notebookDocuments.find(isCell);
}

/** The file that a document is stored in: that of the notebook for its cells. */
export const fileOf = (document: Pick<TextDocument, 'uri'>): Uri => notebookOf(document)?.uri ?? document.uri;

/** Only what a person can change: new documents, and files of a file system that can be written to. */
export function isOurs(document: Pick<TextDocument, 'uri'>): boolean {
  const notebook = notebookOf(document);
  return notebook ? isOurNotebook(notebook) : isWritable(document.uri) && !isUserData(document.uri);
}

/**
 * A file that its file system does not let anyone change. On a disk everybody's permissions can be changed by their owner: a
 * key in a file that is protected against writing is still a key.
 */
export async function isReadOnly(uri: Uri): Promise<boolean> {
  if (uri.scheme === 'file' || uri.scheme === 'untitled') return false;
  return Promise.resolve(workspace.fs.stat(uri)).then(
    ({ permissions }) => ((permissions ?? 0) & FilePermission.Readonly) !== 0,
    () => false,
  );
}

/**
 * A file that settings protect against editing (`files.readonlyInclude`): what is found in it is shown, as such a setting may
 * come with a repository, but nothing is offered that would change it.
 */
export function isLocked(uri: Uri): boolean {
  const folder = workspace.getWorkspaceFolder(uri);
  if (!folder) return false;
  const [path, files] = [workspace.asRelativePath(uri, false), workspace.getConfiguration('files', folder.uri)];
  const isNamedBy = (setting: string) => {
    const globs = Object.entries(files.get<Record<string, boolean>>(setting) ?? {});
    return createHidden(globs.flatMap(([glob, isOn]) => (isOn ? [glob] : [])))(path);
  };
  return isNamedBy('readonlyInclude') && !isNamedBy('readonlyExclude');
}
