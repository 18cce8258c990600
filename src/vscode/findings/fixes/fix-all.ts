/** All safe fixes of one document at once: as a source action, also on save, and as a command. */
import { CodeAction, l10n, type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { fixText } from '../../../scanner/fix-text';
import { withinTime } from '../../time-limit';
import { analysedNow, say } from '../locate';
import { fixAllKind } from '../providers';
import { fileOf, isLocked } from '../scan/left-alone';
import { textChanges } from '../scan/text-changes';
import { fixesIn, problemsIn } from '../view/labels';
import type { FixesOptions } from './fixes';
import { safeHere } from './safe-here';
import { type Analysed, withAnalysis } from './validation';
import { writeEdits } from './workspace-edits';

/** A save waits no longer than this, in ms. */
const patience = 10_000;

interface AllFixed {
  edit: WorkspaceEdit;
  fixed: number;
  /** Safe fixes that don't hold, or not with the others. */
  left: number;
}

/** Undefined where the text has changed meanwhile, or is not analysed at all. */
const fixAll = (document: TextDocument, options: FixesOptions): Promise<AllFixed | undefined> =>
  withAnalysis(
    document,
    () => analysedNow(document, options),
    (analysed) => fixAnalysed(document, analysed, options),
  );

async function fixAnalysed(
  document: TextDocument,
  analysed: Analysed,
  { scanner }: FixesOptions,
): Promise<AllFixed | undefined> {
  const { file, options, signal, parts } = analysed;
  if (isLocked(fileOf(document)) || !analysed.findings.some(safeHere))
    return { edit: new WorkspaceEdit(), fixed: 0, left: 0 };
  // In a notebook, an edit must not cut the JSON between its cells and outputs: only those of the fixes themselves are sure.
  const context = { scanner, options, choose: safeHere, signal, ...(parts && { rounds: 1 }) };
  const { text, edits, fixes, findings } = await fixText(file, context);
  if (document.version !== file.version) return undefined;
  const edit = new WorkspaceEdit();
  const all = parts ? edits : textChanges(file.text, text);
  if (!writeEdits(edit, document, analysed, all)) return undefined;
  return { edit, fixed: fixes.length, left: findings.filter(safeHere).length };
}

export async function fixAllAction(document: TextDocument, options: FixesOptions): Promise<CodeAction | undefined> {
  const all = await withinTime(
    patience,
    fixAll(document, options).catch(() => undefined),
  );
  if (!all || all.fixed === 0) return undefined;
  const action = new CodeAction(l10n.t('Apply all safe fixes (Claude Guard)'), fixAllKind);
  action.edit = all.edit;
  return action;
}

async function documentOf(uri: unknown): Promise<TextDocument | undefined> {
  if (typeof uri === 'string') return workspace.openTextDocument(Uri.parse(uri, true));
  return window.activeTextEditor?.document;
}

/** The command. Without arguments, of the active editor. */
export async function fixFile(uri: unknown, options: FixesOptions): Promise<void> {
  const document = await documentOf(uri);
  if (!document) return say(l10n.t('Open a file to fix its problems.'));
  const all = await fixAll(document, options).catch(() => undefined);
  if (!all) return say(l10n.t('This file could not be analysed as it is now.'));
  if (all.fixed > 0 && !(await workspace.applyEdit(all.edit))) return say(l10n.t('The fixes could not be applied.'));
  const left = all.left > 0 ? ` ${l10n.t('{0} could not be applied with the others.', fixesIn(all.left, l10n.t))}` : '';
  const fixed = problemsIn(all.fixed, l10n.t);
  say(all.fixed > 0 ? l10n.t('Fixed {0}.', fixed) + left : l10n.t('No problem here has a safe fix.') + left);
}
