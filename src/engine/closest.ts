/** "Did you mean …?" for rule ids, configuration keys and options. */
import { distance } from 'fastest-levenshtein';
import { phrases, render } from './messages';
import type { Message } from './types';

/** The candidate nearest to a mistyped word, if one is near: at most a third of the word is wrong. Words above 64 units have none. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate.length > 64) continue;
    const current = distance(word.toLowerCase(), candidate.toLowerCase());
    if (current >= bestDistance) continue;
    best = candidate;
    bestDistance = current;
  }
  return best;
}

const say = phrases({ hint: ' Did you mean “{closest}”?', none: '' });
export const hintTexts = { hint: say.texts.hint };

/** The same as the last part of a message. */
export function hint(word: string, candidates: Iterable<string>): Message {
  const candidate = closest(word, candidates);
  return candidate === undefined ? say('none') : say('hint', { closest: candidate });
}

/** The word that a message's hint names. */
export function meant({ args }: Message): string | undefined {
  const { hint: part } = args;
  const word = typeof part === 'object' ? part.args.closest : undefined;
  return typeof word === 'string' ? word : undefined;
}

/** ` Did you mean “x”?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  return render(hint(word, candidates));
}
