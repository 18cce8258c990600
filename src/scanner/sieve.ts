/**
 * A quick look at bytes, for the places where a word of the prefilter may stand. Most files have none, so that they are
 * never looked at closely: measured at five times the speed of an automaton that has a step for each byte.
 *
 * The work is done by WebAssembly, see `sieve.wat`. Without it, or where its memory is too small, all is looked at closely.
 */
import { passesOver } from '../engine/credentials/needles';
import { longestWord, sieveModule } from './sieve-module';

interface Memory {
  buffer: ArrayBuffer;
}

interface Exports {
  memory: Memory;
  input: { value: number };
  part: { value: number };
  hasZero(at: number, end: number): number;
  begin(): void;
  find(at: number, end: number): number;
}

/** What is used of the platform's `WebAssembly`, of which the library's types know where there is a DOM. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: object };
}

interface Sieve extends Exports {
  /** The part of its memory that takes the bytes to be looked at. */
  own: Uint8Array;
}

function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** `undefined` where WebAssembly, or its instructions for 16 bytes at a time, are not to be had. */
function createSieve(): Sieve | undefined {
  try {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
    const exports = new Instance(new Module(decodeBase64(sieveModule))).exports as Exports;
    return { ...exports, own: new Uint8Array(exports.memory.buffer, exports.input.value) };
  } catch {
    return undefined;
  }
}

/** `null`: not asked for yet. It is made for the first file, as most threads that load this look at none. */
let made: Sieve | undefined | null = null;

function sieve(): Sieve | undefined {
  if (made === null) made = createSieve();
  return made;
}

/** Space that bytes can be read into that are then looked at where they are. What stood in it may be gone afterwards. */
export function siftingSpace(length: number): Uint8Array {
  const own = sieve()?.own;
  return own && length <= own.length ? own.subarray(0, length) : new Uint8Array(length);
}

const blockSize = 16;
const space = 32;

/** The bytes in the sieve's memory, with spaces behind them. @returns their end there; undefined where they are too many */
function placeIn({ own, input }: Sieve, bytes: Uint8Array): number | undefined {
  const end = Math.ceil(bytes.length / blockSize) * blockSize;
  if (end > own.length) return undefined;
  if (bytes.buffer !== own.buffer || bytes.byteOffset !== own.byteOffset) own.set(bytes);
  own.fill(space, bytes.length, end);
  return input.value + end;
}

/** Whether a byte is zero. */
export function hasZero(bytes: Uint8Array): boolean {
  const quick = sieve();
  const end = quick && placeIn(quick, bytes);
  return quick && end !== undefined ? quick.hasZero(quick.input.value, end) !== 0 : bytes.includes(0);
}

/**
 * A part of the bytes, with so many before and behind it that every word is whole of which one byte stands in it. What is
 * passed over may be long: a text made for that is looked at some ten times over, no more, as the words are short.
 */
function around(bytes: Uint8Array, from: number, to: number): Uint8Array {
  let [start, end] = [from, Math.min(to, bytes.length)];
  for (let left = longestWord; left > 0 && start > 0; start--) if (!passesOver(bytes[start - 1]!)) left--;
  for (let left = longestWord; left > 0 && end < bytes.length; end++) if (!passesOver(bytes[end]!)) left--;
  return bytes.subarray(start, end);
}

/**
 * The same as `holds(bytes)`, but that only parts are looked at in which a word of the prefilter may stand.
 *
 * @param holds whether such a word stands in the bytes, whatever stands around it; white space and what else `passesOver`
 * may stand between its letters
 */
export function anyPart(bytes: Uint8Array, holds: (part: Uint8Array) => boolean): boolean {
  const quick = sieve();
  const end = quick && placeIn(quick, bytes);
  if (!quick || end === undefined) return holds(bytes);
  const [input, size] = [quick.input.value, quick.part.value];
  quick.begin();
  for (let at = quick.find(input, end); at >= 0; at = quick.find(at + size, end)) {
    if (holds(around(bytes, at - input, at - input + size))) return true;
  }
  return false;
}
