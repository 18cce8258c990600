/** Families of Anthropic credentials: how their prefix is read and what they are called. */

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
const labels: readonly (readonly [RegExp, string])[] = [
  [/^api01$/, 'enterprise API key'],
  [/^api\d\d$/, 'API key'],
  [/^admin\d\d$/, 'Admin API key'],
  [/^oat\d\d$/, 'OAuth access token'],
  [/^ort\d\d$/, 'OAuth refresh token'],
  [/^sid\d\d$/, 'session key'],
  [/^si$/, 'session ingress token'],
  [/^cc$/, 'session access token'],
  [/^ccsr$/, 'runner credential'],
  [/^req$/, 'work session token'],
];
const documentedShape = /^(?:api(?!01)|admin)\d\d$/;
const familyPattern = /sk-ant-([a-z]{2,8}\d\d|si|cc|ccsr|req)-/y;

/** The family's prefix that begins at `at`; `sk-ant-` before other words is none. */
export function familyAt(text: string, at: number): FamilyPrefix | undefined {
  familyPattern.lastIndex = at;
  const family = familyPattern.exec(text)?.[1];
  if (family === undefined) return undefined;
  return { family, bodyStart: familyPattern.lastIndex, documented: documentedShape.test(family) };
}

/** What a family is called in messages. */
export function labelOf(family: string): string {
  return labels.find(([pattern]) => pattern.test(family))?.[1] ?? 'Anthropic credential';
}
