/** "Write Key to .env": only where git ignores the file, and after it was said what that means. */
import { l10n, window } from 'vscode';
import { variableOf } from '../../../rules/support/names';
import { isStored, pickKey } from '../ask';
import { pickFolder } from '../change';
import type { Keys } from '../keys';
import { named } from '../say';
import { isPlainTextMeant } from './plain-text';

export async function writeToEnv(given: unknown, keys: Keys): Promise<void> {
  const folder = await pickFolder();
  if (!folder) return;
  const file = await keys.envFile(folder);
  if (!file.isIgnored) {
    const detail = file.isTracked
      ? l10n.t('Git has .env: what is written there is committed. Take it out of git first (git rm --cached .env).')
      : l10n.t('Git does not ignore .env, so that a key there would be committed. Add it to .gitignore first.');
    await window.showWarningMessage(l10n.t('Nothing was written to .env.'), { modal: true, detail });
    return;
  }
  const key = await pickKey(given, keys, l10n.t('Which key is to be written to .env?'), isStored);
  if (!key) return;
  const variable = variableOf(key.family);
  if (!(await isPlainTextMeant(l10n.t('Write {0} to .env as {1}?', named(key), variable)))) return;
  if (await file.write(variable, await keys.vault.value(key.id)))
    await keys.log.add('injected', key, l10n.t('Written to .env'));
}
