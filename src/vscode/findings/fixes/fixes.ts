/** The lightbulb: what can be done about the findings at a place. Fixes are offered once the worker has found that they hold. */
import {
  CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  CodeActionTriggerKind,
  type Diagnostic,
  type Range,
  type TextDocument,
  Uri,
} from 'vscode';
import type { Finding, Fix } from '../../../engine/types';
import type { Scanner } from '../../../scanner/types';
import { withinTime } from '../../time-limit';
import { titleOf } from '../../wording';
import { source } from '../diagnostics';
import { rangeOf } from '../places';
import { fixAllKind } from '../providers';
import { type Documents, fileOf, isOurs } from '../scan/documents';
import type { Folders } from '../scan/folders';
import { isLocked } from '../scan/left-alone';
import type { FindingStore } from '../store';
import { fixAllAction } from './fix-all';
import { distinctBy, otherActions } from './menu';
import { isMove } from './move-fix';
import { type Analysed, fixesInOrder, type Validation, withAnalysis } from './validation';
import { fixEdit, type Target } from './workspace-edits';

/** What is not validated by then, in ms, is not offered: to a person who has opened the menu, or for the lightbulb by itself. */
const patience = { asked: 10_000, unasked: 2000 };

export interface FixesOptions {
  documents: Documents;
  folders: Folders;
  validation: Validation;
  scanner: Scanner;
  store: FindingStore;
}

/** Where fixes of a document may reach. */
export function targetOf(document: TextDocument, folders: Folders): Target {
  const file = fileOf(document);
  const folder = folders.of(file)?.uri ?? Uri.joinPath(file, '..');
  return { document, file, folder };
}

/** The diagnostic that shows the finding, as far as VS Code hands it over. */
function shown({ diagnostics }: CodeActionContext, finding: Finding): Diagnostic[] {
  const range = rangeOf(finding);
  return diagnostics.filter(({ source: by, code, range: at }) => {
    const rule = typeof code === 'object' ? code.value : code;
    return by === source && rule === finding.rule && at.isEqual(range);
  });
}

const patienceFor = ({ triggerKind }: CodeActionContext): number =>
  triggerKind === CodeActionTriggerKind.Invoke ? patience.asked : patience.unasked;

const wantsQuickFix = ({ only }: CodeActionContext): boolean =>
  !only || CodeActionKind.QuickFix.contains(only) || only.contains(CodeActionKind.QuickFix);

export class FixProvider implements CodeActionProvider {
  readonly #options: FixesOptions;

  constructor(options: FixesOptions) {
    this.#options = options;
  }

  async provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    if (!isOurs(document)) return [];
    const all = context.only?.contains(fixAllKind) ? await fixAllAction(document, this.#options) : undefined;
    const quick = wantsQuickFix(context) ? await this.#quickFixes(document, range, context) : [];
    return [...(all ? [all] : []), ...quick];
  }

  /** The fixes, the safe ones first; then everything else. */
  async #quickFixes(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    const target = targetOf(document, this.#options.folders);
    const ask = () => withinTime(patienceFor(context), this.#options.documents.current(document));
    const work = (analysed: Analysed) => this.#actionsIn(analysed, target, range, context);
    return (await withAnalysis(document, ask, work)) ?? [];
  }

  async #actionsIn(
    analysed: Analysed,
    target: Target,
    range: Range,
    context: CodeActionContext,
  ): Promise<CodeAction[]> {
    const findings = analysed.findings.filter((finding) => rangeOf(finding).intersection(range));
    if (findings.length === 0) return [];
    const locked = isLocked(target.file);
    const time = patienceFor(context);
    const [held, suppressible] = locked
      ? [[], []]
      : await Promise.all([this.#holding(analysed, findings, time), this.#suppressible(analysed, findings, time)]);
    const fixes = held
      .filter(({ fix }) => !isMove(fix))
      .map(({ finding, fix }) => this.#fixAction(analysed, target, finding, fix, context));
    const moves = held.filter(({ fix }) => isMove(fix)).map(({ finding }) => finding);
    return [
      ...(await Promise.all(fixes)).flatMap((fix) => fix ?? []),
      ...otherActions({
        ...this.#options,
        analysed,
        target,
        locked,
        findings,
        moves,
        suppressible,
        shown: (one) => shown(context, one),
      }),
    ];
  }

  async #holding(
    analysed: Analysed,
    findings: readonly Finding[],
    time: number,
  ): Promise<{ finding: Finding; fix: Fix }[]> {
    const tried = fixesInOrder(findings).map(async ({ finding, fix }) => {
      const holds = await withinTime(time, this.#options.validation.holds(analysed, finding, fix));
      return holds ? [{ finding, fix }] : [];
    });
    return (await Promise.all(tried)).flat();
  }

  async #suppressible(analysed: Analysed, findings: readonly Finding[], time: number): Promise<Finding[]> {
    const tried = distinctBy(findings, ({ rule }) => rule).map(async (finding) => {
      const holds = await withinTime(time, this.#options.validation.suppressible(analysed, finding, 'next-line'));
      return holds ? [finding] : [];
    });
    return (await Promise.all(tried)).flat();
  }

  async #fixAction(
    analysed: Analysed,
    target: Target,
    finding: Finding,
    fix: Fix,
    context: CodeActionContext,
  ): Promise<CodeAction | undefined> {
    const edit = await fixEdit(target, fix, analysed);
    if (!edit) return undefined;
    const action = new CodeAction(titleOf(fix), CodeActionKind.QuickFix);
    action.edit = edit;
    action.diagnostics = shown(context, finding);
    action.isPreferred = fix.kind === 'safe';
    return action;
  }
}
