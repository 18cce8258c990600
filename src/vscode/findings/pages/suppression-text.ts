/** Comments that suppress findings, as an editor helps to read and to write them. Columns are in UTF-16 units, from 0. */
import type { Range, RuleTexts } from '../../../engine/types';
import { practiceTitles } from '../../../report/rule-page';
import type { Translate } from '../../../report/translate';
import { escapeMarkdown, proseOf } from '../view/markdown';
import { firstSentence, type HoverLink, linkText } from './hover-text';

const marker = /claude-guard-ignore-(?:next-line|line|file)(?![\w-])/;
const id = /[\w-]+/g;

/** Where a line names rules: behind the marker, before the reason. Undefined: it suppresses nothing. */
function listIn(line: string): Range | undefined {
  const found = marker.exec(line);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  const reason = line.indexOf('--', start);
  return { start, end: reason < 0 ? line.length : reason };
}

export interface Named {
  /** The rule that is named at the column; empty where one could begin. */
  word: Range;
  /** All that the line names, known or not. */
  ids: readonly string[];
}

/** Undefined where no rule is named, and none could be. */
export function namedAt(line: string, column: number): Named | undefined {
  const list = listIn(line);
  if (!list || column <= list.start || column > list.end) return undefined;
  const words = [...line.slice(list.start, list.end).matchAll(id)].map(({ index, 0: text }) => ({
    text,
    range: { start: list.start + index, end: list.start + index + text.length },
  }));
  const word = words.find(({ range }) => range.start <= column && column <= range.end)?.range;
  return { word: word ?? { start: column, end: column }, ids: words.map(({ text }) => text) };
}

/** Markdown: what the rule is that a comment suppresses. */
export function suppressionText(
  { id: rule, title, practice, why, remedy }: Pick<RuleTexts, 'id' | 'title' | 'practice' | 'why' | 'remedy'>,
  t: Translate,
): string {
  const explain: HoverLink = { command: 'showRule', title: t('Explain'), args: [rule] };
  return [
    `**${escapeMarkdown(t(title))}**`,
    proseOf(firstSentence(t(why))),
    `**${t('What to do:')}** ${proseOf(t(remedy))}`,
    `$(shield) ${t(practiceTitles[practice])} · ${linkText(explain)}`,
  ].join('\n\n');
}
