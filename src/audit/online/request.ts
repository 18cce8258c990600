/** One request to OSV, with its time limit, and again where the server asks for patience. Pure: how the network is reached is given. */
import { isRecord, type NoAnswer, noAnswerOf } from '../no-answer';

/** The part of `fetch` that is needed. */
export type Send = (url: string, init: SendInit) => Promise<Sent>;

export interface SendInit {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  redirect: 'manual';
  signal: AbortSignal;
}

export interface Sent {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export type Failure =
  | NoAnswer
  | { kind: 'cancelled' }
  | { kind: 'redirected' }
  /** Whoever answered is no database of advisories: a portal, a firewall. */
  | { kind: 'unexpected'; status: number }
  /** @property wait in seconds, where it was said */
  | { kind: 'limited'; wait?: number }
  | { kind: 'serverError'; status: number };

export class Unanswered extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

export interface Network {
  send: Send;
  /** Address of the database, without a `/` at its end. */
  base: string;
  /** Requests go through a proxy, by settings or environment. */
  isProxied: boolean;
  /** Resolves after so many ms, or as soon as the signal is aborted. */
  wait(time: number, signal: AbortSignal): Promise<void>;
  /** The person has changed their mind. */
  signal: AbortSignal;
}

/** In ms. */
const limit = 20_000;
const mostTries = 4;
/** Who asks for more patience than that is asked another time. In seconds. */
const longestWait = 30;
/** Of an answer, in UTF-16 units. */
const longestAnswer = 32 << 20;

/** In seconds; undefined where it is none. A day is told from the answer's own clock, where it says what that shows. */
function waitIn(text: string | null, date: string | null): number | undefined {
  if (text !== null && /^\d{1,7}$/.test(text.trim())) return Number(text);
  const time = Date.parse(text ?? '') - Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil(time / 1000));
}

/** The answer's JSON; undefined for 404. Throws an `Unanswered`. @param body makes it a POST */
export async function request(path: string, network: Network, body?: unknown): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const sent = await sendOnce(path, network, body);
    const failure = failureOf(sent);
    if (!failure) return sent.status === 404 ? undefined : parsed(sent);
    const isPassing = failure.kind === 'limited' || failure.kind === 'serverError';
    const wait = failure.kind === 'limited' && failure.wait !== undefined ? failure.wait : 2 ** (tries - 1);
    if (!isPassing || tries === mostTries || wait > longestWait) throw new Unanswered(failure);
    await network.wait(wait * 1000, network.signal);
  }
}

interface Received {
  status: number;
  retryAfter: string | null;
  date: string | null;
  text: string;
}

async function sendOnce(path: string, { send, base, isProxied, signal }: Network, body: unknown): Promise<Received> {
  if (signal.aborted) throw new Unanswered({ kind: 'cancelled' });
  const init = {
    method: body === undefined ? ('GET' as const) : ('POST' as const),
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    redirect: 'manual' as const,
    signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  try {
    const answer = await send(`${base}${path}`, init);
    const [retryAfter, date] = [answer.headers.get('retry-after'), answer.headers.get('date')];
    return { status: answer.status, retryAfter, date, text: await answer.text() };
  } catch (error) {
    throw new Unanswered(signal.aborted ? { kind: 'cancelled' } : noAnswerOf(error, isProxied));
  }
}

function failureOf({ status, retryAfter, date, text }: Received): Failure | undefined {
  if ((status === 200 || status === 404) && text.length <= longestAnswer) return undefined;
  if (status === 429) {
    const wait = waitIn(retryAfter, date);
    return { kind: 'limited', ...(wait !== undefined && { wait }) };
  }
  if (status === 407) return { kind: 'proxyLogin' };
  // A browser tells nothing of a redirection but that it is one.
  if (status === 0 || (status >= 300 && status < 400)) return { kind: 'redirected' };
  return status >= 500 ? { kind: 'serverError', status } : { kind: 'unexpected', status };
}

function parsed({ status, text }: Received): unknown {
  try {
    const data: unknown = JSON.parse(text);
    if (isRecord(data)) return data;
  } catch {
    // Said below.
  }
  throw new Unanswered({ kind: 'unexpected', status });
}
