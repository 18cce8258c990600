/** Pages of ours, which are Markdown in VS Code's own preview. What they say is loaded with the first that is shown. */
import { commands, Disposable, EventEmitter, env, Uri, window, workspace } from 'vscode';
import type { Platform } from '../../platform';

export const ruleScheme = 'claude-guard-rule';
export const accessScheme = 'claude-guard-access';
export const extensionId = 'claude-guard.claude-guard';

/** Opens the rule's page from a diagnostic, and from other programs. */
export const ruleLink = (id: string): Uri =>
  Uri.from({ scheme: env.uriScheme, authority: extensionId, path: `/rule/${id}` });

/**
 * Locked: else the page becomes the preview of whatever Markdown file is looked at next. Where VS Code's own Markdown extension is
 * switched off, its text is readable, too.
 */
export async function showPreview(uri: Uri, command = 'markdown.showPreview'): Promise<void> {
  await commands
    .executeCommand(command, uri, undefined, { locked: true })
    .then(undefined, () => window.showTextDocument(uri));
}

const registerRulePages = (): Disposable =>
  Disposable.from(
    workspace.registerTextDocumentContentProvider(ruleScheme, {
      provideTextDocumentContent: async (uri) => (await import('../later')).rulePageText(uri),
    }),
    window.registerUriHandler({
      async handleUri({ path }) {
        if (path.startsWith('/rule/')) await (await import('../later')).showRule(path.slice('/rule/'.length));
      },
    }),
  );

function registerAccessPage(platform: Platform): Disposable {
  const changed = new EventEmitter<Uri>();
  async function show(): Promise<void> {
    const uri = await (await import('../later')).askForPage(platform);
    if (!uri) return;
    changed.fire(uri);
    await showPreview(uri);
  }
  return Disposable.from(
    changed,
    commands.registerCommand('claudeGuard.showAccess', show),
    workspace.registerTextDocumentContentProvider(accessScheme, {
      provideTextDocumentContent: async (uri) => (await import('../later')).accessPageText(uri, platform),
      onDidChange: changed.event,
    }),
  );
}

export const registerPages = (platform: Platform): Disposable =>
  Disposable.from(registerRulePages(), registerAccessPage(platform));
