/** Pages about keys: the access log, also as a file for whoever has to keep one, and how programs get a key. */
import { commands, env, l10n, Uri, window, workspace } from 'vscode';
import { logPage } from './access-log';
import { pageScheme } from './ids';
import type { Keys } from './keys';
import { explanation } from './use/explanation';

/** In two lines at most, where there is little room. */
const timeOf = (ms: number): string =>
  [{ dateStyle: 'medium' } as const, { timeStyle: 'medium' } as const]
    .map((style) => new Intl.DateTimeFormat(env.language, style).format(ms).replace(/\s/g, '\u00a0'))
    .join(' ');

export const logUri = (): Uri => Uri.from({ scheme: pageScheme, path: `/${l10n.t('Access log')}.md` });
const explanationUri = (): Uri =>
  Uri.from({ scheme: pageScheme, path: `/${l10n.t('How programs get a key')}.md`, query: 'use' });

/** Where VS Code's own Markdown extension is switched off, the page's text is readable, too. */
async function show(page: Uri): Promise<void> {
  await commands.executeCommand('markdown.showPreview', page).then(undefined, () => window.showTextDocument(page));
}

export const showLog = (): Promise<void> => show(logUri());

export const showExplanation = (): Promise<void> => show(explanationUri());

export async function exportLog({ log }: Keys): Promise<void> {
  const events = log.events();
  if (events.length === 0) return void window.showInformationMessage(l10n.t('Nothing has happened yet.'));
  const [folder] = workspace.workspaceFolders ?? [];
  const uri = await window.showSaveDialog({
    filters: { JSON: ['json'] },
    ...(folder && { defaultUri: Uri.joinPath(folder.uri, 'claude-guard-access-log.json') }),
  });
  if (!uri) return;
  const rows = events.map(({ at, ...event }) => ({ time: new Date(at).toISOString(), ...event }));
  await workspace.fs.writeFile(uri, new TextEncoder().encode(`${JSON.stringify(rows, undefined, 2)}\n`));
  window.setStatusBarMessage(l10n.t('The access log was saved.'), 4000);
}

/** A page's text, as Markdown. */
export const pageText = ({ query }: Uri, { log }: Keys): string =>
  query === 'use' ? explanation(l10n.t) : logPage(log.events(), timeOf, l10n.t);
