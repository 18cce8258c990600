/** What is said of keys, and of a store that fails. */
import { commands, l10n, window } from 'vscode';
import type { KeyInfo } from './types';
import { StoreFailure } from './vault';

/** Where keys are created and disabled. */
export const consolePage = 'https://platform.claude.com/settings/keys';

/** As in "“chat” (production)". */
export const named = ({ name, environment }: Pick<KeyInfo, 'name' | 'environment'>): string =>
  l10n.t('“{0}” ({1})', name, environment);

const failures = (): Readonly<Record<StoreFailure['reason'], string>> => ({
  read: l10n.t('VS Code’s secret store could not be read. Unlock the keyring of your system, then try again.'),
  write: l10n.t(
    'VS Code’s secret store has refused the key, so that nothing was changed. Unlock the keyring of your system, then try again.',
  ),
  delete: l10n.t(
    'VS Code’s secret store could not delete the key, which is still there. Unlock the keyring of your system, then try again.',
  ),
  lost: l10n.t(
    'VS Code’s secret store took the key but does not give it back, so that nothing was changed. Is there a keyring on this machine?',
  ),
  gone: l10n.t('The key is no longer in VS Code’s secret store.'),
  behind: behind(),
});

/** What another window has changed, and this one does not see. */
export const behind = (): string =>
  l10n.t(
    'Another window has changed keys, which VS Code does not show here. Reload this window before you change keys in it.',
  );

async function offerReload(said: string): Promise<void> {
  const reload = l10n.t('Reload Window');
  if ((await window.showWarningMessage(said, reload)) === reload)
    await commands.executeCommand('workbench.action.reloadWindow');
}

/** With a button, without which VS Code shows the first line alone. Not waited for. */
async function sayAtLength(said: string, show: (said: string, button: string) => Thenable<string | undefined>) {
  const keys = l10n.t('Show Keys');
  if ((await show(said, keys)) === keys) await commands.executeCommand('claudeGuard.keys.focus');
}

/** Never shows the error itself: it may hold anything. */
export function sayFailure(error: unknown): void {
  if (error instanceof StoreFailure && error.reason === 'behind') return void offerReload(behind());
  const said =
    error instanceof StoreFailure ? failures()[error.reason] : l10n.t('That has failed, and no key was changed.');
  void sayAtLength(said, window.showErrorMessage);
}

/** Dates, the log, or what is allowed here: VS Code could not store it. */
export function sayUnstored(): void {
  const message = l10n.t(
    'VS Code could not store what was done with keys here: it is forgotten when the window is closed, and what you have stopped may be allowed again then.',
  );
  void sayAtLength(message, window.showWarningMessage);
}
