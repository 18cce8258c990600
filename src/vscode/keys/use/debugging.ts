/** Programs that are debugged without a terminal have the key in their environment, where that is allowed. */
import { type DebugConfiguration, Disposable, debug, l10n, type WorkspaceFolder } from 'vscode';
import { variableOf } from '../../../rules/support/names';
import { folders, type KeyStore } from '../keys';
import { sayFailure } from '../say';
import { debugTypes } from '../settings';
import { takesKey, withKey } from './debug-launch';
import type { Sharing } from './sharing';
import { noteUse } from './used';

/** What of a window's use of keys matters here. */
type Allowed = Pick<Sharing, 'activeOf' | 'allows' | 'onDidChange'>;

/** The configuration as it was where no key is to be given. */
async function resolve(
  folder: WorkspaceFolder | undefined,
  launch: DebugConfiguration,
  sharing: Allowed,
  keys: KeyStore,
): Promise<DebugConfiguration> {
  const address = folder?.uri ?? (folders().length === 1 ? folders()[0] : undefined);
  const key = address && sharing.activeOf(address.toString());
  if (!key || !sharing.allows('debugging')) return launch;
  const variable = variableOf(key.family);
  if (!takesKey(launch, variable, debugTypes())) return launch;
  const value = await keys.vault.value(key.id);
  await noteUse(keys, key, 'injected', l10n.t('For a program that is debugged'), folder?.name);
  return withKey(launch, variable, value);
}

/** Registered while it is allowed, and no longer. */
export function followDebugging(sharing: Allowed, keys: KeyStore): Disposable {
  let registered: Disposable | undefined;
  const update = () => {
    if (sharing.allows('debugging') === (registered !== undefined)) return;
    if (registered) {
      registered.dispose();
      registered = undefined;
      return;
    }
    registered = debug.registerDebugConfigurationProvider('*', {
      resolveDebugConfigurationWithSubstitutedVariables: (folder, launch) =>
        resolve(folder, launch, sharing, keys).catch((error) => {
          sayFailure(error);
          return launch;
        }),
    });
  };
  update();
  return Disposable.from(sharing.onDidChange(update), { dispose: () => registered?.dispose() });
}
