/** Mistakes of configurations, and what a workspace asks for in vain, shown where it is written. */
import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { createLineTable } from '../../../engine/text/positions';
import { ruleIds } from '../../../report/rule-texts';
import { decodeText } from '../../../scanner/text';
import type { Asking } from '../../setting-layers';
import { readSettings } from '../../settings';
import { inWords } from '../../wording';
import { source } from '../diagnostics';
import { isJsonChecked } from '../json-check';
import { rangeIn } from '../places';
import { isOurs } from '../scan/documents';
import { type ConfigFiles, isConfigFile } from './files';
import { type ConfigFinding, checkConfig, placeOf } from './problems';

const severities = { error: DiagnosticSeverity.Error, warning: DiagnosticSeverity.Warning } as const;

/** In words. */
type Told = Omit<ConfigFinding, 'said'> & { message: string };

const told = ({ said, ...rest }: ConfigFinding): Told => ({ message: inWords(said), ...rest });

function show(collection: DiagnosticCollection, uri: Uri, text: string, findings: readonly Told[]): void {
  const lines = createLineTable(text);
  const diagnostics = findings.map(({ message, range, severity }) => {
    const diagnostic = new Diagnostic(rangeIn(lines, range), message, severities[severity]);
    diagnostic.source = source;
    return diagnostic;
  });
  collection.set(uri, diagnostics);
}

function readConfig(files: ConfigFiles, uri: Uri, text: string): { findings: Told[]; isSpoiled: boolean } {
  const refused = files.refused(uri);
  if (refused === undefined) {
    const { findings, isSpoiled } = checkConfig(text, ruleIds, readSettings(uri).engine, files.standing(uri));
    return { findings: findings.map(told), isSpoiled };
  }
  const { hasGood } = files.standing(uri);
  return { findings: [{ message: refused, range: { start: 0, end: 0 }, severity: 'error' }], isSpoiled: hasGood };
}

function check(collection: DiagnosticCollection, files: ConfigFiles, uri: Uri, text: string): void {
  const { findings, isSpoiled } = readConfig(files, uri, text);
  const [first, ...rest] = findings;
  const inForce = files.standing(uri).hasGood
    ? l10n.t('The last good version stays in force.')
    : l10n.t('Until it is mended, only what is stricter than the defaults is in force.');
  show(collection, uri, text, first && isSpoiled ? [withEffect(first, inForce, uri), ...rest] : findings);
}

/** Where VS Code says what is wrong with the JSON, only what comes of it is left to say. */
const withEffect = (mistake: Told, effect: string, uri: Uri): Told =>
  mistake.isJson && isJsonChecked(uri)
    ? { ...mistake, message: effect, severity: 'warning' }
    : { ...mistake, message: `${mistake.message} ${effect}` };

/** A file with settings of a workspace. */
interface SettingsFile {
  uri: Uri;
  scope: Uri;
  by: Asking;
  /** Keys above the settings. */
  above: string[];
}

/** Where a workspace's settings are written. With one folder open, its file is the workspace's. */
function settingsFiles(): SettingsFile[] {
  const { workspaceFile, workspaceFolders = [] } = workspace;
  const folders = workspaceFolders.map(
    ({ uri }): SettingsFile => ({
      uri: Uri.joinPath(uri, '.vscode', 'settings.json'),
      scope: uri,
      by: workspaceFile ? 'folder' : 'workspace',
      above: [],
    }),
  );
  const scope = workspaceFolders[0]?.uri;
  if (!scope || !workspaceFile || workspaceFile.scheme === 'untitled') return folders;
  return [...folders, { uri: workspaceFile, scope, by: 'workspace', above: ['settings'] }];
}

async function checkSettings(collection: DiagnosticCollection): Promise<void> {
  for (const { uri, scope, by, above } of settingsFiles()) {
    const ignored = readSettings(scope).ignored.filter((one) => one.by === by);
    const text = ignored.length === 0 ? '' : await readQuietly(uri);
    const findings = ignored.map(({ path, said }) => ({
      message: inWords(said),
      range: placeOf(text, [...above, ...path]),
      severity: 'warning' as const,
    }));
    show(collection, uri, text, findings);
  }
}

const readQuietly = (uri: Uri): Promise<string> =>
  Promise.resolve(workspace.fs.readFile(uri)).then(
    (bytes) => decodeText(bytes)?.text ?? '',
    () => '',
  );

export interface ConfigDiagnostics extends Disposable {
  /** Files or settings have changed. */
  update(): void;
}

/** A file that is open is checked as it is typed; its last good text stays in force until it is saved. */
export function showConfigDiagnostics(files: ConfigFiles): ConfigDiagnostics {
  const collection = languages.createDiagnosticCollection('claude-guard-configuration');
  const typed = (document: TextDocument) => {
    if (isConfigFile(document.uri) && isOurs(document)) check(collection, files, document.uri, document.getText());
  };
  const isOpen = (uri: Uri) => workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  const update = () => {
    collection.clear();
    for (const [uri, text] of files.entries()) if (!isOpen(uri)) check(collection, files, uri, text);
    workspace.textDocuments.forEach(typed);
    void checkSettings(collection);
  };
  const subscriptions = Disposable.from(
    files.onDidChange(update),
    workspace.onDidOpenTextDocument(typed),
    workspace.onDidChangeTextDocument(({ document }) => typed(document)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (isConfigFile(uri)) update();
    }),
    collection,
  );
  return { update, dispose: () => subscriptions.dispose() };
}
