/** Where secrets stand among what an MCP server is given, as plain text. */
import type { Range } from '../../../engine/facts';
import type { Document } from '../../../engine/types';
import { type ConfigText, type McpServer, partOf, startedWords } from '../agents/mcp-servers';
import { isPlaceholder, looksGenerated } from '../placeholders';
import { isSecretVariable, secretsInText } from './secrets';

export interface PlainSecret {
  /** The variable, header, option or parameter that holds it. */
  name: string;
  /** A variable that it could be read from. */
  variable: string;
  range: Range;
  /** It has the look of a generated one, or a shape that is known. */
  isSure: boolean;
  /** It is the default of a variable: `:-` and the secret. */
  fallback?: Range;
}

/** Under a name that says so, words and short values may be a secret as well. */
const plainName = /(?:^|[_-])(?:KEY|PAT|PWD|PASS|PASSPHRASE|AUTH|AUTHORIZATION|BEARER|COOKIE|APIKEY|TOKEN|SECRET)$/;
const publicName = /PUBLIC|PUBLISHABLE|ANON_?KEY/;
const secretOption =
  /^--?(?:[a-z\d]+[-_])*(?:api[-_]?key|key|token|access[-_]?token|secret|password|passwd|pat|auth|bearer)$/i;
const secretHeader = /^(?:authorization|proxy-authorization|cookie|.*(?:key|token|secret|auth|pat))$/i;
const secretParameter =
  /^(?:.*[-_])?(?:(?:api)?_?-?key|apikey|token|accesstoken|secret|password|auth|pat|sig|signature)$/i;
const scheme = /^(?:Bearer|Basic|Token|ApiKey)\s+/i;
/** Addresses that are secrets themselves: who knows them acts for the account. Source: the vendors' documentation, 2026. */
const secretAddress = /^https:\/\/(?:mcp|actions)\.zapier\.com\/(?:api\/mcp\/(?:s|a)|mcp)\/([\w-]{16,})/i;
/** Runs that only examples have, and the keys with which a local Supabase begins. */
const madeUp = /0123456789|123456789|abcdefghi|abcd-?1234|(.)\1{6}|eyJpc3MiOiJzdXBhYmFzZS1kZW1v/i;
const pathLike = /^(?:\.{0,2}\/|~|[A-Za-z]:[\\/])|\.(?:pem|key|json|crt|ya?ml|txt|env)$/i;

const asVariable = (name: string): string =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z\d]+/g, '_')
    .replace(/^_+|_+$/g, '');

