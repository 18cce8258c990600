/** "Stop Using Keys in This Workspace": at once, without a question; what started before is named afterwards. */
import { l10n, window } from 'vscode';
import type { Subscription } from '../../emitter';
import type { Keys } from '../keys';
import { named } from '../say';
import { offerToClose } from './close-terminals';
import type { Sharing } from './sharing';

/** How long a short answer stays in the status bar, in ms. */
const shortly = 5000;

const title = () => l10n.t('Keys are no longer used in this workspace');

/** As when it is stopped, where "Remove All My Data" has ended it. */
export const watchLoss = (sharing: Pick<Sharing, 'onDidLoseConsent'>): Subscription =>
  sharing.onDidLoseConsent((holders) => void offerToClose(holders, title()));

/** Where somebody else has changed keys: another window, or a step that had to be undone. */
export const watchWithdrawal = (sharing: Pick<Sharing, 'onDidWithdraw'>): Subscription =>
  sharing.onDidWithdraw(({ keys, holders }) => {
    const names = keys.map(named).join(', ');
    const said =
      keys.length === 1
        ? l10n.t('{0} was deleted, replaced or moved', names)
        : l10n.t('{0} were deleted, replaced or moved', names);
    void offerToClose(holders, said, false);
  });

export async function stopSharing(sharing: Sharing, { log }: Keys): Promise<void> {
  if (sharing.consent.size === 0)
    return void window.showInformationMessage(l10n.t('No key is used in this workspace.'));
  const used = sharing.active;
  // Before the connections are closed, by which running programs are known.
  const holders = await sharing.holders(() => true);
  await sharing.setConsent(new Set());
  for (const key of used) await log.add('stopped', key);
  window.setStatusBarMessage(l10n.t('Nothing that starts from now on gets a key here.'), shortly);
  await offerToClose(holders, title());
}
