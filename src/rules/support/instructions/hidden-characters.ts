/** Characters that no editor shows and that a model reads, or that show a line otherwise than it is read. */
import type { Range } from '../../../engine/facts';

export interface Hidden {
  range: Range;
  /** `text`: what can be read out. `marks`: enough in a row to hold a text. `padding`: too few or too much alike for that. `reordered`: a line looks different. */
  kind: 'text' | 'marks' | 'padding' | 'reordered';
  /** What is written there, for `text`; else the characters' names: `U+202E`. */
  told: string;
  /** What ends a reordered part. */
  closing?: Range;
}

/** Any of them; most texts have none. */
const any =
  /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u{E0000}-\u{E007F}\u200B-\u200F\u202B\u202D\u202E\u2060-\u2064\u2067\u206A-\u206F]|[\u034F\u115F\u1160\u180E\u3164\uFEFF\uFFA0]{4}/u;

export const mayHide = (text: string): boolean => any.test(text);

/** Everything that a text hides, in its order. */
export function hiddenIn(text: string): Hidden[] {
  if (!mayHide(text)) return [];
  const found = [...tags(text), ...selectors(text), ...zeroWidth(text), ...reordered(text)];
  return found.sort((left, right) => left.range.start - right.range.start);
}

const rangeOf = ({ index, 0: run }: RegExpMatchArray): Range => ({ start: index!, end: index! + run.length });

/** Unicode's tag characters, each of which stands for a character of ASCII. */
const tagRun = /[\u{E0000}-\u{E007F}]{2,}/gu;
/** Flags of regions, such as Wales: a black flag and the region's code, in tag characters. */
const flag = /^[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,6}(?:\u{E007F}|$)/u;
const blackFlag = '\u{1F3F4}';

const tags = (text: string): Hidden[] =>
  [...text.matchAll(tagRun)].flatMap((match): Hidden[] => {
    const { start, end } = rangeOf(match);
    const isFlag = text.slice(0, start).endsWith(blackFlag);
    const skipped = isFlag ? (flag.exec(match[0])?.[0].length ?? 0) : 0;
    const run = match[0].slice(skipped);
    const told = [...run].map((char) => String.fromCharCode(char.codePointAt(0)! - 0xe0000)).join('');
    const range = { start: start + skipped, end };
    return run === ''
      ? []
      : [isReadable(told) ? { range, kind: 'text', told } : { range, kind: 'marks', told: names(run) }];
  });

const isReadable = (text: string): boolean => /^[\t\n\r\x20-\x7f\u00a0-\ud7ff]+$/.test(text) && /\w/.test(text);

/** Variation selectors, each of which can stand for a byte. One follows a character that it changes. */
const selectorRun = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{4,}/gu;

/** An emoji, or another character that one selector makes colourful or plain: that belongs to it. */
const hasForms = /[\p{Emoji}\u00A9\u00AE]$/u;

const selectors = (text: string): Hidden[] =>
  [...text.matchAll(selectorRun)].flatMap((match): Hidden[] => {
    const codes = [...match[0]].map((char) => char.codePointAt(0)!);
    if (new Set(codes).size < 2) return [];
    const bytes = codes.map((code) => (code < 0x10000 ? code - 0xfe00 : code - 0xe0100 + 16));
    const told = String.fromCharCode(...bytes.slice(0, mostDecoded));
    const { start, end } = rangeOf(match);
    const isEmojis = /[\uFE0E\uFE0F]/.test(match[0][0]!) && hasForms.test(text.slice(0, start).slice(-2));
    const range = { start: isEmojis ? start + 1 : start, end };
    return [isReadable(told) ? { range, kind: 'text', told } : { range, kind: 'marks', told: names(match[0]) }];
  });

/** Of a hidden text. */
const mostDecoded = 400;

/** No script needs so many in a row. */
const zeroWidthRun = /[\u034F\u115F\u1160\u180E\u200B-\u200F\u2060-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0]{4,}/g;

/** It says how a file is stored. */
const byteOrderMark = /^\uFEFF/;
/** By two characters that mean 0 and 1, a letter is written. */
const bitsOfLetter = 8;

const zeroWidth = (text: string): Hidden[] =>
  [...text.replace(byteOrderMark, ' ').matchAll(zeroWidthRun)].map((match) => ({
    range: rangeOf(match),
    kind: new Set(match[0]).size > 1 && match[0].length >= bitsOfLetter ? 'marks' : 'padding',
    told: names(match[0]),
  }));

/** What begins an override of the direction, or a part that is written from right to left; up to its end or the line's. */
const overridden = /[\u202D\u202E]([^\u202C\n\r]*)/g;
const turned = /\u202B([^\u202C\n\r]*)|\u2067([^\u2069\n\r]*)/g;
const latin = /[A-Za-z0-9]/;
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** A part that is turned, and holds nothing that is written from right to left, is turned to deceive. */
const reordered = (text: string): Hidden[] => [
  ...[...text.matchAll(overridden)].filter(([, part = '']) => latin.test(part)).map(asReordered),
  ...[...text.matchAll(turned)]
    .filter(([, one, other]) => latin.test(one ?? other ?? '') && !rightToLeft.test(one ?? other ?? ''))
    .map(asReordered),
];

function asReordered({ index, 0: run, input }: RegExpMatchArray): Hidden {
  const start = index!;
  const end = start + run.length;
  const isClosed = /[\u202C\u2069]/.test(input![end] ?? '');
  return {
    range: { start, end: start + 1 },
    kind: 'reordered',
    told: names(run[0]!),
    ...(isClosed && { closing: { start: end, end: end + 1 } }),
  };
}

/** `U+200B U+200C`: each once. */
function names(run: string): string {
  const codes = [...new Set(run)].map((char) => char.codePointAt(0)!);
  const told = codes.slice(0, mostNamed).map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
  return [...told, ...(codes.length > mostNamed ? ['…'] : [])].join(' ');
}

const mostNamed = 6;
