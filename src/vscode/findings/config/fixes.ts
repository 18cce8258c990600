/** The lightbulb in a `.claude-guard.json`: the name that a mistyped one was meant to be. */
import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  l10n,
  type Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { meant } from '../../../engine/closest';
import { parseConfig } from '../../../engine/config/config';
import { createLineTable } from '../../../engine/text/positions';
import { ruleIds } from '../../../report/rule-texts';
import { source } from '../diagnostics';
import { rangeIn } from '../places';
import { isOurs } from '../scan/documents';

/** @param range what the person is at */
export function configFixes(document: TextDocument, range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
  if (!isOurs(document)) return [];
  const text = document.getText();
  const lines = createLineTable(text);
  return parseConfig(text, ruleIds).problems.flatMap((problem) => {
    const name = meant(problem.said);
    const place = rangeIn(lines, problem.range);
    if (name === undefined || !place.intersection(range)) return [];
    const action = new CodeAction(l10n.t('Change to “{0}”', name), CodeActionKind.QuickFix);
    action.edit = new WorkspaceEdit();
    action.edit.replace(document.uri, place, JSON.stringify(name));
    action.diagnostics = diagnostics.filter((one) => one.source === source && one.range.isEqual(place));
    action.isPreferred = true;
    return [action];
  });
}
