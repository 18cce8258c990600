/** Finds any of many words in bytes or text, in one pass, without regard to ASCII case (Aho and Corasick, 1975). */

export interface Search {
  /**
   * Whether `bytes` hold a word. For UTF-16, `stride` is 2 and `start` the place of the low bytes: 0 for little endian,
   * 1 for big endian; high bytes are not looked at, so that it may find too much there, never too little.
   */
  inBytes(bytes: Uint8Array, stride?: 1 | 2, start?: 0 | 1): boolean;
  inText(text: string): boolean;
  /** Follows words across the borders of chunks. True from the chunk on in which a word ends. */
  stream(stride?: 1 | 2, start?: 0 | 1): (chunk: Uint8Array) => boolean;
}

const found = -1;

const lower = (code: number) => (code >= 65 && code <= 90 ? code + 32 : code);

/** Class of each byte: 0 for bytes in no word, upper and lower case share one. */
function byteClasses(words: readonly string[]): { classes: Uint8Array; count: number } {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const word of words) {
    for (const char of word) {
      const code = lower(char.charCodeAt(0));
      if (code > 127) throw new RangeError('Words to search for must be ASCII.');
      if (classes[code] === 0) classes[code] = count++;
    }
  }
  for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32]!;
  return { classes, count };
}

/** The trie of all words, as rows of next states; 0 is its root and also "no edge". */
function trie(words: readonly string[], classes: Uint8Array, width: number) {
  const next: number[] = new Array(width).fill(0);
  const ends = new Set<number>();
  for (const word of words) {
    let state = 0;
    for (const char of word) {
      const place = state * width + classes[char.charCodeAt(0)]!;
      if (next[place] === 0) {
        next[place] = next.length / width;
        for (let i = 0; i < width; i++) next.push(0);
      }
      state = next[place]!;
    }
    ends.add(state);
  }
  return { next, ends };
}

/** Completes the trie to an automaton whose entries are rows of the next state, or `found`. */
function automaton(words: readonly string[], classes: Uint8Array, width: number): Int32Array {
  const { next, ends } = trie(words, classes, width);
  const fallback: number[] = new Array(next.length / width).fill(0);
  const queue = [0];
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at]!;
    for (let column = 0; column < width; column++) {
      const place = state * width + column;
      const below = state === 0 ? 0 : next[fallback[state]! * width + column]!;
      const child = next[place]!;
      if (child === 0 || child === below) {
        next[place] = below;
        continue;
      }
      fallback[child] = below;
      if (ends.has(below)) ends.add(child);
      queue.push(child);
    }
  }
  return Int32Array.from(next, (state) => (ends.has(state) ? found : state * width));
}

/** @param words ASCII, not empty. Throws a `RangeError` for others. */
export function createSearch(words: readonly string[]): Search {
  if (words.includes('')) throw new RangeError('Words to search for must not be empty.');
  const { classes, count: width } = byteClasses(words);
  const rows = automaton(words, classes, width);

  const follow = (state: number, bytes: Uint8Array, stride: number, start: number): number => {
    let row = state;
    for (let at = start; at < bytes.length; at += stride) {
      row = rows[row + classes[bytes[at]!]!]!;
      if (row === found) return found;
    }
    return row;
  };

  return {
    inBytes: (bytes, stride = 1, start = 0) => follow(0, bytes, stride, start) === found,
    inText(text) {
      let row = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        row = rows[row + (code < 128 ? classes[code]! : 0)]!;
        if (row === found) return true;
      }
      return false;
    },
    stream(stride = 1, start = 0) {
      let row = 0;
      let skip: number = start;
      return (chunk) => {
        if (row !== found) row = follow(row, chunk, stride, skip);
        skip = (((skip - chunk.length) % stride) + stride) % stride;
        return row === found;
      };
    },
  };
}
