/** Bytes to text, as VS Code shows it: byte order marks left out, what is not valid replaced by U+FFFD. */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export interface DecodedText {
  text: string;
  encoding: Encoding;
  /** The file begins with a byte order mark. */
  mark: boolean;
}

/** Bytes from the beginning that decide about encoding and binary content; git looks at as many. */
export const sniffedBytes = 8000;

/** Beginnings of formats that may have no zero byte near their beginning. */
const magic: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46, 0x2d], // %PDF-
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x47, 0x49, 0x46, 0x38], // GIF8
  [0x50, 0x4b, 0x03, 0x04], // zip
  [0x1f, 0x8b], // gzip
  [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59], // bzip2
  [0xfd, 0x37, 0x7a, 0x58, 0x5a], // xz
  [0x28, 0xb5, 0x2f, 0xfd], // zstd
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0x77, 0x4f, 0x46], // woff, woff2
];

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, i) => bytes[i] === byte);

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

const firstBytes = new Set([...magic, ...marks.map(({ bytes }) => bytes)].map(([first]) => first));

/** Western text in UTF-16 has a zero in nearly every pair, always on the same side. */
function utf16WithoutMark(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at & 1]!++;
  const [even, odd] = zeros.map((count) => count / (bytes.length / 2)) as [number, number];
  if (odd > 0.6 && even < 0.05) return 'utf-16le';
  if (even > 0.6 && odd < 0.05) return 'utf-16be';
  return undefined;
}

const includesZero = (bytes: Uint8Array) => bytes.includes(0);

/**
 * Encoding of a text that begins with `bytes`; `undefined` for binary content.
 *
 * @param hasZero whether a byte is zero, for those who know of a quicker way to tell
 */
export function sniff(bytes: Uint8Array, hasZero = includesZero): Encoding | undefined {
  const head = bytes.subarray(0, sniffedBytes);
  if (!firstBytes.has(bytes[0] ?? 0)) return hasZero(head) ? utf16WithoutMark(head) : 'utf-8';
  const mark = marks.find((candidate) => startsWith(head, candidate.bytes));
  if (mark && mark.encoding !== 'utf-8') return startsWith(head, [0xff, 0xfe, 0, 0]) ? undefined : mark.encoding;
  if (magic.some((start) => startsWith(head, start))) return undefined;
  if (!hasZero(head)) return 'utf-8';
  return mark ? undefined : utf16WithoutMark(head);
}

/** The whole text; `undefined` for binary content. */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const encoding = sniff(bytes);
  if (!encoding) return undefined;
  const mark = startsWith(bytes, marks.find((candidate) => candidate.encoding === encoding)!.bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding, mark };
}

function utf16Bytes(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return bytes;
}

/** The inverse of `decodeText`: for a file that was valid in its encoding, exactly the bytes that it had. */
export function encodeText({ text, encoding, mark }: DecodedText): Uint8Array {
  const whole = mark ? `\ufeff${text}` : text;
  return encoding === 'utf-8' ? new TextEncoder().encode(whole) : utf16Bytes(whole, encoding === 'utf-16le');
}

/** Bytes that the text takes in UTF-8. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    length += code >= 0x800 && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return length;
}
