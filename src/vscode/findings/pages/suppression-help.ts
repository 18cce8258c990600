/** What a comment that suppresses findings is told by: a hover on a rule's id, and the ids to choose from. */
import {
  CompletionItem,
  CompletionItemKind,
  Hover,
  l10n,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from 'vscode';
import type { RuleTexts } from '../../../engine/types';
import { ruleTexts } from '../../../report/rule-texts';
import { withinTime } from '../../time-limit';
import type { FixesOptions } from '../fixes/fixes';
import { isOurs } from '../scan/documents';
import { ruleOf } from '../view/labels';
import { type Named, namedAt, suppressionText } from './suppression-text';

/** What is not analysed by then, in ms, is offered among the others. */
const patience = 500;

const named = (document: TextDocument, { line, character }: Position): Named | undefined =>
  isOurs(document) ? namedAt(document.lineAt(line).text, character) : undefined;

const rangeOf = ({ line }: Position, { word }: Named): Range => new Range(line, word.start, line, word.end);

function textOf(rule: RuleTexts): MarkdownString {
  const markdown = new MarkdownString(suppressionText(rule, l10n.t), true);
  markdown.isTrusted = { enabledCommands: ['claudeGuard.showRule'] };
  return markdown;
}

export function suppressionHover(document: TextDocument, position: Position): Hover | undefined {
  const found = named(document, position);
  const range = found && rangeOf(position, found);
  const rule = range && ruleOf(document.getText(range));
  return rule && new Hover(textOf(rule), range);
}

function itemOf(rule: RuleTexts, range: Range, isFound: boolean): CompletionItem {
  const item = new CompletionItem({ label: rule.id, description: l10n.t(rule.title) }, CompletionItemKind.Value);
  item.range = range;
  item.documentation = textOf(rule);
  item.sortText = `${isFound ? 0 : 1}${rule.id}`;
  return item;
}

/** Rules that the comment does not name yet; those that have found something in the file come first. */
export async function suppressibleRules(
  document: TextDocument,
  position: Position,
  { documents }: Pick<FixesOptions, 'documents'>,
): Promise<CompletionItem[] | undefined> {
  const found = named(document, position);
  if (!found) return undefined;
  const range = rangeOf(position, found);
  const typed = document.getText(range);
  const others = new Set(found.ids.filter((one) => one !== typed));
  const analysed = await withinTime(patience, documents.current(document));
  const here = new Set(analysed?.findings.map(({ rule }) => rule));
  return ruleTexts()
    .filter(({ id }) => !others.has(id))
    .map((rule) => itemOf(rule, range, here.has(rule.id)));
}
