/** Credentials that expressions give: concatenations, joined lists, decoding calls, through names where they are constant. */

import type { Facts, Range, Value } from '../facts';
import type { Encoding } from './credentials';
import type { Expressed } from './hidden';
import { hiddenSecrets, visibleSecrets } from './search';
import { prefixes, type Secret, secretAt } from './shape';
import { type Constant, type Evaluation, evaluate } from './values';

/** Steps of evaluation that one file may take. */
const maxSteps = 200_000;

/** Credentials that the file's strings turn out to be. @param constant the caller's knowledge of names, if it has any */
export function* inExpressions(text: string, facts: Facts, constant?: Constant): Generator<Expressed> {
  const budget = { steps: maxSteps };
  for (const value of facts.strings) {
    if (isVerbatim(value, text)) continue;
    const evaluation: Evaluation = {
      text,
      constant,
      budget,
      depth: 0,
      encodings: new Set(),
      pieces: [],
      parameters: new Map(),
    };
    const known = evaluate(value, evaluation);
    if (typeof known !== 'string') continue;
    for (const { secret, encoding } of inString(known))
      yield {
        secret,
        encoding: encoding ?? encodingOf(value, evaluation),
        range: value.range,
        pieces: outside(value.range, evaluation.pieces),
        isWhole: known === secret.text,
      };
  }
}

/** A literal whose source is its value was searched with the text. */
function isVerbatim(value: Value, text: string): boolean {
  if (value.kind !== 'literal') return false;
  if (typeof value.value !== 'string') return true;
  const { start, end } = value.content ?? value.range;
  return end - start === value.value.length || text.slice(start, end).includes(value.value);
}

function inString(text: string): { secret: Secret; encoding?: Encoding }[] {
  for (const at of prefixes(text)) if (secretAt(text, at)) return visibleSecrets(text).map((secret) => ({ secret }));
  return text.length < 20 ? [] : hiddenSecrets(text, 1);
}

function encodingOf(value: Value, { encodings }: Evaluation): Encoding {
  if (value.kind === 'literal') return 'escape';
  return (['base64', 'hex', 'reversed', 'char-codes', 'escape'] as const).find((one) => encodings.has(one)) ?? 'split';
}

const outside = (range: Range, pieces: Range[]): Range[] =>
  pieces.filter(({ start, end }) => end <= range.start || start >= range.end);
