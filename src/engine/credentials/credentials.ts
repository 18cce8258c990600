import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Facts, Range } from '../facts';
import type { Message } from '../types';
import { inExpressions } from './expressions';
import type { Expressed, Hidden } from './hidden';
import { maskSecret, maskText } from './masking';
import { mayHoldCredential } from './needles';
import { distinct, hiddenSecrets, visibleSecrets } from './search';
import { type Secret, secretAt } from './shape';
import { inTemplates } from './templates';
import type { Constant } from './values';

export { maxCredentialLength } from './families';
export { maskSecret } from './masking';
export { credentialNeedles, mayHoldCredential, mayHoldCredentialBytes } from './needles';
export type { Constant } from './values';

/** How a credential was hidden. */
export type Encoding = 'base64' | 'hex' | 'escape' | 'split' | 'reversed' | 'char-codes';

/** An Anthropic credential found in a text. Never carries the secret itself. */
export interface Credential {
  /** Between `sk-ant-` and the next dash: `api03`, `admin01`, `oat01`, `sid02`, `cc` … */
  family: string;
  /** In words, for messages: "API key", "Admin API key", "OAuth access token", "session key" … */
  label: Message;
  /** Of the credential, or of the literal or run of characters that hides it. */
  range: Range;
  /** `sk-ant-api03-…x7AA`. */
  masked: string;
  /** Hex SHA-256 with a fixed domain prefix: the same for everybody, useless elsewhere. */
  fingerprint: string;
  /** `high`: the documented shape in full. `medium`: the family's prefix with a long body of high entropy. */
  confidence: 'high' | 'medium';
  /** Absent: it stands in the text as it is. */
  encoding?: Encoding;
  /** Literals elsewhere in the text that `range` is put together from; they hold parts of the secret and need masking too. */
  pieces?: Range[];
}

/** Keeps these fingerprints apart from every other use of SHA-256. Changing it makes every baseline void. */
const fingerprintDomain = 'claude-guard:credential:v1\0';

/**
 * Hex SHA-256 of a secret: the same for everybody. Only for what nobody can guess, never for short literals.
 * @param secret the credential in full, decoded
 */
export function fingerprint(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(fingerprintDomain + secret)));
}

/** Credentials that stand in `text` as they are, in order. Placeholders are left out. */
export function findCredentials(text: string): Credential[] {
  return visibleSecrets(text).map((secret) => toCredential(secret, secret));
}

/**
 * Credentials that `text` hides: encodings in the text, and strings that the code puts together. Those of `findCredentials`
 * are left out, and each is given once: where one expression uses it again through a name, only its first place counts.
 * @param constant the caller's knowledge of what a name always is; without it, names bound once in `facts` are followed
 */
export function findEncodedCredentials(text: string, facts: Facts, constant?: Constant): Credential[] {
  if (!mayHoldCredential(text)) return [];
  const reported = createReported();
  const plain = visibleSecrets(text);
  for (const secret of plain) reported.add(secret, secret);
  const found: (Hidden & { pieces?: Range[] })[] = [];
  const take = (one: Hidden, anywhere: boolean) => {
    if (reported.has(one, anywhere)) return;
    reported.add(one.secret, one.range);
    found.push(one);
  };
  const expressed = [...inExpressions(text, facts, constant)].sort(byFit);
  for (const one of expressed) if (one.pieces.length === 0) take(one, false);
  for (const one of hiddenSecrets(text)) take(one, false);
  for (const one of expressed) if (one.pieces.length > 0) take(one, true);
  const starts = new Set(plain.map(({ start }) => start));
  for (const one of inTemplates(text, secretAt, (at) => starts.has(at))) take(one, true);
  const hidden = distinct(found).map((one) => ({
    ...toCredential(one.secret, one.range),
    encoding: one.encoding,
    ...piecesOf(one),
  }));
  return withoutPieces(hidden, hidden);
}

/** Credentials less those that are but a piece of one that is put together. */
export function withoutPieces(credentials: readonly Credential[], hidden: readonly Credential[]): Credential[] {
  const wholes = hidden
    .filter(({ confidence }) => confidence === 'high')
    .flatMap(({ range, pieces }) => [range, ...(pieces ?? [])]);
  const isPiece = ({ start, end }: Range) => wholes.some((whole) => start >= whole.start && end <= whole.end);
  return credentials.filter(({ confidence, range }) => confidence === 'high' || !isPiece(range));
}

/** What is the credential and nothing else goes first, the outermost of it; then the innermost of what contains it. */
function byFit(a: Expressed, b: Expressed): number {
  const size = ({ range }: Expressed) => range.end - range.start;
  if (a.isWhole !== b.isWhole) return a.isWhole ? -1 : 1;
  return a.isWhole ? size(b) - size(a) : size(a) - size(b);
}

/** Characters that two readings of one credential share, the shortest credential's length. */
const sharedLength = 28;

/** What is reported so far. */
function createReported() {
  const places = new Map<string, { secret: Secret; range: Range }[]>();
  return {
    add(secret: Secret, range: Range): void {
      const key = secret.text.slice(0, sharedLength);
      const same = places.get(key);
      if (same) same.push({ secret, range });
      else places.set(key, [{ secret, range }]);
    },
    /**
     * Whether the credential, or its beginning, is reported at an overlapping place, or `anywhere`. A piece that could be a
     * credential does not stand for the whole that is one for certain.
     */
    has({ secret, range }: Hidden, anywhere: boolean): boolean {
      const same = places.get(secret.text.slice(0, sharedLength)) ?? [];
      return same.some(
        (other) =>
          secret.text.startsWith(other.secret.text) &&
          (other.secret.confidence === secret.confidence || secret.confidence !== 'high') &&
          (anywhere || (other.range.start < range.end && range.start < other.range.end)),
      );
    },
  };
}

const piecesOf = ({ pieces }: Hidden & { pieces?: Range[] }) => (pieces && pieces.length > 0 ? { pieces } : {});

function toCredential({ family, label, confidence, text }: Secret, { start, end }: Range): Credential {
  return { family, label, range: { start, end }, masked: maskSecret(text), fingerprint: fingerprint(text), confidence };
}

/**
 * `text` with every credential (plain or hidden) masked, placeholders left as they are. Also one that the end of a shortened
 * excerpt cuts off, from eight characters of its body on. Masking twice changes nothing.
 */
export function maskCredentials(text: string): string {
  return maskText(text);
}
