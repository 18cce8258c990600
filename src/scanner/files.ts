/** Reading files, as the scanner needs it: an interface, so that tests can inject errors and other hosts can supply their own. */
import { render } from '../engine/messages';
import { say } from '../engine/notices';
import type { Message } from '../engine/types';

export interface OpenFile {
  /** In bytes, when it was first asked for. May throw, as does `regular`. */
  readonly size: number;
  /** A regular file: no folder, FIFO, socket or device. */
  readonly regular: boolean;
  /** Throws for what has no positions (FIFOs, sockets). Fills `into` from `position` on; the number of bytes that were read, 0 at the end. */
  read(into: Uint8Array, position: number): number;
  close(): void;
}

export interface Files {
  /** Never waits (FIFOs) and never follows a link. Throws what the platform throws, errors with a `code`. */
  open(absolute: string): OpenFile;
  /** Whatever it is: a broken link exists too. False where that cannot be told. */
  exists(absolute: string): boolean;
  /** A folder, and no link to one. False where there is none. */
  isFolder(absolute: string): boolean;
  /** CPU time of the whole process until now, in ms, where that is known. */
  cpuTime?(): number;
}

/** Reads until `into` is full or the file ends; the number of bytes. */
export function readFully(file: OpenFile, into: Uint8Array, position = 0): number {
  let filled = 0;
  while (filled < into.length) {
    const count = file.read(filled === 0 ? into : into.subarray(filled), position + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}

/** A whole small file. `undefined` where it is missing, no regular file, or longer than `limit` bytes. Other errors are thrown. */
export function readSmall(files: Files, absolute: string, limit: number): Uint8Array | undefined {
  let file: OpenFile;
  try {
    file = files.open(absolute);
  } catch (error) {
    if (isGone(error) || codeOf(error) === 'ELOOP') return undefined;
    throw error;
  }
  try {
    if (!file.regular || file.size > limit) return undefined;
    const bytes = new Uint8Array(file.size);
    return bytes.subarray(0, readFully(file, bytes));
  } finally {
    file.close();
  }
}

export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** It was there a moment ago, or is something else by now. */
export function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ESTALE'].includes(codeOf(error));
}

const reasons: Readonly<Record<string, Message>> = {
  EACCES: say('denied'),
  EPERM: say('notPermitted'),
  EIO: say('device'),
  ENAMETOOLONG: say('pathLength'),
  EMFILE: say('openFiles'),
  ENFILE: say('openFiles'),
  EBUSY: say('inUse'),
  ETIMEDOUT: say('noAnswer'),
};

function saidOf(error: unknown): Message {
  const code = codeOf(error);
  return reasons[code] ?? (code ? say('code', { code }) : say('unknown'));
}

/** Why something could not be read, in words without path or content. */
export const reasonOf = (error: unknown): string => render(saidOf(error));

/**
 * Why something is not looked at that was listed; undefined where it is gone. A name whose bytes are no UTF-8 is listed with
 * U+FFFD in it, by which nothing is found.
 *
 * @param path as it was listed
 */
export function lossOf(error: unknown, path: string): Message | undefined {
  if (!isGone(error)) return saidOf(error);
  return path.includes('\ufffd') ? say('unnamable') : undefined;
}
