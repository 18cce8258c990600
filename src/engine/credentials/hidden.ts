import type { Range } from '../facts';
import type { Encoding } from './credentials';
import type { Secret } from './shape';

/** A credential that a text hides. Holds the secret: never let it leave the engine. */
export interface Hidden {
  secret: Secret;
  /** Of the run of characters, the literal or the expression that hides it. */
  range: Range;
  encoding: Encoding;
}

/** One that code puts together, perhaps through names. */
export interface Expressed extends Hidden {
  /** Literals outside of `range` that it is taken from. */
  pieces: Range[];
  /** The expression is the credential and nothing else. */
  isWhole?: boolean;
}

/** The credentials that a decoded text holds. `start` and `end` are offsets of the decoded text. */
export type Look = (decoded: string) => { secret: Secret; start: number; end: number }[];
