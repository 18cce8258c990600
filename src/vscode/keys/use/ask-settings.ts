/** Asks whether terminals may have a key, though the workspace's own settings decide what runs in them. */
import { commands, l10n, window } from 'vscode';
import type { Subscription } from '../../emitter';
import { type OwnSettings, ownSettings } from './own-settings';
import type { Sharing } from './sharing';

const title = () => l10n.t('This workspace’s own settings decide what runs in its terminals');
const agreeLabel = () => l10n.t('Use Keys There');

/** True where there are none, or a person has agreed to them as they are. */
export async function agreesToSettings(sharing: Sharing): Promise<boolean> {
  const own = ownSettings();
  if (sharing.isAgreed) return true;
  const detail = l10n.t(
    'Whatever they start can ask for the key, and a variable of theirs may name another server for it. Look at them before you agree:\n\n{0}',
    own.names.map((name) => `• ${name}`).join('\n'),
  );
  const answer = await window.showWarningMessage(title(), { modal: true, detail }, agreeLabel());
  if (answer !== agreeLabel()) return false;
  await sharing.agree(own.print);
  return true;
}

async function tell(own: OwnSettings, sharing: Sharing): Promise<void> {
  const [look, stop] = [l10n.t('Show Settings'), l10n.t('Stop')];
  const text = l10n.t(
    'This workspace’s own settings decide what runs in its terminals ({0}): they get no key until you agree.',
    own.names.join(', '),
  );
  const answer = await window.showWarningMessage(text, look, agreeLabel(), stop);
  if (answer === look) await commands.executeCommand('workbench.action.openWorkspaceSettingsFile');
  if (answer === agreeLabel()) await sharing.agree(own.print);
  if (answer === stop) await commands.executeCommand('claudeGuard.keys.stopSharing');
}

/** Whoever changes such settings later, by a pull for instance, is not obeyed in silence. */
export function watchSettings(sharing: Sharing): Subscription {
  let told: string | undefined;
  return sharing.onDidChange(() => {
    const own = sharing.isHeld ? ownSettings() : undefined;
    if (own && own.print !== told) void tell(own, sharing);
    told = own?.print;
  });
}
