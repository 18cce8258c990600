/** Masking: everything that is printed goes through here. */

import type { Range } from '../facts';
import { credentialPrefix, familyAt } from './families';
import { mayHoldCredential } from './needles';
import { hiddenSecrets } from './search';
import { isMarkedAsCut, partAt, plainSecrets, type Secret, secretAt } from './shape';
import { inTemplates } from './templates';

/** Shorter bodies keep no character at all. */
const minShown = 20;

/** `sk-ant-api03-…x7AA`: the prefix and the last four characters, and these only of a body of 20 characters and more. */
export function maskSecret(secret: string): string {
  const ending = secret.length - prefixLength(secret) >= minShown ? secret.slice(-4) : '';
  return `${secret.slice(0, prefixLength(secret))}…${ending}`;
}

function prefixLength(secret: string): number {
  return familyAt(secret, 0)?.bodyStart ?? (secret.startsWith(credentialPrefix) ? credentialPrefix.length : 0);
}

interface Mask extends Range {
  /** Undefined: a piece of one that is masked elsewhere. */
  secret: Secret | undefined;
}

/**
 * The text with every credential masked: plain, escaped, split, encoded, and one that the text's end cuts off (of which no
 * ending is shown). Placeholders are left as they are. Masking a second time changes nothing.
 */
export function maskText(text: string): string {
  if (!mayHoldCredential(text)) return text;
  const plain = plainSecrets(text, partAt).map((secret) => ({
    secret,
    start: secret.start,
    end: runEnd(text, secret.end),
  }));
  const hidden = hiddenSecrets(text, undefined, partAt).map(({ secret, range }) => ({ secret, ...range }));
  const masks = [...plain, ...hidden, ...namedMasks(text)].sort((a, b) => a.start - b.start || b.end - a.end);
  let masked = '';
  let from = 0;
  for (const mask of masks) {
    if (mask.start >= from) masked += text.slice(from, mask.start) + shown(text, mask);
    from = Math.max(from, mask.end);
  }
  return masked + text.slice(from);
}

/** What is put together through names or a format string, and the pieces of it that stand elsewhere in the text. */
function* namedMasks(text: string): Generator<Mask> {
  for (const { secret, range, pieces } of inTemplates(text, secretAt, () => false)) {
    yield { secret, ...range };
    for (const piece of pieces) yield { secret: undefined, ...piece };
  }
}

function shown(text: string, { secret, start, end }: Mask): string {
  if (!secret) return `${text.slice(start, start + prefixLength(text.slice(start, end)))}…`;
  const isCut = !secret.complete && (end === text.length || isMarkedAsCut(text, end));
  return isCut ? `${secret.text.slice(0, prefixLength(secret.text))}…` : maskSecret(secret.text);
}

/** What is glued to a credential may belong to it. */
function runEnd(text: string, at: number): number {
  const run = /[\w-]*/y;
  run.lastIndex = at;
  run.test(text);
  const next = text.slice(at, run.lastIndex).indexOf(credentialPrefix);
  return next < 0 ? run.lastIndex : at + next;
}
