/** The lightbulb, hovers, and what is completed. What they do is loaded when VS Code first asks. */
import { CodeActionKind, Disposable, languages } from 'vscode';
import { configFileName } from '../../engine/config/config';
import type { FixesOptions } from './fixes/fixes';

/** Of all safe fixes in a file at once, also on save. */
export const fixAllKind = CodeActionKind.SourceFixAll.append('claudeGuard');

const everywhere = { pattern: '**' };

export function registerProviders(options: FixesOptions): Disposable {
  const fixes = languages.registerCodeActionsProvider(
    everywhere,
    {
      provideCodeActions: async (document, range, context) =>
        new (await import('./later')).FixProvider(options).provideCodeActions(document, range, context),
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
  );
  const hovers = languages.registerHoverProvider(everywhere, {
    provideHover: async (document, position) => (await import('./later')).hoverAt(document, position, options),
  });
  const rules = languages.registerCompletionItemProvider(everywhere, {
    provideCompletionItems: async (document, position) =>
      document.lineAt(position.line).text.includes('claude-guard-ignore-')
        ? (await import('./later')).suppressibleRules(document, position, options)
        : undefined,
  });
  const names = languages.registerCodeActionsProvider(
    { pattern: `**/${configFileName}` },
    {
      provideCodeActions: async (document, range, context) =>
        (await import('./later')).configFixes(document, range, context),
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix] },
  );
  return Disposable.from(fixes, hovers, rules, names);
}
