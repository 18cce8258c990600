/** Keeps a key that is being moved out of a file: stored before the file is changed, so that it is lost at no moment. */
import { commands, l10n, window, workspace } from 'vscode';
import { infoOf, isWilling, storeKey } from './add';
import type { Keys } from './keys';
import { named } from './say';
import { readPasted } from './shape';
import type { KeyInfo } from './types';

export interface Kept {
  /** Undoes it, where the file was not changed after all. */
  undo(): Promise<void>;
  /** Says where the key is now. Not to be waited for. */
  tell(): Promise<void>;
}

const environment = 'development';

/** The folder's name, with a number where there are keys of that name. */
function freeName(keys: readonly KeyInfo[]): string {
  const base = (workspace.name ?? l10n.t('Moved key')).slice(0, 40);
  const taken = new Set(keys.map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

async function removeStored(id: string, keys: Keys): Promise<void> {
  const info = await infoOf(id, keys);
  await keys.vault.remove(id);
  if (info) await keys.log.add('deleted', info);
}

const stillThere = () =>
  l10n.t('Local History, backups and git may still hold the old text, so replace the key: the checklist says how.');

/** It becomes the folder's key, whichever was that before; then it is asked what may have it. */
async function useHere(id: string, keys: Keys): Promise<void> {
  await commands.executeCommand('claudeGuard.keys.use', await infoOf(id, keys));
  await commands.executeCommand('claudeGuard.keys.share');
}

async function tellStored(id: string, name: string, keys: Keys): Promise<void> {
  const [remove, show, use] = [l10n.t('Remove Stored Key'), l10n.t('Show Keys'), l10n.t('Use It Here…')];
  const message = l10n.t('The key is in VS Code’s secret store now, as {0}.', named({ name, environment }));
  // Three do not fit beside each other in every language.
  const offered = [(workspace.workspaceFolders?.length ?? 0) > 0 ? use : show, remove];
  const answer = await window.showInformationMessage(`${message} ${stillThere()}`, ...offered);
  if (answer === use) await useHere(id, keys);
  if (answer === show) await commands.executeCommand('claudeGuard.keys.focus');
  if (answer === remove) await removeStored(id, keys);
}

async function tellKnown(key: KeyInfo): Promise<void> {
  const message = l10n.t('The key was in VS Code’s secret store already, as {0}.', named(key));
  const show = l10n.t('Show Keys');
  if ((await window.showInformationMessage(`${message} ${stillThere()}`, show)) === show)
    await commands.executeCommand('claudeGuard.keys.focus');
}

async function store(value: string, family: string, keys: Keys): Promise<Kept | 'declined'> {
  const known = await keys.vault.find(value);
  if (known) return { undo: async () => undefined, tell: () => tellKnown(known) };
  if (!(await isWilling(keys))) return 'declined';
  const name = freeName(await keys.vault.list());
  const id = await storeKey(keys, { value, family }, environment, name);
  return { undo: () => removeStored(id, keys), tell: () => tellStored(id, name, keys) };
}

/** Where the store fails: nothing has been changed yet. */
async function isMovedAnyway(): Promise<boolean> {
  const yes = l10n.t('Move It without Storing It');
  const detail = l10n.t(
    'Nothing has been changed yet. Without a stored copy, have the key elsewhere, or create a new one.',
  );
  const message = l10n.t('The key could not be put into VS Code’s secret store.');
  return (await window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}

/** Undefined: it is not kept, and may be moved all the same. `declined`: a person wants nothing changed. */
export async function keepKey(value: string, keys: Keys): Promise<Kept | 'declined' | undefined> {
  const key = readPasted(value, l10n.t);
  if ('problem' in key || !workspace.isTrusted) return undefined;
  try {
    return await store(key.value, key.family, keys);
  } catch {
    return (await isMovedAnyway()) ? undefined : 'declined';
  }
}
