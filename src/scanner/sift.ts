/** Files that are looked at for the first time: most of them end here. Needs no engine. */
import { codeOf, type Files, lossOf, type OpenFile, readFully } from './files';
import { isMinified, mayMatter } from './needles';
import { hasZero, siftingSpace } from './sieve';
import { largestWhole } from './sizes';
import { sniff } from './text';
import type { Candidate, Sifted } from './types';

/** A whole file that cannot have a finding; undefined for one that may. */
export function siftWhole(path: string, bytes: Uint8Array): Sifted {
  if (!sniff(bytes, hasZero)) return { bytes: bytes.length, skipped: 'binary' };
  if (mayMatter(path, bytes)) return undefined;
  return isMinified(path) ? { bytes: bytes.length, streamed: true } : { bytes: bytes.length };
}

/** Files are sifted one after the other, and nothing of them is kept. */
let sifting: Uint8Array | undefined;

/**
 * The system is asked for a file's kind only where reading it gave nothing: that is a fourth of the time. What is no regular
 * file has no content, or no end, or cannot be read at a position.
 */
function siftOpen(path: string, file: OpenFile): Sifted {
  sifting ??= siftingSpace(largestWhole + 1);
  let filled = 0;
  try {
    filled = readFully(file, sifting);
  } catch (error) {
    if (file.regular) throw error;
  }
  if ((filled === 0 || filled > largestWhole) && !file.regular) return { bytes: 0, skipped: 'special' };
  return filled > largestWhole ? undefined : siftWhole(path, sifting.subarray(0, filled));
}

function unreadable(error: unknown, { path }: Candidate): NonNullable<Sifted> {
  const failure = codeOf(error) === 'ELOOP' ? undefined : lossOf(error, path);
  return { bytes: 0, ...(failure === undefined ? { skipped: 'vanished' } : { failure }) };
}

/** What went wrong with a file, where that is the file's fault. */
export function refused(error: unknown, candidate: Candidate): NonNullable<Sifted> {
  if (codeOf(error) === '') throw error;
  return unreadable(error, candidate);
}

export function opened(files: Files, candidate: Candidate): { file: OpenFile } | { refusal: NonNullable<Sifted> } {
  try {
    return { file: files.open(candidate.absolute) };
  } catch (error) {
    return { refusal: unreadable(error, candidate) };
  }
}

function siftFile(files: Files, candidate: Candidate): Sifted {
  const open = opened(files, candidate);
  if ('refusal' in open) return open.refusal;
  try {
    return siftOpen(candidate.path, open.file);
  } catch (error) {
    return refused(error, candidate);
  } finally {
    open.file.close();
  }
}

/** How long files are sifted without a pause, in ms: an open document may be waiting. */
const siftingTime = 20;

/** See `Scanner.sift`. @param time how long without a pause, in ms */
export function siftFiles(files: Files, candidates: readonly Candidate[], time = siftingTime): Sifted[] {
  const end = performance.now() + time;
  const sifted: Sifted[] = [];
  for (const candidate of candidates) {
    if (sifted.length > 0 && performance.now() > end) break;
    sifted.push(siftFile(files, candidate));
  }
  return sifted;
}
