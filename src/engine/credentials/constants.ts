/** Constants of evaluated code and what well-known functions make of them. Every size is bounded. */
import { decodeBase64 } from './base64';
import type { Encoding } from './credentials';

export type Item = string | number;
/** What an expression always is; `undefined` where that is not known, or too large. */
export type Known = Item | Item[] | undefined;

/** UTF-16 units and items of one constant. */
const maxSize = 65_536;
/** Stands for an unknown part of a string. */
export const unknownPart = '\0';

/** Text of a constant; a list's items are characters, codes or pieces. */
export function textOf(known: Known): string | undefined {
  if (!Array.isArray(known)) return known === undefined ? undefined : String(known);
  return glue(known.map(characterOf), '');
}

const characterOf = (item: Item): string =>
  typeof item === 'number' && item >= 0 && item < 0x10000 ? String.fromCharCode(item) : String(item);

/** Items with a separator between; undefined where the result would be too large. */
export function glue(texts: readonly string[], separator: string): string | undefined {
  const size = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  return size > maxSize ? undefined : texts.join(separator);
}

/** Parts of one string; unknown ones leave their mark. */
export function concatenated(parts: readonly Known[]): string | undefined {
  return glue(
    parts.map((part) => textOf(part) ?? unknownPart),
    '',
  );
}

/** A list of constants; lists in it become text. */
export function listOf(parts: readonly Known[]): Known {
  if (parts.length > maxSize) return undefined;
  return parts.map((part) => (Array.isArray(part) ? textOf(part) : part) ?? unknownPart);
}

/** Lists and items one after the other. */
function flattened(parts: readonly Known[]): Item[] | undefined {
  const size = parts.reduce<number>((sum, part) => sum + (Array.isArray(part) ? part.length : 1), 0);
  return size > maxSize ? undefined : parts.flatMap((part) => part ?? unknownPart);
}

/** A function known by its own name, whatever module it comes from. @param used is told how the text was hidden */
export function callFunction(name: string, args: readonly Known[], used: (encoding: Encoding) => void): Known {
  const [first, second] = args;
  switch (name) {
    case 'atob':
    case 'b64decode':
    case 'urlsafe_b64decode':
    case 'standard_b64decode':
    case 'a2b_base64':
      return decoded(first, 'base64', used);
    case 'fromhex':
    case 'unhexlify':
    case 'a2b_hex':
      return decoded(first, 'hex', used);
    case 'from':
      return typeof second === 'string' ? decoded(first, second, used) : first;
    case 'fromCharCode':
    case 'fromCodePoint':
    case 'chr':
    case 'bytes':
    case 'bytearray':
    case 'Uint8Array':
      used('char-codes');
      return textOf(flattened(args));
    case 'decodeURIComponent':
    case 'unescape':
    case 'unquote':
      used('escape');
      return typeof first === 'string' ? unescaped(first) : undefined;
    case 'reversed':
      return backwards(first, used);
    case 'String':
    case 'str':
    case 'list':
    case 'tuple':
      return first;
    default:
      return undefined;
  }
}

/** A method of a constant. */
export function callMethod(
  object: Known,
  name: string,
  args: readonly Known[],
  used: (encoding: Encoding) => void,
): Known {
  const [first, second] = args;
  switch (name) {
    case 'join':
      return Array.isArray(object) ? joined(object, args.length === 0 ? ',' : first) : joined(first, object);
    case 'reverse':
      return backwards(object, used);
    case 'split':
      return typeof object === 'string' && typeof first === 'string' ? listOf(object.split(first)) : undefined;
    case 'concat':
      return Array.isArray(object) ? flattened([object, ...args]) : concatenated([object, ...args]);
    case 'replace':
    case 'replaceAll':
      return replaced(object, first, second);
    case 'toString':
    case 'decode':
    case 'encode':
    case 'trim':
    case 'strip':
      return textOf(object)?.trim();
    default:
      return undefined;
  }
}

function joined(items: Known, separator: Known): Known {
  const list = typeof items === 'string' ? [...items] : items;
  return Array.isArray(list) && typeof separator === 'string' ? glue(list.map(String), separator) : undefined;
}

function backwards(known: Known, used: (encoding: Encoding) => void): Known {
  used('reversed');
  if (typeof known === 'string') return [...known].reverse().join('');
  return Array.isArray(known) ? [...known].reverse() : undefined;
}

function decoded(known: Known, encoding: string, used: (encoding: Encoding) => void): Known {
  const text = textOf(known);
  if (text === undefined) return undefined;
  if (encoding === 'base64' || encoding === 'base64url') {
    used('base64');
    return decodeBase64(text);
  }
  if (encoding !== 'hex') return text;
  used('hex');
  return textOf((text.match(/[\da-f]{2}/gi) ?? []).map((digits) => Number.parseInt(digits, 16)));
}

const unescaped = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

function replaced(object: Known, from: Known, to: Known): Known {
  if (typeof object !== 'string' || typeof from !== 'string' || typeof to !== 'string' || from === '') return undefined;
  return glue(object.split(from), to);
}

/** `'{}-{b}'.format(x, b=y)`. @param names of keyword arguments, in the order of `values` */
export function formatted(
  object: Known,
  values: readonly Known[],
  names: readonly (string | undefined)[],
): string | undefined {
  if (typeof object !== 'string') return undefined;
  let position = 0;
  const parts = object.split(/\{(\w{0,40})\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const at = part === '' ? position++ : /^\d+$/.test(part) ? Number(part) : names.indexOf(part);
    return textOf(values[at]) ?? unknownPart;
  });
  return glue(parts, '');
}
