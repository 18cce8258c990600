/** The keys' side of the extension, wired. Nothing is read before somebody opens the view or asks for something. */
import { Disposable } from 'vscode';
import { registerKeyCommands } from './commands';
import { createKeys, type Keys, type KeysOptions } from './keys';
import { registerLogPage } from './log-page';
import type { OpenBroker } from './use/sharing';
import { startUse } from './use/start';
import { KeysView } from './view';

export function startKeys(
  options: KeysOptions,
  openBroker: OpenBroker | undefined,
): { keys: Keys; started: Disposable } {
  const keys = createKeys(options);
  const view = new KeysView(keys);
  const use = startUse(keys, openBroker);
  const commands = registerKeyCommands(keys, view, use.handlers);
  const started = Disposable.from(keys, view, use, commands, registerLogPage(keys));
  return { keys, started };
}
