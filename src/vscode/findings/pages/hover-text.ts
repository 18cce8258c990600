/** What a hover adds to the diagnostic that VS Code shows above it, which says what is wrong and what to do. */
import type { Finding, Rule } from '../../../engine/types';
import { practiceTitles } from '../../../report/rule-page';
import type { Translate } from '../../../report/translate';

/** The first sentence of a rule's reason. */
export function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s+[A-Z“`]|\s*$)/.exec(text.trim())?.[0] ?? text.trim();
}

const escaped = (text: string) => text.replace(/[\\`*_{}[\]<>#+!|~$]/g, '\\$&');

export interface HoverLink {
  /** Without our prefix. */
  command: string;
  title: string;
  args: readonly unknown[];
}

export const linkText = ({ command, title, args }: HoverLink): string =>
  `[${title}](command:claudeGuard.${command}?${encodeURIComponent(JSON.stringify(args))})`;

/** Markdown, with icons. */
export function hoverText(
  { why }: Pick<Rule, 'why'>,
  { confidence, practice }: Pick<Finding, 'confidence' | 'practice'>,
  links: readonly HoverLink[],
  t: Translate,
): string {
  const certain = { high: t('High confidence'), medium: t('Medium confidence'), low: t('Low confidence') }[confidence];
  const facts = `$(shield) ${t(practiceTitles[practice])} · ${certain}`;
  return [escaped(firstSentence(t(why))), `${facts} · ${links.map(linkText).join(' · ')}`].join('\n\n');
}
