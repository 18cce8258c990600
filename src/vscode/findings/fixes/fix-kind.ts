/** All findings of one rule in the workspace, fixed at once: validated, and shown before anything is changed. */
import {
  type CancellationToken,
  type LogOutputChannel,
  l10n,
  type Progress,
  ProgressLocation,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { applyEdits } from '../../../engine/text/edits';
import type { Finding, Fix, SourceFile } from '../../../engine/types';
import { count } from '../../../report/report';
import { fixText } from '../../../scanner/fix-text';
import { titleOfRule } from '../../wording';
import { findFinding } from '../locate';
import { relativePath } from '../scan/folders';
import { isLocked } from '../scan/left-alone';
import { textChanges } from '../scan/text-changes';
import { filesIn } from '../status-text';
import { fixesIn, problemsIn } from '../view/labels';
import { lineEdit, resolveBeside } from './added-lines';
import type { FixesOptions } from './fixes';
import { isMove } from './move-fix';
import { addEdits, askFirst } from './preview';
import { isLink, readText } from './workspace-edits';

/** What is fixed in many files is edits and lines: a new file, an allowed host or a key that is moved is one decision each. */
const fixOf = ({ fixes }: Finding): Fix | undefined => {
  const suitable = fixes.filter((fix) => !fix.createFiles?.length && fix.allowHost === undefined && !isMove(fix));
  return suitable.find(({ kind }) => kind === 'safe') ?? suitable[0];
};

export const isFixable = (finding: Finding): boolean => fixOf(finding) !== undefined;

/** A file before and after; `before` is undefined for one that is made. */
interface Change {
  uri: Uri;
  before: string | undefined;
  after: string;
}

interface Plan {
  changes: Map<string, Change>;
  fixed: number;
  /** File, and why something in it is left out. */
  left: { path: string; count: number; reason: string }[];
}

interface Context extends FixesOptions {
  rule: string;
  signal: AbortSignal;
}

function change({ changes }: Plan, uri: Uri, before: string | undefined, after: string): void {
  const known = changes.get(uri.toString());
  changes.set(uri.toString(), { uri, before: known ? known.before : before, after });
}

/** The file with what is planned for it already. */
async function sourceOf(plan: Plan, uri: Uri, { folders }: Context) {
  const located = await folders.locate(uri);
  const text = plan.changes.get(uri.toString())?.after ?? (await readText(uri));
  const { place } = located;
  if (text === undefined || place.skip) return undefined;
  const { path, host, options } = place;
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  const file: SourceFile = {
    uri: uri.toString(),
    path,
    version: 0,
    text,
    ...(open && { languageId: open.languageId }),
    ...(host && { host }),
  };
  return { file, options, folder: located.within?.uri };
}

/** Lines for `.gitignore` and its like: several files may add to the same one. */
async function addLines(plan: Plan, fixes: readonly Fix[], path: string, folder: Uri): Promise<void> {
  for (const added of fixes.flatMap((fix) => fix.addLines ?? [])) {
    const beside = resolveBeside(path, added.path);
    if (beside === undefined) continue;
    const uri = Uri.joinPath(folder, beside);
    if (await isLink(uri)) continue;
    const before = await readText(uri);
    const text = plan.changes.get(uri.toString())?.after ?? before ?? '';
    const edit = lineEdit(text, added);
    if (edit) change(plan, uri, before, applyEdits(text, [edit]));
  }
}

/** One that is open: its text is not that of its file. */
const isNotebook = (uri: Uri): boolean =>
  uri.scheme === 'vscode-notebook-cell' ||
  workspace.notebookDocuments.some((notebook) => notebook.uri.toString() === uri.toString());

/** What is left of the rule in a text, by why that is so. A fix that only changes other files leaves its finding in this one. */
function leftOf(
  findings: readonly Finding[],
  fixes: readonly Fix[],
  rule: string,
): { count: number; reason: string }[] {
  const own = findings.filter((finding) => finding.rule === rule);
  const beside = fixes.filter(({ edits }) => edits.length === 0).length;
  const fixable = own.filter(isFixable).length - beside;
  return [
    { count: own.length - beside - fixable, reason: l10n.t('there is no automatic fix') },
    { count: fixable, reason: l10n.t('the fix does not hold there') },
  ].filter(({ count: number }) => number > 0);
}

async function planFile(plan: Plan, uri: Uri, known: number, context: Context): Promise<void> {
  const path = workspace.asRelativePath(uri);
  const leave = (reason: string) => void plan.left.push({ path, count: known, reason });
  if (isNotebook(uri)) return leave(l10n.t('the notebook is open: fix it there'));
  if (isLocked(uri)) return leave(l10n.t('the file is protected against editing'));
  const source = await sourceOf(plan, uri, context);
  if (!source) return leave(l10n.t('the file can’t be read, or is left out of scans'));
  const { scanner, rule, signal } = context;
  const { file, options, folder } = source;
  const choose = (finding: Finding) => (finding.rule === rule ? fixOf(finding) : undefined);
  const { text, fixes, findings } = await fixText(file, { scanner, options, choose, signal });
  plan.fixed += fixes.length;
  plan.left.push(...leftOf(findings, fixes, rule).map((left) => ({ path, ...left })));
  if (text !== file.text) change(plan, uri, file.text, text);
  if (folder) await addLines(plan, fixes, relativePath(folder, uri) ?? file.path, folder);
}

type Report = Progress<{ message?: string; increment?: number }>;

async function planAll(context: Context, report: Report): Promise<Plan> {
  const plan: Plan = { changes: new Map(), fixed: 0, left: [] };
  const files = [...context.store.entries()].flatMap(([uri, { findings }]) => {
    const known = findings.filter(({ rule }) => rule === context.rule).length;
    return known > 0 ? [{ uri: Uri.parse(uri, true), known }] : [];
  });
  for (const { uri, known } of files) {
    report.report({ message: workspace.asRelativePath(uri), increment: 100 / files.length });
    await planFile(plan, uri, known, context);
    context.signal.throwIfAborted();
  }
  return plan;
}

/** Undefined where a file has changed since its fixes were tried. */
async function editOf({ changes }: Plan): Promise<WorkspaceEdit | undefined> {
  const edit = new WorkspaceEdit();
  for (const { uri, before, after } of changes.values()) {
    if ((await readText(uri)) !== before) return undefined;
    const edits = before === undefined ? [{ range: { start: 0, end: 0 }, text: after }] : textChanges(before, after);
    addEdits(edit, uri, before, edits);
  }
  const existing = [...changes.values()].find(({ before }) => before !== undefined);
  return existing ? askFirst(edit, existing.uri) : edit;
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** Undefined once a person has cancelled it. */
async function plan(rule: string, options: FixesOptions): Promise<Plan | undefined> {
  const title = l10n.t('Claude Guard: trying the fixes of “{0}”', titleOfRule(rule));
  const where = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(where, async (report, token) => {
    const signal = signalOf(token);
    return planAll({ ...options, rule, signal }, report).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
  });
}

function leftText({ left }: Plan, log: LogOutputChannel): string {
  if (left.length === 0) return '';
  for (const { path, count: number, reason } of left)
    log.info(`${path}: ${count(number, 'problem')} left out: ${reason}.`);
  const reasons = [...new Set(left.map(({ reason }) => reason))].join('; ');
  const number = left.reduce((sum, one) => sum + one.count, 0);
  return ` ${l10n.t('Left out: {0} ({1}).', problemsIn(number, l10n.t), reasons)}`;
}

/** Without arguments, of the finding at the cursor. */
export async function fixKind(rule: unknown, options: FixesOptions, log: LogOutputChannel): Promise<void> {
  const wanted = typeof rule === 'string' ? rule : (await findFinding(undefined, undefined, options))?.finding.rule;
  if (wanted === undefined) return;
  const planned = await plan(wanted, options);
  if (!planned) return;
  const left = leftText(planned, log);
  const show = l10n.t('Show Log');
  const tell = async (message: string) => {
    const buttons = left === '' ? [] : [show];
    if ((await window.showInformationMessage(message + left, ...buttons)) === show) log.show();
  };
  if (planned.fixed === 0) return void tell(l10n.t('No fix of this kind can be made at once.'));
  const what = l10n.t('{0} in {1}', fixesIn(planned.fixed, l10n.t), filesIn(planned.changes.size, l10n.t));
  if (left !== '') void tell(l10n.t('The preview shows {0}.', what));
  const edit = await editOf(planned);
  if (!edit) return void window.showWarningMessage(l10n.t('A file has changed meanwhile: try again.'));
  if (await workspace.applyEdit(edit, { isRefactoring: true }))
    void window.setStatusBarMessage(l10n.t('Applied {0}.', what), 4000);
}
