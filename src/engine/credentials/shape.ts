/** What stands behind a family's prefix: how far the credential reaches and how sure one can be of it. */

import type { Message } from '../types';
import { credentialPrefix, type FamilyPrefix, familyAt, labelOf, maxCredentialLength } from './families';
import { entropy, looksInvented } from './placeholders';

/** A credential as it stands in a decoded text. Holds the secret: never let it leave the engine. */
export interface Secret {
  family: string;
  label: Message;
  /** Prefix and body. */
  text: string;
  start: number;
  end: number;
  confidence: 'high' | 'medium';
  /** Nothing can be missing: 93 characters and `AA`, or three parts of a web token. */
  complete: boolean;
}

/** A family's prefix and the characters behind it, not yet judged. */
export interface Candidate extends FamilyPrefix {
  start: number;
  end: number;
  body: string;
  /** End of the unbroken run of body characters; behind `end` where something is glued to the credential. */
  runEnd: number;
  complete: boolean;
}

/** Body characters of the documented shape, the closing `AA` included. */
const documentedLength = 95;
/** Fewer body characters make no credential. */
const minBody = 20;
/** Body characters from which on a part of a credential is masked. */
const minPart = 8;
/** Undocumented families: the longest body that is taken for one credential. */
const maxBody = 512;

const bodyRun = /^[\w-]*/;
const webToken = /^eyJ[\w-]+(?:\.[\w-]+){1,2}/;
/** Masked, shortened or interpolated: what stands before it is not the whole. `\0` stands for an unknown part. */
const cutOff = /\.\.\.|…|\*\*\*|•|\0|\$\{|\{\{|#\{|\[(?:\.|…|hidden|redacted|masked)/iy;

/** The family's prefix and body that begin at `at`, whatever the body is. The next credential's prefix ends it. */
export function candidateAt(text: string, at: number): Candidate | undefined {
  const prefix = familyAt(text, at);
  if (!prefix) return undefined;
  const window = text.slice(prefix.bodyStart, at + maxCredentialLength);
  const next = window.indexOf(credentialPrefix);
  const free = next < 0 ? window : window.slice(0, next);
  const token = webToken.exec(free)?.[0];
  const run = token ?? bodyRun.exec(free)?.[0] ?? '';
  const runEnd = prefix.bodyStart + run.length;
  const isWhole = token === undefined && run.slice(documentedLength - 2, documentedLength) === 'AA';
  const complete = isWhole || token?.split('.').length === 3;
  const body = token ?? run.slice(0, isWhole ? documentedLength : maxBody);
  // Written out: spreading an object is slow, and this runs for every prefix of a file.
  const { family, bodyStart, documented } = prefix;
  return { family, bodyStart, documented, start: at, end: bodyStart + body.length, body, runEnd, complete };
}

/** Whether something cuts the candidate off: dots, stars, an interpolation. */
function isCutOff(text: string, { complete, runEnd }: Candidate): boolean {
  return !complete && isMarkedAsCut(text, runEnd);
}

/** Whether dots, stars or an interpolation stand at `at`. */
export function isMarkedAsCut(text: string, at: number): boolean {
  cutOff.lastIndex = at;
  return cutOff.test(text);
}

/** Decides what begins at an offset. */
export type Judge = (text: string, at: number) => Secret | undefined;

/** The credential that begins at `at`; undefined for placeholders, masked ones and what is too short. */
export const secretAt: Judge = (text, at) => {
  const candidate = candidateAt(text, at);
  if (!candidate || candidate.body.length < minBody || isCutOff(text, candidate)) return undefined;
  return isIssued(candidate) ? secretOf(text, candidate) : undefined;
};

/** For masking: also what is cut off or short, as long as it looks random. */
export const partAt: Judge = (text, at) => {
  const candidate = candidateAt(text, at);
  if (!candidate || candidate.body.length < minPart || looksInvented(candidate.body)) return undefined;
  return secretOf(text, candidate);
};

function secretOf(text: string, candidate: Candidate): Secret {
  const { family, start, end, complete } = candidate;
  return {
    family,
    label: labelOf(family),
    start,
    end,
    complete,
    text: text.slice(start, end),
    confidence: confidenceOf(candidate),
  };
}

function isIssued({ family, body }: Candidate): boolean {
  if (!body.includes('.')) return family !== 'si' && family !== 'cc' && !looksInvented(body);
  const signature = body.split('.')[2] ?? '';
  return entropy(body.slice(0, maxBody)) >= 3.3 && !(signature.length >= minBody && looksInvented(signature));
}

/** `high` for the documented shape with nothing glued to it: 93 characters and `AA`, or a whole web token. */
function confidenceOf({ documented, complete, body, end, runEnd, family }: Candidate): 'high' | 'medium' {
  if (!complete || end !== runEnd) return 'medium';
  const isToken = body.includes('.');
  return isToken ? (family === 'si' || family === 'cc' ? 'high' : 'medium') : documented ? 'high' : 'medium';
}

/** Offsets of `sk-ant-` in a text, in order. */
export function* prefixes(text: string): Generator<number> {
  for (let at = text.indexOf(credentialPrefix); at >= 0; at = text.indexOf(credentialPrefix, at + 7)) yield at;
}

/** Credentials that stand in a text as they are, escapes and joints left aside. */
export function plainSecrets(text: string, judge: Judge): Secret[] {
  const found: Secret[] = [];
  for (const at of prefixes(text)) {
    const secret = judge(text, at);
    if (secret) found.push(secret);
  }
  return found;
}
