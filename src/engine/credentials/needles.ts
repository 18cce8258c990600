/** The cheap question that is asked of every file first: may it hold a credential, in whatever form? */
import { base64NeedleTexts } from './base64';
import { hexNeedleTexts } from './codes';

/** What was seen in a text, as bits: which searches are worth their time. */
export const sign = { composed: 1, base64: 2, hex: 4, reversed: 8, codes: 16 } as const;

const hex = (code: number, width = 2): string => code.toString(16).padStart(width, '0');
/** How one character is escaped. */
const escapeStyles: readonly ((code: number) => string)[] = [
  (code) => `\\u${hex(code, 4)}`, // also `U+0073`
  (code) => `\\u{${hex(code)}}`,
  (code) => `\\U${hex(code, 8)}`,
  (code) => `\\x${hex(code)}`, // also `\x{73}`
  (code) => `%${hex(code)}`,
  (code) => `%25${hex(code)}`,
  (code) => `%u${hex(code, 4)}`,
  (code) => `=${hex(code)}`,
  (code) => `&#${code};`,
  (code) => `&#x${hex(code)};`,
];

/** The prefix with its first escaped character and the one that follows an escaped `s`: nothing more is certain. */
const escapedNeedles = escapeStyles.flatMap((escaped) => {
  const [s, k, ...others] = [...'sk-ant'].map((char) => escaped(char.charCodeAt(0)));
  return [`${s}k`, `${s}${k}`, `s${k}`, ...others.map((one, at) => `${'sk-an'.slice(0, at + 2)}${one}`)];
});

const composedNeedles = [
  ...[
    'sk\\055ant',
    '\\163\\153',
    "'s', 'k', '-', 'a', 'n', 't'",
    "'s','k','-','a','n','t'",
    '"s", "k", "-", "a", "n", "t"',
  ],
  ...['\\x{73}\\x{6b}', 'U+0073 U+006B'],
  ...['ant-api', 'ant-admin', 'ant-oat', 'ant-ort', 'ant-sid', 'ant-ccsr'],
  ...['api03', 'api04', 'api01', 'admin01', 'oat01', 'ort01', 'sid01', 'sid02'],
];
const codeNeedles = ['115,107,45', '115, 107, 45', '115 107 45', 'chr(115)', '0x73,0x6b', '0x73, 0x6b', '0x73 0x6b'];

const groups: readonly (readonly [number, readonly string[]])[] = [
  [sign.composed, ['sk-ant', ...escapedNeedles, ...composedNeedles]],
  [sign.base64, base64NeedleTexts],
  [sign.hex, hexNeedleTexts],
  [sign.reversed, ['tna-ks']],
  [sign.codes | sign.hex, codeNeedles],
];

/**
 * ASCII needles, to be compared without regard to case: a text or file in which none occurs, with white space and zero
 * bytes left aside, is not worth decoding. Words that make a file relevant for other reasons are not among them.
 */
export const credentialNeedles: readonly string[] = groups.flatMap(([, needles]) => needles);

/** White space and what joins pieces of code is passed over, so that `'sk-' + 'ant'` and a wrapped line look like the whole. */
const passedOver = /[\s\0'"`+,()[\]{}\\.;:]/g;

// An Aho-Corasick automaton over classes of characters: 0 in no needle, 1 passed over, then one for each character.
const classOf = new Uint8Array(129);
for (let code = 0; code < 128; code++) if (String.fromCharCode(code).search(passedOver) >= 0) classOf[code] = 1;
classOf[128] = 1;
const normal = (needle: string): string => needle.toLowerCase().replace(passedOver, '');

/** Whether a byte, in any encoding that keeps ASCII, is looked at as if it were not there. */
export const passesOver = (byte: number): boolean => classOf[Math.min(byte, 128)] === 1;

/** A needle as it is looked for: in lower case, without what is passed over. */
export const withoutPassed = normal;
const characters = [...new Set(credentialNeedles.map(normal).join(''))];
for (const [index, char] of characters.entries()) {
  classOf[char.charCodeAt(0)] = index + 2;
  classOf[char.toUpperCase().charCodeAt(0)] = index + 2;
}
const width = characters.length + 2;

interface Automaton {
  next: Uint16Array;
  signs: Uint8Array;
}

let built: Automaton | undefined;

/** Built for the first text: the host of an editor loads this file and never asks. */
function automaton(): Automaton {
  built ??= buildAutomaton();
  return built;
}

function buildAutomaton(): Automaton {
  const edges: (number | undefined)[][] = [[]];
  const own: number[] = [0];
  for (const [bits, needles] of groups) for (const needle of needles) insert(edges, own, normal(needle), bits);
  const next = new Uint16Array(edges.length * width);
  const signs = Uint8Array.from(own);
  const fallback = new Uint16Array(edges.length);
  const queue = [0];
  for (const state of queue) {
    for (let kind = 2; kind < width; kind++) {
      const to = edges[state]![kind];
      const otherwise = state === 0 ? 0 : next[fallback[state]! * width + kind]!;
      next[state * width + kind] = to ?? otherwise;
      if (to === undefined) continue;
      fallback[to] = otherwise;
      signs[to]! |= signs[otherwise]!;
      queue.push(to);
    }
    next[state * width + 1] = state;
  }
  return { next, signs };
}

function insert(edges: (number | undefined)[][], own: number[], needle: string, bits: number): void {
  let state = 0;
  for (const char of needle) {
    const kind = classOf[char.charCodeAt(0)]!;
    let to = edges[state]![kind];
    if (to === undefined) {
      to = edges.push([]) - 1;
      own.push(0);
      edges[state]![kind] = to;
    }
    state = to;
  }
  own[state]! |= bits;
}

/** Every sign that a text shows; one pass. @param enough stop as soon as any of these was seen */
export function signsOf(text: string, enough = 0): number {
  const { next, signs } = automaton();
  let state = 0;
  let seen = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    state = next[state * width + classOf[Math.min(code, 128)]!]!;
    seen |= signs[state]!;
    if ((seen & enough) !== 0) break;
  }
  return seen;
}

/** Whether a text may hold a credential, plain or hidden. False positives cost a closer look, there are no false negatives for the forms that are searched. */
export function mayHoldCredential(text: string): boolean {
  return signsOf(text, 255) !== 0;
}

/** The same for a file's bytes, in any encoding that keeps ASCII, UTF-16 included. */
export function mayHoldCredentialBytes(bytes: Uint8Array): boolean {
  const { next, signs } = automaton();
  let state = 0;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at]!;
    state = next[state * width + classOf[Math.min(code, 128)]!]!;
    if (signs[state] !== 0) return true;
  }
  return false;
}
