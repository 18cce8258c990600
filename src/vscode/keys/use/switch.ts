/** "Switch Environment": another key for the folder, and so for everything that uses it. */
import { l10n, type QuickPickItem, window } from 'vscode';
import { isStored } from '../ask';
import { changeKey, pickFolder } from '../change';
import type { Keys } from '../keys';
import type { KeyInfo } from '../types';
import { activeKey } from './active';
import type { Holders } from './close-terminals';

interface KeyItem extends QuickPickItem {
  key: KeyInfo;
}

function itemOf(key: KeyInfo, now: KeyInfo | undefined): KeyItem {
  const isNow = key.id === now?.id;
  const words = [key.name, key.masked, ...(isNow ? [l10n.t('in use now')] : [])];
  return { key, label: `$(${isNow ? 'check' : 'key'}) ${key.environment}`, description: words.join(' · ') };
}

export async function switchEnvironment(terminals: Holders, keys: Keys): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  const all = (await keys.vault.list()).filter(isStored);
  if (all.length === 0) return void window.showInformationMessage(l10n.t('No key is stored yet.'));
  const now = activeKey(folder.toString(), all);
  const placeHolder = l10n.t('Which environment’s key is this folder’s from now on?');
  const items = all.map((key) => itemOf(key, now));
  const picked = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (picked) await changeKey(picked.key, folder, keys, terminals);
}
