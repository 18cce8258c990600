/** Finds any of many words in bytes or text, in one pass, without regard to ASCII case (Aho and Corasick, 1975). */

import { once } from '../engine/once';

export interface Search {
  /** Zero bytes are passed over, so that words are found in UTF-16 as well as in UTF-8. */
  inBytes(bytes: Uint8Array): boolean;
  inText(text: string): boolean;
}

/** The class of bytes that stand in no word, and of zero. Upper and lower case share a class. */
const [other, passed] = [0, 1];
const found = -1;

const lower = (code: number) => (code >= 65 && code <= 90 ? code + 32 : code);

function classesOf(words: readonly string[]): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256).fill(other);
  classes[0] = passed;
  let width = 2;
  for (const char of words.join('')) {
    const code = lower(char.charCodeAt(0));
    if (code > 127) throw new RangeError('Words to search for must be ASCII.');
    if (classes[code] === other) classes[code] = width++;
  }
  for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32]!;
  return { classes, width };
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

/** Completes the trie to an automaton: rows that hold, by class, the place of the next row, or `found`. */
function automaton(words: readonly string[], classes: Uint8Array, width: number): Int32Array {
  const { next, ends } = trie(words, classes, width);
  const fallback: number[] = new Array(next.length / width).fill(0);
  const queue = [0];
  for (const state of queue) {
    for (let kind = 0; kind < width; kind++) {
      const place = state * width + kind;
      const otherwise = state === 0 ? 0 : next[fallback[state]! * width + kind]!;
      const child = next[place]!;
      if (child === 0) {
        next[place] = otherwise;
        continue;
      }
      fallback[child] = otherwise;
      if (ends.has(otherwise)) ends.add(child);
      queue.push(child);
    }
    next[state * width + passed] = state;
  }
  return Int32Array.from(next, (state) => (ends.has(state) ? found : state * width));
}

/** The table is made by the first search. @param words ASCII, not empty. Throws a `RangeError` for others. */
export function createSearch(words: readonly string[]): Search {
  if (words.includes('')) throw new RangeError('Words to search for must not be empty.');
  const { classes, width } = classesOf(words);
  const table = once(() => automaton(words, classes, width));
  return {
    inBytes(bytes) {
      const rows = table();
      let row = 0;
      for (let at = 0; at < bytes.length; at++) {
        row = rows[row + classes[bytes[at]!]!]!;
        if (row === found) return true;
      }
      return false;
    },
    inText(text) {
      const rows = table();
      let row = 0;
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        row = rows[row + (code < 128 ? classes[code]! : other)]!;
        if (row === found) return true;
      }
      return false;
    },
  };
}
