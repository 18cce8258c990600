// @ts-check
/** Copies the demo workspace, and fills in what must not lie in a repository. */
import { randomUUID } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeKey } from '../support/fake-key.mjs';

const SUFFIX = '.template';
const KEY = '{{fake-anthropic-key}}';

/**
 * Copies a folder. A file that ends with ".template" loses that, and every {{fake-anthropic-key}} in it becomes a key
 * that opens nothing: one and the same per file, another in every copy but where a seed is given.
 * @param {string} from
 * @param {string} to
 * @param {string} [seed]
 */
export async function copyTemplate(from, to, seed) {
  await cp(from, to, { recursive: true });
  for (const path of await readdir(to, { recursive: true })) {
    if (path.endsWith(SUFFIX)) await fill(join(to, path), seed === undefined ? randomUUID() : `${seed}\0${path}`);
  }
}

/** @param {string} template @param {string} seed */
async function fill(template, seed) {
  const text = await readFile(template, 'utf8');
  await writeFile(template.slice(0, -SUFFIX.length), text.replaceAll(KEY, fakeKey('api03', seed)));
  await rm(template);
}
