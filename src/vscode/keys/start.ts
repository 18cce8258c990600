/** The keys' side of the extension, wired. Nothing is read before somebody opens the view or asks for something. */
import { Disposable } from 'vscode';
import { registerKeyCommands } from './commands';
import { createKeys, type Keys, type KeysOptions } from './keys';
import { registerLogPage } from './log-page';
import { KeysView } from './view';

export function startKeys(options: KeysOptions): { keys: Keys; started: Disposable } {
  const keys = createKeys(options);
  const view = new KeysView(keys);
  const started = Disposable.from(keys, view, registerKeyCommands(keys, view), registerLogPage(keys));
  return { keys, started };
}
