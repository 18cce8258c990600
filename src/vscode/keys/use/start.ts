/** The use of keys, wired. Before somebody asks for it nothing runs; where it was allowed before, it starts after the activation. */
import { Disposable } from 'vscode';
import type { Keys } from '../keys';
import { chooseSharing } from './choose';
import { followDebugging } from './debugging';
import { manageExtensions } from './manage';
import { showMenu } from './menu';
import { registerProvider } from './provider';
import { type OpenBroker, Sharing } from './sharing';
import { showSharing } from './status';
import { stopSharing } from './stop';
import { switchEnvironment } from './switch';
import { writeToEnv } from './write-env';

const newToken = () => `${crypto.randomUUID()}${crypto.randomUUID()}`;

export interface Use extends Disposable {
  /** By the command's name. */
  handlers: Readonly<Record<string, (given: unknown) => unknown>>;
}

export function startUse(keys: Keys, openBroker: OpenBroker | undefined): Use {
  const sharing = new Sharing({ keys, state: keys.context.workspaceState, openBroker, newToken });
  const started = Disposable.from(
    showSharing(sharing),
    followDebugging(sharing, keys),
    registerProvider(sharing, keys),
    sharing,
  );
  const timer = setTimeout(() => {
    if (sharing.consent.size > 0) void sharing.update();
  }, 0);
  return {
    handlers: {
      share: () => chooseSharing(sharing, keys),
      switchEnvironment: () => switchEnvironment(sharing, keys),
      stopSharing: () => stopSharing(sharing, keys),
      menu: () => showMenu(sharing),
      manageExtensions: () => manageExtensions(sharing),
      writeEnv: (given) => writeToEnv(given, keys),
    },
    dispose: () => {
      clearTimeout(timer);
      started.dispose();
    },
  };
}
