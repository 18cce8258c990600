/** Credentials of which a text shows the pieces: escaped characters, literals that stand side by side or are added up. */

import type { Range } from '../facts';
import { maxCredentialLength } from './families';
import type { Hidden } from './hidden';
import { isOpening, type Reading, readFrom } from './reading';
import { candidateAt, type Judge, type Secret, secretAt } from './shape';

/** Where a reading can begin: an `s` before a `k` or before what hides it, or an escaped `s`. */
const beginnings =
  /s(?=[k\\%&U="'`<\u200b-\u200d\u2060\ufeff\u00ad\u180e])|\\{1,4}(?:u\{0{0,4}73\}|u0073|U00000073|x73|x\{0{0,2}73\}|163)|%(?:25){0,3}73|%u0073|&(?:amp;){0,2}#(?:x0{0,4}73|0{0,4}115)|U\+0073|=73/g;

/** Credentials put together from escapes and pieces. */
export function* inPieces(text: string, judge: Judge): Generator<Hidden> {
  let behind = 0;
  for (const { index } of text.matchAll(beginnings)) {
    if (index < behind || isPlain(text, index)) continue;
    const found = composedAt(text, index, judge);
    if (!found) continue;
    behind = found.range.end;
    yield found;
  }
}

/** A credential's prefix with a body that nothing can hide the rest of; or another prefix behind this one, as it stands. */
function isPlain(text: string, at: number): boolean {
  if (isFollowedByPlain(text, at)) return true;
  const candidate = candidateAt(text, at);
  return candidate !== undefined && (candidate.complete || !isOpening(text[candidate.runEnd]));
}

const prefixThenText = /sk-ant-[\w-]{0,16}(?=sk-ant-)/y;

/** What begins here ends with another prefix before it is long enough: a hostile file has millions of these. */
function isFollowedByPlain(text: string, at: number): boolean {
  prefixThenText.lastIndex = at;
  return prefixThenText.test(text);
}

/** Decoded characters of the shortest credential that any judge accepts. */
const shortest = 18;

/**
 * The credential that begins at `at` when it is read through escapes and joints; undefined where neither is used before its
 * end. Quoted pieces with commas between are tried as joined by nothing, then by dashes.
 */
function composedAt(text: string, at: number, judge: Judge): Hidden | undefined {
  const joined = readFrom(text, at, '', maxCredentialLength);
  const found = judgeReading(text, at, joined, judge);
  if (found || !joined.isLoose) return found;
  return judgeReading(text, at, readFrom(text, at, '-', maxCredentialLength), judge);
}

function judgeReading(text: string, at: number, reading: Reading, judge: Judge): Hidden | undefined {
  if (reading.text.length < shortest) return undefined;
  if (reading.escapedAt === undefined && reading.joinedAt === undefined) return undefined;
  const end = reading.ends.at(-1)!;
  // What follows in the source tells whether the credential is cut off.
  const decoded = reading.text + text.slice(end, end + 12);
  const secret = judge(decoded, 0);
  const length = Math.min(secret?.end ?? 0, reading.text.length);
  const isUsed = (position: number | undefined) => position !== undefined && position < length;
  if (!secret || !(isUsed(reading.escapedAt) || isUsed(reading.joinedAt))) return undefined;
  return {
    secret,
    encoding: isUsed(reading.escapedAt) ? 'escape' : 'split',
    range: rangeOf(text, at, reading, length),
  };
}

/** Joined pieces: with the quotes around them. */
function rangeOf(text: string, at: number, reading: Reading, length: number): Range {
  const end = reading.ends[length - 1]!;
  const before = text[at - 1];
  const quoted = reading.joinedAt !== undefined && before !== undefined && /["'`]/.test(before) && text[end] === before;
  return quoted ? { start: at - 1, end: end + 1 } : { start: at, end };
}

/**
 * Whether the plain credential is only the beginning of one that goes on behind an escape or a joint; then the text hides
 * the whole, and the beginning alone is not to be reported.
 */
export function goesOn(text: string, secret: Secret): boolean {
  if (secret.complete || !isOpening(text[secret.end])) return false;
  const whole = composedAt(text, secret.start, secretAt);
  return whole !== undefined && whole.secret.text.length > secret.text.length;
}
