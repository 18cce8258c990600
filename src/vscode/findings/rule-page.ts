/** The page of a rule, generated from the rule itself: it works offline, and says what this version does. */
import { commands, Disposable, env, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { Rule } from '../../engine/types';
import { rulePage } from '../../report/rule-page';
import { rules } from '../../rules';

const scheme = 'claude-guard-rule';
const extensionId = 'claude-guard.claude-guard';

/** Opens the rule's page from a diagnostic, and from other programs. */
export const ruleLink = (id: string): Uri =>
  Uri.from({ scheme: env.uriScheme, authority: extensionId, path: `/rule/${id}` });

const pageUri = (id: string): Uri => Uri.from({ scheme, path: `/${id}.md` });
const ruleOf = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);

async function pickRule(): Promise<string | undefined> {
  const items = rules.map((rule): QuickPickItem & { id: string } => ({
    id: rule.id,
    label: rule.title,
    description: rule.id,
    detail: rule.reports,
  }));
  const options = { title: 'Claude Guard: Rules', matchOnDescription: true, placeHolder: 'Which rule’s page?' };
  return (await window.showQuickPick(items, options))?.id;
}

/** @param id without it, a person picks one */
export async function showRule(id?: unknown): Promise<void> {
  const wanted = typeof id === 'string' ? id : await pickRule();
  if (wanted === undefined) return;
  if (!ruleOf(wanted)) {
    void window.showWarningMessage('Claude Guard has no such rule.');
    return;
  }
  const uri = pageUri(wanted);
  // Where VS Code's own Markdown extension is switched off, the page's text is readable, too.
  await commands.executeCommand('markdown.showPreview', uri).then(undefined, () => window.showTextDocument(uri));
}

export function registerRulePages(): Disposable {
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ path }) => {
        const rule = ruleOf(path.slice(1, -'.md'.length));
        return rule ? rulePage(rule) : undefined;
      },
    }),
    window.registerUriHandler({
      handleUri: ({ path }) => (path.startsWith('/rule/') ? showRule(path.slice('/rule/'.length)) : undefined),
    }),
  );
}
