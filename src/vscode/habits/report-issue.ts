/** An issue, prepared but not sent: the person sees every word, and decides where it goes. */
import { type ExtensionContext, env, l10n, type TextDocument, Uri, version, window, workspace } from 'vscode';
import { type ChangedSetting, type IssueFacts, issuePage, issueText, settingNames } from './issue-text';

export interface ReportOptions {
  context: ExtensionContext;
  /** Operating system and runtime, where there are such. */
  system: string | undefined;
  isTroubled(): boolean;
}

function changedSettings(manifest: unknown): ChangedSetting[] {
  const scopes = [undefined, ...(workspace.workspaceFolders ?? [])];
  return settingNames(manifest).flatMap((name) => {
    const found = scopes.map((scope) => workspace.getConfiguration(undefined, scope).inspect(name));
    const where: ChangedSetting['where'] = [
      ...(found.some((one) => one?.globalValue !== undefined) ? (['user'] as const) : []),
      ...(found.some((one) => one?.workspaceValue !== undefined) ? (['workspace'] as const) : []),
      ...(found.some((one) => one?.workspaceFolderValue !== undefined) ? (['folder'] as const) : []),
    ];
    return where.length > 0 ? [{ name, where }] : [];
  });
}

function factsOf({ context, system, isTroubled }: ReportOptions): IssueFacts {
  const { packageJSON } = context.extension;
  return {
    extension: String(packageJSON.version),
    product: env.appName,
    version,
    ...(system !== undefined && { system }),
    host: env.appHost,
    ...(env.remoteName !== undefined && { remote: env.remoteName }),
    language: env.language,
    trusted: workspace.isTrusted,
    schemes: (workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme),
    isTroubled: isTroubled(),
    changed: changedSettings(packageJSON),
  };
}

/** What the person has made of the text by now. */
async function offer(document: TextDocument, page: string | undefined): Promise<void> {
  const copy = l10n.t('Copy Text');
  const open = l10n.t('Copy Text and Open Page');
  const message = l10n.t(
    'This text holds versions and the names of changed settings, nothing of your files. Nothing has been sent. Complete it, then copy it.',
  );
  const answer = await window.showInformationMessage(message, ...(page === undefined ? [copy] : [copy, open]));
  if (answer === undefined) return;
  await env.clipboard.writeText(document.getText());
  if (answer === open && page !== undefined) await env.openExternal(Uri.parse(page, true));
}

export async function reportIssue(options: ReportOptions): Promise<void> {
  const content = issueText(factsOf(options));
  const document = await workspace.openTextDocument({ language: 'markdown', content });
  await window.showTextDocument(document);
  // Not waited for: the command has done its work once the text is there.
  void offer(document, issuePage(options.context.extension.packageJSON));
}
