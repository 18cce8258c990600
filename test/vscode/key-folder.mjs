// @ts-check
/** A folder of a program that says which key it was given, without saying the key. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { fakeKey } from '../support/fake-key.mjs';

/** Another one in each run, so that what is found is this run's. */
export const newKey = () => fakeKey('api03', randomUUID());

/** What the program says of a key; undefined: of none. @param {string | undefined} key */
export const hash = (key) => (key === undefined ? 'none' : createHash('sha256').update(key).digest('hex'));

/** Runs on where it is told to. */
const PROGRAM = `const { createHash } = require('node:crypto');
const key = process.env.ANTHROPIC_API_KEY;
const seen = key === undefined ? 'none' : createHash('sha256').update(key).digest('hex');
require('node:fs').writeFileSync(process.argv[2], seen);
if (process.argv[3] === 'stay') setInterval(() => {}, 1000);
`;

/** @param {Record<string, string>} [files] more of them, by path @returns {string} the folder */
export function makeKeyFolder(files = {}) {
  const folder = join(temporaryFolder('key-use'), 'my-app');
  for (const [path, text] of Object.entries({ 'program.js': PROGRAM, '.gitignore': '.env\n', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Folders that a workbench writes to: where a key might be left. @returns what a workbench is opened with, and all of them */
export function makePlaces() {
  const [userData, extensions] = [temporaryFolder('user-data'), temporaryFolder('extensions')];
  const [profile, TMPDIR] = [temporaryFolder('browser'), temporaryFolder('tmp')];
  return { options: { userData, extensions, profile, env: { TMPDIR } }, all: [userData, extensions, profile, TMPDIR] };
}

/**
 * What a file says, once something has written it anew.
 * @param {string} path @param {(isThere: () => boolean) => Promise<unknown>} work has it written, and waits for that
 */
export async function written(path, work) {
  rmSync(path, { force: true });
  await work(() => existsSync(path) && readFileSync(path, 'utf8') !== '');
  return readFileSync(path, 'utf8');
}
