import type { Encoding } from './credentials';
import type { Range } from './facts';
import type { Secret } from './credential-shape';

/** A credential that a text hides. Holds the secret: never let it leave the engine. */
export interface Hidden {
  secret: Secret;
  /** Of the run of characters, the literal or the expression that hides it. */
  range: Range;
  encoding: Encoding;
}

/** The credentials that a decoded text holds. `start` and `end` are offsets of the decoded text. */
export type Look = (decoded: string) => { secret: Secret; start: number; end: number }[];
