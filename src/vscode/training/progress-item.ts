/** Rows of the Training view. */
import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { Practice } from '../../engine/types';
import type { Module } from '../../training/modules';
import type { Plan, PlanLink } from '../../training/plan';
import type { ModuleProgress, Step } from '../../training/progress';
import { moduleText, ownCodeText, type RowText, stepText, type Words } from '../../training/progress-text';

export type ProgressNode =
  | { kind: 'module'; module: ModuleProgress }
  | { kind: 'step'; step: Step; parent?: ModuleProgress }
  | { kind: 'ownCode'; practice: Practice; count: number; isKnown: boolean; parent: ModuleProgress }
  | { kind: 'note'; note: string; parent: ModuleProgress }
  | { kind: 'link'; link: PlanLink; parent: ModuleProgress };

const green = new ThemeColor('testing.iconPassed');
const doneIcon = new ThemeIcon('pass-filled', green);
const moduleIcons = {
  new: new ThemeIcon('circle-large-outline'),
  begun: new ThemeIcon('color-mode'),
  done: doneIcon,
} as const;
const stepIcons = { lesson: 'book', lab: 'beaker', check: 'checklist' } as const;

/** Names and links are a team's: nothing of them is Markdown. */
const plainly = (text: string): MarkdownString => new MarkdownString().appendText(text);

function itemOf({ label, description, spoken, tooltip }: RowText, id: string, icon: ThemeIcon): TreeItem {
  const item = new TreeItem(label);
  item.id = id;
  item.description = description;
  item.iconPath = icon;
  item.tooltip = plainly(tooltip);
  item.accessibilityInformation = { label: spoken };
  return item;
}

export function commandOf(step: Step): { title: string; command: string; arguments: unknown[] } {
  if (step.kind === 'lesson')
    return { title: l10n.t('Read the Lesson'), command: 'claudeGuard.learn', arguments: [step.module] };
  if (step.kind === 'lab')
    return { title: l10n.t('Open the Lab'), command: 'claudeGuard.training.openLab', arguments: [step.lab.id] };
  return { title: l10n.t('Begin the Check'), command: 'claudeGuard.training.openQuiz', arguments: [step.quiz] };
}

function moduleItem(module: ModuleProgress, words: Words, isOpen: boolean): TreeItem {
  const item = itemOf(moduleText(module, words), `module ${module.module}`, moduleIcons[module.state]);
  item.collapsibleState = isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  item.contextValue = `module.${module.state}`;
  return item;
}

function stepItem(step: Step, plan: Plan, words: Words): TreeItem {
  const name = step.kind === 'lab' ? step.lab.id : step.kind === 'check' ? step.quiz : step.module;
  const isFinal = step.kind === 'check' && step.quiz === 'final';
  const icon = new ThemeIcon(isFinal ? 'mortar-board' : stepIcons[step.kind]);
  const item = itemOf(stepText(step, plan, words), `${step.kind} ${name}`, step.done === undefined ? icon : doneIcon);
  item.command = commandOf(step);
  return item;
}

function linkItem({ title, url }: PlanLink, module: Module): TreeItem {
  const { hostname } = new URL(url);
  const text = { label: title, description: hostname, spoken: `${title}, ${hostname}`, tooltip: url };
  const item = itemOf(text, `link ${module} ${title} ${url}`, new ThemeIcon('link-external'));
  item.command = { title: l10n.t('Open'), command: 'vscode.open', arguments: [Uri.parse(url, true)] };
  return item;
}

function noteItem(note: string, module: Module): TreeItem {
  const label = l10n.t('Your team’s rule');
  const description = note.replace(/\s+/g, ' ');
  const item = itemOf(
    { label, description, spoken: `${label}, ${note}`, tooltip: note },
    `note ${module}`,
    new ThemeIcon('note'),
  );
  item.command = { title: l10n.t('Read the Lesson'), command: 'claudeGuard.learn', arguments: [module] };
  return item;
}

function ownCodeItem(practice: Practice, count: number, isKnown: boolean): TreeItem {
  const item = itemOf(ownCodeText(count, isKnown, l10n.t), `code ${practice}`, new ThemeIcon('code'));
  item.command = {
    title: l10n.t('Show Findings'),
    command: 'claudeGuard.findings.showPractice',
    arguments: [practice],
  };
  return item;
}

/** @param isOpen whether a module shows its steps at first */
export function progressItem(node: ProgressNode, plan: Plan, words: Words, isOpen: boolean): TreeItem {
  if (node.kind === 'module') return moduleItem(node.module, words, isOpen);
  if (node.kind === 'step') return stepItem(node.step, plan, words);
  if (node.kind === 'link') return linkItem(node.link, node.parent.module);
  if (node.kind === 'note') return noteItem(node.note, node.parent.module);
  return ownCodeItem(node.practice, node.count, node.isKnown);
}
