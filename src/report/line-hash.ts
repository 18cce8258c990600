/**
 * `primaryLocationLineHash`, by which GitHub tells code scanning alerts apart, as its CodeQL action computes it: for each line
 * a rolling hash of the next 100 characters (UTF-16 units) from its start, spaces and tabs left out and every end of line
 * counted as `\n`; behind the end of the file come one 0xFFFF and then zeros. In lower-case hex, with the number of times that
 * this hash has occurred so far: `c129715d7a2bc9a3:1`.
 */

const windowSize = 100;
const factor = 37;
const word = 2 ** 32;

/** An unsigned 64-bit number, of which both halves stay below 2^32. */
interface Long {
  high: number;
  low: number;
}

/** `hash * 37 + added - removed * factor^100` modulo 2^64. Every step stays below 2^53, so plain numbers are exact. */
function roll(hash: Long, added: number, removed: number, weight: Long): void {
  const low = hash.low * factor + added - weight.low * removed;
  const high = hash.high * factor - weight.high * removed + Math.floor(low / word);
  hash.low = low - Math.floor(low / word) * word;
  hash.high = high - Math.floor(high / word) * word;
}

function weightOfOldest(): Long {
  const weight = { high: 0, low: 1 };
  for (let i = 0; i < windowSize; i++) roll(weight, 0, 0, { high: 0, low: 0 });
  return weight;
}

const oldest = weightOfOldest();

const hex = ({ high, low }: Long): string =>
  high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');

/** The characters that count: without spaces and tabs, with `\n` for every end of line, and the end of the file. */
function significant(text: string): Uint16Array {
  const units = new Uint16Array(text.length + 1);
  let length = 0;
  let afterReturn = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const skipped = code === 32 || code === 9 || (code === 10 && afterReturn);
    afterReturn = code === 13;
    if (!skipped) units[length++] = code === 13 ? 10 : code;
  }
  units[length++] = 0xffff;
  return units.subarray(0, length);
}

/** The hash of every line; of the first line at index 0. */
export function lineHashes(text: string): string[] {
  const units = significant(text);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  const hash = { high: 0, low: 0 };
  for (let end = 0; end < units.length + windowSize; end++) {
    const start = end - windowSize;
    if (start >= 0 && (start === 0 || units[start - 1] === 10)) {
      const value = hex(hash);
      counts.set(value, (counts.get(value) ?? 0) + 1);
      hashes.push(`${value}:${counts.get(value)}`);
    }
    roll(hash, units[end] ?? 0, units[start] ?? 0, oldest);
  }
  return hashes;
}
