/** "Switch Environment": another key for the folder, and so for everything that uses it. */
import { l10n, type QuickPickItem, window } from 'vscode';
import { isStored } from '../ask';
import { bindKey, pickFolder } from '../change';
import type { Keys } from '../keys';
import { named } from '../say';
import type { KeyInfo } from '../types';
import { activeKey } from './active';
import { offerToClose } from './close-terminals';
import type { Sharing } from './sharing';

interface KeyItem extends QuickPickItem {
  key: KeyInfo;
}

/** How long a short answer stays in the status bar, in ms. */
const shortly = 5000;

const itemOf = (key: KeyInfo, now: KeyInfo | undefined): KeyItem => ({
  ...{ key, label: `$(${key.id === now?.id ? 'check' : 'key'}) ${key.environment}` },
  description: `${key.name} · ${key.masked}`,
  ...(key.id === now?.id && { detail: l10n.t('In use now') }),
});

export async function switchEnvironment(sharing: Sharing, keys: Keys): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  const all = (await keys.vault.list()).filter(isStored);
  if (all.length === 0) return void window.showInformationMessage(l10n.t('No key is stored yet.'));
  const now = activeKey(folder.toString(), all);
  const placeHolder = l10n.t('Which environment’s key is this folder’s from now on?');
  const items = all.map((key) => itemOf(key, now));
  const picked = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (!picked || picked.key.id === now?.id) return;
  const { key } = picked;
  const holders = now ? await sharing.holders((masked) => masked === now.masked) : [];
  await bindKey(key, folder, keys);
  await sharing.update();
  window.setStatusBarMessage(l10n.t('{0} is this folder’s key now.', named(key)), shortly);
  if (now) await offerToClose(holders, l10n.t('{0} is no longer this folder’s key', named(now)));
}
