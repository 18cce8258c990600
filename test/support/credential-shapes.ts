/** Invented credentials of every Anthropic shape, made at test time so that none stands in the repository. */

/** The documented families; any other name gives the family's shape, `sk-ant-<kind>-`, as a future one would have. */
export type FakeKind =
  | 'api03'
  | 'admin01'
  | 'api01'
  | 'oat01'
  | 'ort01'
  | 'sid01'
  | 'sid02'
  | 'si'
  | 'cc'
  | 'ccsr'
  | (string & {});

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const charsets = {
  base64url: `${upper}${lower}${digits}-_`,
  alphanumeric: `${upper}${lower}${digits}`,
  lowercase: lower,
  uppercase: upper,
  digits,
  hex: `${digits}abcdef`,
};
export type Charset = keyof typeof charsets;

export interface FakeOptions {
  /** Another seed gives another key of the same kind. */
  seed?: number;
  /** Random characters between the prefix and the closing `AA`, where the family has one. No effect on JWT kinds. */
  bodyLength?: number;
  charset?: Charset;
}

/** The same arguments give the same key, on every machine. */
export type FakeKey = (kind: FakeKind, options?: FakeOptions) => string;

/** Lengths other than those of `api03` and `admin01` are undocumented: these are plausible ones. */
const shapes: Record<string, { bodyLength: number; end: string }> = {
  api03: { bodyLength: 93, end: 'AA' },
  admin01: { bodyLength: 93, end: 'AA' },
  api01: { bodyLength: 93, end: 'AA' },
  oat01: { bodyLength: 93, end: 'AA' },
  ort01: { bodyLength: 93, end: 'AA' },
  sid01: { bodyLength: 102, end: 'AA' },
  sid02: { bodyLength: 118, end: 'AA' },
  ccsr: { bodyLength: 64, end: '' },
};
const jwtKinds = ['si', 'cc'];

/** FNV-1a, so that each kind and seed starts its own sequence. */
const hash = (text: string): number =>
  [...text].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);

/** Mulberry32: numbers from 0 up to 1. */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A base64url body without a capital, a small letter or a digit would look like no issued key. */
const isMixed = (text: string): boolean => /[A-Z]/.test(text) && /[a-z]/.test(text) && /[0-9]/.test(text);

/** `length` characters of `charset`, none of them twice in a row, and neither end a dash or underscore. */
export function randomText(length: number, seed: string, charset: Charset = 'base64url'): string {
  const characters = charsets[charset];
  const next = randomNumbers(hash(seed));
  const draw = (): string => {
    let text = '';
    while (text.length < length) {
      const char = characters[Math.floor(next() * characters.length)]!;
      const atEnd = text.length === 0 || text.length === length - 1;
      if (char !== text.at(-1) && !(atEnd && /[-_]/.test(char))) text += char;
    }
    return text;
  };
  const mustMix = (charset === 'base64url' || charset === 'alphanumeric') && length >= 12;
  for (;;) {
    const text = draw();
    if (!mustMix || isMixed(text)) return text;
  }
}

/** What a JSON Web Token looks like: header, claims and a signature that verifies nowhere. */
export function randomJwt(seed: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { session_id: `session_${randomText(24, `${seed}:session`, 'alphanumeric')}`, exp: 1_900_000_000 };
  return `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}.${randomText(86, `${seed}:signature`)}`;
}

export const makeFakeKey: FakeKey = (kind, { seed = 0, bodyLength, charset = 'base64url' } = {}) => {
  const start = `${kind}:${seed}`;
  if (jwtKinds.includes(kind)) return `sk-ant-${kind}-${randomJwt(start)}`;
  const shape = shapes[kind] ?? { bodyLength: 93, end: 'AA' };
  return `sk-ant-${kind}-${randomText(bodyLength ?? shape.bodyLength, start, charset)}${shape.end}`;
};
