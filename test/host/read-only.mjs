// @ts-check
/** A folder into which nobody writes any more, not even root. */
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const isRoot = () => process.getuid?.() === 0;

/** @param {string} folder @param {(mode: number) => number} change of the permissions of all that is in it, and its own */
function chmodAll(folder, change) {
  for (const path of [
    folder,
    ...readdirSync(folder, { encoding: 'utf8', recursive: true }).map((one) => join(folder, one)),
  ])
    if (!lstatSync(path).isSymbolicLink()) chmodSync(path, change(lstatSync(path).mode));
}

/**
 * Files that are open for writing stay so. Root needs the right to mount, as permissions don't stop it.
 * @param {string} folder
 * @returns {() => void} makes it as it was
 */
export function makeReadOnly(folder) {
  if (!isRoot()) {
    chmodAll(folder, (mode) => mode & ~0o222);
    return () => chmodAll(folder, (mode) => mode | 0o200);
  }
  execFileSync('mount', ['--bind', folder, folder]);
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  return () => execFileSync('umount', ['--lazy', folder]);
}
