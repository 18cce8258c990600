/** "Delete Key" and "Remove All Keys": after a confirmation that says what it means. Terminals that have one are named afterwards. */
import { env, l10n, Uri, window } from 'vscode';
import { pickKey } from './ask';
import { endOf } from './entry';
import type { Keys } from './keys';
import { consolePage, named } from './say';
import type { KeyInfo } from './types';
import { type Holders, nameHolders } from './use/close-terminals';

/** How many names a question lists. */
const mostNamed = 12;

async function isMeant({ state, ...key }: KeyInfo): Promise<boolean> {
  const yes = state === 'lost' ? l10n.t('Remove the Entry') : l10n.t('Delete');
  const detail =
    state === 'lost'
      ? l10n.t(
          'The key itself is no longer stored. If it is not used elsewhere, disable it in the Console ({0}).',
          key.masked,
        )
      : l10n.t(
          'It cannot be brought back from here. The key itself ({0}) works until you disable it in the Console.',
          key.masked,
        );
  const question = l10n.t('Delete {0} from VS Code’s secret store?', named(key));
  return (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

/** Not waited for. */
async function remind(message: string): Promise<void> {
  const page = l10n.t('Open the Console');
  if ((await window.showInformationMessage(message, page)) === page)
    await env.openExternal(Uri.parse(consolePage, true));
}

export async function deleteKey(given: unknown, keys: Keys, terminals: Holders): Promise<void> {
  const key = await pickKey(given, keys, l10n.t('Which key is to be deleted?'), () => true);
  if (!key || !(await isMeant(key))) return;
  await keys.vault.remove(key.id);
  await keys.log.add('deleted', key);
  void remind(l10n.t('{0} is deleted. If nothing else uses the key, disable it in the Console.', named(key)));
  await nameHolders([key], terminals, l10n.t('{0} is deleted', named(key)));
}

export async function removeAllKeys(keys: Keys, terminals: Holders): Promise<void> {
  const all = await keys.vault.list();
  if (all.length === 0) return void window.showInformationMessage(l10n.t('No key is stored yet.'));
  const yes = l10n.t('Remove All');
  const names = all.slice(0, mostNamed).map((key) => `• ${named(key)} ${endOf(key.masked)}`);
  const more = all.length > mostNamed ? [l10n.t('and {0} more', all.length - mostNamed)] : [];
  const detail = [
    ...names,
    ...more,
    '',
    l10n.t('They cannot be brought back from here, and work until you disable them in the Console.'),
  ].join('\n');
  const question = l10n.t('Remove all keys from VS Code’s secret store?');
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
  const { failed } = await keys.vault.removeAll();
  const left = new Set((await keys.vault.list()).map(({ id }) => id));
  const gone = all.filter(({ id }) => !left.has(id));
  for (const key of gone) await keys.log.add('deleted', key);
  if (failed === 0) void remind(l10n.t('All keys are removed. Disable those in the Console that nothing else uses.'));
  else
    void window.showErrorMessage(
      l10n.t('{0} of the keys could not be removed. Unlock the keyring of your system, then try again.', failed),
    );
  await nameHolders(gone, terminals, l10n.t('Keys are deleted'));
}
