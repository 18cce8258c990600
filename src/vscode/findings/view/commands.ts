/** Commands of the Findings view. Those for a finding take the row that a menu belongs to, else the one that is selected. */
import { commands, env, l10n, Range, Uri, window, workspace } from 'vscode';
import { practices } from '../../../engine/types';
import type { Handlers } from '../../part';
import { sentencesOf } from '../../wording';
import type { ViewCommand } from '../command-names';
import { rangeOf } from '../places';
import type { Documents } from '../scan/documents';
import type { WorkspaceScan } from '../scan/workspace-scan';
import type { FindingStore } from '../store';
import { choicesOf, type Filter, noFilter, type Seen } from './filter';
import { pickFilter } from './filter-pick';
import { type FindingNode, findingNodeOf, type Grouping, type TreeNode } from './finding-tree';
import { openFiles } from './open-files';
import type { FindingsView } from './view';

export interface ViewCommandsOptions {
  view: FindingsView;
  store: FindingStore;
  documents: Documents;
  scan: WorkspaceScan;
}

/** How long a short answer stays in the status bar, in ms. */
const shortly = 4000;

/** Practices to choose from: those that something was found of, and those that are chosen. */
const offeredOf = (seen: readonly Seen[], { practice }: Filter) =>
  practices.filter((one) => practice.includes(one) || seen.some(([finding]) => finding.practice === one));

const isNode = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;

/** Puts the cursor at the finding, or at the step of it; a notebook opens as one. */
async function goTo(node: TreeNode): Promise<void> {
  if (node.kind === 'finding') {
    await commands.executeCommand('vscode.open', Uri.parse(node.uri, true), { selection: rangeOf(node.finding) });
  } else if (node.kind === 'step') {
    await commands.executeCommand('vscode.open', Uri.parse(node.uri, true), { selection: rangeOf(node.place) });
  } else if (node.grouping === 'file') {
    await commands.executeCommand('vscode.open', Uri.parse(node.key, true));
  }
}

/** Goes there, then does what the command of that name does with a finding. */
async function actOn(command: string, node: FindingNode): Promise<void> {
  await goTo(node);
  await commands.executeCommand(`claudeGuard.${command}`, node.uri, node.finding.fingerprint);
}

/** Of a file's row: it is opened, so that what has changed is seen. */
async function fixFile(given: unknown): Promise<void> {
  if (!isNode(given) || given.kind !== 'group' || given.grouping !== 'file') return;
  await goTo(given);
  await commands.executeCommand('claudeGuard.fixFile', given.key);
}

async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t('Copied.'), shortly);
}

async function chooseFilter({ view, store }: ViewCommandsOptions): Promise<void> {
  const isOpen = openFiles();
  const seen = [...store.entries()].flatMap(([uri, { findings }]) =>
    findings.map((finding): Seen => [finding, isOpen(uri)]),
  );
  const now = view.choices.filter;
  const filter = await pickFilter(choicesOf(now, seen, offeredOf(seen, now), l10n.t));
  if (filter) await view.choose({ filter });
}

/** At the cursor; else on its line; else the next one of the file. */
function nearest(nodes: readonly FindingNode[], cursor: Range): FindingNode | undefined {
  const ranges = nodes.map((node) => ({ node, range: rangeOf(node.finding) }));
  const fits = [
    ({ range }: { range: Range }) => range.contains(cursor),
    ({ range }: { range: Range }) => range.start.line <= cursor.start.line && cursor.end.line <= range.end.line,
    ({ range }: { range: Range }) => range.start.isAfter(cursor.start),
    () => true,
  ];
  return fits.map((fit) => ranges.find(fit)).find((found) => found !== undefined)?.node;
}

async function reveal({ view, store }: ViewCommandsOptions): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) return void window.showInformationMessage(l10n.t('Open a file to find its findings in the view.'));
  const uri = editor.document.uri.toString();
  if (!store.own(uri)?.findings.length)
    return void window.showInformationMessage(l10n.t('There is no finding in this file.'));
  const clear = l10n.t('Clear Filters');
  if (view.nodesIn(uri).length === 0) {
    const hidden = l10n.t('The filters of the Findings view hide what was found in this file.');
    if ((await window.showInformationMessage(hidden, clear)) !== clear) return;
    await view.choose({ filter: noFilter });
  }
  const { active } = editor.selection;
  const found = nearest(view.nodesIn(uri), new Range(active, active));
  if (found) await view.reveal(found);
}

/** Of a practice's row, else of a finding: its practice's lesson begins with it. */
function learn(given: unknown, selected: FindingNode | undefined) {
  if (isNode(given) && given.kind === 'group') return commands.executeCommand('claudeGuard.learn', given.key);
  const { finding } = (isNode(given) && findingNodeOf(given)) || (selected ?? {});
  return commands.executeCommand('claudeGuard.learn', finding?.practice, finding?.rule);
}

/** The findings of one practice, and nothing else. */
async function showPractice(view: FindingsView, given: unknown): Promise<void> {
  const practice = practices.filter((one) => one === given);
  if (practice.length > 0) await view.choose({ filter: { ...noFilter, practice } });
  await commands.executeCommand('claudeGuard.findings.focus');
}

/** In the background: the view shows how it goes. */
async function scanAgain({ scan, documents }: ViewCommandsOptions): Promise<void> {
  if (workspace.workspaceFolders?.length) await scan.quietly();
  else await Promise.all(workspace.textDocuments.map((document) => documents.scan(document)));
}

export function viewHandlers(options: ViewCommandsOptions): Handlers<ViewCommand> {
  const { view } = options;
  const withFinding = (run: (node: FindingNode) => unknown) => (given: unknown) => {
    const node = (isNode(given) && findingNodeOf(given)) || view.selected;
    return node ? run(node) : window.showInformationMessage(l10n.t('Select a finding in the Findings view first.'));
  };
  const group = (grouping: Grouping) => () => view.choose({ grouping });
  const filter = () => chooseFilter(options);
  return {
    goTo: (given) => (isNode(given) ? goTo(given) : withFinding(goTo)(given)),
    fix: withFinding((node) => actOn('showFixes', node)),
    fixFile: (given) => fixFile(given),
    fixKind: withFinding(({ finding }) => commands.executeCommand('claudeGuard.fixKind', finding.rule)),
    explain: withFinding(({ finding }) => commands.executeCommand('claudeGuard.showRule', finding.rule)),
    suppress: withFinding((node) => actOn('suppress', node)),
    changeSeverity: withFinding((node) => actOn('changeSeverity', node)),
    reportFalsePositive: withFinding((node) => actOn('reportFalsePositive', node)),
    learn: (given) => learn(given, view.selected),
    copyMessage: withFinding(({ finding }) => copy(sentencesOf(finding))),
    copyFingerprint: withFinding(({ finding }) => copy(finding.fingerprint)),
    filter,
    filterActive: filter,
    clearFilters: () => view.choose({ filter: noFilter }),
    groupByPractice: group('practice'),
    groupByFile: group('file'),
    groupBySeverity: group('severity'),
    groupedByPractice: () => undefined,
    groupedByFile: () => undefined,
    groupedBySeverity: () => undefined,
    reveal: () => reveal(options),
    showPractice: (given) => showPractice(view, given),
    scanAgain: () => scanAgain(options),
  };
}
