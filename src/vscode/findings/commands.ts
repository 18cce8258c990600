/** The commands. What a person asks for is answered; nothing else says anything unasked. */
import { commands, type LogOutputChannel, l10n, Uri, type WorkspaceFolder, window, workspace } from 'vscode';
import { configFileName } from '../../engine/config/config';
import type { Keys } from '../keys/keys';
import type { Handlers } from '../part';
import type { FindingCommand } from './command-names';
import { openOrNew } from './config/configure';
import { changeSeverity } from './config/severity';
import { fixFile } from './fixes/fix-all';
import { fixKind } from './fixes/fix-kind';
import type { FixesOptions } from './fixes/fixes';
import { moveKey } from './fixes/move-key';
import { showFixes } from './fixes/show-fixes';
import { suppress, suppressHere } from './fixes/suppress';
import { reportFalsePositive } from './pages/report-finding';
import { showRule } from './pages/rule-page';
import type { WorkspaceScan } from './scan/workspace-scan';
import { filesIn } from './status-text';
import type { FindingStore } from './store';
import { findingsIn } from './view/labels';

export interface CommandsOptions {
  fixes: FixesOptions;
  scan: WorkspaceScan;
  store: FindingStore;
  log: LogOutputChannel;
  keys(): Promise<Keys>;
}

/** How long a short answer stays in the status bar, in ms. */
const shortly = 4000;

const showProblems = () => commands.executeCommand('workbench.actions.view.problems');

async function scanWorkspace({ scan, store, fixes }: CommandsOptions): Promise<void> {
  if (!workspace.workspaceFolders?.length) {
    await Promise.all(workspace.textDocuments.map((document) => fixes.documents.scan(document)));
    return void window.setStatusBarMessage(l10n.t('No folder is open: the open files were scanned.'), shortly);
  }
  const outcome = await scan.asked().catch(() => undefined);
  if (outcome?.cancelled) return;
  if (!outcome) return void window.showErrorMessage(l10n.t('Claude Guard could not scan: see its log.'));
  const { error, warning, info } = store.counts();
  const total = error + warning + info;
  const found = l10n.t('{0} in {1}', findingsIn(total, l10n.t), filesIn(outcome.files, l10n.t));
  const unread = outcome.failures > 0 ? ` ${l10n.t('{0} could not be read.', filesIn(outcome.failures, l10n.t))}` : '';
  const message = `Claude Guard: ${found}.${unread}`;
  const answer = await window.showInformationMessage(message, ...(total > 0 ? [l10n.t('Show Findings')] : []));
  if (answer) await commands.executeCommand('claudeGuard.showFindings');
}

async function scanFile({ fixes }: CommandsOptions): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) return void window.showInformationMessage(l10n.t('Open a file to scan it.'));
  const analysed = await fixes.documents.scan(document);
  const found = analysed
    ? findingsIn(analysed.findings.length, l10n.t)
    : l10n.t('Claude Guard does not scan this file');
  window.setStatusBarMessage(`${found}.`, shortly);
}

async function pickFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0];
  return window.showWorkspaceFolderPick({ placeHolder: l10n.t('Which folder’s {0}?', configFileName) });
}

/** Opens the folder's configuration; where there is none, a new one that waits to be saved. */
async function openConfiguration(): Promise<void> {
  const folder = await pickFolder();
  if (!folder) {
    if (!workspace.workspaceFolders?.length)
      void window.showInformationMessage(l10n.t('Open a folder to configure it.'));
    return;
  }
  const uri = Uri.joinPath(folder.uri, configFileName);
  const exists = await workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  const document = await openOrNew(uri, exists);
  const editor = await window.showTextDocument(document);
  if (exists) return;
  const text = `${JSON.stringify({ rules: {}, exclude: [], allowedHosts: [] }, undefined, 2)}\n`;
  if (document.getText() === '') await editor.edit((edit) => edit.insert(document.positionAt(0), text));
}

export const findingHandlers = (options: CommandsOptions): Handlers<FindingCommand> => {
  const { fixes, scan, log, keys } = options;
  return {
    scanWorkspace: () => scanWorkspace(options),
    scanFile: () => scanFile(options),
    cancelScan: () => scan.cancel(),
    showRule: (id) => showRule(id),
    showProblems,
    showFixes: (uri, fingerprint) => showFixes(uri, fingerprint, fixes),
    fixFile: (uri) => fixFile(uri, fixes),
    fixKind: (rule) => fixKind(rule, fixes, log),
    moveKey: async (uri, fingerprint) => moveKey(uri, fingerprint, fixes, await keys()),
    suppress: (uri, fingerprint) => suppress(uri, fingerprint, fixes),
    suppressHere: (uri, fingerprint) => suppressHere(uri, fingerprint, fixes),
    changeSeverity: (uri, fingerprint) => changeSeverity(uri, fingerprint, fixes),
    reportFalsePositive: (uri, fingerprint) => reportFalsePositive(uri, fingerprint, fixes),
    openConfiguration,
    showOutput: () => log.show(),
  };
};
