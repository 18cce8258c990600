/** "Add Key": asked for, checked, stored. */
import { commands, l10n, window } from 'vscode';
import { askEnvironment, askKey, askName, type Typed } from './ask';
import type { Keys } from './keys';
import { named } from './say';
import type { KeyInfo } from './types';

/** Told before a key is entrusted to a store that would lose it. */
export async function isWilling(keys: Keys): Promise<boolean> {
  if ((await keys.durability()) !== 'volatile') return true;
  const anyway = l10n.t('Store It All the Same');
  const detail = l10n.t(
    'What was stored in an earlier session is gone: there seems to be no keyring. A key that you store now lasts until VS Code is closed. Have it elsewhere, too, or set up a keyring first.',
  );
  const message = l10n.t('VS Code does not keep secrets on this machine.');
  return (await window.showWarningMessage(message, { modal: true, detail }, anyway)) === anyway;
}

/** The same key twice is a person's decision. */
export async function isMeantTwice({ value }: Typed, keys: Keys): Promise<boolean> {
  const same = await keys.vault.find(value);
  if (!same) return true;
  const again = l10n.t('Store It Again');
  const detail = l10n.t(
    'What leaks from one place opens the other. Better create a key of its own for each environment and application.',
  );
  const message = l10n.t('This key is stored already, as {0}.', named(same));
  return (await window.showWarningMessage(message, { modal: true, detail }, again)) === again;
}

/** Not waited for: the command has done its work once the key is stored. */
async function offerMore(id: string, keys: Keys, name: string): Promise<void> {
  const [verify, show] = [l10n.t('Verify'), l10n.t('Show Keys')];
  const message = l10n.t(
    '{0} is in VS Code’s encrypted store now. Clear the clipboard, and remove the key from where it stood.',
    name,
  );
  const answer = await window.showInformationMessage(message, ...(keys.network ? [verify, show] : [show]));
  if (answer === show) await commands.executeCommand('claudeGuard.keys.focus');
  if (answer === verify) await commands.executeCommand('claudeGuard.keys.verify', await infoOf(id, keys));
}

/** Undefined where there is no such key any more. */
export const infoOf = async (id: string, { vault }: Keys): Promise<KeyInfo | undefined> =>
  (await vault.list()).find((key) => key.id === id);

/** Stores it, records it. @returns the new key's id */
export async function storeKey(keys: Keys, typed: Typed, environment: string, name: string): Promise<string> {
  const id = await keys.vault.add({ ...typed, environment, name });
  const info = await infoOf(id, keys);
  if (info) await keys.log.add('stored', info);
  // A step of the walkthrough is done by that.
  void commands.executeCommand('setContext', 'claudeGuard.keys.stored', true);
  return id;
}

export async function addKey(keys: Keys): Promise<void> {
  if (!(await isWilling(keys))) return;
  const title = l10n.t('Add a Key');
  const prompt = l10n.t('Paste a Claude key. It goes into VS Code’s encrypted store and is not shown again.');
  const typed = await askKey(title, prompt);
  if (!typed || !(await isMeantTwice(typed, keys))) return;
  const environment = await askEnvironment(title, await keys.vault.list());
  if (environment === undefined) return;
  const name = await askName(title, environment, keys);
  if (name === undefined) return;
  const id = await storeKey(keys, typed, environment, name);
  void offerMore(id, keys, named({ name, environment }));
}
