/** Base64, standard and for URLs, at any alignment, inside longer runs, over several lines, with percent-encoded characters. */

import type { Range } from '../facts';
import { maxCredentialLength } from './families';
import type { Hidden, Look } from './hidden';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Character code -> value; 255 for what is not base64. Both alphabets. */
const sextets = new Uint8Array(256).fill(255);
for (const [value, char] of [...alphabet].entries()) sextets[char.charCodeAt(0)] = value;
sextets[0x2d] = 62;
sextets[0x5f] = 63;
const isBase64 = (code: number): boolean => code < 256 && sextets[code] !== 255;

/** A run of base64 without its percent signs. */
interface Run {
  characters: string;
  /** For each character the offset in the source behind it. */
  ends: number[];
}

/** Characters of base64 that are the same wherever the text stands in what was encoded. */
export interface Needle {
  text: string;
  /** Position of the needle's first character in its group of four. */
  phase: number;
}

/** The base64 of a Latin-1 text, without padding. */
function encodeBase64(text: string): string {
  let out = '';
  for (let at = 0; at < text.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((offset) => text.charCodeAt(at + offset) || 0) as [number, number, number];
    const group = (a << 16) | (b << 8) | c;
    for (const shift of [18, 12, 6, 0]) out += alphabet[(group >> shift) & 63];
  }
  return out;
}

/** What of a text's base64 is certain, for each of the three alignments. */
export function base64Needles(text: string): Needle[] {
  return [0, 1, 2].map((before) => {
    const first = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + text.length) * 8) / 6);
    return { text: encodeBase64('\0'.repeat(before) + text).slice(first, end), phase: first % 4 };
  });
}

/** Latin-1 text of a run of base64; what is left of a group at the end is dropped. */
export function decodeBase64(characters: string): string {
  const bytes = new Uint8Array(Math.floor((characters.length * 3) / 4) + 1);
  let bits = 0;
  let count = 0;
  let length = 0;
  for (let at = 0; at < characters.length; at++) {
    const code = characters.charCodeAt(at);
    if (!isBase64(code)) continue;
    bits = ((bits << 6) | sextets[code]!) & 0xfffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = (bits >> count) & 255;
  }
  return latin1(bytes.subarray(0, length));
}

/** Bytes as characters of the same code. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

const once = base64Needles('sk-ant');
/** What a decoded run can hold: the prefix itself, once more in base64, with percent-encoded dashes, in UTF-16. */
const needles = [
  ...once,
  ...once.flatMap(({ text }) => base64Needles(text)),
  ...base64Needles('sk%2Dant'),
  ...base64Needles('sk%2dant'),
  ...base64Needles('s\0k\0-\0a\0n\0t\0'),
];
export const base64NeedleTexts: readonly string[] = needles.map(({ text }) => text);
/** For other encodings of base64. */
export const base64OfPrefix: readonly string[] = once.map(({ text }) => text);
const phases = new Map(needles.map(({ text, phase }) => [text, phase]));
const needlePattern = new RegExp([...phases.keys()].map((text) => text.replaceAll('+', '\\+')).join('|'), 'g');

const maxRun = Math.ceil((maxCredentialLength * 4) / 3);
/** Longer runs are not the literal that hides a credential but a file in which it is hidden: only its part is named. */
const maxLiteral = 4096;
/** A line break inside a run: of PEM, mail and YAML, in an escaped string, or between quoted pieces. */
const wrap =
  /(?<=[\w+/-]{40})(?:["'`]?\s{0,9}[+.\\]?\r?\n[\s>*#|"'`+.-]{0,80}|(?:\\r)?\\n|["'`]\s{0,9}[+.,]\s{0,9}["'`])(?=[\w+/-]{2})/g;

