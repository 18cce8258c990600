/**
 * "Move the key out of the code": the key goes into VS Code's secret store, the code reads the environment, the example file names the
 * variable, git ignores `.env`; then the checklist, because the key has been seen. One preview; into a file the value itself is
 * only written when that is asked for.
 */
import { l10n, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Edit, Fix } from '../../../engine/types';
import { variableOf } from '../../../rules/support/names';
import { type Kept, keepKey } from '../../keys/keep';
import type { Keys } from '../../keys/keys';
import { readPasted } from '../../keys/shape';
import { type Found, findFinding, say } from '../locate';
import type { Rotation } from '../pages/rotation';
import { showRotation } from '../pages/rule-page';
import { rangeOf } from '../places';
import { relativePath } from '../scan/folders';
import { lineEdit } from './added-lines';
import { type EnvironmentFiles, environmentFiles } from './env-files';
import { defines, ignoreLines, runtimeOf, variableInUse } from './env-project';
import { envFileOf, offerValue } from './env-value';
import { type FixesOptions, targetOf } from './fixes';
import { documentedOf, isDataFile, isMove, leftBy, namesFor, renamed } from './move-fix';
import { moveInSteps } from './move-steps';
import { addEdits, askFirst } from './preview';
import { adviceFor, isKey } from './unmoved';
import { isLink, readText, type Target, writeEdits } from './workspace-edits';

interface Move {
  fix: Fix;
  documented: string;
  variable: string;
  files: EnvironmentFiles;
}

/** Undefined where no such fix holds. */
async function planMove({ analysed, finding }: Found, target: Target, { validation }: FixesOptions) {
  const move = finding.fixes.find(isMove);
  if (!move) return undefined;
  const documented = documentedOf(move);
  const files = await environmentFiles(target);
  for (const variable of namesFor(move, finding.range, variableInUse(documented, files.variables))) {
    const fix = renamed(move, documented, variable);
    if (await validation.holds(analysed, finding, fix)) return { fix, documented, variable, files };
  }
  return undefined;
}

interface Addition {
  uri: Uri;
  /** Undefined: the file is made. */
  text: string | undefined;
  change: Edit;
  label: string;
}

async function additionTo(uri: Uri, lines: readonly string[], label: string): Promise<Addition[]> {
  if (lines.length === 0 || (await isLink(uri))) return [];
  const text = await readText(uri);
  const change = lineEdit(text ?? '', { line: lines.join('\n') });
  return change ? [{ uri, text, change, label }] : [];
}

/** The path of the folder with `.env`, from the repository's root. */
const below = ({ root, folder }: EnvironmentFiles): string => relativePath(root, folder) ?? '';

interface Planned {
  edit: WorkspaceEdit;
  /** Files that it makes. */
  made: readonly Uri[];
}

/**
 * Undefined where the code can't be changed. VS Code makes the changes one kind after the other, in their order, and takes none back when a
 * later one fails: so files are made first, and all texts are changed together, of which none is where one of them cannot be opened.
 */
async function moveEdit(
  { document, analysed }: Found,
  { file }: Target,
  { fix, variable, files }: Move,
): Promise<Planned | undefined> {
  const edit = askFirst(new WorkspaceEdit(), file);
  const example = Uri.joinPath(files.folder, files.example);
  const isNamed = defines((await readText(example)) ?? '', variable);
  const lines = ignoreLines(below(files), files.example, files.ignores);
  const additions = [
    ...(await additionTo(example, isNamed ? [] : [`${variable}=`], l10n.t('Name the variable'))),
    ...(await additionTo(Uri.joinPath(files.root, '.gitignore'), lines, l10n.t('Keep .env out of git'))),
  ];
  const made = additions.filter(({ text }) => text === undefined);
  for (const { uri, label } of made) addEdits(edit, uri, undefined, [], label);
  for (const { uri, text = '', change, label } of additions) addEdits(edit, uri, text, [change], label);
  if (!writeEdits(edit, document, analysed, fix.edits)) return undefined;
  return { edit, made: made.map(({ uri }) => uri) };
}

/** Files that were made for a change that did not come about. */
async function removeEmpty(made: readonly Uri[]): Promise<void> {
  for (const uri of made) if ((await readText(uri)) === '') await workspace.fs.delete(uri);
}

