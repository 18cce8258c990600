/** The use of keys, wired. Before somebody asks for it nothing runs. */
import { Disposable } from 'vscode';
import { steady } from '../../steady';
import type { Keys } from '../keys';
import { sayUnstored } from '../say';
import { watchSettings } from './ask-settings';
import { chooseSharing } from './choose';
import type { Holders } from './close-terminals';
import { followDebugging } from './debugging';
import { manageExtensions } from './manage';
import { showMenu } from './menu';
import { Provider } from './provider';
import { type OpenBroker, Sharing } from './sharing';
import { showSharing } from './status';
import { stopSharing, watchLoss, watchWithdrawal } from './stop';
import { watchStoring } from './storing';
import { switchEnvironment } from './switch';
import { writeToEnv } from './write-env';

const newToken = () => `${crypto.randomUUID()}${crypto.randomUUID()}`;

/** By the command's name, behind `claudeGuard.keys.` */
export type UseHandlers = Readonly<Record<UseCommand, (given: unknown) => unknown>>;
type UseCommand = 'share' | 'switchEnvironment' | 'stopSharing' | 'menu' | 'manageExtensions' | 'writeEnv';

export interface Use extends Disposable {
  handlers: UseHandlers;
  /** Sessions for other extensions. */
  provider: Provider;
  terminals: Holders;
}

export function startUse(keys: Keys, openBroker: OpenBroker | undefined): Use {
  const state = steady(keys.context.workspaceState, sayUnstored);
  const sharing = new Sharing({ keys, state, openBroker, newToken });
  const provider = new Provider(sharing, keys);
  const watching = Disposable.from(
    watchStoring(sharing),
    watchLoss(sharing),
    watchWithdrawal(sharing),
    watchSettings(sharing),
  );
  const started = Disposable.from(showSharing(sharing), watching, followDebugging(sharing, keys), provider, sharing);
  if (sharing.consent.size > 0) void sharing.update();
  return {
    handlers: {
      share: () => chooseSharing(sharing, keys),
      switchEnvironment: () => switchEnvironment(sharing, keys),
      stopSharing: () => stopSharing(sharing, keys),
      menu: () => showMenu(sharing),
      manageExtensions: () => manageExtensions(sharing),
      writeEnv: (given) => writeToEnv(given, keys),
    },
    provider,
    terminals: sharing,
    dispose: () => started.dispose(),
  };
}