/** Credentials in base64. @param look finds credentials in what was decoded */
export function inBase64(text: string, look: Look): Hidden[] {
  const found = [...inRuns(text, look)];
  const joined = withoutWraps(text);
  if (!joined) return found;
  for (const hidden of inRuns(joined.text, look)) {
    const range = { start: joined.outer(hidden.range.start), end: joined.outer(hidden.range.end - 1) + 1 };
    found.push({ ...hidden, range });
  }
  return found;
}

function* inRuns(text: string, look: Look): Generator<Hidden> {
  const covered = [0, 0, 0, 0];
  for (const match of text.matchAll(needlePattern)) {
    const start = groupStart(text, match.index, phases.get(match[0])!);
    if (start < covered[start % 4]!) continue;
    const run = readRun(text, start);
    const length = run.ends.length;
    covered[start % 4] = run.ends[length < maxRun ? length - 1 : length - maxLiteral] ?? start;
    yield* lookInto(text, start, run, look);
  }
}

function* lookInto(text: string, start: number, run: Run, look: Look): Generator<Hidden> {
  const decoded = decodeBase64(run.characters);
  const isWide = decoded.includes('k\0-\0');
  const width = isWide ? 2 : 1;
  for (const { secret, start: first, end } of look(isWide ? decoded.replaceAll('\0', '') : decoded))
    yield { secret, encoding: 'base64', range: rangeOf(text, start, run, first * width, end * width) };
}

/** The text with the line breaks of wrapped base64 taken out; undefined where there is none. */
function withoutWraps(text: string): { text: string; outer(offset: number): number } | undefined {
  const cuts: { at: number; skipped: number }[] = [];
  let joined = '';
  let from = 0;
  for (const { 0: gap, index } of text.matchAll(wrap)) {
    joined += text.slice(from, index);
    from = index + gap.length;
    cuts.push({ at: joined.length, skipped: from - joined.length });
  }
  if (from === 0) return undefined;
  const outer = (offset: number) => offset + (cuts.findLast(({ at }) => at <= offset)?.skipped ?? 0);
  return { text: joined + text.slice(from), outer };
}

/** Characters before the needle's group that are decoded with it: base64 inside of base64 begins there. */
const maxBefore = 8;

/** Goes back to the first character of the needle's group, and a few groups more, as far as the run has them. */
function groupStart(text: string, at: number, phase: number): number {
  let before = 0;
  while (before < phase + maxBefore && at > before && isBase64(text.charCodeAt(at - before - 1))) before++;
  return before < phase ? at + ((4 - phase) % 4) : at - phase - Math.floor((before - phase) / 4) * 4;
}

function readRun(text: string, start: number): Run {
  let characters = '';
  const ends: number[] = [];
  let at = start;
  while (ends.length < maxRun) {
    const from = at;
    while (at < text.length && ends.length < maxRun && isBase64(text.charCodeAt(at))) ends.push(++at);
    characters += text.slice(from, at);
    const escaped = /^%[\da-f]{2}/i.test(text.slice(at, at + 3)) ? Number.parseInt(text.slice(at + 1, at + 3), 16) : -1;
    if (escaped < 0 || !isBase64(escaped)) break;
    characters += String.fromCharCode(escaped);
    at += 3;
    ends.push(at);
  }
  return { characters, ends };
}

/** The whole run where it is short, else the part that holds the credential. */
function rangeOf(text: string, start: number, run: Run, first: number, end: number): Range {
  const last = run.ends.length;
  if (last > maxLiteral) {
    const at = (decoded: number) => run.ends[Math.min(last, Math.max(1, Math.ceil((decoded * 4) / 3))) - 1]!;
    return { start: first === 0 ? start : at(first) - 1, end: at(end) };
  }
  let from = start;
  while (from > 0 && start - from < maxLiteral && isBase64(text.charCodeAt(from - 1))) from--;
  const stop = run.ends[last - 1] ?? start;
  const padding = /^(?:=|%3d){0,2}/i.exec(text.slice(stop, stop + 6))?.[0].length ?? 0;
  return { start: from + ((start - from) % 4), end: stop + padding };
}
