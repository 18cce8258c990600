/** Credentials written as numbers: hexadecimal digits and arrays of character codes. And reversed ones. */

import type { Range } from '../facts';
import { base64OfPrefix } from './base64';
import { maxCredentialLength } from './families';
import type { Hidden, Look } from './hidden';
import type { Judge } from './shape';

const toHex = (text: string): string =>
  [...text].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');

/** Hexadecimal digits of what a decoded run can hold: the prefix, or its base64. */
export const hexNeedleTexts: readonly string[] = ['sk-ant', ...base64OfPrefix].map(toHex);

/** What stands between two bytes: nothing, commas, spaces, colons, `0x`, a cast. */
const gap = '(?:[\\s,:;]{0,80}(?:\\(byte\\)\\s{0,3})?(?:0x|16#)?)';
const hexNeedle = new RegExp(
  hexNeedleTexts.map((digits) => digits.match(/../g)!.slice(0, 6).join(gap)).join('|'),
  'gi',
);
const hexByte = new RegExp(`${gap}([\\da-f]{2})`, 'iy');

/** Credentials in hexadecimal: one run of digits, or bytes apart. @param look finds credentials in what was decoded */
export function* inHex(text: string, look: Look): Generator<Hidden> {
  let behind = 0;
  for (const { 0: digits, index } of text.matchAll(hexNeedle)) {
    if (index < behind) continue;
    const ends: number[] = [];
    // Base64 in hexadecimal begins before its needle.
    const first =
      index - (/(?:[\da-f]{2}){0,4}$/i.exec(text.slice(Math.max(behind, index - 8), index))?.[0].length ?? 0);
    const decoded = readTokens(text, first, hexByte, 16, ends);
    behind = ends.at(-1) ?? index;
    for (const { secret, start, end } of look(decoded)) {
      const from = start === 0 ? first : ends[start - 1]!;
      const range = widened(text, from, ends[end - 1]!);
      yield { secret, encoding: /0x/i.test(digits) ? 'char-codes' : 'hex', range };
    }
  }
}

/** Takes the `0x` in front, and the rest of a short run of digits. */
function widened(text: string, start: number, end: number): Range {
  let from = start;
  if (/^(?:0x|16#)$/i.test(text.slice(start - 2, start))) from -= 2;
  while (start - from < maxWidened && isHexPair(text, from - 2)) from -= 2;
  let to = end;
  while (to - end < maxWidened && isHexPair(text, to)) to += 2;
  return { start: from, end: to };
}

/** Digits on either side of a credential that belong to the literal. */
const maxWidened = 2048;
const isHexPair = (text: string, at: number): boolean => at >= 0 && /^[\da-f]{2}$/i.test(text.slice(at, at + 2));

function readTokens(text: string, start: number, token: RegExp, radix: number, ends: number[]): string {
  const codes: number[] = [];
  let at = start;
  while (codes.length < maxCredentialLength) {
    token.lastIndex = at;
    const digits = token.exec(text)?.[1];
    if (digits === undefined) break;
    at = token.lastIndex;
    codes.push(Number.parseInt(digits, radix));
    ends.push(at);
  }
  return String.fromCharCode(...codes);
}

const codesNeedle = /(?<!\d)115(\D{1,40})107(\D{1,40})45(\D{1,40})97\D/g;

/** Credentials as decimal character codes: `[115, 107, …]`, `chr(115) + chr(107) …`, whatever stands between two codes as long as it is the same. */
export function* inCharacterCodes(text: string, look: Look): Generator<Hidden> {
  let behind = 0;
  for (const { 1: first, 2: second, index } of text.matchAll(codesNeedle)) {
    const between = withoutSpace(first!);
    if (index < behind || between !== withoutSpace(second!)) continue;
    const ends: number[] = [index + 3];
    const decoded = `s${readCodes(text, index + 3, between, ends)}`;
    behind = ends.at(-1)!;
    for (const { secret, start, end } of look(decoded))
      yield {
        secret,
        encoding: 'char-codes',
        range: { start: start === 0 ? index : ends[start - 1]!, end: ends[end - 1]! },
      };
  }
}

const withoutSpace = (text: string): string => text.replace(/\s/g, '');
const codeToken = /(\D{1,40})(\d{2,3})(?!\d)/y;

function readCodes(text: string, start: number, between: string, ends: number[]): string {
  let decoded = '';
  codeToken.lastIndex = start;
  while (decoded.length < maxCredentialLength) {
    const [, gap, code] = codeToken.exec(text) ?? [];
    if (gap === undefined || withoutSpace(gap) !== between) break;
    decoded += String.fromCharCode(Number(code));
    ends.push(codeToken.lastIndex);
  }
  return decoded;
}

const reversedPrefix = '-tna-ks';
/** Letters, digits, `-`, `.`, `_`. */
const isTokenCode = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 45 ||
  code === 46 ||
  code === 95;

/** Credentials written backwards. */
export function* inReverse(text: string, judge: Judge): Generator<Hidden> {
  let behind = 0;
  for (let at = text.indexOf(reversedPrefix); at >= 0; at = text.indexOf(reversedPrefix, at + 1)) {
    const end = at + reversedPrefix.length;
    let start = at;
    while (start > Math.max(behind, end - maxCredentialLength) && isTokenCode(text.charCodeAt(start - 1))) start--;
    const secret = judge([...text.slice(start, end)].reverse().join(''), 0);
    behind = end;
    if (secret) yield { secret, encoding: 'reversed', range: { start: end - secret.text.length, end } };
  }
}
