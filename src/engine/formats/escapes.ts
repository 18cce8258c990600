/** Backslash escapes of JSON, YAML and TOML strings, decoded with every offset kept. */
import type { Range } from '../facts';
import { buildText, type MappedText, type TextBuilder } from './embedded';

/** Letter after the backslash -> text; `x`, `u` and `U` with as many hexadecimal digits. */
export interface EscapeSyntax {
  letters: Readonly<Record<string, string>>;
  digits: Readonly<Record<string, number>>;
}

const common = { '"': '"', '\\': '\\', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
export const jsonEscapes: EscapeSyntax = { letters: { ...common, '/': '/' }, digits: { u: 4 } };
export const tomlEscapes: EscapeSyntax = { letters: { ...common, e: '\x1B' }, digits: { x: 2, u: 4, U: 8 } };
export const yamlEscapes: EscapeSyntax = {
  letters: {
    ...common,
    '/': '/',
    '\t': '\t',
    ' ': ' ',
    0: '\0',
    a: '\x07',
    e: '\x1B',
    v: '\v',
    N: '\x85',
    _: '\xA0',
    L: '\u2028',
    P: '\u2029',
  },
  digits: { x: 2, u: 4, U: 8 },
};

/** The escape whose backslash stands at `at`; undefined where it is none. */
export function readEscape(
  text: string,
  at: number,
  { letters, digits }: EscapeSyntax,
): { text: string; length: number } | undefined {
  const letter = text[at + 1] ?? '';
  if (Object.hasOwn(letters, letter)) return { text: letters[letter]!, length: 2 };
  const count = Object.hasOwn(digits, letter) ? digits[letter]! : 0;
  const hex = text.slice(at + 2, at + 2 + count);
  if (count === 0 || hex.length < count || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: 2 + count };
}

/** Appends the range with its escapes decoded; what is no escape stays as it is. */
export function copyEscaped(into: TextBuilder, text: string, { start, end }: Range, syntax: EscapeSyntax): void {
  const source = text.slice(start, end);
  let at = 0;
  for (let slash = source.indexOf('\\'); slash !== -1; slash = source.indexOf('\\', slash)) {
    const decoded = readEscape(source, slash, syntax);
    if (decoded) {
      into.copy(start + at, start + slash);
      into.put(decoded.text, start + slash);
      at = slash + decoded.length;
    }
    slash += decoded?.length ?? 1;
  }
  into.copy(start + at, end);
}

/** The content of a quoted string, `content` being what stands between its quotes. */
export function decodeString(text: string, content: Range, syntax: EscapeSyntax): MappedText {
  const builder = buildText(text);
  copyEscaped(builder, text, content, syntax);
  return builder.done(content.end);
}

/** Text as it is written between the quotes of a JSON string. */
export const encodeJson = (text: string): string => JSON.stringify(text).slice(1, -1);
