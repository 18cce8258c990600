/** The commands for keys. None of them takes a secret or returns one: every extension could call it. */
import { commands, l10n, window, workspace } from 'vscode';
import { addKey } from './add';
import { isRow } from './ask';
import { moveEnvironment, renameKey, stopUsingKey, useKey } from './change';
import { verifyKey } from './check';
import type { Keys } from './keys';
import { exportLog, showLog } from './log-page';
import { deleteKey, removeAllKeys } from './remove';
import { rotateKey } from './rotate';
import { sayFailure } from './say';
import type { KeyCommand } from './start';
import type { Holders } from './use/close-terminals';
import type { UseHandlers } from './use/start';
import type { KeysView } from './view';

async function isTrusted(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  const message = l10n.t('Keys wait until you trust this workspace.');
  if ((await window.showWarningMessage(message, manage)) === manage)
    await commands.executeCommand('workbench.trust.manage');
  return false;
}

type KeyHandler = (given: unknown, keys: Keys, terminals: Holders) => Promise<void>;

export type Handler = (given: unknown) => unknown;

/** What keys and the access log stand for waits for trust; what fails is said. Answers nothing, whatever the handler does. */
export async function runGuarded(handler: Handler, given: unknown): Promise<void> {
  try {
    if (await isTrusted()) await handler(given);
  } catch (error) {
    sayFailure(error);
  }
}

/** Whatever another extension hands over is no row. */
const onlyRows =
  (handler: Handler): Handler =>
  (given) =>
    handler(isRow(given) ? given : undefined);

export function keyHandlers(
  keys: Keys,
  view: KeysView,
  use: UseHandlers,
  terminals: Holders,
): Readonly<Record<KeyCommand, Handler>> {
  const forRow = (handler: KeyHandler): Handler => {
    return onlyRows((given) => handler(given, keys, terminals));
  };
  const forSelected = (handler: KeyHandler): Handler => {
    return (given) => handler(isRow(given) ? given : view.selected, keys, terminals);
  };
  return {
    add: () => addKey(keys),
    rotate: forRow(rotateKey),
    verify: forRow(verifyKey),
    rename: forRow(renameKey),
    renameSelected: forSelected(renameKey),
    moveEnvironment: forRow(moveEnvironment),
    use: forRow(useKey),
    stopUsing: forRow(stopUsingKey),
    delete: forRow(deleteKey),
    deleteSelected: forSelected(deleteKey),
    removeAll: () => removeAllKeys(keys, terminals),
    refresh: () => view.refresh(),
    showLog: () => showLog(),
    exportLog: () => exportLog(keys),
    ...use,
    writeEnv: onlyRows(use.writeEnv),
  };
}
