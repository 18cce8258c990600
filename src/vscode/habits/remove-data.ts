/** "Remove All My Data": what it removes is named before, and said after. */
import { type ExtensionContext, FileType, l10n, Uri, window, workspace } from 'vscode';
import { type Removal, removeAll, removeKeys, removeSecrets, type StoredPart } from './stored-data';

/** Keys under which this extension, in any version, has stored something in SecretStorage. */
export const secretKeys: readonly string[] = [];

export interface RemoveOptions {
  context: ExtensionContext;
  /** What was kept is no longer in force. */
  onRemoved(): void;
}

async function removeFolder(uri: Uri | undefined): Promise<boolean> {
  if (!uri) return false;
  const exists = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (exists) await workspace.fs.delete(uri, { recursive: true });
  return exists;
}

/** Emptied, not deleted: VS Code has the file open, and goes on writing there. */
async function emptyLogs({ context }: RemoveOptions): Promise<boolean> {
  const found = await workspace.fs.readDirectory(context.logUri).then(
    (entries) => entries,
    () => [],
  );
  const files = found.filter(([, type]) => type === FileType.File).map(([name]) => Uri.joinPath(context.logUri, name));
  for (const file of files) await workspace.fs.writeFile(file, new Uint8Array());
  return files.length > 0;
}

function partsOf(options: RemoveOptions): StoredPart[] {
  const { context } = options;
  const { workspaceState, globalState, secrets, storageUri, globalStorageUri } = context;
  return [
    { name: l10n.t('choices for this workspace'), remove: () => removeKeys(workspaceState) },
    { name: l10n.t('choices for all workspaces'), remove: () => removeKeys(globalState) },
    { name: l10n.t('secrets'), remove: () => removeSecrets(secrets, secretKeys) },
    { name: l10n.t('files for this workspace'), remove: () => removeFolder(storageUri) },
    { name: l10n.t('files for all workspaces'), remove: () => removeFolder(globalStorageUri) },
    { name: l10n.t('this window’s log'), remove: () => emptyLogs(options) },
  ];
}

async function isMeant(parts: readonly StoredPart[]): Promise<boolean> {
  const remove = l10n.t('Remove');
  const detail = [
    ...parts.map(({ name }) => `• ${name}`),
    '',
    l10n.t('Settings, .claude-guard.json and suppressions in your files stay: they are yours.'),
    l10n.t('What is kept for another workspace is removed when you do this there.'),
  ].join('\n');
  const question = l10n.t('Remove everything that Claude Guard has stored?');
  return (await window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}

function say({ removed, failed }: Removal): void {
  const done =
    removed.length > 0 ? l10n.t('Removed: {0}.', removed.join(', ')) : l10n.t('Claude Guard had stored nothing.');
  if (failed.length === 0) return void window.showInformationMessage(done);
  const rest = l10n.t('Could not be removed: {0}.', failed.join(', '));
  void window.showWarningMessage(removed.length > 0 ? `${done} ${rest}` : rest);
}

export async function removeData(options: RemoveOptions): Promise<void> {
  const parts = partsOf(options);
  if (!(await isMeant(parts))) return;
  const removal = await removeAll(parts);
  options.onRemoved();
  say(removal);
}
