// @ts-check
/** A folder into which nobody writes any more, not even root. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const isRoot = () => process.getuid?.() === 0;

/** @param {string} folder @param {number} mode */
function chmodAll(folder, mode) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), mode);
  chmodSync(folder, mode);
}

/**
 * Files that are open for writing stay so. Root needs the right to mount, as permissions don't stop it.
 * @param {string} folder
 * @returns {() => void} makes it as it was
 */
export function makeReadOnly(folder) {
  if (!isRoot()) {
    chmodAll(folder, 0o555);
    return () => chmodAll(folder, 0o755);
  }
  execFileSync('mount', ['--bind', folder, folder]);
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  return () => execFileSync('umount', ['--lazy', folder]);
}
