/** Families of Anthropic credentials: how their prefix is read and what they are called. */

import { phrases } from '../messages';
import type { Message } from '../types';

/** Every Anthropic credential begins with it. */
export const credentialPrefix = 'sk-ant-';

/**
 * UTF-16 units of the longest credential that is looked for, prefix included; longer web tokens are cut there. Windows over a
 * large text that overlap by this much miss no plain one, and no hidden one but an encoded web token of several thousand.
 */
export const maxCredentialLength = 8192;

/** A family's prefix as it stands in a text. */
export interface FamilyPrefix {
  /** `api03`, `oat01`, `cc` … */
  family: string;
  /** Offset behind the prefix's last dash. */
  bodyStart: number;
  /** The length of the body is documented: 93 characters and `AA`. */
  documented: boolean;
}

// Sources: Anthropic's authentication and Admin API documentation, the log scrubber of Claude Code 2.1, and for `req` the
// type of self-hosted work items in the TypeScript SDK.
const say = phrases({
  enterpriseKey: 'enterprise API key',
  apiKey: 'API key',
  adminKey: 'Admin API key',
  accessToken: 'OAuth access token',
  refreshToken: 'OAuth refresh token',
  sessionKey: 'session key',
  ingressToken: 'session ingress token',
  sessionToken: 'session access token',
  runner: 'runner credential',
  workToken: 'work session token',
  other: 'credential',
});
export const labelTexts = say.texts;

const labels: readonly (readonly [RegExp, Message])[] = [
  [/^api01$/, say('enterpriseKey')],
  [/^api\d\d$/, say('apiKey')],
  [/^admin\d\d$/, say('adminKey')],
  [/^oat\d\d$/, say('accessToken')],
  [/^ort\d\d$/, say('refreshToken')],
  [/^sid\d\d$/, say('sessionKey')],
  [/^si$/, say('ingressToken')],
  [/^cc$/, say('sessionToken')],
  [/^ccsr$/, say('runner')],
  [/^req$/, say('workToken')],
];
const documentedShape = /^(?:api(?!01)|admin)\d\d$/;
const unnumbered: ReadonlySet<string> = new Set(['si', 'cc', 'ccsr', 'req']);
/** Letters of a numbered family's name. */
const familyLetters = { least: 2, most: 8 };

/** End of the characters whose codes lie from `first` to `last`, at most `most` of them. */
function endOfRun(text: string, at: number, first: number, last: number, most: number): number {
  let end = at;
  while (end - at < most && text.charCodeAt(end) >= first && text.charCodeAt(end) <= last) end++;
  return end;
}

/** The family's prefix that begins at `at`; `sk-ant-` before other words is none. Without a pattern: a hostile file has millions of prefixes. */
export function familyAt(text: string, at: number): FamilyPrefix | undefined {
  const start = at + credentialPrefix.length;
  const letters = endOfRun(text, start, 97, 122, familyLetters.most + 1);
  const end = endOfRun(text, letters, 48, 57, 3);
  if (text.charCodeAt(end) !== 45 || letters - start < familyLetters.least) return undefined;
  if (!text.startsWith(credentialPrefix, at)) return undefined;
  const family = text.slice(start, end);
  const isNumbered = end - letters === 2 && letters - start <= familyLetters.most;
  if (!isNumbered && !unnumbered.has(family)) return undefined;
  return { family, bodyStart: end + 1, documented: documentedShape.test(family) };
}

/** What a family is called in messages. */
export function labelOf(family: string): Message {
  return labels.find(([pattern]) => pattern.test(family))?.[1] ?? say('other');
}
