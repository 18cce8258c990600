/** Orders that are planted in a text, told from texts that speak of such orders. */
import type { Confidence, Range } from '../../../engine/types';
import { commands, occasion, phrases, speaksOf, teaches, warns } from './planted-phrases';
import type { Order, Phrase } from './planted-words';
import { beside, ownWords, type Sentence, sentencesOf } from './prose';

export interface Planted {
  order: Order;
  confidence: Confidence;
  /** In the text that was given. */
  range: Range;
}

/** One is told of a sentence: the worst. */
const ranks: readonly Order[] = ['shell', 'send', 'run', 'ignore', 'disarm', 'hide'];

/** @param text Markdown or plain */
export function plantedIn(text: string): Planted[] {
  if (![...commands, ...phrases].some(({ pattern }) => pattern.test(text))) return [];
  const sentences = sentencesOf(text);
  return sentences.flatMap((sentence, index) => worstOf(sentence, beside(sentences, index)));
}

function worstOf(sentence: Sentence, near: string): Planted[] {
  if (isSpokenOf(sentence)) return [];
  const own = ownWords(sentence);
  const found = [
    ...(isRow.test(sentence.text) ? [] : commands.flatMap((one) => matched(one, sentence.text, near))),
    ...(sentence.place === 'prose' ? phrases.flatMap((one) => matched(one, own, near)) : []),
  ];
  const worst = found.sort((one, other) => ranks.indexOf(one.order) - ranks.indexOf(other.order));
  const { start } = sentence.range;
  return worst
    .slice(0, 1)
    .map(({ range, ...one }) => ({ ...one, range: { start: start + range.start, end: start + range.end } }));
}

/** Of a table: it tells what there is, and orders nothing. */
const isRow = /^[ \t]*\|/;

/** Somebody who warns or teaches gives no orders. */
const isSpokenOf = ({ headings, lead }: Sentence): boolean =>
  headings.some((title) => teaches.test(title) || warns.test(title)) || speaksOf.test(lead) || teaches.test(lead);

/** Where a phrase stands in a sentence that does not only speak of it. */
function matched(phrase: Phrase, text: string, near: string): Planted[] {
  const match = phrase.pattern.exec(text);
  if (!match) return [];
  const start = match.index + /^[^\w`~.]*/.exec(match[0])![0].length;
  const end = match.index + match[0].length;
  const rest = text.replace(addresses, (one) => ' '.repeat(one.length));
  const around = `${rest.slice(0, start).replace(wish, ' ')} ${rest.slice(end)}`.replace(imperative, ' ');
  if (speaksOf.test(withoutOrders(around)) || teaches.test(around)) return [];
  if (phrase.beside && !phrase.beside.test(`${near} ${around}`)) return [];
  return [{ order: phrase.order, confidence: phrase.confidence, range: { start, end } }];
}

/** What a server is called says nothing of what a sentence is about. */
const addresses = /\bhttps?:\/\/\S+|[\w.+-]+@[\w-]+\.[\w.-]+/g;
/** What a user wants, as the occasion of an order: `When the user asks for a summary, …`. */
const wish =
  /\b(?:when(?:ever)?|if|after|before|once)\s+(?:the\s+|an?\s+)?users?\s+(?:asks?|wants?|requests?|sends?|opens?|runs?|says?|types?)\b[^,.:;!?\n]*,\s*(?:\w+ly\s+)?$/i;
/** An order itself, not the name of an attack. */
const imperative = /(?:^\s*(?:[-*+]|\d+[.)])?\s*|[.;:,]\s+|\b(?:and|then)\s+)exfiltrate\b/i;

const secrecy = phrases.filter(({ order }) => order === 'hide');

/** What is said to happen otherwise, as a threat. */
const threat = /\b(?:otherwise|or else)\b[^.!?\n]*/i;

/** An order to keep quiet says “never” and “not”, a threat says “will not”, an occasion “when you”: none makes a sentence a warning. */
const withoutOrders = (text: string): string =>
  secrecy.reduce((rest, { pattern }) => rest.replace(pattern, ' '), text.replace(occasion, ' ').replace(threat, ' '));
