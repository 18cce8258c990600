/** Another try at a file that could not be analysed: its worker hung, crashed, or could not read it. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  commands,
  Disposable,
  l10n,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode';
import { source, unfinishedCode } from '../diagnostics';
import type { FindingStore } from '../store';
import { type Documents, fileOf } from './documents';
import type { Folders, OpenFolder } from './folders';
import type { WorkspaceScan } from './workspace-scan';

export interface RetryOptions {
  documents: Documents;
  folders: Folders;
  scan: WorkspaceScan;
  store: FindingStore;
}

const command = 'claudeGuard.retry';

/** The try of each file that was begun last: what an earlier one finds later is of an older content. */
const tries = new Map<string, AbortController>();

/** The file as it is stored. */
async function retryFile(uri: Uri, { folders, scan, store }: RetryOptions): Promise<void> {
  const { place, within } = await folders.locate(uri);
  if (!within || !folders.of(uri) || place.skip || within.hides(place.path)) return store.delete(uri.toString());
  const key = uri.toString();
  tries.get(key)?.abort();
  const own = new AbortController();
  tries.set(key, own);
  scan.overtake(key);
  try {
    scan.publish(within, key, await within.folder.scanFile(place, own.signal));
  } catch (error) {
    if (!own.signal.aborted) throw error;
  } finally {
    if (tries.get(key) === own) tries.delete(key);
  }
}

/** Where files are analysed by command only, those are looked at again that something is shown of: what is in force has changed. */
export async function rescanKnown(options: RetryOptions, choose: (folder: OpenFolder) => boolean): Promise<void> {
  const { documents, folders, store } = options;
  for (const uri of [...store.entries()].map(([key]) => Uri.parse(key, true))) {
    const folder = folders.of(uri);
    if (folder && choose(folder) && !documents.owns(uri.toString())) await retryFile(uri, options).catch(() => {});
  }
}

/** @param given the file, or one of the documents that show it; by default that of the active editor */
async function retry(given: unknown, options: RetryOptions): Promise<void> {
  const uri = typeof given === 'string' ? Uri.parse(given, true) : window.activeTextEditor?.document.uri;
  if (!uri) return void window.showInformationMessage(l10n.t('Open the file that is to be analysed again.'));
  const document = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  if (document) await options.documents.scan(document);
  else await retryFile(fileOf({ uri }), options);
}

const provider: CodeActionProvider = {
  provideCodeActions({ uri }, _, { diagnostics }) {
    const unfinished = diagnostics.filter((one) => one.source === source && one.code === unfinishedCode);
    if (unfinished.length === 0) return [];
    const action = new CodeAction(l10n.t('Try again'), CodeActionKind.QuickFix);
    action.command = { title: action.title, command, arguments: [uri.toString()] };
    action.diagnostics = unfinished;
    return [action];
  },
};

export const registerRetry = (options: RetryOptions): Disposable =>
  Disposable.from(
    commands.registerCommand(command, (uri: unknown) => retry(uri, options)),
    languages.registerCodeActionsProvider({ pattern: '**' }, provider, {
      providedCodeActionKinds: [CodeActionKind.QuickFix],
    }),
  );
