/** The access log as a page, and as a file for whoever has to keep one. */
import { commands, Disposable, EventEmitter, env, l10n, Uri, window, workspace } from 'vscode';
import { logPage } from './access-log';
import type { Keys } from './keys';

const scheme = 'claude-guard-keys';

const timeOf = (ms: number): string =>
  new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(ms);

const page = (): Uri => Uri.from({ scheme, path: `/${l10n.t('Access log')}.md` });

/** Where VS Code's own Markdown extension is switched off, the page's text is readable, too. */
export async function showLog(): Promise<void> {
  await commands.executeCommand('markdown.showPreview', page()).then(undefined, () => window.showTextDocument(page()));
}

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

export function registerLogPage(keys: Keys): Disposable {
  const changed = new EventEmitter<Uri>();
  const provideTextDocumentContent = () => logPage(keys.log.events(), timeOf, l10n.t);
  return Disposable.from(
    changed,
    keys.onDidChange(() => changed.fire(page())),
    workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent, onDidChange: changed.event }),
  );
}
