/** Reading and replacing text files without losing what they were. */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type FileHandle, lstat, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
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

async function fill(file: FileHandle, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  try {
    await file.writeFile(bytes);
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes through a new file beside it, which takes its place at once: nobody sees half of it. Keeps `mode`. */
export async function writeAtomically(absolute: string, bytes: Uint8Array, mode?: number): Promise<void> {
  const temporary = join(
    dirname(absolute),
    `.${basename(absolute).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    await fill(await open(temporary, 'wx', mode ?? 0o666), bytes, mode);
    await rename(temporary, absolute);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

/** Writes the text in the file's encoding. Throws an error with a sentence where the file is not what was read any more. */
export async function replaceText(file: TextFile, text: string): Promise<void> {
  const { mode } = await lstat(file.absolute);
  if (!equal(await readFile(file.absolute), file.bytes)) throw new Error('it has changed in the meantime');
  await writeAtomically(file.absolute, encodeText({ ...file, text }), mode & 0o7777);
}
