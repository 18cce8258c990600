/** What a person has pasted where a key is asked for: the key in it, or what is wrong with it. Pure. */
import { familyAt } from '../../engine/credentials/families';
import { looksInvented } from '../../engine/credentials/placeholders';
import type { Translate } from '../../report/translate';

export type Pasted = { value: string; family: string } | { problem: string };

/** Characters of a key with the documented shape, behind its prefix. */
const documentedLength = 95;
const least = 20;
const most = 8192;

/** Families that are no business of a developer's vault. */
const unwanted = /^(?:sid\d\d|ort\d\d|si|cc|ccsr|req)$/;

/** Without what is copied along: an assignment, a header's name, quotes, an end of line. */
export function bare(text: string): string {
  const line = text.trim().replace(/^(?:export\s+|set\s+)?[A-Z][A-Z0-9_]*\s*=\s*/, '');
  const header = line.replace(/^(?:x-api-key\s*:|authorization\s*:\s*bearer|bearer)\s+/i, '');
  return header.replace(/^(["'`])(.*)\1[,;]?$/s, '$2').trim();
}

const others: readonly (readonly [RegExp, string])[] = [
  [/^sk-(?:proj|svcacct|admin)-|^sk-[A-Za-z0-9]{20,}$/, 'OpenAI'],
  [/^AIza/, 'Google'],
  [/^(?:AKIA|ASIA|ABSK)/, 'AWS'],
  [/^(?:ghp|gho|ghs|github_pat)_/, 'GitHub'],
  [/^hf_/, 'Hugging Face'],
];

function strange(value: string, t: Translate): string {
  const owner = others.find(([pattern]) => pattern.test(value))?.[1];
  if (owner) return t('This looks like a key of {0}. A key of Anthropic begins with “sk-ant-”.', owner);
  return t('A key of Anthropic begins with “sk-ant-”, as in “sk-ant-api03-…”. Copy all of it.');
}

function lengthProblem(body: string, t: Translate): string | undefined {
  if (body.length < documentedLength)
    return t(
      'The key is not whole: {0} characters are missing at its end, which is “AA”.',
      documentedLength - body.length,
    );
  if (body.length > documentedLength)
    return t(
      'The key is too long by {0} characters: was something copied along with it?',
      body.length - documentedLength,
    );
  return body.endsWith('AA') ? undefined : t('The key does not end with “AA”, as such keys do: was it copied exactly?');
}

function problemOf(value: string, t: Translate): string | undefined {
  if (value === '') return t('Paste the key.');
  if (/[…•*]|\.\.\./.test(value))
    return t(
      'This is a shortened key, as the Console lists it. The whole key is shown once, when it is created: create a new one.',
    );
  if (/\s/.test(value)) return t('There is a space or a line break in the key: paste one key, in one line.');
  const prefix = familyAt(value, 0);
  if (!prefix) return strange(value, t);
  if (unwanted.test(prefix.family))
    return t('This is a token of a session, which is not meant for programs. Create an API key in the Console.');
  const body = value.slice(prefix.bodyStart);
  if (!/^[\w-]+$/.test(body)) return t('There is a character in the key that keys do not have: was it copied exactly?');
  if (prefix.documented) return lengthProblem(body, t) ?? (looksInvented(body) ? invented(t) : undefined);
  if (body.length < least || value.length > most)
    return t('The key is not whole, or something was copied along with it.');
  return looksInvented(body) ? invented(t) : undefined;
}

const invented = (t: Translate): string => t('This is a placeholder, as examples have it, and no key.');

export function readPasted(text: string, t: Translate): Pasted {
  const value = bare(text);
  const problem = problemOf(value, t);
  return problem === undefined ? { value, family: familyAt(value, 0)!.family } : { problem };
}
