/**
 * Terminals that have a key in their environment, once VS Code stores terminals: it writes those that are open, too, when it is closed.
 * Whoever switches that on, a workspace's settings included, is told of them at once.
 */
import { type Disposable, l10n, workspace } from 'vscode';
import { offerToClose } from './close-terminals';
import type { Sharing } from './sharing';
import { persistenceSetting, storesTerminals } from './stored-terminals';

export const watchStoring = (sharing: Pick<Sharing, 'startedWithKey'>): Disposable =>
  workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration(persistenceSetting) || !storesTerminals()) return;
    void offerToClose(
      sharing.startedWithKey(),
      l10n.t('VS Code stores terminals on the disk from now on, with the key in their environment'),
    );
  });