/** The credential as the text has it; undefined where it is encoded or put together there. */
function secretOf({ document, finding }: Found): string | undefined {
  if (finding.rule === 'encoded-credential') return undefined;
  const value = document.getText(rangeOf(finding));
  return /^[^\s"'`]{8,}$/.test(value) ? value : undefined;
}

/** Whether the text is not the one that was analysed. */
const hasChanged = ({ document, analysed }: Found): boolean => document.version !== analysed.file.version;

/** Whether the code was changed: a person may have cancelled, or unticked it in the preview. */
async function isApplied(found: Found, target: Target, move: Move): Promise<boolean> {
  const planned = await moveEdit(found, target, move);
  if (hasChanged(found)) {
    say(l10n.t('The file has changed: try again.'));
    return false;
  }
  if (!planned) return false;
  const applied = await Promise.resolve(workspace.applyEdit(planned.edit, { isRefactoring: true })).catch(() => false);
  if (applied && hasChanged(found)) return true;
  if (!applied) await removeEmpty(planned.made);
  return false;
}

type Next = Pick<Rotation, 'kind' | 'variable' | 'left'> & { loader: string | undefined; tracked: boolean };

const showNext = ({ document }: Found, target: Target, { loader = 'none', tracked, ...next }: Next): Promise<void> =>
  showRotation({
    ...next,
    loader,
    path: relativePath(target.folder, target.file) ?? '',
    runtime: runtimeOf(document.languageId),
    tracked: tracked ? 'yes' : 'no',
  });

/** A key that no fix takes out of its file: said why, and what to do; stored, where a person wants that. */
async function adviseOn(found: Found, target: Target, options: FixesOptions, keys: Keys): Promise<void> {
  const value = secretOf(found);
  const pasted = value === undefined ? undefined : readPasted(value, l10n.t);
  const variable = variableOf(pasted && 'family' in pasted ? pasted.family : '');
  const [store, list] = [l10n.t('Store Key'), l10n.t('Show Checklist')];
  const isStorable = pasted !== undefined && 'value' in pasted && workspace.isTrusted;
  const advice = adviceFor(target.file.path, found.document.getText(), variable, l10n.t);
  const detail = [advice, l10n.t('A key that stood in a file has leaked: the checklist says how to replace it.')].join(
    '\n\n',
  );
  const message = l10n.t('This key is for you to take out of the file.');
  const answer = await window.showInformationMessage(
    message,
    { modal: true, detail },
    ...(isStorable ? [store] : []),
    list,
  );
  if (answer === undefined) return;
  if (answer === store && value !== undefined) {
    const kept = await keepKey(value, keys);
    if (kept === 'declined') return;
    void kept?.tell();
  }
  const { loader } = await environmentFiles(target);
  const { isTracked: tracked } = await envFileOf(target, options.folders);
  await showNext(found, target, { kind: variable, variable, left: 'there', loader, tracked });
}

/** Once more where another analysis of the same text has overtaken it, as when an ignore file has changed. */
async function findMove(uri: unknown, fingerprint: unknown, options: FixesOptions) {
  for (;;) {
    const found = await findFinding(uri, fingerprint, options);
    if (!found) return undefined;
    const target = targetOf(found.document, options.folders);
    const move = await planMove(found, target, options);
    if (move || !found.analysed.signal.aborted) return { found, target, move };
  }
}

/** A file that is no code loses its key: that must be in the store then. */
async function keep(value: string | undefined, target: Target, keys: Keys): Promise<Kept | 'declined' | undefined> {
  const kept = value === undefined ? undefined : await keepKey(value, keys);
  if (kept !== undefined || !isDataFile(target.file.path) || workspace.isTrusted) return kept;
  say(l10n.t('Keys wait until you trust this workspace.'));
  return 'declined';
}

/**
 * Without arguments, the finding at the cursor. The key is stored before the file is changed; where the file is not changed after
 * all, it is as if nothing had been stored.
 */
export async function moveKey(uri: unknown, fingerprint: unknown, options: FixesOptions, keys: Keys): Promise<void> {
  const planned = await findMove(uri, fingerprint, options);
  if (!planned) return;
  const { found, target, move } = planned;
  if (!move && isKey(found.finding)) return adviseOn(found, target, options, keys);
  if (!move) return say(l10n.t('There is no fix here that reads the environment.'));
  if (hasChanged(found)) return say(l10n.t('The file has changed: try again.'));
  const value = secretOf(found);
  const outcome = await moveInSteps({
    keep: () => keep(value, target, keys),
    change: () => isApplied(found, target, move),
  });
  if (outcome.is === 'stranded')
    return say(l10n.t('Nothing was changed, but the key is stored now: delete it in the Keys view.'));
  if (outcome.is === 'unchanged') return;
  const { kept } = outcome;
  void kept?.tell();
  const state = await envFileOf(target, options.folders);
  const left = leftBy(move.fix, move.variable, found.finding.range);
  const { documented: kind, variable, files } = move;
  await showNext(found, target, { kind, variable, left, loader: files.loader, tracked: state.isTracked });
  const mayBeWritten = state.isIgnored && workspace.isTrusted && state.uri.toString() !== target.file.toString();
  // A key that is stored needs no file: programs have it from there.
  if (value !== undefined && !kept && mayBeWritten) void offerValue(state.uri, move.variable, value, keys.makePrivate);
}
