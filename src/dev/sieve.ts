/**
 * Assembles `src/scanner/sieve.wat` for the words of the prefilter. Nothing depends on the choices that are made here but
 * speed: a byte sequence that every word has, and that other texts seldom have.
 */
import wabt from 'wabt';

/** Bytes in a row of each word that are looked for. */
const gramLength = 4;
const buckets = 8;

/** From the most frequent one on, as in program texts without what is passed over; a guess is enough. */
const byFrequency = 'etaoinsrlcdpumhfgbyvwkxjqz1023456789-_#&=%';
/** Grams of words that nearly every program has are none. */
const usual = 'import from server context protocol model open router remote rules federation format float factory';
/** What a gram that is found for nothing costs, in places that are compared for nothing. */
const costOfGram = 30;

function createFrequencies(): Float64Array {
  const frequencies = new Float64Array(128).fill(0.001);
  const sum = [...byFrequency].reduce((total, _, at) => total + 1 / (at + 3), 0);
  for (const [at, char] of [...byFrequency].entries()) {
    frequencies[char.charCodeAt(0)] = 1 / (at + 3) / sum;
    const upper = char.toUpperCase();
    if (upper !== char) frequencies[upper.charCodeAt(0)] = 0.1 / (at + 3) / sum;
  }
  return frequencies;
}

const frequencies = createFrequencies();

/** The bytes that stand at one place of a bucket's grams, as sets of their low and their high halves: bit masks. */
interface Place {
  low: number;
  high: number;
}

interface Bucket {
  places: readonly Place[];
  /** How often a place of a text is compared for nothing because of it. */
  cost: number;
}

const bitsOf = (mask: number): number[] => [...Array(16).keys()].filter((bit) => (mask >> bit) & 1);

const placeFrequency = ({ low, high }: Place): number =>
  bitsOf(high & 255)
    .flatMap((upper) => bitsOf(low).map((lower) => frequencies[upper * 16 + lower]!))
    .reduce((sum, one) => sum + one, 0);

const bothCases = (char: string): number[] => [char.charCodeAt(0), char.toUpperCase().charCodeAt(0)];

function withGram({ places }: Bucket, gram: string): Bucket {
  const widened = places.map(({ low, high }, at) => {
    const bytes = bothCases(gram[at]!);
    return {
      low: bytes.reduce((mask, byte) => mask | (1 << (byte & 15)), low),
      high: bytes.reduce((mask, byte) => mask | (1 << (byte >> 4)), high),
    };
  });
  return { places: widened, cost: widened.reduce((product, place) => product * placeFrequency(place), 1) };
}

function rarity(gram: string): number {
  const chance = [...gram].reduce((product, char) => product * frequencies[char.charCodeAt(0)]!, 1);
  return usual.split(' ').some((word) => word.includes(gram)) ? 1000 * chance : chance;
}

interface Plan {
  grams: string[];
  buckets: Bucket[];
}

const gramsOf = (word: string): string[] =>
  [...Array(word.length - gramLength + 1).keys()].map((at) => word.slice(at, at + gramLength));

/** One word after the other gets the gram and the bucket that cost least. */
function plan(words: readonly string[]): Plan {
  const empty: Bucket = { places: Array(gramLength).fill({ low: 0, high: 0 }), cost: 0 };
  const result: Plan = { grams: [], buckets: Array(buckets).fill(empty) };
  for (const word of [...words].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    if (word.length < gramLength) throw new RangeError(`A word of the prefilter is too short: “${word}”.`);
    if (result.grams.some((gram) => word.includes(gram))) continue;
    const choices = gramsOf(word).flatMap((gram) =>
      result.buckets.map((bucket, index) => {
        const widened = withGram(bucket, gram);
        return { gram, index, widened, cost: widened.cost - bucket.cost + costOfGram * rarity(gram) };
      }),
    );
    const { gram, index, widened } = choices.reduce((best, one) => (one.cost < best.cost ? one : best));
    result.grams.push(gram);
    result.buckets[index] = widened;
  }
  return result;
}

