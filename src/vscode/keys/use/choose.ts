/** "Use Keys in This Workspace": what is allowed here, with what it means. */
import { l10n, type QuickPickItem, type Terminal, ThemeIcon, window, workspace } from 'vscode';
import { isStored, pickKey } from '../ask';
import { bindKey } from '../change';
import { folders, type Keys } from '../keys';
import { showExplanation } from '../log-page';
import { activeKey } from './active';
import { agreesToSettings } from './ask-settings';
import { offerToClose } from './close-terminals';
import type { Way } from './consent';
import type { Sharing } from './sharing';
import { stopSharing } from './stop';
import { storesTerminals } from './stored-terminals';
import { detailOf, iconOf, titleOf } from './texts';

interface WayItem extends QuickPickItem {
  way: Way;
}

function waysHere(sharing: Sharing): Way[] {
  const inTerminals: Way[] = storesTerminals() ? ['helper'] : ['helper', 'environment'];
  return [...(sharing.hasTerminals ? inTerminals : []), 'debugging', 'extensions'];
}

/** Undefined: a person has changed their mind. */
function askWays(sharing: Sharing): Promise<Set<Way> | undefined> {
  const { consent } = sharing;
  const pick = window.createQuickPick<WayItem>();
  pick.title = l10n.t('Use Keys in {0}', workspace.name ?? '');
  pick.placeholder = l10n.t('What may have this workspace’s key, until you stop it?');
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.buttons = [{ iconPath: new ThemeIcon('question'), tooltip: l10n.t('What This Means') }];
  pick.items = waysHere(sharing).map((way) => ({
    ...{ way, label: `${iconOf[way]} ${titleOf(way)}`, detail: detailOf(way) },
  }));
  const before: ReadonlySet<Way> = consent.size > 0 ? consent : new Set(['helper']);
  pick.selectedItems = pick.items.filter(({ way }) => before.has(way));
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => void showExplanation());
    pick.onDidAccept(() => {
      resolve(new Set(pick.selectedItems.map(({ way }) => way)));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** A folder without a key of its own gets one. False: a person did not choose. */
async function hasKey(sharing: Sharing, keys: Keys): Promise<boolean> {
  const all = await keys.vault.list();
  const open = folders();
  if (open.some((uri) => activeKey(uri.toString(), all))) return true;
  const key = await pickKey(undefined, keys, l10n.t('Which key is this workspace’s?'), isStored);
  if (!key) return false;
  for (const folder of open) await bindKey(key, folder, keys);
  await sharing.update();
  return true;
}

/** Terminals keep what they were given in a way that is no longer allowed. */
async function holdersOfWithdrawn(sharing: Sharing, ways: ReadonlySet<Way>): Promise<Terminal[]> {
  const isWithdrawn = (['helper', 'environment'] as const).some((way) => sharing.consent.has(way) && !ways.has(way));
  return isWithdrawn ? sharing.holders(() => true) : [];
}

export async function chooseSharing(sharing: Sharing, keys: Keys): Promise<void> {
  if (folders().length === 0) return void window.showInformationMessage(l10n.t('Open a folder to use a key there.'));
  const ways = await askWays(sharing);
  if (!ways) return;
  if (ways.size === 0) return sharing.consent.size > 0 ? stopSharing(sharing, keys) : undefined;
  if ((ways.has('helper') || ways.has('environment')) && !(await agreesToSettings(sharing))) return;
  if (!(await hasKey(sharing, keys))) return;
  // Before the connections are closed, by which running programs are known.
  const holders = await holdersOfWithdrawn(sharing, ways);
  await sharing.setConsent(ways);
  for (const key of sharing.active) await keys.log.add('allowed', key, [...ways].map(titleOf).join('; '));
  await offerToClose(holders, l10n.t('Less may have the key in this workspace now'));
}
