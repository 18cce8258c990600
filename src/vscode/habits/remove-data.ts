/** "Remove All My Data": what it removes is named before, and said after. */
import { type ExtensionContext, FileType, l10n, type Memento, Uri, window, workspace } from 'vscode';
import {
  hasSecrets,
  presentParts,
  type Removal,
  removeAll,
  removeKeys,
  removeSecrets,
  type StoredPart,
} from './stored-data';

export interface RemoveOptions {
  context: ExtensionContext;
  /** What was kept is no longer in force. */
  onRemoved(): void;
}

const isFolder = (uri: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

/** One that VS Code may have made for us, or not. */
function folderPart(name: string, uri: Uri | undefined): StoredPart {
  const exists = async () => uri !== undefined && (await isFolder(uri));
  const remove = async () => {
    if (uri === undefined || !(await isFolder(uri))) return false;
    await workspace.fs.delete(uri, { recursive: true });
    return true;
  };
  return { name, exists, remove };
}

function keysPart(name: string, state: Memento): StoredPart {
  return { name, exists: async () => state.keys().length > 0, remove: () => removeKeys(state) };
}

async function logFiles({ context }: RemoveOptions): Promise<Uri[]> {
  const found = await workspace.fs.readDirectory(context.logUri).then(
    (entries) => entries,
    () => [],
  );
  return found.filter(([, type]) => type === FileType.File).map(([name]) => Uri.joinPath(context.logUri, name));
}

/** Emptied, not deleted: VS Code has the file open, and goes on writing there. */
function logPart(options: RemoveOptions): StoredPart {
  const exists = async () => (await logFiles(options)).length > 0;
  const remove = async () => {
    const files = await logFiles(options);
    for (const file of files) await workspace.fs.writeFile(file, new Uint8Array());
    return files.length > 0;
  };
  return { name: l10n.t('this window’s log'), exists, remove };
}

function partsOf(options: RemoveOptions): StoredPart[] {
  const { workspaceState, globalState, secrets, storageUri, globalStorageUri } = options.context;
  return [
    keysPart(l10n.t('choices for this workspace'), workspaceState),
    keysPart(
      l10n.t('choices for all workspaces, your progress in the training, and the access log of your keys'),
      globalState,
    ),
    {
      name: l10n.t('every key in VS Code’s secret store: none can be brought back from here'),
      exists: () => hasSecrets(secrets),
      remove: () => removeSecrets(secrets),
    },
    folderPart(l10n.t('files for this workspace'), storageUri),
    folderPart(l10n.t('files for all workspaces'), globalStorageUri),
    logPart(options),
  ];
}

async function isMeant(parts: readonly StoredPart[]): Promise<boolean> {
  const remove = l10n.t('Remove');
  const detail = [
    ...parts.map(({ name }) => `• ${name}`),
    '',
    l10n.t('Settings, .claude-guard.json and suppressions in your files stay: they are yours.'),
    l10n.t('What is stored for other workspaces stays until you run this command there.'),
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
  const parts = await presentParts(partsOf(options));
  if (parts.length === 0) return say({ removed: [], empty: [], failed: [] });
  if (!(await isMeant(parts))) return;
  const removal = await removeAll(parts);
  options.onRemoved();
  say(removal);
}
