/** Which parts of a file's text must never be shown, and how its text looks without them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { findCredentials } from '../credentials/credentials';
import type { Range } from '../facts';
import type { Document } from '../types';
import { lastNotAbove } from './positions';

export interface Mask {
  range: Range;
  /** What is shown in its place. */
  shown: string;
  /** What stands for it in fingerprints: the same for the same secret, useless to who doesn't have it. */
  identity: string;
}

/** Shorter secrets could be guessed from a hash, so theirs is the same for all of them; in UTF-16 units. */
const shortestHashed = 24;
const shortestShown = 6;

/** Hex SHA-256 of the parts, each behind a zero character; `domain` keeps hashes of different uses apart. */
export function hashOf(domain: string, ...parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes([domain, ...parts].join('\0'))));
}

function secretMask(text: string, range: Range): Mask {
  const secret = text.slice(range.start, range.end);
  return {
    range,
    shown: secret.length < shortestShown ? '…' : `${secret.slice(0, 2)}…`,
    identity: secret.length < shortestHashed ? '<secret>' : `<${hashOf('claude-guard/secret', secret)}>`,
  };
}

/** Functions from a document's offsets to those of the file's text: one for each place where an equal document stands. */
function outerOffsets(document: Document): ((offset: number) => number)[] {
  const { outer } = document;
  if (!outer) return [(offset) => offset];
  const places = outer.facts.embedded.filter((embedded) => embedded.text === document.text);
  return outerOffsets(outer).flatMap((toFile) =>
    places.map((place) => (offset: number) => toFile(place.toOuter(offset))),
  );
}

function credentialMasks(document: Document): Mask[] {
  return outerOffsets(document).flatMap((toFile) =>
    document.claude.credentials.flatMap(({ range, pieces = [], masked, fingerprint }) =>
      [range, ...pieces].map(({ start, end }) => ({
        range: { start: toFile(start), end: toFile(end) },
        shown: masked,
        identity: `<${fingerprint}>`,
      })),
    ),
  );
}

/** Overlapping masks become one, which shows what the first of them shows. */
function union(masks: readonly Mask[]): Mask[] {
  const merged: Mask[] = [];
  for (const mask of [...masks].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)) {
    const last = merged.at(-1);
    if (mask.range.start >= mask.range.end) continue;
    if (!last || mask.range.start >= last.range.end) merged.push({ ...mask, range: { ...mask.range } });
    else last.range.end = Math.max(last.range.end, mask.range.end);
  }
  return merged;
}

/**
 * Every credential of the text and of the documents, plain or hidden, and the rules' own secrets: in order, not overlapping.
 *
 * @param secrets `Problem.secrets`, in offsets of the file's text
 */
export function collectMasks(text: string, documents: Iterable<Document>, secrets: readonly Range[]): Mask[] {
  const plain = findCredentials(text).map(({ range, masked, fingerprint }) => ({
    range,
    shown: masked,
    identity: `<${fingerprint}>`,
  }));
  const known = [...new Set(documents)].flatMap(credentialMasks);
  return union([...plain, ...known, ...secrets.map((range) => secretMask(text, range))]);
}

/**
 * The masks that overlap a range, in order.
 *
 * @param starts start offsets of `masks`
 */
export function masksIn(masks: readonly Mask[], starts: readonly number[], range: Range): Mask[] {
  const found: Mask[] = [];
  for (let index = Math.max(0, lastNotAbove(starts, range.start)); index < masks.length; index++) {
    const mask = masks[index]!;
    if (mask.range.start >= range.end) break;
    if (mask.range.end > range.start) found.push(mask);
  }
  return found;
}

export interface MaskedText {
  text: string;
  /** Offset in the file's text -> offset in `text`; inside of a mask, the mask's start. */
  offset(original: number): number;
}

/**
 * A part of the file's text with the masks applied. A mask that begins before or ends after the part is shown whole.
 *
 * @param starts start offsets of `masks`
 */
export function maskRange(
  text: string,
  masks: readonly Mask[],
  starts: readonly number[],
  range: Range,
  how: 'shown' | 'identity',
): MaskedText {
  const parts: { original: number; at: number; literal: boolean }[] = [];
  let masked = '';
  let position = range.start;
  const copy = (end: number) => {
    parts.push({ original: position, at: masked.length, literal: true });
    masked += text.slice(position, end);
  };
  for (const mask of masksIn(masks, starts, range)) {
    if (mask.range.start > position) copy(mask.range.start);
    parts.push({ original: Math.max(position, mask.range.start), at: masked.length, literal: false });
    masked += mask[how];
    position = mask.range.end;
  }
  if (position < range.end) copy(range.end);
  const originals = parts.map(({ original }) => original);
  const offset = (original: number) => {
    const part = parts[lastNotAbove(originals, original)];
    return part ? Math.min(part.at + (part.literal ? original - part.original : 0), masked.length) : 0;
  };
  return { text: masked, offset };
}
