/**
 * git's index, read as data: which paths are tracked. Versions 2, 3 and 4, SHA-1 and SHA-256, split and sparse ones.
 * Source: git's `Documentation/gitformat-index.txt` and `ewah/ewah_bitmap.c`.
 */

/** What a split index says of the index that it differs from. */
interface Split {
  /** Hex; the file `sharedindex.<base>`. */
  base: string;
  /** Whether the shared index's entry at this position is gone. To be asked in ascending order. */
  deleted(position: number): boolean;
}

/** Entries of all modes, in the file's order, for the positions of a split index. */
interface Entry {
  path: string;
  mode: number;
}

const kinds = { mask: 0o170000, file: 0o100000, link: 0o120000 };
const decoder = new TextDecoder();

class Truncated extends Error {}

/** A place in the bytes that moves on with every read. Throws `Truncated` where they end. */
interface Cursor {
  bytes: Uint8Array;
  view: DataView;
  at: number;
}

const cursorOf = (bytes: Uint8Array): Cursor => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  at: 0,
});

function take(cursor: Cursor, length: number): number {
  const start = cursor.at;
  if (length > cursor.bytes.length - start) throw new Truncated();
  cursor.at += length;
  return start;
}

const uint32 = (cursor: Cursor) => cursor.view.getUint32(take(cursor, 4));
const uint16 = (cursor: Cursor) => cursor.view.getUint16(take(cursor, 2));
const uint8 = (cursor: Cursor) => cursor.view.getUint8(take(cursor, 1));

function untilZero(cursor: Cursor): Uint8Array {
  const end = cursor.bytes.indexOf(0, cursor.at);
  if (end < 0) throw new Truncated();
  const text = cursor.bytes.subarray(cursor.at, end);
  cursor.at = end + 1;
  return text;
}

/** A number in 7-bit groups, as in pack files' offsets; what version 4 cuts from the end of the name before. */
function varint(cursor: Cursor): number {
  let byte = uint8(cursor);
  let value = byte & 127;
  while (byte & 128) {
    if (value > 1 << 20) throw new Truncated();
    byte = uint8(cursor);
    value = ((value + 1) << 7) | (byte & 127);
  }
  return value;
}

const statLength = 40;
const modeOffset = 24;
const extendedFlag = 0x4000;

function readEntries(cursor: Cursor, version: number, hashLength: number): Entry[] {
  const entries: Entry[] = [];
  let name: Uint8Array = new Uint8Array();
  for (let left = uint32(cursor); left > 0; left--) {
    const start = take(cursor, statLength + hashLength);
    const mode = cursor.view.getUint32(start + modeOffset);
    if (uint16(cursor) & extendedFlag) take(cursor, 2);
    if (version === 4) {
      const kept = name.length - varint(cursor);
      if (kept < 0) throw new Truncated();
      const rest = untilZero(cursor);
      const whole = new Uint8Array(kept + rest.length);
      whole.set(name.subarray(0, kept));
      whole.set(rest, kept);
      name = whole;
    } else {
      name = untilZero(cursor);
      cursor.at += (8 - ((cursor.at - start) % 8)) % 8;
    }
    entries.push({ path: decoder.decode(name), mode });
  }
  return entries;
}

/** The bits of an EWAH bitmap: runs of equal words, each followed by words as they are. To be asked in ascending order. */
function readBitmap(cursor: Cursor): (position: number) => boolean {
  const bits = uint32(cursor);
  const words = uint32(cursor);
  const start = take(cursor, words * 8);
  const high = (word: number) => cursor.view.getUint32(start + word * 8);
  const low = (word: number) => cursor.view.getUint32(start + word * 8 + 4);
  /** Ranges of bits, ascending: all set (`at` undefined), or to be read from words beginning with `at`. */
  const ranges: { from: number; to: number; at?: number }[] = [];
  let position = 0;
  for (let word = 0; word < words && position < bits; ) {
    const run = (high(word) % 2) * 2 ** 31 + Math.floor(low(word) / 2);
    const literals = Math.floor(high(word) / 2);
    if (low(word) % 2) ranges.push({ from: position, to: position + run * 64 });
    position += run * 64;
    ranges.push({ from: position, to: position + literals * 64, at: word + 1 });
    position += literals * 64;
    word += 1 + literals;
  }
  let current = 0;
  return (bit) => {
    while (current < ranges.length && bit >= ranges[current]!.to) current++;
    const range = ranges[current];
    if (!range || bit < range.from || bit >= bits) return false;
    if (range.at === undefined) return true;
    const offset = bit - range.from;
    const word = range.at + Math.floor(offset / 64);
    if (word >= words) return false;
    const within = offset % 64;
    return ((within < 32 ? low(word) >>> within : high(word) >>> (within - 32)) & 1) === 1;
  };
}

function readSplit(cursor: Cursor, hashLength: number, end: number): Split | undefined {
  const start = take(cursor, hashLength);
  const hash = cursor.bytes.subarray(start, start + hashLength);
  const base = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { base, deleted: cursor.at < end ? readBitmap(cursor) : () => false };
}

/** Walks the extensions, which must end exactly where the trailing hash begins. */
function readExtensions(cursor: Cursor, hashLength: number): Split | undefined {
  const end = cursor.bytes.length - hashLength;
  let split: Split | undefined;
  while (cursor.at < end) {
    const signature = take(cursor, 4);
    const length = uint32(cursor);
    const start = take(cursor, length);
    if (decoder.decode(cursor.bytes.subarray(signature, signature + 4)) === 'link') {
      split = readSplit({ ...cursor, at: start }, hashLength, start + length);
    }
  }
  if (cursor.at !== end) throw new Truncated();
  return split;
}

function read(bytes: Uint8Array, hashLength: number): { entries: Entry[]; split: Split | undefined } | undefined {
  const cursor = cursorOf(bytes);
  try {
    if (decoder.decode(bytes.subarray(take(cursor, 4), 4)) !== 'DIRC') return undefined;
    const version = uint32(cursor);
    if (version < 2 || version > 4) return undefined;
    const entries = readEntries(cursor, version, hashLength);
    return { entries, split: readExtensions(cursor, hashLength) };
  } catch (error) {
    if (error instanceof Truncated || error instanceof RangeError) return undefined;
    throw error;
  }
}

const isFile = ({ mode, path }: Entry) =>
  path !== '' && ((mode & kinds.mask) === kinds.file || (mode & kinds.mask) === kinds.link);

/** `undefined` for what is no index, or a damaged one. The kind of hash is told by which of them makes sense. */
function readAny(bytes: Uint8Array) {
  return read(bytes, 20) ?? read(bytes, 32);
}

/**
 * Paths that the index tracks; the shared part of a split one is asked for by name.
 *
 * @param readShared bytes of the file `sharedindex.<base>`
 * @returns `undefined` for what is no index, or a damaged one
 */
export function trackedPaths(
  bytes: Uint8Array,
  readShared: (base: string) => Uint8Array | undefined,
): string[] | undefined {
  const index = readAny(bytes);
  if (!index) return undefined;
  const own = index.entries.filter(isFile).map(({ path }) => path);
  if (!index.split || /^0*$/.test(index.split.base)) return own;
  const { base, deleted } = index.split;
  const sharedBytes = readShared(base);
  const shared = sharedBytes && readAny(sharedBytes);
  if (!shared) return undefined;
  return [...shared.entries.filter((entry, at) => isFile(entry) && !deleted(at)).map(({ path }) => path), ...own];
}
