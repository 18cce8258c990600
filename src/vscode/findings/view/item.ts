/** Nodes as VS Code shows them. */
import {
  type Command,
  l10n,
  MarkdownString,
  type Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
} from 'vscode';
import type { Finding, Practice, Severity } from '../../../engine/types';
import { practiceSummaries } from '../../../report/rule-page';
import { inWords } from '../../wording';
import { safeHere } from '../fixes/safe-here';
import { rangeOf } from '../places';
import { confidenceTitle } from './filter';
import { type FindingNode, type GroupNode, isPractice, type StepNode, severities } from './finding-tree';
import {
  countsIn,
  type FilePlace,
  findingLabel,
  groupLabel,
  ruleOf,
  rulesIn,
  severityWord,
  stepLabel,
  titleOf,
  whyOf,
} from './labels';
import { escapeMarkdown, proseOf } from './markdown';

const severityIcons: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  warning: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  info: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
};

const practiceIcons: Readonly<Record<Practice, string>> = {
  authentication: 'key',
  transport: 'lock',
  permissions: 'person',
  monitoring: 'pulse',
  dependencies: 'package',
  input: 'checklist',
  errors: 'debug-disconnect',
  privacy: 'eye-closed',
  hygiene: 'comment',
};

/** What `when` clauses of the manifest ask for. */
const contexts = { finding: 'finding', fixable: 'finding.fixable', step: 'step' };

/** Of no file system. */
const iconScheme = 'claude-guard-icon';

function groupIcon({ grouping, key }: GroupNode): ThemeIcon {
  const severity = severities.find((one) => one === key);
  if (grouping === 'file') return ThemeIcon.File;
  if (severity) return severityIcons[severity];
  return new ThemeIcon(isPractice(key) ? practiceIcons[key] : 'shield');
}

/** A notebook opens as one: what is fixed there is fixed in its cells. */
const isFixable = ({ grouping }: GroupNode, path: string, findings: readonly Finding[]): boolean =>
  grouping === 'file' && !path.endsWith('.ipynb') && findings.some(safeHere);

export function groupItem(group: GroupNode, path: string, isOpen: boolean, findings: readonly Finding[]): TreeItem {
  const { label, description, spoken } = groupLabel(group, path, l10n.t);
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const item = new TreeItem(label, isOpen ? Expanded : Collapsed);
  item.id = group.id;
  item.description = description;
  item.iconPath = groupIcon(group);
  item.contextValue = `group.${group.grouping}${isFixable(group, path, findings) ? '.fixable' : ''}`;
  item.accessibilityInformation = { label: spoken };
  // For the icon alone: under its own address it would get a second count, from the Problems view.
  if (group.grouping === 'file') item.resourceUri = Uri.parse(group.key, true).with({ scheme: iconScheme });
  return item;
}

export function findingItem(node: FindingNode, place: FilePlace): TreeItem {
  const { finding, id } = node;
  const { label, description, spoken } = findingLabel(node, place, inWords(finding.said), l10n.t);
  const { Collapsed, None } = TreeItemCollapsibleState;
  const item = new TreeItem(label, finding.related.length > 0 ? Collapsed : None);
  item.id = id;
  item.description = description;
  item.iconPath = severityIcons[finding.severity];
  item.contextValue = finding.fixes.length > 0 ? contexts.fixable : contexts.finding;
  item.accessibilityInformation = { label: spoken };
  item.command = opens(l10n.t('Go to Finding'), node.uri, rangeOf(finding));
  return item;
}

/** VS Code's own command knows a click from a double click, Enter from the space bar, and how to open to the side. */
const opens = (title: string, uri: string, selection: Range): Command => ({
  ...{ title, command: 'vscode.open', arguments: [Uri.parse(uri, true), { selection }] },
});

export function stepItem(node: StepNode, file: FilePlace): TreeItem {
  const { place, id, number } = node;
  const { label, description, spoken } = stepLabel(node, file, inWords(place.said), l10n.t);
  const item = new TreeItem(label);
  item.id = id;
  item.description = description;
  item.iconPath = new ThemeIcon(number === undefined ? 'link' : 'arrow-small-down');
  item.contextValue = contexts.step;
  item.accessibilityInformation = { label: spoken };
  item.command = opens(l10n.t('Go to Step'), node.uri, rangeOf(place));
  return item;
}

/** A row is often too narrow for its sentence. */
export const stepTooltip = ({ place }: StepNode, path: string): MarkdownString =>
  new MarkdownString(`${escapeMarkdown(inWords(place.said))}\n\n${escapeMarkdown(`${path}:${place.start.line}`)}`);

/** More rules are left out of a group's tooltip. */
const mostRules = 6;

/** What the row does not say: what the practice is about, the file's path, which weaknesses there are. */
export function groupTooltip(group: GroupNode, path: string, findings: readonly Finding[]): MarkdownString {
  const { grouping, key } = group;
  const counts = countsIn(findings, l10n.t);
  const kinds = rulesIn(findings);
  const shown = kinds.slice(0, mostRules).map(([rule, count]) => {
    const title = ruleOf(rule)?.title;
    return `- ${title === undefined ? rule : l10n.t(title)}: ${count}`;
  });
  const head = isPractice(key) ? l10n.t(practiceSummaries[key]) : grouping === 'file' ? escapeMarkdown(path) : '';
  const rest = kinds.length > mostRules ? [`- …`] : [];
  const parts = [...(head === '' ? [] : [head]), `**${counts}**`, [...shown, ...rest].join('\n')];
  return new MarkdownString(parts.join('\n\n'));
}

const ruleCommand = 'claudeGuard.showRule';

/** Message and excerpt hold words of the workspace's files, and are shown as they are; why and remedy are the rule's own. */
export function findingTooltip({ finding }: FindingNode, path: string): MarkdownString {
  const { said, remedy, excerpt, severity, confidence, rule, start } = finding;
  const tooltip = new MarkdownString('', true);
  tooltip.isTrusted = { enabledCommands: [ruleCommand] };
  const link = `command:${ruleCommand}?${encodeURIComponent(JSON.stringify([rule]))}`;
  const facts = [
    severityWord(severity, l10n.t),
    confidenceTitle(confidence, l10n.t),
    `[${titleOf(finding, l10n.t)}](${link})`,
  ];
  const what = `**${escapeMarkdown(inWords(said))}**`;
  const paragraphs = [what, proseOf(whyOf(finding, l10n.t)), `**${l10n.t('What to do:')}** ${proseOf(l10n.t(remedy))}`];
  tooltip.appendMarkdown(paragraphs.filter((one) => one !== '').join('\n\n'));
  tooltip.appendCodeblock(excerpt);
  return tooltip.appendMarkdown(`${escapeMarkdown(`${path}:${start.line}`)}\n\n$(${severity}) ${facts.join(' · ')}`);
}
