/** Sentences of findings in the editor's language. */
import { l10n } from 'vscode';
import { render } from '../engine/messages';
import type { Finding, Fix, Message } from '../engine/types';
import { ruleTexts } from '../report/rule-texts';

export const inWords = (message: Message): string => render(message, (text, args) => l10n.t(text, args));

/** What is wrong, and what to do. */
export const sentencesOf = ({ said, remedy }: Finding): string => `${inWords(said)} ${l10n.t(remedy)}`;

/** Of a rule, in the editor's language. */
export function titleOfRule(id: string): string {
  const rule = ruleTexts().find((one) => one.id === id);
  return rule ? l10n.t(rule.title) : id;
}

/** Of a fix. */
export const titleOf = ({ title, said }: Fix): string => (said ? inWords(said) : title);
