/**
 * Files to be sifted, and the answers, as they go to a worker and back: in a few long strings and plain numbers, which are
 * copied in a fraction of the time of as many objects.
 */
import type { Candidate, Sifted } from './types';

/** Paths with zeros between them, which no path holds. */
export interface PackedCandidates {
  paths: string;
  absolutes: string;
}

export const packCandidates = (files: readonly Candidate[]): PackedCandidates => ({
  paths: files.map(({ path }) => path).join('\0'),
  absolutes: files.map(({ absolute }) => absolute).join('\0'),
});

export function unpackCandidates({ paths, absolutes }: PackedCandidates): Candidate[] {
  if (absolutes === '') return [];
  const all = absolutes.split('\0');
  return paths.split('\0').map((path, at) => ({ path, absolute: all[at]! }));
}

/** A number: of bytes, and nothing else is to be said. */
export type PackedSifted = number | Sifted;

const isPlain = ({ skipped, failure, streamed }: NonNullable<Sifted>) =>
  skipped === undefined && failure === undefined && streamed === undefined;

export const packSifted = (answers: readonly Sifted[]): PackedSifted[] =>
  answers.map((answer) => (answer && isPlain(answer) ? answer.bytes : answer));

export const unpackSifted = (answers: readonly PackedSifted[]): Sifted[] =>
  answers.map((answer) => (typeof answer === 'number' ? { bytes: answer } : answer));
