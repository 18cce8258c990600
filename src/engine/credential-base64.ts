/** Base64, standard and for URLs, at any alignment, inside longer runs, over several lines, with percent-encoded characters. */
import { maxCredentialLength } from './credential-families';
import type { Hidden, Look } from './credential-hidden';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets = new Map([...alphabet].map((char, value) => [char, value]));
sextets.set('-', 62).set('_', 63);

/** A run of base64 without its line breaks and escapes. */
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
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const char of characters) {
    const value = sextets.get(char);
    if (value === undefined) continue;
    bits = ((bits << 6) | value) & 0xfffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 255);
  }
  return latin1(bytes);
}

function latin1(bytes: number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.slice(at, at + 4096));
  return text;
}

/** UTF-16 text of ASCII characters, which PowerShell's encoded commands are, without its zero bytes. */
const narrowed = (text: string): string => (text.includes('k\0-\0') ? text.replaceAll('\0', '') : text);

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
const step = /[\w+/-]|%(?:2B|2F|3D|2D|5F|[4-7][\dA-F]|3\d)/iy;
const wrap = /(?:\\[rn])*(?:["'`]\s{0,9}[+.]?)?\s{0,9}\\?\r?\n[\s>*#|"'`+-]{0,80}|(?:\\[rn]){1,2}|["'`]\s{0,9}[+.,]\s{0,9}["'`]/y;

/** Credentials in base64. @param look finds credentials in what was decoded */
export function* inBase64(text: string, look: Look): Generator<Hidden> {
  let behind = 0;
  for (const match of text.matchAll(needlePattern)) {
    if (match.index < behind) continue;
    const start = groupStart(text, match.index, phases.get(match[0])!);
    const run = readRun(text, start, false);
    const found = lookInto(run, look);
    const wrapped = found.some(({ secret }) => secret.complete) ? undefined : readRun(text, start, true);
    const better = wrapped && wrapped.characters.length > run.characters.length ? lookInto(wrapped, look) : [];
    const [best, from] = isBetter(better, found) ? [better, wrapped!] : [found, run];
    for (const { secret, start: first, end } of best) {
      const range = rangeOf(text, start, from, first, end);
      behind = Math.max(behind, range.end);
      yield { secret, encoding: 'base64', range };
    }
  }
}

const lookInto = (run: Run, look: Look) => look(narrowed(decodeBase64(run.characters)));

function isBetter(better: ReturnType<Look>, found: ReturnType<Look>): boolean {
  const size = (all: ReturnType<Look>) => all.reduce((sum, { secret }) => sum + secret.text.length, 0);
  return size(better) > size(found);
}

/** Goes back to the first character of the needle's group, as far as the line has it. */
function groupStart(text: string, at: number, phase: number): number {
  let start = at;
  while (start > 0 && at - start < phase && sextets.has(text[start - 1]!)) start--;
  return at - start === phase ? start : at + ((4 - phase) % 4);
}

function readRun(text: string, start: number, wraps: boolean): Run {
  const run: Run = { characters: '', ends: [] };
  const characters: string[] = [];
  let at = start;
  while (at < text.length && characters.length < maxRun) {
    step.lastIndex = at;
    const [source] = step.exec(text) ?? [];
    if (source !== undefined) {
      at += source.length;
      characters.push(source.length === 1 ? source : String.fromCharCode(Number.parseInt(source.slice(1), 16)));
      run.ends.push(at);
      continue;
    }
    wrap.lastIndex = at;
    if (!wraps || !wrap.test(text)) break;
    at = wrap.lastIndex;
  }
  run.characters = characters.join('');
  return run;
}

/** The whole run where it is short, else the part that holds the credential. */
function rangeOf(text: string, start: number, run: Run, first: number, end: number): Hidden['range'] {
  const last = run.ends.length;
  if (last > maxLiteral) {
    const at = (decoded: number) => run.ends[Math.min(last, Math.max(1, Math.ceil((decoded * 4) / 3))) - 1]!;
    return { start: first === 0 ? start : at(first) - 1, end: at(end) };
  }
  let from = start;
  while (from > 0 && start - from < maxLiteral && sextets.has(text[from - 1]!)) from--;
  const stop = run.ends[last - 1] ?? start;
  return { start: from + ((start - from) % 4), end: stop + (/^={0,2}/.exec(text.slice(stop, stop + 2))?.[0].length ?? 0) };
}
