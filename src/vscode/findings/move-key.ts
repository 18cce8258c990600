/**
 * "Move the key out of the code": the code reads the environment, the example file names the variable, git ignores `.env`; then
 * the checklist, because the key has been seen. One preview; the value itself is only written when that is asked for.
 */
import { l10n, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { Fix } from '../../engine/types';
import { lineEdit } from './added-lines';
import { type EnvironmentFiles, environmentFiles } from './env-files';
import { defines, ignoreLines, isIgnored, runtimeOf, variableInUse } from './env-project';
import { offerValue } from './env-value';
import { type FixesOptions, targetOf } from './fixes';
import { relativePath } from './folders';
import { type Found, findFinding, say } from './locate';
import { documentedOf, isMove, renamed } from './move-fix';
import { rangeOf } from './places';
import { addEdits, askFirst } from './preview';
import { showRotation } from './rule-page';
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
  for (const variable of new Set([variableInUse(documented, files.variables), documented])) {
    const fix = renamed(move, documented, variable);
    if (await validation.holds(analysed, finding, fix)) return { fix, documented, variable, files };
  }
  return undefined;
}

async function addLines(edit: WorkspaceEdit, uri: Uri, lines: readonly string[], label: string): Promise<void> {
  if (lines.length === 0 || (await isLink(uri))) return;
  const text = await readText(uri);
  const line = lines.join('\n');
  const change = lineEdit(text ?? '', { line });
  if (change) addEdits(edit, uri, text, [change], label);
}

/** The path of the folder with `.env`, from the repository's root. */
const below = ({ root, folder }: EnvironmentFiles): string => relativePath(root, folder) ?? '';

/** Undefined where the code can't be changed. */
async function moveEdit(
  { document, analysed }: Found,
  { file }: Target,
  { fix, variable, files }: Move,
): Promise<WorkspaceEdit | undefined> {
  const edit = new WorkspaceEdit();
  if (!writeEdits(edit, document, analysed, fix.edits)) return undefined;
  const example = Uri.joinPath(files.folder, files.example);
  const isNamed = defines((await readText(example)) ?? '', variable);
  await addLines(edit, example, isNamed ? [] : [`${variable}=`], l10n.t('Name the variable'));
  const lines = ignoreLines(below(files), files.example, files.ignores);
  await addLines(edit, Uri.joinPath(files.root, '.gitignore'), lines, l10n.t('Keep .env out of git'));
  return askFirst(edit, file);
}

/** What git does with `.env` now that the edit is made. */
async function stateOf({ files }: Move, target: Target, { folders }: FixesOptions) {
  folders.refresh();
  const uri = Uri.joinPath(files.folder, '.env');
  const { place } = await folders.locate(uri);
  const again = await environmentFiles(target);
  const path = [below(files), '.env'].filter((part) => part !== '').join('/');
  const isTracked = place.host?.git === 'tracked';
  const ignores = place.host?.git === 'ignored' || isIgnored(path, again.ignores);
  return { uri, isTracked, isIgnored: !isTracked && ignores };
}

/** The credential as the text has it; undefined where it is encoded or put together there. */
function secretOf({ document, finding }: Found): string | undefined {
  if (finding.rule === 'encoded-credential') return undefined;
  const value = document.getText(rangeOf(finding));
  return /^[^\s"'`]{8,}$/.test(value) ? value : undefined;
}

/** Without arguments, the finding at the cursor. */
export async function moveKey(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  const found = await findFinding(uri, fingerprint, options);
  if (!found) return;
  const target = targetOf(found.document, options.folders);
  const move = await planMove(found, target, options);
  if (!move) return say(l10n.t('There is no fix here that reads the environment.'));
  const edit = await moveEdit(found, target, move);
  if (found.document.version !== found.analysed.file.version) return say(l10n.t('The file has changed: try again.'));
  const value = secretOf(found);
  if (!edit || !(await workspace.applyEdit(edit, { isRefactoring: true }))) return;
  const { document } = found;
  // A person may have unticked the code in the preview.
  if (document.version === found.analysed.file.version) return;
  const state = await stateOf(move, target, options);
  await showRotation({
    kind: move.documented,
    variable: move.variable,
    path: relativePath(target.folder, target.file) ?? '',
    loader: move.files.loader ?? 'none',
    runtime: runtimeOf(document.languageId),
    tracked: state.isTracked ? 'yes' : 'no',
  });
  if (value !== undefined && state.isIgnored && workspace.isTrusted) void offerValue(state.uri, move.variable, value);
}
