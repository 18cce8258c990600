/** What a hover adds to the diagnostic that VS Code shows above it, which says what is wrong and what to do. */
import type { Finding, Rule } from '../../engine/types';
import { practiceTitles } from '../../report/rule-page';

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

const linkText = ({ command, title, args }: HoverLink): string =>
  `[${title}](command:claudeGuard.${command}?${encodeURIComponent(JSON.stringify(args))})`;

/** Markdown, with icons. */
export function hoverText(rule: Rule, { confidence, practice }: Finding, links: readonly HoverLink[]): string {
  const facts = `$(shield) ${practiceTitles[practice]} · ${confidence} confidence`;
  return [escaped(firstSentence(rule.why)), `${facts} · ${links.map(linkText).join(' · ')}`].join('\n\n');
}
