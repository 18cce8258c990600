// @ts-check
/**
 * Keys that look like Anthropic's and open nothing. They are generated, never stored: a repository that holds the text
 * of a key, even of a false one, trips every secret scanner, ours included.
 */
import { createHash } from 'node:crypto';

/** How many characters stand between the prefix and the closing "AA". */
const LENGTHS = { api03: 93, admin01: 93, oat01: 86, ort01: 86, sid01: 86, api01: 86 };

/** @typedef {keyof typeof LENGTHS} Kind */

/**
 * A key with the shape and the entropy of a real one. The same kind and seed give the same key.
 * @param {Kind} [kind]
 * @param {string} [seed]
 * @returns {string} such as "sk-ant-api03-", 93 characters of [A-Za-z0-9_-], "AA"
 */
export function fakeKey(kind = 'api03', seed = 'claude-guard') {
  let body = '';
  for (let round = 0; body.length < LENGTHS[kind]; round++) {
    body += createHash('sha256').update(`not a key\0${kind}\0${seed}\0${round}`).digest('base64url');
  }
  return `sk-ant-${kind}-${body.slice(0, LENGTHS[kind])}AA`;
}
