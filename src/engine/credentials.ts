import type { Facts, Range } from './facts';

/** How a credential was hidden. */
export type Encoding = 'base64' | 'hex' | 'escape' | 'split' | 'reversed' | 'char-codes';

/** An Anthropic credential found in a text. Never carries the secret itself. */
export interface Credential {
  /** Between `sk-ant-` and the next dash: `api03`, `admin01`, `oat01`, `sid02`, `cc` … */
  family: string;
  /** In words, for messages: "API key", "Admin API key", "OAuth access token", "session token" … */
  label: string;
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
}

/** Credentials that stand in `text` as they are, in order. Placeholders are left out. */
export declare function findCredentials(text: string): Credential[];

/** Credentials that `text` hides: encodings in the text, and strings that the code puts together. Those of `findCredentials` are left out. */
export declare function findEncodedCredentials(text: string, facts: Facts): Credential[];

/** `text` with every credential (plain or hidden) masked, placeholders left as they are. */
export declare function maskCredentials(text: string): string;
