/** Sentences of findings in the editor's language. */
import { l10n } from 'vscode';
import { render } from '../engine/messages';
import type { Finding, Fix, Message } from '../engine/types';

export const inWords = (message: Message): string => render(message, (text, args) => l10n.t(text, args));

/** What is wrong, and what to do. */
export const sentencesOf = ({ said, remedy }: Finding): string => `${inWords(said)} ${l10n.t(remedy)}`;

export const titleOf = ({ title, said }: Fix): string => (said ? inWords(said) : title);
