/** Files that a person asks for. */
import { env, l10n, UIKind, Uri, window, workspace } from 'vscode';
import { isForBrowser } from './page-place';

/** @returns where it was saved; undefined where the person would rather not, or it failed, which was said */
export async function saveAs(name: string, kind: string, text: string): Promise<Uri | undefined> {
  const [folder] = workspace.workspaceFolders ?? [];
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const uri = await window.showSaveDialog({
    filters: { [kind]: [extension] },
    ...(folder && { defaultUri: Uri.joinPath(folder.uri, name) }),
  });
  if (!uri) return undefined;
  try {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t('The file could not be written: {0}', reason));
    return undefined;
  }
}

async function open(uri: Uri): Promise<void> {
  const host = { isDesktop: env.uiKind === UIKind.Desktop, remoteName: env.remoteName };
  if (isForBrowser(uri, host) && (await env.openExternal(uri))) return;
  await window.showTextDocument(await workspace.openTextDocument(uri));
}

/** @param said that it was saved */
export async function offerToOpen(uri: Uri, said: string): Promise<void> {
  const label = l10n.t('Open');
  if ((await window.showInformationMessage(said, label)) === label) await open(uri);
}

/** Of a person's or a team's name, as far as every file system takes it. */
export const fileNameOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^\w]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 40);
