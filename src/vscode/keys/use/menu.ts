/** What the status bar's item opens. The first choice stops it all. */
import { commands, l10n, type QuickPickItem, window } from 'vscode';
import { showExplanation } from '../log-page';
import { named } from '../say';
import type { Sharing } from './sharing';
import { shortOf } from './texts';

interface RunItem extends QuickPickItem {
  run(): Thenable<unknown>;
}

export async function showMenu(sharing: Sharing): Promise<void> {
  const item = (command: string, icon: string, label: string, description = ''): RunItem => ({
    ...{ label: `$(${icon}) ${label}`, description },
    run: () => commands.executeCommand(`claudeGuard.keys.${command}`),
  });
  const ways = [...sharing.consent].map(shortOf).join(', ');
  const items = [
    item('stopSharing', 'debug-disconnect', l10n.t('Stop Using Keys in This Workspace'), ways),
    item('switchEnvironment', 'arrow-swap', l10n.t('Switch Environment…'), sharing.active.map(named).join(', ')),
    item('share', 'settings', l10n.t('Change What May Use the Key…')),
    ...(sharing.allows('extensions')
      ? [item('manageExtensions', 'extensions', l10n.t('Manage Extensions That Have Keys…'))]
      : []),
    { label: `$(question) ${l10n.t('How programs get a key')}`, run: showExplanation },
    item('showLog', 'history', l10n.t('Show Access Log')),
    item('focus', 'key', l10n.t('Show Keys')),
  ];
  const picked = await window.showQuickPick(items, { title: l10n.t('Key Used in This Workspace') });
  await picked?.run();
}
