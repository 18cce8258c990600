/** Reading and replacing text files without losing what they were. */
import { randomBytes } from 'node:crypto';
import { readFileSync, type Stats, statSync } from 'node:fs';
import {
  access,
  constants,
  type FileHandle,
  lstat,
  open,
  readFile,
  realpath,
  rename,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type DecodedText, decodeText, encodeText } from '../scanner/text';
import { isInside } from './targets';

/** Larger files are searched, not parsed, and neither fixed nor hashed; in bytes. */
const largest = 16 * 1024 * 1024;

export interface TextFile extends DecodedText {
  /** Without links. */
  absolute: string;
  bytes: Uint8Array;
}

/** The text of a file, for reports; `undefined` where it can't be had. */
export function readTextSync(absolute: string): string | undefined {
  try {
    const stats = statSync(absolute);
    if (!stats.isFile() || stats.size > largest) return undefined;
    return decodeText(readFileSync(absolute))?.text;
  } catch {
    return undefined;
  }
}

const equal = (left: Uint8Array, right: Uint8Array) => Buffer.compare(left, right) === 0;

/**
 * A file that can be written back without a loss. Throws an error with a sentence where it leaves the root, is no regular file,
 * or has bytes that are no text in its encoding.
 */
export async function openText(absolute: string, root: string): Promise<TextFile> {
  const real = await realpath(absolute);
  if (!isInside(real, root)) throw new Error('it is a link that leaves the scanned folder');
  const stats = await stat(real);
  if (!stats.isFile() || stats.size > largest) throw new Error('it is no file that can be fixed');
  const bytes = await readFile(real);
  const decoded = decodeText(bytes);
  if (!decoded || !equal(encodeText(decoded), bytes))
    throw new Error('it holds bytes that are no text in its encoding');
  return { ...decoded, absolute: real, bytes };
}

/** What a file keeps when its content is replaced. */
type Kept = Pick<Stats, 'mode' | 'uid' | 'gid'>;

async function fill(file: FileHandle, bytes: Uint8Array, kept: Kept | undefined): Promise<void> {
  try {
    await file.writeFile(bytes);
    // Only root may give a file away, and it must not take one. The owner goes first: it resets bits of the mode.
    if (kept) await file.chown(kept.uid, kept.gid).catch(() => {});
    if (kept) await file.chmod(kept.mode & 0o7777);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes through a new file beside it, which takes its place at once: nobody sees half of it. */
export async function writeAtomically(absolute: string, bytes: Uint8Array, kept?: Kept): Promise<void> {
  const temporary = join(
    dirname(absolute),
    `.${basename(absolute).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    await fill(await open(temporary, 'wx', kept ? 0o600 : 0o666), bytes, kept);
    await rename(temporary, absolute);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

/** Writes the text in the file's encoding. Throws an error with a sentence where the file is not what was read any more. */
export async function replaceText(file: TextFile, text: string): Promise<void> {
  const stats = await lstat(file.absolute);
  if (!equal(await readFile(file.absolute), file.bytes)) throw new Error('it has changed in the meantime');
  // Its folder would allow it, but somebody has protected the file itself.
  await access(file.absolute, constants.W_OK);
  await writeAtomically(file.absolute, encodeText({ ...file, text }), stats);
}

/**
 * A report's file: written anew or replaced at once, behind links too. What is no regular file, such as `/dev/stdout` or a
 * FIFO, is written into.
 */
export async function writeReport(absolute: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(absolute).catch(() => absolute);
  const stats = await stat(target).catch(() => undefined);
  if (!stats || stats.isFile()) return writeAtomically(target, bytes, stats);
  await writeFile(target, bytes);
}

/** Throws, before any work is done, where `writeReport` would. */
export async function checkReport(absolute: string): Promise<void> {
  const target = await realpath(absolute).catch(() => absolute);
  const stats = await stat(target).catch(() => undefined);
  if (stats?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  await access(!stats || stats.isFile() ? dirname(target) : target, constants.W_OK);
}
