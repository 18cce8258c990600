/** All for keys, wired. It is loaded when somebody needs it, see `start.ts`. */
import { Disposable, type TreeDataProvider, type TreeView, type Uri } from 'vscode';
import type { Subscription } from '../emitter';
import { keyHandlers, runGuarded } from './commands';
import { createKeys, type Keys, type KeysOptions } from './keys';
import { logUri, pageText } from './log-page';
import type { KeyCommand } from './start';
import type { KeyInfo } from './types';
import type { Provider } from './use/provider';
import type { OpenBroker } from './use/sharing';
import { startUse } from './use/start';
import { KeysView } from './view';

export interface KeysPart extends Disposable {
  keys: Keys;
  rows: TreeDataProvider<KeyInfo>;
  /** Sessions for other extensions. */
  provider: Provider;
  /** @param given whatever the command got */
  run(name: KeyCommand, given: unknown): Promise<void>;
  /** Of a page's URI. */
  pageText(uri: Uri): string;
  onDidChangePage(listener: (uri: Uri) => void): Subscription;
}

/** @param view where the keys are shown, once it asks for `rows` */
export function openKeys(options: KeysOptions, openBroker: OpenBroker | undefined, tree: TreeView<KeyInfo>): KeysPart {
  const keys = createKeys(options);
  const view = new KeysView(keys, tree);
  const use = startUse(keys, openBroker);
  const handlers = keyHandlers(keys, view, use.handlers, use.terminals);
  const all = Disposable.from(keys, view, use);
  return {
    keys,
    rows: view.rows,
    provider: use.provider,
    run: (name, given) => runGuarded(handlers[name], given),
    pageText: (uri) => pageText(uri, keys),
    onDidChangePage: (listener) => keys.onDidLog(() => listener(logUri())),
    dispose: () => all.dispose(),
  };
}
