/** Telling an issued credential's random body from one that a person invented: words, sequences, repetitions. */

/** Bits per character below which a body is no random one; the floor that Kingfisher uses as well. */
const minEntropy = 3.3;
/** In fewer characters chance makes words too often. */
const minWordy = 18;
/** Longer bodies (web tokens) are judged by their beginning. */
const maxJudged = 512;

/** So long that chance does not spell them. */
const tellingWords =
  /example|placeholder|redacted|changeme|your[-_]?(?:api|key|token|secret|claude|anthropic|actual)|not[-_]?a?[-_]?real|do[-_]?not[-_]?use/i;
const fillerWords =
  /your|here|fake|dummy|mock|test|sample|demo|secret|token|hidden|masked|insert|replace|paste|enter|change|actual|real|invalid|anthropic|claude|none|null|todo|goes|padding/gi;
const lettersOrDigits = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g;
const pronounceable = /^(?=.*[aeiouy])(?!.*[^aeiouy]{5})/i;
const oneClass = /^(?:[a-z._-]+|[A-Z._-]+|[\d._-]+)$/;

/** Shannon entropy in bits per character of an ASCII text. */
export function entropy(text: string): number {
  const counts = new Uint16Array(128);
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at) & 127]!++;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/**
 * Whether a body is a placeholder or made up: low in entropy, one class of characters, a repeated unit, a walk along the
 * alphabet or the keyboard, or words. Bodies under 20 characters, which only masking asks about, are judged without the entropy.
 * @param body what follows the family's prefix
 */
export function looksInvented(body: string): boolean {
  const core = body.slice(0, maxJudged).replace(/AA$/, '');
  if (body.length >= 20 && entropy(core) < minEntropy) return true;
  if (tellingWords.test(core) || repeats(core)) return true;
  return !isJumbled(core) && (oneClass.test(core) || isFilled(core));
}

/** Small letter, capital, digit, separator. */
const classOf = (code: number): number =>
  code >= 97 ? (code <= 122 ? 1 : 4) : code >= 65 && code <= 90 ? 2 : code >= 48 && code <= 57 ? 3 : 4;

/**
 * Surely random: kinds of characters change as often as chance has it, more often than in words (where a small letter after
 * a capital and separators don't count), and hardly any are neighbours of the one or two before. Spares the closer look.
 */
function isJumbled(text: string): boolean {
  let changes = 0;
  let links = 0;
  let skipping = 0;
  for (let at = 2; at < text.length; at++) {
    const before = classOf(text.charCodeAt(at - 1));
    const own = classOf(text.charCodeAt(at));
    if (own !== before && own !== 4 && before !== 4 && !(before === 2 && own === 1)) changes++;
    if (linkOf(text, at - 1, at) !== 0) links++;
    if (linkOf(text, at - 2, at) !== 0) skipping++;
  }
  return changes > text.length * 0.36 && links < text.length * 0.25 && skipping < text.length * 0.25;
}

/** One unit over and over: nearly every character equals the one a period before. */
function repeats(text: string): boolean {
  for (let period = 1; period <= Math.min(48, text.length / 2); period++) {
    let exceptions = (text.length - period) * 0.1;
    for (let at = period; at < text.length && exceptions >= 0; at++)
      if (text.charCodeAt(at) !== text.charCodeAt(at - period)) exceptions--;
    if (exceptions >= 0) return true;
  }
  return false;
}

function isFilled(text: string): boolean {
  const filled = new Uint8Array(text.length);
  fillSequences(text, filled);
  for (const { 0: word, index } of text.matchAll(fillerWords)) filled.fill(1, index, index + word.length);
  const size = text.replace(/[-_.]/g, '').length;
  if (share(filled, text, size) >= 0.5) return true;
  if (text.length < minWordy) return false;
  fillWords(text, filled);
  return share(filled, text, size) >= 0.75;
}

function share(filled: Uint8Array, text: string, size: number): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (filled[at] === 1 && !isSeparator(text.charCodeAt(at))) count++;
  return count / Math.max(1, size);
}

/** `-`, `.`, `_`, and the ends of the text. */
const isSeparator = (code: number): boolean => code === 45 || code === 46 || code === 95 || Number.isNaN(code);

/** Words of any language; short ones and numbers only where separators stand on both sides. */
function fillWords(text: string, filled: Uint8Array): void {
  for (const { 0: token, index } of text.matchAll(lettersOrDigits)) {
    const end = index + token.length;
    const apart = isSeparator(text.charCodeAt(index - 1)) && isSeparator(text.charCodeAt(end));
    const isWord = token.length >= 3 && token.length <= 14 && pronounceable.test(token);
    if (isWord || (apart && token.length <= 3)) filled.fill(1, index, end);
  }
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** Two characters' codes -> the rows and directions in which they are neighbours, as bits. */
const neighbours = new Uint16Array(128 * 128);
for (const [row, forward] of rows.entries()) {
  for (const [direction, keys] of [forward, [...forward].reverse().join('')].entries())
    for (let at = 1; at < keys.length; at++)
      neighbours[keys.charCodeAt(at - 1) * 128 + keys.charCodeAt(at)]! |= 1 << (row * 2 + direction);
}

/** Marks walks of three and more along a row, equal characters in runs of four, and two walks taken in turn (`a1b2c3d4`). */
function fillSequences(text: string, filled: Uint8Array): void {
  const equal = (at: number) => (text.charCodeAt(at) === text.charCodeAt(at - 1) ? 1 : 0);
  fillRuns(text.length, 1, 3, (at) => linkOf(text, at - 1, at), filled);
  fillRuns(text.length, 1, 4, equal, filled);
  fillRuns(text.length, 2, 8, (at) => linkOf(text, at - 2, at), filled);
}

/** Rows and directions in which two characters are neighbours, as bits; letters without regard to case. */
function linkOf(text: string, before: number, at: number): number {
  return neighbours[smallCode(text, before) * 128 + smallCode(text, at)]!;
}

function smallCode(text: string, at: number): number {
  const code = text.charCodeAt(at) & 127;
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** @param link bits that the character at an offset shares with the one `stride` before; 0 for none */
function fillRuns(
  length: number,
  stride: number,
  least: number,
  link: (at: number) => number,
  filled: Uint8Array,
): void {
  let start = 0;
  const bits = new Array<number>(stride).fill(-1);
  for (let at = stride; at <= length; at++) {
    const lane = at % stride;
    const shared = at < length ? link(at) & bits[lane]! : 0;
    if (shared !== 0) {
      bits[lane] = shared;
      continue;
    }
    if (at - start >= least) filled.fill(1, start, at);
    const fresh = at < length ? link(at) : 0;
    start = fresh === 0 ? at - stride + 1 : at - stride;
    bits.fill(-1);
    if (fresh !== 0) bits[lane] = fresh;
  }
}
