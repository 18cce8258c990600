/** Reading a text through what hides a credential from a search: escapes of single characters, and joints between pieces. */
import { credentialPrefix } from './families';
import { candidateAt, secretAt } from './shape';

/** A stretch of text with its escapes decoded and its joints left out. */
export interface Reading {
  text: string;
  /** For each UTF-16 unit of `text`, the offset in the source behind it. */
  ends: number[];
  /** The last character of `text`. */
  last: string;
  /** Length of `text` at which the first escape and the first joint were used; undefined where none was. */
  escapedAt?: number;
  joinedAt?: number;
  joints: number;
  /** Pieces were put together that are less sure to belong to each other: another separator gives another reading. */
  isLoose: boolean;
}

/** What pieces of a list are joined by: nothing (`join('')`) or a dash (`join('-')`). */
export type Separator = '' | '-';

const escapeForms = [
  /\\{1,4}U000000([\da-f]{2})/, // Python, Go
  /\\{1,4}u\{0{0,4}([\da-f]{2})\}/, // JavaScript, Rust, PHP
  /\\{1,4}u00([\da-f]{2})/,
  /\\{1,4}x\{0{0,2}([\da-f]{2})\}/, // Perl
  /\\{1,4}x([\da-f]{2})/,
  /%(?:25){0,3}([\da-f]{2})/, // percent signs, encoded again up to three times
  /%u00([\da-f]{2})/,
  /&(?:amp;){0,2}#x0{0,4}([\da-f]{2});?/,
  /U\+00([\da-f]{2}) ?/,
  /=([\da-f]{2})/, // quoted-printable
  /\\{1,2}([0-7]{3})/, // octal
  /&(?:amp;){0,2}#0{0,4}(\d{2,3});?/,
  /\\{1,2}([-_.])/, // Markdown
];
const radixes = [16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 8, 10];
const escapePattern = new RegExp(escapeForms.map((form) => form.source).join('|'), 'iy');

const invisible = '[\\u200b-\\u200d\\u2060\\ufeff\\u00ad\\u180e]{1,8}';
const continuation = '\\\\{1,2}\\r?\\n[ \\t]{0,200}|=\\r?\\n';
const inlineTags = '(?:</?(?:span|b|i|em|strong|font|mark|u|s|small|wbr|code)\\b[^<>]{0,120}>){1,4}';
const quote = '\\\\{0,3}["\'`]';
const append = '\\)\\s{0,80}\\.\\s{0,80}(?:append|concat|plus|add|push)\\s{0,9}\\(';
const assign = ';?\\s{1,80}[$\\w.]{1,60}\\s{0,9}[+.]=';
const operator = `\\+{1,2}|\\.{1,2}|&|<>|\\|\\||~|\\\\\\r?\\n|${append}|${assign}`;
const joinPattern = new RegExp(
  `${invisible}|${continuation}|${quote}(?:\\s{0,200}(?:${operator})\\s{0,200}|[ \\t]{0,200}\\r?\\n\\s{0,200})?[fFrRbBuU@]?${quote}`,
  'y',
);
/** Pieces of a list, literals or marked-up words side by side: less sure to belong together than what an operator joins. */
const looseJoinPattern = new RegExp(`${quote}\\s{0,9},?\\s{0,200}${quote}|${inlineTags}`, 'y');
const bodyCharacter = /[\w-]/;
/** Every escape and joint begins with one of these. */
const opening = /[\\%&U="'`<\u200b-\u200d\u2060\ufeff\u00ad\u180e]/;

/** Longest reading, in decoded characters; web tokens are allowed more. */
const maxReading = 640;

/** More than a literal per character of a long credential. */
const maxJoints = 1024;

/** Whether an escape or a joint may stand at `at`. */
export function isOpening(char: string | undefined): boolean {
  return char !== undefined && opening.test(char);
}

function escapeAt(text: string, at: number): { char: string; end: number } | undefined {
  escapePattern.lastIndex = at;
  const match = escapePattern.exec(text);
  if (!match) return undefined;
  const form = match.findIndex((group, index) => index > 0 && group !== undefined) - 1;
  const digits = match[form + 1]!;
  const radix = radixes[form];
  const char = radix === undefined ? digits : String.fromCharCode(Number.parseInt(digits, radix));
  return { char, end: at + match[0].length };
}

function patternEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/**
 * Reads from `at` as far as body characters go, through escapes and joints. Ends at the first character that does not belong
 * to `sk-ant-`, so that a wrong start costs next to nothing. A second prefix ends it.
 * @param separator what stands for a comma between quoted pieces
 */
export function readFrom(text: string, at: number, separator: Separator, limit: number): Reading {
  const reading: Reading = { text: '', ends: [], last: '', joints: 0, isLoose: false };
  let position = at;
  let most = maxReading;
  while (position < text.length && reading.text.length < most) {
    const next = stepAt(text, position, separator, reading);
    if (next === undefined) break;
    position = next;
    const { length } = reading.text;
    if (length <= 7 && !credentialPrefix.startsWith(reading.text)) return reading;
    if (most < limit && length === 24 && reading.text.includes('-eyJ')) most = limit;
    if (length > 7 && reading.last === '-' && reading.text.endsWith(credentialPrefix))
      return shortened(reading, length - 7);
  }
  return reading;
}

function shortened(reading: Reading, length: number): Reading {
  reading.text = reading.text.slice(0, length);
  reading.ends.length = length;
  return reading;
}

/** Takes one character, escape or joint into the reading; the offset behind it, or undefined where the reading ends. */
function stepAt(text: string, at: number, separator: Separator, reading: Reading): number | undefined {
  const char = text[at]!;
  if (bodyCharacter.test(char) && !(char === 'U' && text[at + 1] === '+')) return take(reading, char, at + 1);
  if (char === '.')
    return isToken(reading) && bodyCharacter.test(text[at + 1] ?? '') ? take(reading, char, at + 1) : undefined;
  if (!isOpening(char)) return undefined;
  const escaped = escapeAt(text, at);
  if (escaped) {
    if (!bodyCharacter.test(escaped.char) && !(escaped.char === '.' && isToken(reading))) return undefined;
    reading.escapedAt ??= reading.text.length;
    return take(reading, escaped.char, escaped.end);
  }
  return joinAt(text, at, separator, reading);
}

function joinAt(text: string, at: number, separator: Separator, reading: Reading): number | undefined {
  if (reading.joints++ > maxJoints || isFinished(reading)) return undefined;
  const firm = patternEnd(joinPattern, text, at);
  const loose = firm === undefined ? patternEnd(looseJoinPattern, text, at) : undefined;
  if (loose !== undefined && reading.joinedAt === undefined && secretAt(reading.text, 0)) return undefined;
  const end = firm ?? loose;
  if (end === undefined) return undefined;
  reading.joinedAt ??= reading.text.length;
  if (loose !== undefined) reading.isLoose = true;
  return loose === undefined || separator === '' ? end : take(reading, separator, end);
}

/** Of the documented shape, or as long and ended like it: what stands behind the next quote is something else. */
function isFinished(reading: Reading): boolean {
  const candidate = candidateAt(reading.text, 0);
  return (
    candidate !== undefined && (candidate.complete || (candidate.body.length >= 80 && candidate.body.endsWith('AA')))
  );
}

function take(reading: Reading, char: string, end: number): number {
  reading.text += char;
  reading.last = char;
  reading.ends.push(end);
  return end;
}

const isToken = (reading: Reading): boolean => reading.text.includes('-eyJ', 7);