/** `${NAME:-literal}`: the default is as plain as any constant. */
function constantPart(text: string): { text: string; at: number } | undefined {
  const [whole, fallback = ''] = /^\$\{[^}]*?:-([^}]*)\}$/.exec(text) ?? [];
  if (whole !== undefined) return { text: fallback, at: whole.length - 1 - fallback.length };
  return /\$\{|\{\{|^\$|^<.*>$|^%\w+%$/.test(text) ? undefined : { text, at: 0 };
}

function isSecret(text: string, isNamedSure: boolean): 'sure' | 'likely' | undefined {
  if (isPlaceholder(text) || madeUp.test(text) || pathLike.test(text)) return undefined;
  if (looksGenerated(text)) return 'sure';
  return isNamedSure && text.length >= 8 && /\d/.test(text) && /[A-Za-z]/.test(text) ? 'likely' : undefined;
}

/** A value under a name that says that it is a secret. */
function named(value: ConfigText, at: number, name: string, isNamedSure: boolean, document: Document): PlainSecret[] {
  const given = value.text.slice(at);
  const prefix = scheme.exec(given)?.[0].length ?? 0;
  const constant = constantPart(given.slice(prefix));
  const found = constant && isSecret(constant.text, isNamedSure);
  if (!constant || !found) return [];
  const start = at + prefix + constant.at;
  const end = start + constant.text.length;
  const range = partOf(value, start, end, document);
  const fallback = constant.at > 0 ? { fallback: partOf(value, start - 2, end, document) } : {};
  return [{ name, variable: asVariable(name), range, isSure: found === 'sure', ...fallback }];
}

function isSecretName(name: string): { isSure: boolean } | undefined {
  const variable = asVariable(name);
  if (publicName.test(variable)) return undefined;
  if (isSecretVariable(variable)) return { isSure: /PASSWORD|PASSWD|SECRET|TOKEN/.test(variable) };
  return plainName.test(variable) ? { isSure: false } : undefined;
}

/** Secrets that are told by their own shape, under whatever name. */
function shaped(value: ConfigText, name: string, document: Document): PlainSecret[] {
  const addresses = secretAddress.exec(value.text);
  const secret = addresses?.[1] ?? '';
  const start = value.text.length - value.text.slice(value.text.indexOf(secret)).length;
  const inAddress =
    secret && !madeUp.test(secret) && !isLocalDefault(value.text) ? [{ start, end: start + secret.length }] : [];
  const found = secretsInText(value.text).filter((one) => !madeUp.test(value.text.slice(one.start, one.end)));
  return [...inAddress, ...found].map((one) => ({
    name,
    variable: asVariable(name),
    range: partOf(value, one.start, one.end, document),
    isSure: !isLoopback(value.text),
  }));
}

const isLoopback = (text: string): boolean =>
  /@(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)\b/i.test(text);

/** `//postgres:postgres@localhost`: everybody has it, and it opens what is on this machine alone. */
const isLocalDefault = (text: string): boolean => isLoopback(text) && /\/\/([^\s/:@]+):\1@/.test(text);

/** `?api_key=…` and `//user:password@host`. */
function inUrl(value: ConfigText, document: Document): PlainSecret[] {
  if (!/^(?:https?|wss?):\/\//i.test(value.text)) return [];
  const parameters = [...value.text.matchAll(/[?&]([\w.-]+)=([^&#\s]+)/g)];
  const found = parameters.flatMap(({ 0: whole, 1: name = '', 2: secret = '', index }) => {
    const at = index + whole.length - secret.length;
    return secretParameter.test(name) ? named(cut(value, at + secret.length), at, name, false, document) : [];
  });
  const user = /^\w+:\/\/[^\s/@:]*:([^\s/@]+)@/.exec(value.text);
  const at = user ? user[0].length - 1 - user[1]!.length : 0;
  return [...found, ...(user ? named(cut(value, at + user[1]!.length), at, 'password', true, document) : [])];
}

/** The text up to an offset; offsets stay as they are, so that an escaped source keeps its whole range. */
const cut = (value: ConfigText, end: number): ConfigText => ({
  ...value,
  text: value.text.slice(0, end),
  range: partEnd(value, end),
});

const partEnd = ({ text, range }: ConfigText, end: number): Range =>
  range.end - range.start === text.length ? { start: range.start, end: range.start + end } : range;

function inVariables({ env }: McpServer, document: Document): PlainSecret[] {
  return env.flatMap((setting) => {
    if (typeof setting.value !== 'string') return [];
    const value: ConfigText = { text: setting.value, range: setting.valueRange, setting };
    const name = isSecretName(setting.key);
    const found = name ? named(value, 0, setting.key, name.isSure, document) : [];
    return found.length > 0 ? found : [...inUrl(value, document), ...shaped(value, setting.key, document)];
  });
}

function inHeaders({ name: server, headers }: McpServer, document: Document): PlainSecret[] {
  return headers.flatMap((value) => {
    const name = value.setting.key;
    const found = secretHeader.test(name) ? named(value, 0, name, false, document) : [];
    const all = found.length > 0 ? found : shaped(value, name, document);
    return all.map((one) => ({ ...one, variable: `${asVariable(server)}_TOKEN` }));
  });
}

/** `Authorization: Bearer …`, as one argument. */
const headerArgument = /^([\w-]+)\s*:\s*(?!\/\/)/;
const pairArgument = /^(--?[\w-]+|[A-Za-z_]\w*)=/;

function inArguments(server: McpServer, document: Document): PlainSecret[] {
  const words = startedWords(server, document);
  return words.flatMap((word, at) => {
    if (at === 0) return [];
    const before = words[at - 1]!.text;
    const found = [...inArgument(word, before, document), ...inUrl(word, document)];
    return found.length > 0 ? found : shaped(word, before.startsWith('-') ? before : server.name, document);
  });
}

function inArgument(word: ConfigText, before: string, document: Document): PlainSecret[] {
  if (secretOption.test(before) && !word.text.startsWith('-')) return named(word, 0, before, false, document);
  const [pair, name = ''] = pairArgument.exec(word.text) ?? [];
  if (pair !== undefined) {
    const isOption = name.startsWith('-') && secretOption.test(name);
    const known = isOption ? { isSure: false } : name.startsWith('-') ? undefined : isSecretName(name);
    return known ? named(word, pair.length, name, known.isSure, document) : [];
  }
  const [header, headerName = ''] = headerArgument.exec(word.text) ?? [];
  return header !== undefined && secretHeader.test(headerName)
    ? named(word, header.length, headerName, false, document)
    : [];
}

const inAddress = ({ url, name }: McpServer, document: Document): PlainSecret[] =>
  url ? [...inUrl(url, document), ...shaped(url, name, document)] : [];

/** @returns a place may be told twice, by its name and by its shape */
export const plainSecrets = (server: McpServer, document: Document): PlainSecret[] => [
  ...inVariables(server, document),
  ...inHeaders(server, document),
  ...inArguments(server, document),
  ...inAddress(server, document),
];
