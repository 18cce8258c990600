/** What the lightbulb offers below the fixes: entries that run a command. */
import { CodeAction, CodeActionKind, type Diagnostic, l10n } from 'vscode';
import type { Finding } from '../../../engine/types';
import { practiceTitles } from '../../../report/rule-page';
import { titleOfRule } from '../../wording';
import { relativePath } from '../scan/folders';
import type { FindingStore } from '../store';
import { isFixable } from './fix-kind';
import { isDataFile } from './move-fix';
import { safeHere } from './safe-here';
import { isKey } from './unmoved';
import type { Analysed } from './validation';
import type { Target } from './workspace-edits';

export interface MenuOptions {
  store: FindingStore;
  analysed: Analysed;
  target: Target;
  /** The file may not be changed, see `isLocked`. */
  locked: boolean;
  /** At the place that the menu is opened for. */
  findings: readonly Finding[];
  /** Those whose credential can be moved out of the code. */
  moves: readonly Finding[];
  /** The first of each rule that a comment on its line can suppress. */
  suppressible: readonly Finding[];
  shown(finding: Finding): Diagnostic[];
}

interface Entry {
  title: string;
  command: string;
  args: readonly unknown[];
  finding: Finding;
}

/** The first finding of each kind. */
export function distinctBy<T>(findings: readonly Finding[], key: (finding: Finding) => T): Finding[] {
  const first = new Map<T, Finding>();
  for (const finding of findings) if (!first.has(key(finding))) first.set(key(finding), finding);
  return [...first.values()];
}

function action({ title, command, args, finding }: Entry, { shown }: MenuOptions): CodeAction {
  const made = new CodeAction(title, CodeActionKind.QuickFix);
  made.command = { title, command: `claudeGuard.${command}`, arguments: [...args] };
  made.diagnostics = shown(finding);
  return made;
}

/** Findings of a rule that something can be done about at once; more than one makes a kind. */
function hasMore(rule: string, { store }: MenuOptions): boolean {
  let seen = 0;
  for (const [, { findings }] of store.entries())
    for (const finding of findings) if (finding.rule === rule && isFixable(finding) && ++seen > 1) return true;
  return false;
}

function fixMany(rules: readonly Finding[], options: MenuOptions): Entry[] {
  const { analysed, findings, locked, target } = options;
  const [first] = findings;
  const safe = locked ? [] : analysed.findings.filter((finding) => safeHere(finding));
  const inFile =
    first && safe.length > 1 && findings.some((finding) => safe.includes(finding))
      ? [
          {
            title: l10n.t('Apply all safe fixes in this file'),
            command: 'fixFile',
            args: [uriOf(target)],
            finding: first,
          },
        ]
      : [];
  const kinds = rules.filter(({ rule }) => hasMore(rule, options));
  return [
    ...inFile,
    ...kinds.map((finding) => ({
      title: l10n.t('Fix all “{0}” in the workspace…', titleOfRule(finding.rule)),
      command: 'fixKind',
      args: [finding.rule],
      finding,
    })),
  ];
}

const uriOf = ({ document }: Target) => document.uri.toString();

/** In the order of the menu. Where findings of several rules are at the place, each entry names its own. */
function entries(options: MenuOptions): Entry[] {
  const { findings, locked, moves, suppressible, target } = options;
  const rules = distinctBy(findings, ({ rule }) => rule);
  const named = (title: string, { rule }: Finding) => (rules.length > 1 ? `${title}: ${titleOfRule(rule)}` : title);
  const each = (command: string, title: string, those: readonly Finding[] = rules) =>
    those.map((finding) => ({
      title: named(title, finding),
      command,
      args: [uriOf(target), finding.fingerprint],
      finding,
    }));
  const isInside = relativePath(target.folder, target.file) !== undefined;
  const movable = isInside ? moves : [];
  const unmoved = isInside && !locked ? findings.filter((one) => isKey(one) && !moves.includes(one)) : [];
  return [
    ...movable.map((finding) => ({
      title: isDataFile(target.file.path)
        ? l10n.t('Move the key out of the file…')
        : l10n.t('Move the key out of the code…'),
      command: 'moveKey',
      args: [uriOf(target), finding.fingerprint],
      finding,
    })),
    ...unmoved.map((finding) => ({
      title: l10n.t('What to do with this key…'),
      command: 'moveKey',
      args: [uriOf(target), finding.fingerprint],
      finding,
    })),
    ...fixMany(rules, options),
    // First where nothing can be fixed: whoever presses Enter there learns what to do, and hides nothing.
    ...rules.map((finding) => ({
      title: l10n.t('Explain “{0}”', titleOfRule(finding.rule)),
      command: 'showRule',
      args: [finding.rule],
      finding,
    })),
    ...distinctBy(findings, ({ practice }) => practice).map((finding) => ({
      title: l10n.t('Learn about “{0}”', l10n.t(practiceTitles[finding.practice])),
      command: 'learn',
      args: [finding.practice, finding.rule],
      finding,
    })),
    // A file that nobody may edit takes no comment.
    ...(locked
      ? [
          ...each('changeSeverity', l10n.t('Change the rule’s severity…')),
          ...each('reportFalsePositive', l10n.t('Report a false positive…')),
        ]
      : [
          ...each('suppressHere', l10n.t('Suppress on this line…'), suppressible),
          ...each('suppress', l10n.t('Suppress or change severity…')),
        ]),
  ];
}

export const otherActions = (options: MenuOptions): CodeAction[] =>
  entries(options).map((entry) => action(entry, options));
