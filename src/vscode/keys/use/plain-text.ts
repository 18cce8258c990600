/** What a key in `.env` means: said before one is written there. */
import { l10n, window } from 'vscode';

/** @param question names what is written, and as which variable */
export async function isPlainTextMeant(question: string): Promise<boolean> {
  const yes = l10n.t('Write It to .env');
  const detail = l10n.t(
    'It stands there in plain text: for every program and agent that reads the folder, for backups and for Local History. It stays when you switch the environment or stop using keys here, until you remove the line. “claude-guard key -- <program>” needs no file.',
  );
  return (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
