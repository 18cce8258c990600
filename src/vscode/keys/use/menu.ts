/** What the status bar's item opens. The first choice stops it all. */
import { commands, l10n, type QuickPickItem, window } from 'vscode';
import { named } from '../say';
import type { Sharing } from './sharing';
import { titleOf } from './texts';

interface CommandItem extends QuickPickItem {
  command: string;
}

export async function showMenu(sharing: Sharing): Promise<void> {
  const item = (command: string, icon: string, label: string, detail?: string): CommandItem => ({
    ...{ command: `claudeGuard.keys.${command}`, label: `$(${icon}) ${label}` },
    ...(detail !== undefined && { detail }),
  });
  const ways = [...sharing.consent].map(titleOf).join('; ');
  const items = [
    item('stopSharing', 'debug-disconnect', l10n.t('Stop Using Keys in This Workspace'), ways),
    item('switchEnvironment', 'arrow-swap', l10n.t('Switch Environment…'), sharing.active.map(named).join(', ')),
    item('share', 'settings', l10n.t('Change What May Use the Key…')),
    ...(sharing.allows('extensions')
      ? [item('manageExtensions', 'extensions', l10n.t('Manage Extensions That Have Keys…'))]
      : []),
    item('showLog', 'history', l10n.t('Show Access Log')),
    item('focus', 'key', l10n.t('Show Keys')),
  ];
  const picked = await window.showQuickPick(items, { title: l10n.t('Key Used in This Workspace') });
  if (picked) await commands.executeCommand(picked.command);
}
