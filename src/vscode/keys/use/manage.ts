/** Which extensions may have a key is for VS Code to know. */
import { commands, l10n, window } from 'vscode';
import { providerId } from '../ids';
import type { Sharing } from './sharing';

/** VS Code's own command; without an account it lists those there are. */
const manage = '_manageTrustedExtensionsForAccount';

export async function manageExtensions(sharing: Sharing): Promise<void> {
  const [key] = sharing.active;
  if (!key || !sharing.allows('extensions'))
    return void window.showInformationMessage(l10n.t('No extension can ask for a key in this workspace.'));
  await commands.executeCommand(manage, { providerId, accountLabel: `${key.name} (${key.environment})` });
}
