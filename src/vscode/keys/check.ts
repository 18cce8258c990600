/** "Verify Key": asks the API, once, because a person has asked. */
import { l10n, ProgressLocation, window } from 'vscode';
import { isStored, pickKey, type Typed } from './ask';
import type { Keys } from './keys';
import { named, sayFailure } from './say';
import { endpoint } from './settings';
import type { KeyInfo } from './types';
import { verdictText } from './verdict-text';
import { isLive, verify } from './verify';

/** How long the API may take, in ms. */
const limit = 15_000;

export interface Checked {
  live: boolean;
  /** Sentences. */
  said: string;
}

/** Undefined where nothing was asked, which has been said. */
export async function checkValue({ value, family }: Typed, { network }: Keys): Promise<Checked | undefined> {
  if (!network) {
    void window.showWarningMessage(
      l10n.t('A browser cannot ask the API for you: verify the key in VS Code on the desktop.'),
    );
    return undefined;
  }
  const place = endpoint();
  if ('problem' in place) {
    void window.showErrorMessage(place.problem);
    return undefined;
  }
  const { host } = new URL(place.base);
  const { ask, isProxied } = network;
  const options = { ask, base: place.base, family, key: value, isProxied: isProxied(), limit };
  const title = l10n.t('Asking {0} whether the key works…', host);
  const verdict = await window.withProgress({ location: ProgressLocation.Notification, title }, () => verify(options));
  return { live: isLive(verdict), said: verdictText(verdict, host, l10n.t) };
}

/** What has come out, with the key and in the log. */
export async function record(key: KeyInfo, { live, said }: Checked, { vault, log }: Keys): Promise<void> {
  const now = Date.now();
  await vault.change(key.id, { used: now, ...(live && { worked: now }) });
  await log.add('verified', key, said);
}

export async function verifyKey(given: unknown, keys: Keys): Promise<void> {
  const key = await pickKey(given, keys, l10n.t('Which key is to be verified?'), isStored);
  if (!key) return;
  const checked = await checkValue({ value: await keys.vault.value(key.id), family: key.family }, keys);
  if (!checked) return;
  await record(key, checked, keys).catch(sayFailure);
  const message = `${named(key)}: ${checked.said}`;
  void (checked.live ? window.showInformationMessage(message) : window.showWarningMessage(message));
}
