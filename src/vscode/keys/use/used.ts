/** A key is about to be handed to something: when, to what and where is written down. */
import type { Action } from '../access-log';
import type { KeyStore } from '../keys';
import { sayFailure } from '../say';
import type { KeyInfo } from '../types';

/** The date of the last use is no more exact than that, in ms: each change of it is told to all windows. */
const exactness = 3_600_000;

/** Never rejects. @param folder by its name @param how one sentence */
export async function noteUse(
  keys: KeyStore,
  key: KeyInfo,
  action: Action,
  how: string,
  folder?: string,
): Promise<void> {
  await keys.log.add(action, key, how, folder);
  const now = Date.now();
  if (now - (key.used ?? 0) <= exactness || (await keys.vault.isBehind())) return;
  await keys.vault.change(key.id, { used: now }).catch(sayFailure);
}
