/** The team's plan of the window: the first folder's that has one, and what is wrong with any of them. */
import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  FileType,
  l10n,
  languages,
  type TextDocument,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import { createLineTable, positionAt } from '../../engine/text/positions';
import { decodeText } from '../../scanner/text';
import { largestPlan, type Plan, parsePlan } from '../../training/plan';
import type { PlanProblem } from '../../training/plan-fields';
import { questionsOf } from '../../training/plan-questions';
import type { Question } from '../../training/quiz';
import { dataHash } from '../../training/record';
import { planPath } from '../../training/types';
import { Emitter } from '../emitter';
import { source } from '../findings/diagnostics';
import { isJsonChecked } from '../findings/json-check';
import { rangeIn } from '../findings/places';
import { inWords } from '../wording';

export interface FoundPlan {
  uri: Uri;
  folder: WorkspaceFolder;
  /** Absent where something is wrong with the file: `problem` says it, as the end of a sentence. */
  plan?: Plan;
  problem?: string;
}

/** As a sentence; undefined where nothing is wrong. */
export const mistakeOf = (found: FoundPlan | undefined): string | undefined =>
  found?.problem === undefined ? undefined : l10n.t('Your team’s plan has a mistake: {0}', found.problem);

export const planUri = ({ uri }: WorkspaceFolder): Uri => Uri.joinPath(uri, planPath);

const folderOf = (uri: Uri): WorkspaceFolder | undefined =>
  workspace.workspaceFolders?.find((folder) => planUri(folder).toString() === uri.toString());

/** No link, which may lead out of the workspace, and nothing that never ends. Undefined where there is none. */
async function readText(uri: Uri): Promise<{ text?: string } | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if (type !== FileType.File || size > largestPlan) return {};
    const text = decodeText(await workspace.fs.readFile(uri))?.text;
    return text === undefined ? {} : { text };
  } catch {
    return undefined;
  }
}

/** What is wrong, with its place, as nobody may have the file open. */
function placed({ said, range }: PlanProblem, text: string): string {
  const { line, column } = positionAt(createLineTable(text), range.start);
  return l10n.t('line {0}, column {1}: {2}', line, column, inWords(said));
}

async function read(folder: WorkspaceFolder): Promise<FoundPlan | undefined> {
  const uri = planUri(folder);
  const stored = await readText(uri);
  if (!stored) return undefined;
  if (stored.text === undefined)
    return { uri, folder, problem: l10n.t('The training plan is no text file of at most 1 MiB. It is not read.') };
  const { plan, problems } = parsePlan(stored.text);
  const [first] = problems;
  return { uri, folder, ...(plan && { plan }), ...(first && { problem: placed(first, stored.text) }) };
}

export class TeamPlan implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #subscriptions: Disposable[] = [];
  #found: Promise<FoundPlan | undefined> | undefined;
  /** What was in force when it was asked for last. */
  known: Plan | undefined;

  /** The plan may be another one. */
  readonly onDidChange = this.#changed.event;

  dispose(): void {
    Disposable.from(...this.#subscriptions).dispose();
    this.#changed.dispose();
  }

  /** The team's own questions, as they are asked. */
  questions(): Question[] {
    return questionsOf(this.known?.questions ?? [], (text) => dataHash(text).slice(0, 16));
  }

  /** Of a workspace that is trusted; others have none. */
  async get(): Promise<FoundPlan | undefined> {
    this.#follow();
    this.#found ??= workspace.isTrusted ? this.#find() : Promise.resolve(undefined);
    const found = await this.#found;
    this.known = found?.plan;
    return found;
  }

  async #find(): Promise<FoundPlan | undefined> {
    for (const folder of workspace.workspaceFolders ?? []) {
      const found = await read(folder);
      if (found) return found;
    }
    return undefined;
  }

  /** From the first question on. */
  #follow(): void {
    if (this.#subscriptions.length > 0) return;
    const forget = () => {
      this.#found = undefined;
      this.#changed.fire();
    };
    const watcher = workspace.createFileSystemWatcher(`**/${planPath}`);
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (folderOf(uri)) forget();
      }),
      workspace.onDidChangeWorkspaceFolders(forget),
      workspace.onDidGrantWorkspaceTrust(forget),
    );
  }
}

/** Mistakes of plans that are open, as they are typed. */
export function showPlanDiagnostics(): Disposable {
  const collection = languages.createDiagnosticCollection('claude-guard-training');
  const check = (document: TextDocument) => {
    const { uri } = document;
    if (!folderOf(uri.with({ scheme: folderScheme(uri) }))) return;
    const text = document.getText();
    const lines = createLineTable(text);
    const problems = parsePlan(text).problems.filter(({ isJson }) => !(isJson && isJsonChecked(uri)));
    const diagnostics = problems.map(({ said, range }) => {
      const diagnostic = new Diagnostic(rangeIn(lines, range), inWords(said), DiagnosticSeverity.Error);
      diagnostic.source = source;
      return diagnostic;
    });
    collection.set(uri, diagnostics);
  };
  workspace.textDocuments.forEach(check);
  return Disposable.from(
    collection,
    workspace.onDidOpenTextDocument(check),
    workspace.onDidChangeTextDocument(({ document }) => check(document)),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  );
}

/** A plan that is not saved yet is checked, too. */
const folderScheme = ({ scheme, path }: Uri): string =>
  scheme === 'untitled'
    ? (workspace.workspaceFolders?.find((folder) => planUri(folder).path === path)?.uri.scheme ?? scheme)
    : scheme;
