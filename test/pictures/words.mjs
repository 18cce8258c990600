// @ts-check
/** The extension's words in another language, found by the English ones. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../vscode/driver.mjs';

/** @typedef {(text: string) => string} Say */

/** @param {string} path below the project @returns {Record<string, string>} */
const read = (path) => (existsSync(join(PROJECT, path)) ? JSON.parse(readFileSync(join(PROJECT, path), 'utf8')) : {});

/** @param {string | undefined} language none: English @returns {Say} takes a whole text, or its beginning up to "…" */
export function wordsOf(language) {
  if (!language) return (text) => text;
  const [english, other] = [read('package.nls.json'), read(`package.nls.${language}.json`)];
  const manifest = Object.entries(english).map(([key, text]) => [text, other[key] ?? text]);
  const words = Object.fromEntries([...manifest, ...Object.entries(read(`l10n/bundle.l10n.${language}.json`))]);
  return (text) => words[text] ?? words[`${text}…`]?.replace(/\s*…$/, '') ?? text;
}

/** What a text with places is once these are filled. @param {string} text */
export const filled = (text) => new RegExp(text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\d\}/g, '.*'));
