/** Fixes as edits of the workspace: of the finding's own file, and of others. */
import { FileType, l10n, type TextDocument, Uri, WorkspaceEdit, workspace } from 'vscode';
import { configFileName } from '../../../engine/config/config';
import type { AddLine, Edit, Fix } from '../../../engine/types';
import { decodeText } from '../../../scanner/text';
import { type ConfigChange, configEdits, globOf, type Level } from '../config/edits';
import { relativePath } from '../scan/folders';
import { lineEdit, resolveBeside } from './added-lines';
import { addEdits, askFirst } from './preview';
import { reachesOut } from './safe-here';
import type { Analysed } from './validation';

/** A document with the folder that bounds what a fix may touch: its workspace folder, else its own. */
export interface Target {
  document: TextDocument;
  /** Where the document is stored: in its notebook, for a cell. */
  file: Uri;
  folder: Uri;
}

/** A file's text as the editor has it; undefined where there is no such file. */
export async function readText(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return decodeText(await workspace.fs.readFile(uri))?.text;
  } catch {
    return undefined;
  }
}

/** Whether the file is a link: what it leads to may lie outside of what a fix may touch, so it is not written to. */
export const isLink = (uri: Uri): Promise<boolean> =>
  Promise.resolve(workspace.fs.stat(uri)).then(
    ({ type }) => (type & FileType.SymbolicLink) !== 0,
    () => false,
  );

/** Below the folder only. */
async function addLine(edit: WorkspaceEdit, { file, folder }: Target, added: AddLine): Promise<boolean> {
  const path = relativePath(folder, file);
  const beside = path === undefined ? undefined : resolveBeside(path, added.path);
  if (beside === undefined) return false;
  const uri = Uri.joinPath(folder, beside);
  if (await isLink(uri)) return false;
  const text = await readText(uri);
  const change = lineEdit(text ?? '', added);
  if (change) addEdits(edit, uri, text, [change], l10n.t('Other files'));
  return true;
}

/** In the workspace folder, and only where there is no such file. */
async function createFile(edit: WorkspaceEdit, { folder }: Target, path: string, text: string): Promise<boolean> {
  const uri = Uri.joinPath(folder, path);
  if ((await readText(uri)) !== undefined) return false;
  addEdits(edit, uri, undefined, [{ range: { start: 0, end: 0 }, text }], l10n.t('New files'));
  return true;
}

/** The nearest configuration at or above the file; where there is none, the folder's. */
async function nearestConfig(target: Target): Promise<{ uri: Uri; text: string | undefined }> {
  const path = relativePath(target.folder, target.file) ?? '';
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const uri = Uri.joinPath(target.folder, ...folders.slice(0, depth), configFileName);
    const text = await readText(uri);
    if (text !== undefined || depth === 0) return { uri, text };
  }
  return { uri: Uri.joinPath(target.folder, configFileName), text: undefined };
}

/** What a configuration is to say of a finding. */
export type Wish =
  | { kind: 'rule-off'; rule: string }
  | { kind: 'severity'; rule: string; level: Level }
  | { kind: 'exclude-file' }
  | { kind: 'allow-host'; host: string };

function changeOf(wish: Wish, config: Uri, { file }: Target): ConfigChange | undefined {
  if (wish.kind === 'rule-off') return { kind: 'rule', rule: wish.rule, level: 'off' };
  if (wish.kind === 'severity') return { kind: 'rule', rule: wish.rule, level: wish.level };
  if (wish.kind === 'allow-host') return { kind: 'allowHost', host: wish.host };
  const path = relativePath(Uri.joinPath(config, '..'), file);
  const pattern = path === undefined ? undefined : globOf(path);
  return pattern === undefined ? undefined : { kind: 'exclude', pattern };
}

/** A configuration and what is to be changed in it. */
export interface ConfigurationChange {
  uri: Uri;
  /** Undefined: there is no such file. */
  text: string | undefined;
  edits: Edit[];
}

/** Undefined where the configuration cannot say that. @param reason why, for a comment */
export async function configurationChange(
  target: Target,
  wish: Wish,
  reason?: string,
): Promise<ConfigurationChange | undefined> {
  const { uri, text } = await nearestConfig(target);
  const change = changeOf(wish, uri, target);
  const edits = change && configEdits(text, change, reason);
  return edits && { uri, text, edits };
}

async function allowHost(edit: WorkspaceEdit, target: Target, host: string): Promise<boolean> {
  const change = await configurationChange(target, { kind: 'allow-host', host });
  if (change) addEdits(edit, change.uri, change.text, change.edits, l10n.t('Configuration'));
  return change !== undefined;
}

/** Edits of the text that was analysed: the document's own, or that of a notebook which the document is a cell of. */
export function writeEdits(
  edit: WorkspaceEdit,
  document: TextDocument,
  { parts }: Pick<Analysed, 'parts'>,
  edits: readonly Edit[],
): boolean {
  if (parts) return parts.write(edit, edits);
  if (edits.length > 0) addEdits(edit, document.uri, document.getText(), edits);
  return true;
}

/**
 * All that a fix does; undefined where a part of it can't be done here. The document's text is that of the fix. VS Code shows a
 * change of other files before it makes it.
 */
export async function fixEdit(
  target: Target,
  fix: Fix,
  analysed: Pick<Analysed, 'parts'>,
): Promise<WorkspaceEdit | undefined> {
  const edit = new WorkspaceEdit();
  if (!writeEdits(edit, target.document, analysed, fix.edits)) return undefined;
  for (const added of fix.addLines ?? []) if (!(await addLine(edit, target, added))) return undefined;
  for (const { path, text } of fix.createFiles ?? [])
    if (!(await createFile(edit, target, path, text))) return undefined;
  const { allowHost: host } = fix;
  if (host !== undefined && !(await allowHost(edit, target, host))) return undefined;
  return reachesOut(fix) ? askFirst(edit, target.file) : edit;
}
