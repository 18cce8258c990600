/** Characters that no editor shows, and what is written in their place: their names, or the text that they spell. */
import type { Range } from '../../../engine/types';

/** A row of hidden characters of one kind. */
export interface Mark {
  range: Range;
  /** What is shown in its place: `ZWSP ZWNJ×3`, or the text that tag characters spell. */
  label: string;
  /** Full names, each once, in the order in which they come: `U+200B ZERO WIDTH SPACE`. */
  names: string[];
  /** How many characters. */
  count: number;
}

/** Short names as Unicode's charts have them, and long ones. */
const characters: Readonly<Record<number, readonly [short: string, long: string]>> = {
  173: ['SHY', 'SOFT HYPHEN'],
  847: ['CGJ', 'COMBINING GRAPHEME JOINER'],
  1564: ['ALM', 'ARABIC LETTER MARK'],
  4447: ['HCF', 'HANGUL CHOSEONG FILLER'],
  4448: ['HJF', 'HANGUL JUNGSEONG FILLER'],
  6158: ['MVS', 'MONGOLIAN VOWEL SEPARATOR'],
  8203: ['ZWSP', 'ZERO WIDTH SPACE'],
  8204: ['ZWNJ', 'ZERO WIDTH NON-JOINER'],
  8205: ['ZWJ', 'ZERO WIDTH JOINER'],
  8206: ['LRM', 'LEFT-TO-RIGHT MARK'],
  8207: ['RLM', 'RIGHT-TO-LEFT MARK'],
  8234: ['LRE', 'LEFT-TO-RIGHT EMBEDDING'],
  8235: ['RLE', 'RIGHT-TO-LEFT EMBEDDING'],
  8236: ['PDF', 'POP DIRECTIONAL FORMATTING'],
  8237: ['LRO', 'LEFT-TO-RIGHT OVERRIDE'],
  8238: ['RLO', 'RIGHT-TO-LEFT OVERRIDE'],
  8288: ['WJ', 'WORD JOINER'],
  8289: ['FA', 'FUNCTION APPLICATION'],
  8290: ['IT', 'INVISIBLE TIMES'],
  8291: ['IS', 'INVISIBLE SEPARATOR'],
  8292: ['IP', 'INVISIBLE PLUS'],
  8294: ['LRI', 'LEFT-TO-RIGHT ISOLATE'],
  8295: ['RLI', 'RIGHT-TO-LEFT ISOLATE'],
  8296: ['FSI', 'FIRST STRONG ISOLATE'],
  8297: ['PDI', 'POP DIRECTIONAL ISOLATE'],
  8298: ['ISS', 'INHIBIT SYMMETRIC SWAPPING'],
  8299: ['ASS', 'ACTIVATE SYMMETRIC SWAPPING'],
  8300: ['IAFS', 'INHIBIT ARABIC FORM SHAPING'],
  8301: ['AAFS', 'ACTIVATE ARABIC FORM SHAPING'],
  8302: ['NADS', 'NATIONAL DIGIT SHAPES'],
  8303: ['NODS', 'NOMINAL DIGIT SHAPES'],
  12644: ['HF', 'HANGUL FILLER'],
  65279: ['BOM', 'ZERO WIDTH NO-BREAK SPACE'],
  65440: ['HWHF', 'HALFWIDTH HANGUL FILLER'],
};

/** One match is a row: of tag characters, of variation selectors, of others. */
const hidden =
  /[\u{E0000}-\u{E007F}]+|[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+|(?:\u034F|[\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFA0])+/gu;

/** What belongs to what is seen: joined emoji, an emoji’s colour or black-and-white form, a region’s flag. */
const emoji =
  /\u{1F3F4}[\u{E0061}-\u{E007A}\u{E0030}-\u{E0039}]{1,6}\u{E007F}|[\p{Extended_Pictographic}\p{Emoji_Modifier}#*0-9](?:\uFE0F\u20E3|[\uFE0E\uFE0F](?![\uFE00-\uFE0F]))?(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F\p{Emoji_Modifier}]?)*/gu;

/** More of a row is not written in its place. */
const longestLabel = 120;
const mostNames = 12;
/** Names in a row say no more than how many there are. */
const mostRuns = 8;

/**
 * @param all also what a person may have meant: single joiners, marks of direction. Else the ranges are taken as they are.
 */
export function hiddenMarks(text: string, within: readonly Range[] | 'everywhere'): Mark[] {
  const shown = within === 'everywhere' ? emojiIn(text) : [];
  const isMeant = ({ start, end }: Range) =>
    within === 'everywhere'
      ? !shown.some((one) => one.start < start && end <= one.end)
      : within.some((one) => one.start < end && start < one.end);
  return [...text.matchAll(hidden)].flatMap(({ index, 0: row }) => {
    const range = { start: index, end: index + row.length };
    return isMeant(range) ? [markOf(row, range)] : [];
  });
}

const emojiIn = (text: string): Range[] =>
  [...text.matchAll(emoji)].flatMap(({ index, 0: one }) =>
    one.length > 1 ? [{ start: index, end: index + one.length }] : [],
  );

function markOf(row: string, range: Range): Mark {
  const codes = [...row].map((char) => char.codePointAt(0)!);
  const label = isTag(codes[0]!) ? spelled(codes) : named(codes);
  const names = [...new Set(codes)].map(fullName);
  return {
    range,
    label: label.length > longestLabel ? `${label.slice(0, longestLabel)}…` : label,
    names: [...names.slice(0, mostNames), ...(names.length > mostNames ? ['…'] : [])],
    count: codes.length,
  };
}

const isTag = (code: number): boolean => code >= 0xe0000 && code <= 0xe007f;

/** Each tag character stands for one of ASCII; those of its control characters are told as Unicode draws them: `␀`. */
function spelled(codes: readonly number[]): string {
  return codes
    .map((code) => code - 0xe0000)
    .map((code) =>
      code < 0x20 ? String.fromCodePoint(0x2400 + code) : code === 0x7f ? '␡' : String.fromCharCode(code),
    )
    .join('');
}

function named(codes: readonly number[]): string {
  const runs: { code: number; times: number }[] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last?.code === code) last.times++;
    else runs.push({ code, times: 1 });
  }
  const told = runs.slice(0, mostRuns).map(({ code, times }) => `${shortName(code)}${times > 1 ? `×${times}` : ''}`);
  return [...told, ...(runs.length > mostRuns ? [`… (${codes.length})`] : [])].join(' ');
}

function selector(code: number): number | undefined {
  if (code >= 0xfe00 && code <= 0xfe0f) return code - 0xfe00 + 1;
  return code >= 0xe0100 && code <= 0xe01ef ? code - 0xe0100 + 17 : undefined;
}

function shortName(code: number): string {
  const number = selector(code);
  return characters[code]?.[0] ?? (number === undefined ? hex(code) : `VS${number}`);
}

function fullName(code: number): string {
  const number = selector(code);
  if (isTag(code)) return `${hex(code)} TAG ${spelled([code])}`;
  return `${hex(code)} ${characters[code]?.[1] ?? (number === undefined ? '' : `VARIATION SELECTOR-${number}`)}`.trim();
}

const hex = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