/** Tables by the halves of a byte for a set of bytes: rows of the upper half that hold the same share a bit. */
function halves(has: (byte: number) => boolean): Uint8Array {
  const tables = new Uint8Array(32);
  const bits = new Map<number, number>();
  for (let high = 0; high < 16; high++) {
    const row = [...Array(16).keys()].reduce((mask, low) => mask | (Number(has(high * 16 + low)) << low), 0);
    if (row === 0) continue;
    const bit = bits.get(row) ?? 1 << bits.size;
    if (bit > 128) throw new RangeError('The bytes that are passed over are too many different ones.');
    bits.set(row, bit);
    tables[16 + high] = bit;
    for (const low of bitsOf(row)) tables[low]! |= bit;
  }
  return tables;
}

function bucketTables(list: readonly Bucket[]): Uint8Array {
  const tables = new Uint8Array(32 * gramLength);
  for (const [index, { places }] of list.entries()) {
    for (const [at, { low, high }] of places.entries()) {
      for (const bit of bitsOf(low)) tables[at * 32 + bit]! |= 1 << index;
      for (const bit of bitsOf(high)) tables[at * 32 + 16 + bit]! |= 1 << index;
    }
  }
  return tables;
}

/** For each combination of eight bytes that are passed over: the places of the others, in order. */
function keptTable(): Uint8Array {
  const table = new Uint8Array(256 * 8);
  for (let passed = 0; passed < 256; passed++) {
    const kept = [...Array(8).keys()].filter((at) => !((passed >> at) & 1));
    table.set(kept, passed * 8);
  }
  return table;
}

const tableSize = 1024;
const slotOf = (gram: number, factor: number): number => Math.imul(gram, factor) >>> 22;

/** As the search reads it from memory, see there. */
const numberOf = (gram: string): number =>
  [...gram].reduce((sum, char, at) => sum | (char.charCodeAt(0) << (8 * at)), 0) | 0x20202020;

/** A hash table in which every gram has its own place, for the first factor that gives one. */
function gramTable(grams: readonly string[]): { factor: number; table: Uint32Array } {
  const numbers = [...new Set(grams.map(numberOf))];
  for (let factor = 0x9e3779b1; ; factor = (factor + 2) | 0) {
    const table = new Uint32Array(tableSize);
    for (const gram of numbers) table[slotOf(gram, factor)] = gram;
    if (table.filter((gram) => gram !== 0).length === numbers.length) return { factor, table };
  }
}

/** Data of the module; what is zero anyway is left out. */
function segments(offset: number, bytes: Uint8Array): string {
  const runs = [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/[^\0]+(?:\0{1,8}[^\0]+)*/g),
  ];
  const escaped = (text: string) =>
    [...text].map((char) => `\\${char.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
  return runs.map(({ 0: run, index }) => `(data (i32.const ${offset + index}) "${escaped(run)}")`).join('\n  ');
}

function tables(words: readonly string[], passesOver: (byte: number) => boolean): string {
  const { grams, buckets } = plan(words);
  const { factor, table } = gramTable(grams);
  return [
    `(global $factor i32 (i32.const ${factor | 0}))`,
    segments(0, halves(passesOver)),
    segments(0x20, bucketTables(buckets)),
    segments(0x100, keptTable()),
    segments(0x1000, new Uint8Array(table.buffer)),
  ].join('\n  ');
}

export interface SieveInput {
  /** The text of `sieve.wat`. */
  code: string;
  /** In lower case, without what is passed over. */
  words: readonly string[];
  /** See `passesOver` of the engine. */
  passesOver(byte: number): boolean;
}

/** The source of `src/scanner/sieve-module.ts`. */
export async function sieveSource({ code, words, passesOver }: SieveInput): Promise<string> {
  const { parseWat } = await wabt();
  const module = parseWat('sieve.wat', code.replace(';; TABLES', tables(words, passesOver)), { simd: true });
  const { buffer } = module.toBinary({});
  const base64 = Buffer.from(buffer).toString('base64');
  const longest = Math.max(...words.map(({ length }) => length));
  return `// Generated by \`npm run generate\` from \`sieve.wat\` and the words of \`needles.ts\`. Do not edit.

/** A WebAssembly module, as base64. */
export const sieveModule =
  '${base64}';

/** Bytes of the longest word, without those that are passed over. */
export const longestWord = ${longest};
`;
}
