/** What a row says. */
import type { Finding, RuleTexts, Severity } from '../../../engine/types';
import { practiceTitles } from '../../../report/rule-page';
import { ruleTexts } from '../../../report/rule-texts';
import type { Translate } from '../../../report/translate';
import { severityTitle } from './filter';
import { type FindingNode, type GroupNode, isPractice, type StepNode, severities } from './finding-tree';

export interface Label {
  label: string;
  /** Dimmed, behind the label; the first to be cut where there is no room. */
  description: string;
  /** For a screen reader. */
  spoken: string;
}

export const ruleOf = (id: string): RuleTexts | undefined => ruleTexts().find((rule) => rule.id === id);

export function titleOf({ rule }: Finding, t: Translate): string {
  const title = ruleOf(rule)?.title;
  return title === undefined ? rule : t(title);
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const severityWord = (severity: Severity, t: Translate): string =>
  ({ error: t('Error'), warning: t('Warning'), info: t('Information') })[severity];

/** "2 errors, 1 warning": of each severity that there is. */
export function countsIn(findings: readonly Finding[], t: Translate): string {
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, infos] = [of('error'), of('warning'), of('info')];
  return [
    ...(errors > 0 ? [errors === 1 ? t('1 error') : t('{0} errors', errors)] : []),
    ...(warnings > 0 ? [warnings === 1 ? t('1 warning') : t('{0} warnings', warnings)] : []),
    ...(infos > 0 ? [t('{0} information', infos)] : []),
  ].join(', ');
}

/** How often each rule has found something, the most frequent first. */
export function rulesIn(findings: readonly Finding[]): [rule: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Where a document lies. */
export interface FilePlace {
  /** As people read it. */
  path: string;
  /** The number of a notebook's cell, from 1. */
  cell?: number;
}

/** Below its file, a finding needs no name of the file. */
function lineIn({ path, cell }: FilePlace, line: number, isBelowFile: boolean, t: Translate): string {
  if (isBelowFile) return cell === undefined ? t('Ln {0}', line) : t('Cell {0}, Ln {1}', cell, line);
  return cell === undefined ? `${nameOf(path)}:${line}` : t('{0}, cell {1}, Ln {2}', nameOf(path), cell, line);
}

/** The rule's title is the message in short; the whole message is in the tooltip. @param message in the reader's language */
export function findingLabel({ finding, group }: FindingNode, file: FilePlace, message: string, t: Translate): Label {
  const { severity, start } = finding;
  const place = lineIn(file, start.line, group.grouping === 'file', t);
  const label = titleOf(finding, t);
  const spoken = t('{0}: {1} {2}, {3}, line {4}', severityWord(severity, t), label, message, file.path, start.line);
  return { label, description: place, spoken };
}

/** @param message in the reader's language */
export function stepLabel(
  { parent, uri, place, number }: StepNode,
  file: FilePlace,
  message: string,
  t: Translate,
): Label {
  const { line } = place.start;
  const isBelowFile = parent.group.grouping === 'file' && uri === parent.uri;
  const spoken = number === undefined ? message : t('Step {0}: {1}', number, message);
  return {
    label: number === undefined ? message : `${number}. ${message}`,
    description: lineIn(file, line, isBelowFile, t),
    spoken: t('{0} {1}, line {2}', spoken, file.path, line),
  };
}

export const findingsIn = (count: number, t: Translate): string =>
  count === 1 ? t('1 finding') : t('{0} findings', count);

export const problemsIn = (count: number, t: Translate): string =>
  count === 1 ? t('1 problem') : t('{0} problems', count);

export const fixesIn = (count: number, t: Translate): string => (count === 1 ? t('1 fix') : t('{0} fixes', count));

function groupTitle({ grouping, key }: GroupNode, path: string, t: Translate): string {
  const severity = severities.find((one) => one === key);
  if (grouping === 'file') return nameOf(path);
  if (severity) return severityTitle(severity, t);
  return isPractice(key) ? t(practiceTitles[key]) : key;
}

export function groupLabel(group: GroupNode, path: string, t: Translate): Label {
  const label = groupTitle(group, path, t);
  const folder = group.grouping === 'file' ? folderOf(path) : '';
  const description = folder === '' ? String(group.count) : `${folder}  ${group.count}`;
  return { label, description, spoken: `${label}, ${findingsIn(group.count, t)}` };
}

/** Why it matters, in one sentence. */
export function whyOf({ rule }: Finding, t: Translate): string {
  const why = ruleOf(rule)?.why;
  return (why && /^.*?[.!?](?=\s|$)/s.exec(t(why))?.[0]) ?? '';
}
