/** The lightbulb: the store, filtered by range and version. Fixes are offered once the worker has found that they hold. */
import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  languages,
  type Range,
  type TextDocument,
  Uri,
} from 'vscode';
import type { Finding, Fix } from '../../engine/types';
import { rules } from '../../rules';
import { withinTime } from '../time-limit';
import { source } from './diagnostics';
import { type Documents, isOurs } from './documents';
import { type Folders, relativePath } from './folders';
import { rangeOf } from './places';
import { type Analysed, fixesInOrder, type Validation } from './validation';
import { configurationChange, fixEdit, type Target, type Wish } from './workspace-edits';

/** A person who opens the menu waits no longer than this, in ms; what is not validated by then is not offered. */
const patience = 2000;

export interface FixesOptions {
  documents: Documents;
  folders: Folders;
  validation: Validation;
}

/** Where fixes of a document may reach. */
export function targetOf(document: TextDocument, folders: Folders): Target {
  const folder = folders.of(document.uri)?.uri ?? Uri.joinPath(document.uri, '..');
  return { document, folder };
}

/** The diagnostic that shows the finding, as far as VS Code hands it over. */
function shown({ diagnostics }: CodeActionContext, finding: Finding): Diagnostic[] {
  const range = rangeOf(finding);
  return diagnostics.filter(({ source: by, code, range: at }) => {
    const rule = typeof code === 'object' ? code.value : code;
    return by === source && rule === finding.rule && at.isEqual(range);
  });
}

const titleOf = (id: string) => rules.find((rule) => rule.id === id)?.title ?? id;

class FixProvider implements CodeActionProvider {
  readonly #options: FixesOptions;

  constructor(options: FixesOptions) {
    this.#options = options;
  }

  async provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    if (
      !isOurs(document) ||
      (context.only &&
        !CodeActionKind.QuickFix.contains(context.only) &&
        !context.only.contains(CodeActionKind.QuickFix))
    )
      return [];
    const analysed = await withinTime(patience, this.#options.documents.current(document));
    if (!analysed || analysed.file.version !== document.version) return [];
    const findings = analysed.findings.filter((finding) => rangeOf(finding).intersection(range));
    const target = targetOf(document, this.#options.folders);
    const fixes = await Promise.all(
      fixesInOrder(findings).map(({ finding, fix }) => this.#fix(analysed, target, finding, fix, context)),
    );
    const others = await Promise.all(findings.map((finding) => this.#others(analysed, target, finding, context)));
    return [...fixes.flatMap((fix) => fix ?? []), ...others.flat()];
  }

  async #fix(
    analysed: Analysed,
    target: Target,
    finding: Finding,
    fix: Fix,
    context: CodeActionContext,
  ): Promise<CodeAction | undefined> {
    const edit = (await withinTime(patience, this.#options.validation.holds(analysed, finding, fix)))
      ? await fixEdit(target, fix)
      : undefined;
    if (!edit) return undefined;
    const action = new CodeAction(fix.title, CodeActionKind.QuickFix);
    action.edit = edit;
    action.diagnostics = shown(context, finding);
    action.isPreferred = fix.kind === 'safe';
    return action;
  }

  /** Suppress, by a comment or by the configuration; and the rule's page. */
  async #others(
    analysed: Analysed,
    target: Target,
    finding: Finding,
    context: CodeActionContext,
  ): Promise<CodeAction[]> {
    const { rule, fingerprint } = finding;
    const diagnostics = shown(context, finding);
    const comment = await withinTime(patience, this.#options.validation.suppression(analysed, finding));
    const args = [target.document.uri.toString(), fingerprint];
    const suppress = comment
      ? [commandAction(`Suppress “${rule}” here with a reason…`, 'suppress', args, diagnostics)]
      : await configureActions(target, finding, diagnostics);
    return [...suppress, commandAction(`Explain “${titleOf(rule)}”`, 'showRule', [rule], diagnostics)];
  }
}

function commandAction(title: string, command: string, args: unknown[], diagnostics: Diagnostic[]): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: `claudeGuard.${command}`, arguments: args };
  action.diagnostics = diagnostics;
  return action;
}

/** For a file that can't have a comment there. */
async function configureActions(target: Target, { rule }: Finding, diagnostics: Diagnostic[]): Promise<CodeAction[]> {
  if (relativePath(target.folder, target.document.uri) === undefined) return [];
  const wishes: [string, Wish][] = [
    [`Turn “${rule}” off in .claude-guard.json…`, { kind: 'rule-off', rule }],
    ['Exclude this file in .claude-guard.json…', { kind: 'exclude-file' }],
  ];
  const actions = wishes.map(async ([title, wish]) => {
    const isPossible = (await configurationChange(target, wish)) !== undefined;
    const args = [target.document.uri.toString(), wish];
    return isPossible ? [commandAction(title, 'configure', args, diagnostics)] : [];
  });
  return (await Promise.all(actions)).flat();
}

export function registerFixes(options: FixesOptions): Disposable {
  return languages.registerCodeActionsProvider({ pattern: '**' }, new FixProvider(options), {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });
}
