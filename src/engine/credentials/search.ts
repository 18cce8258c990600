/** All searches of one text: plain credentials, and those that it hides in encodings. */
import { inBase64 } from './base64';
import { inCharacterCodes, inHex, inReverse } from './codes';
import { goesOn, inPieces } from './composed';
import type { Hidden, Look } from './hidden';
import { sign, signsOf } from './needles';
import { type Judge, plainSecrets, type Secret, secretAt } from './shape';

/** Encodings inside of encodings that are followed. */
const maxLayers = 2;

/** Credentials that stand in the text as they are. One that goes on behind an escape or a joint is left to `hiddenSecrets`. */
export function visibleSecrets(text: string): Secret[] {
  return plainSecrets(text, secretAt).filter((secret) => !goesOn(text, secret));
}

/** Credentials that the text hides, in order, each once at one place. */
export function hiddenSecrets(text: string, layers = maxLayers, judge: Judge = secretAt): Hidden[] {
  const signs = signsOf(text);
  if (signs === 0) return [];
  const look = lookInto(layers - 1, judge);
  const found: Hidden[] = [];
  if (signs & sign.composed) found.push(...inPieces(text, judge));
  if (signs & sign.base64) found.push(...inBase64(text, look));
  if (signs & sign.hex) found.push(...inHex(text, look));
  if (signs & sign.codes) found.push(...inCharacterCodes(text, look));
  if (signs & sign.reversed) found.push(...inReverse(text, judge));
  return distinct(found);
}

/** What a decoded text holds: plain, and one layer less deep. */
const lookInto =
  (layers: number, judge: Judge): Look =>
  (decoded) => [
    ...plainSecrets(decoded, judge).map((secret) => ({ secret, start: secret.start, end: secret.end })),
    ...(layers > 0 ? hiddenSecrets(decoded, layers, judge) : []).map(({ secret, range }) => ({ secret, ...range })),
  ];

/** Credentials at one place that are compared with each other. */
const maxStacked = 16;

/** In source order; of the same credential at one place only the longest reading. */
export function distinct(found: readonly Hidden[]): Hidden[] {
  const byPlace = [...found].sort(
    (a, b) => a.range.start - b.range.start || b.secret.text.length - a.secret.text.length,
  );
  const kept: Hidden[] = [];
  for (const one of byPlace) {
    const recent = kept.slice(-maxStacked);
    const same = recent.findLastIndex((other) => overlaps(one, other) && isSame(one, other));
    if (same < 0) kept.push(one);
    else if (one.secret.text.length > recent[same]!.secret.text.length) kept[kept.length - recent.length + same] = one;
  }
  return kept;
}

const overlaps = (a: Hidden, b: Hidden): boolean => a.range.start < b.range.end && b.range.start < a.range.end;

/** Two readings of one credential; a shorter one is its beginning. */
const isSame = (a: Hidden, b: Hidden): boolean =>
  a.secret.text.startsWith(b.secret.text) || b.secret.text.startsWith(a.secret.text);
