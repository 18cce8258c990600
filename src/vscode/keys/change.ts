/** Changes of what is known of a key: its name, its environment, the folders that it is for. */
import { l10n, type Uri, window, workspace } from 'vscode';
import { askEnvironment, askName, isStored, isTaken, isUsedHere, pickKey } from './ask';
import { folders, type KeyStore, type Keys } from './keys';
import { named } from './say';
import type { KeyInfo } from './types';
import { activeKey } from './use/active';
import { type Holders, nameHolders } from './use/close-terminals';

/** How long a short answer stays in the status bar, in ms. */
const shortly = 5000;

const noLonger = (key: KeyInfo): string => l10n.t('{0} is no longer this folder’s key', named(key));

export async function renameKey(given: unknown, keys: Keys): Promise<void> {
  const key = await pickKey(given, keys, l10n.t('Which key is to be renamed?'), isStored);
  if (!key) return;
  const name = await askName(l10n.t('Rename {0}', named(key)), key.environment, keys, key);
  if (name === undefined || name === key.name) return;
  await keys.vault.change(key.id, { name });
  await keys.log.add('renamed', { ...key, name }, l10n.t('Before: {0}', key.name));
}

export async function moveEnvironment(given: unknown, keys: Keys, terminals: Holders): Promise<void> {
  const key = await pickKey(given, keys, l10n.t('Which key’s environment is to be changed?'), isStored);
  if (!key) return;
  const title = l10n.t('Change the Environment of {0}', named(key));
  const all = await keys.vault.list();
  const environment = await askEnvironment(title, all, key.environment);
  if (environment === undefined) return;
  const others = all.filter((one) => one.environment === environment);
  const name = isTaken(key.name, others) ? await askName(title, environment, keys, key) : key.name;
  if (name === undefined) return;
  await keys.vault.change(key.id, { environment, name });
  const moved = { ...key, environment, name };
  await keys.log.add('moved', moved, l10n.t('Before: {0}', key.environment));
  await nameHolders([key], terminals, l10n.t('{0} is no longer a key for {1}', named(moved), key.environment));
}

export async function pickFolder(): Promise<Uri | undefined> {
  const [only, ...more] = folders();
  if (!only) void window.showInformationMessage(l10n.t('Open a folder to choose its key.'));
  if (more.length === 0) return only;
  return (await window.showWorkspaceFolderPick({ placeHolder: l10n.t('Which folder’s key?') }))?.uri;
}

/** One key for each folder: whichever was it before, no longer is. One that is lost is nobody's, and cannot be changed. */
export async function bindKey(key: KeyInfo, folder: Uri, { vault, log }: KeyStore): Promise<void> {
  const address = folder.toString();
  for (const { id, state, folders: bound = [] } of await vault.list()) {
    if (id !== key.id && state === 'stored' && bound.includes(address))
      await vault.change(id, { folders: bound.filter((one) => one !== address) });
  }
  await vault.change(key.id, { folders: [...new Set([...(key.folders ?? []), address])] });
  await log.add('bound', key, workspace.getWorkspaceFolder(folder)?.name);
}

/** Terminals that have the key of before are named. */
export async function changeKey(key: KeyInfo, folder: Uri, keys: KeyStore, terminals: Holders): Promise<void> {
  const now = activeKey(folder.toString(), await keys.vault.list());
  if (now?.id === key.id) return;
  await bindKey(key, folder, keys);
  window.setStatusBarMessage(l10n.t('{0} is this folder’s key now.', named(key)), shortly);
  if (now) await nameHolders([now], terminals, noLonger(now));
}

export async function useKey(given: unknown, keys: Keys, terminals: Holders): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  const key = await pickKey(given, keys, l10n.t('Which key is this folder’s?'), isStored);
  if (key) await changeKey(key, folder, keys, terminals);
}

export async function stopUsingKey(given: unknown, keys: Keys, terminals: Holders): Promise<void> {
  const key = await pickKey(given, keys, l10n.t('Which key is no longer this folder’s?'), isUsedHere);
  if (!key) return;
  const open = folders().map(String);
  await keys.vault.change(key.id, { folders: (key.folders ?? []).filter((one) => !open.includes(one)) });
  await keys.log.add('bound', key, l10n.t('No longer'));
  await nameHolders([key], terminals, noLonger(key));
}
