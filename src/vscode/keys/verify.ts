/**
 * Asks the API whether a key works, by the list of models: that costs nothing, and is done only when a person asks for it. Pure: how
 * the network is reached is given. Nothing of an answer but its status, its kind of error and a waiting time is kept.
 *
 * Source: Anthropic's documentation of authentication, versioning, errors and the Models API (2026-08, 2026-10).
 */

import { isRecord, type NoAnswer, noAnswerOf } from '../../audit/no-answer';

/** The part of `fetch` that is needed. */
export type Ask = (
  url: string,
  init: { method: 'GET'; headers: Record<string, string>; redirect: 'manual'; signal: AbortSignal },
) => Promise<Answer>;

export interface Answer {
  status: number;
  headers: { get(name: string): string | null };
  body: { getReader(): BodyReader } | null;
}

interface BodyReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

export type Verdict =
  /** 200, and it is the API that said so. */
  | { kind: 'works' }
  /** 401 of the API: unknown, expired or disabled. */
  | { kind: 'rejected' }
  /** 403 of the API: the key is genuine, and may not do this. */
  | { kind: 'notAllowed' }
  | { kind: 'billing' }
  /** A 401 or 403, or a page, of something that is not the API: a firewall, a portal, a gateway. */
  | { kind: 'blocked'; status: number }
  | { kind: 'notFound' }
  /** @property wait in seconds; absent: a spend limit, which waiting does not lift */
  | { kind: 'limited'; wait?: number }
  | { kind: 'serverError'; status: number }
  | { kind: 'overloaded' }
  | { kind: 'redirected' }
  | { kind: 'unexpected'; status: number }
  | NoAnswer;

export interface VerifyOptions {
  ask: Ask;
  /** See `endpointOf`. */
  base: string;
  family: string;
  key: string;
  /** Requests go through a proxy, by settings or environment. */
  isProxied: boolean;
  /** In ms. */
  limit: number;
}

/** The newest first; a gateway may know the older one only. */
const versions = ['2026-10-21', '2023-06-01'] as const;
/** Of an answer, in bytes; what comes behind is not read. */
const mostRead = 65_536;

/** Keys for the organisation's administration may not list models, but may ask whose they are. */
const isAdministrative = (family: string) => /^(?:admin\d\d|api01)$/.test(family);

const pathOf = (family: string) => (isAdministrative(family) ? '/v1/organizations/me' : '/v1/models?limit=1');

function headersOf({ family, key }: VerifyOptions, version: string): Record<string, string> {
  const common = { 'anthropic-version': version, accept: 'application/json' };
  if (!family.startsWith('oat')) return { ...common, 'x-api-key': key };
  return { ...common, authorization: `Bearer ${key}`, 'anthropic-beta': 'oauth-2025-04-20' };
}

async function readBody({ body }: Answer): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let read = 0; read < mostRead; ) {
    const { done, value } = await reader.read();
    if (done || !value) return text;
    read += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

interface Said {
  /** The API's kind of error; undefined: that is no error of the API. */
  error?: string;
  isList: boolean;
  /** The error is about the header `anthropic-version`. */
  isAboutVersion: boolean;
}

function saidIn(text: string): Said {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { isList: false, isAboutVersion: false };
  }
  if (!isRecord(data)) return { isList: false, isAboutVersion: false };
  const error = data.type === 'error' && isRecord(data.error) ? data.error : {};
  const isOrganisation = data.type === 'organization' && typeof data.id === 'string';
  return {
    ...(typeof error.type === 'string' && { error: error.type }),
    isList: Array.isArray(data.data) || isOrganisation,
    isAboutVersion: typeof error.message === 'string' && /anthropic-version/i.test(error.message),
  };
}

/** In seconds; undefined where it is none. */
function waitIn(text: string | null): number | undefined {
  if (text === null || !/^\d{1,7}$/.test(text.trim())) return undefined;
  return Number(text);
}

function verdictOf({ status, headers }: Answer, said: Said): Verdict {
  const isApi = said.error !== undefined;
  if (status === 200) return said.isList ? { kind: 'works' } : { kind: 'blocked', status };
  if (status >= 300 && status < 400) return { kind: 'redirected' };
  if (status === 407) return { kind: 'proxyLogin' };
  if (status === 401) return isApi ? { kind: 'rejected' } : { kind: 'blocked', status };
  if (status === 403) return said.error === 'permission_error' ? { kind: 'notAllowed' } : { kind: 'blocked', status };
  if (status === 402) return isApi ? { kind: 'billing' } : { kind: 'blocked', status };
  if (status === 404) return { kind: 'notFound' };
  if (status === 429) {
    const wait = waitIn(headers.get('retry-after'));
    return wait === undefined ? { kind: 'limited' } : { kind: 'limited', wait };
  }
  if (status === 529) return { kind: 'overloaded' };
  return status >= 500 ? { kind: 'serverError', status } : { kind: 'unexpected', status };
}

/** What it means that there was no answer. */
export const failureOf: (error: unknown, isProxied: boolean) => Verdict = noAnswerOf;

/** Never rejects. */
export async function verify(options: VerifyOptions): Promise<Verdict> {
  const { ask, base, family, isProxied, limit } = options;
  const signal = AbortSignal.timeout(limit);
  try {
    for (const version of versions) {
      const headers = headersOf(options, version);
      const answer = await ask(`${base}${pathOf(family)}`, { method: 'GET', headers, redirect: 'manual', signal });
      const said = saidIn(await readBody(answer));
      if (answer.status === 400 && said.isAboutVersion && version !== versions.at(-1)) continue;
      return verdictOf(answer, said);
    }
    return { kind: 'failed' };
  } catch (error) {
    return failureOf(error, isProxied);
  }
}

/** Whether the API itself has answered that the key is genuine. */
export const isLive = ({ kind }: Verdict): boolean => kind === 'works' || kind === 'notAllowed' || kind === 'billing';
