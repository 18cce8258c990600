/** The files of a lab: where they are, and the keys that are made up for them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Attempt, Lab, LabLanguage, Variant } from './types';

export const labLanguages: readonly LabLanguage[] = ['typescript', 'python', 'configuration'];

export const languageNames: Readonly<Record<LabLanguage, string>> = {
  typescript: 'TypeScript',
  python: 'Python',
  configuration: 'JSON',
};

export interface LabPlace {
  lab: string;
  language: LabLanguage;
  /** Within the lab. */
  file: string;
}

export const pathOf = ({ lab, language, file }: LabPlace): string => `/${lab}/${language}/${file}`;

/** @param path as `pathOf` gives it */
export function placeOf(path: string): LabPlace | undefined {
  const [, lab, language, file] = /^\/([\w-]+)\/(\w+)\/(.+)$/.exec(path) ?? [];
  const known = labLanguages.find((one) => one === language);
  return lab === undefined || known === undefined || file === undefined ? undefined : { lab, language: known, file };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** A key in the shape of a real one that opens nothing: the same for a lab, wherever and whenever it is opened. */
export function labKey(lab: string): string {
  let body = '';
  for (let round = 0; body.length < 93; round++)
    for (const byte of sha256(utf8ToBytes(`no key, for the lab ${lab}, ${round}`))) body += alphabet[byte % 64];
  return `sk-ant-api03-${body.slice(0, 93)}AA`;
}

const placeholder = '{{key}}';

export const withKey = (text: string, lab: string): string => text.replaceAll(placeholder, labKey(lab));
/** As it is stored: without anything that looks like a key. */
export const withoutKey = (text: string, lab: string): string => text.replaceAll(labKey(lab), placeholder);

/** What is wrong with an attempt's edits: a text that is not there, or not once. */
export class AttemptError extends Error {}

/** The files after an attempt. */
export function attempted({ files }: Variant, { name, edits }: Attempt): Record<string, string> {
  const texts = { ...files };
  for (const { file, find, replace } of edits) {
    const parts = (texts[file] ?? '').split(find);
    if (parts.length !== 2)
      throw new AttemptError(`“${name}” replaces a text that ${file} has ${parts.length - 1} times.`);
    texts[file] = parts.join(replace);
  }
  return texts;
}

export const languagesOf = ({ variants }: Lab): LabLanguage[] =>
  labLanguages.filter((language) => variants[language] !== undefined);
