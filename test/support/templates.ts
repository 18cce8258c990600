/**
 * Texts with `{{key…}}` in place of credentials, filled at test time so that the repository holds none; nor does it hold
 * characters that nobody sees, for which `{{hidden:…}}` and `{{U+202E}}` stand.
 */
import { makeFakeKey } from './credential-shapes';

const forms: Readonly<Record<string, (key: string) => string>> = {
  base64: (key) => Buffer.from(key).toString('base64'),
  hex: (key) => Buffer.from(key).toString('hex'),
  reversed: (key) => [...key].reverse().join(''),
  first: (key) => key.slice(0, 40),
  second: (key) => key.slice(40),
  head: (key) => key.slice(0, 20),
  tail: (key) => key.slice(20),
  escaped: (key) => key.replace('-', '\\u002d'),
  percent: (key) => encodeURIComponent(key).replaceAll('-', '%2D'),
  codes: (key) => [...key].map((char) => char.charCodeAt(0)).join(', '),
};

/** `{{key}}` is an API key, `{{key:admin01}}` another family's, `{{key:base64}}` an API key in that form, `{{key#2}}` another one. */
export const fillTemplate = (text: string): string => withHidden(withKeys(text));

const tag = (char: string): string => String.fromCodePoint(0xe0000 + char.charCodeAt(0));

/** `{{hidden:text}}` is the text in Unicode's tag characters, `{{U+200B}}` that character, `{{U+200B*8}}` eight of it. */
const withHidden = (text: string): string =>
  text
    .replace(/\{\{hidden:([ -z]*)\}\}/g, (_, hidden: string) => [...hidden].map(tag).join(''))
    .replace(/\{\{U\+([0-9A-F]{4,5})(?:\*(\d+))?\}\}/g, (_, code: string, times = '1') =>
      String.fromCodePoint(Number.parseInt(code, 16)).repeat(Number(times)),
    );

function withKeys(text: string): string {
  return text.replace(
    /\{\{key(?::([a-z]+\d*))?(?:#(\d+))?\}\}/g,
    (_, form: string | undefined, seed: string | undefined) => {
      const encode = form === undefined ? undefined : forms[form];
      const key = makeFakeKey(encode || form === undefined ? 'api03' : form, { seed: Number(seed ?? 1) });
      return encode ? encode(key) : key;
    },
  );
}
