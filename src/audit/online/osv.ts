/**
 * Asks OSV which flaws are known of packages. Names and versions are sent, and nothing else. Only where a person has asked for it.
 * Source: google.github.io/osv.dev (POST /v1/querybatch, at most 1000 queries; GET /v1/vulns/{id}), 2026-08.
 */
import type { Answered, AskedPackage, Flaw } from '../../engine/packages/types';
import { isRecord } from '../no-answer';
import type { Cache, Mention } from './cache';
import { flawIn, recordIn } from './records';
import { type Failure, type Network, request, Unanswered } from './request';

export interface OsvOptions extends Network {
  cache: Cache;
  /** In ms since 1970. */
  now: number;
  /** `YYYY-MM-DD`. */
  today: string;
  onProgress?(done: number, total: number): void;
}

export type OsvOutcome =
  | { kind: 'answered'; answered: Answered; packages: number; sent: number }
  | { kind: 'failed'; failure: Failure };

const keyOf = ({ ecosystem, name, version }: AskedPackage): string => `${ecosystem} ${name} ${version ?? ''}`.trim();

/** Each once, in the order of the alphabet. */
export function distinct(packages: readonly AskedPackage[]): AskedPackage[] {
  const sorted = [...new Map(packages.map((one) => [keyOf(one), one])).entries()];
  return sorted.sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one);
}

const batchSize = 500;
/** Answers come in pages; more than that of one package are no honest answer. */
const mostPages = 20;
const mostAtOnce = 4;

/** Never rejects for what the network does. What was answered before a failure is in the cache. */
export async function askOsv(packages: readonly AskedPackage[], options: OsvOptions): Promise<OsvOutcome> {
  const { cache, now, today } = options;
  const asked = distinct(packages);
  const unknown = asked.filter((one) => cache.mentions(keyOf(one), now) === undefined);
  try {
    for (let at = 0; at < unknown.length; at += batchSize) await askBatch(unknown.slice(at, at + batchSize), options);
    const mentions = asked.flatMap((one) => cache.mentions(keyOf(one), now) ?? []);
    await fetchRecords(mentions, options);
    const flaws = flawsOf(asked, options);
    return { kind: 'answered', answered: { date: today, flaws }, packages: asked.length, sent: unknown.length };
  } catch (error) {
    if (error instanceof Unanswered) return { kind: 'failed', failure: error.failure };
    throw error;
  }
}

interface Query {
  one: AskedPackage;
  found: Mention[];
  token?: string;
}

const queryOf = ({ one: { ecosystem, name, version }, token }: Query) => ({
  package: { ecosystem, name },
  ...(version !== undefined && { version }),
  ...(token !== undefined && { page_token: token }),
});

async function askBatch(packages: readonly AskedPackage[], options: OsvOptions): Promise<void> {
  const queries: Query[] = packages.map((one) => ({ one, found: [] }));
  let open = queries;
  for (let page = 0; open.length > 0 && page < mostPages; page++) {
    const answer = await request('/v1/querybatch', options, { queries: open.map(queryOf) });
    const results = isRecord(answer) && Array.isArray(answer.results) ? answer.results : [];
    if (results.length !== open.length) throw unexpected();
    open = open.filter((query, at) => takePage(query, results[at]));
  }
  if (open.length > 0) throw unexpected();
  for (const { one, found } of queries) options.cache.setMentions(keyOf(one), found, options.now);
}

/** An answer that is only in part what OSV gives: it is no word that a package has no flaw. */
const unexpected = () => new Unanswered({ kind: 'unexpected', status: 200 });

/** @returns whether there is another page */
function takePage(query: Query, result: unknown): boolean {
  const { vulns = [], next_page_token: token } = isRecord(result) ? result : { vulns: null };
  if (!Array.isArray(vulns)) throw unexpected();
  for (const one of vulns) {
    if (!isRecord(one) || typeof one.id !== 'string') throw unexpected();
    query.found.push({ id: one.id, modified: String(one.modified) });
  }
  if (typeof token !== 'string' || token === '') return false;
  query.token = token;
  return true;
}

async function fetchRecords(mentions: readonly Mention[], options: OsvOptions): Promise<void> {
  const missing = new Map(mentions.filter((one) => !options.cache.record(one)).map((one) => [one.id, one]));
  const rest = missing.values();
  let done = 0;
  const run = async () => {
    for (const mention of rest) {
      const data = await request(`/v1/vulns/${encodeURIComponent(mention.id)}`, options);
      const record = recordIn(data);
      // Gone since it was named: nothing is known any more.
      if (data !== undefined && !record) throw unexpected();
      if (record) options.cache.setRecord(mention, record);
      options.onProgress?.(++done, missing.size);
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, run));
}

/** One for each package and record, with all versions that were asked about. Records that nobody has any more are left out. */
function flawsOf(asked: readonly AskedPackage[], { cache, now }: OsvOptions): Flaw[] {
  const flaws = new Map<string, Flaw>();
  for (const one of asked) {
    for (const mention of cache.mentions(keyOf(one), now) ?? []) {
      const record = cache.record(mention);
      const key = `${one.ecosystem} ${one.name} ${mention.id}`;
      const flaw = record && flawIn(record, one.ecosystem, one.name);
      if (!flaw) continue;
      const versions = [...(flaws.get(key)?.versions ?? []), ...(one.version === undefined ? [] : [one.version])];
      flaws.set(key, { ...flaw, versions });
    }
  }
  return [...flaws.values()].sort(byTrust);
}

/** Records that say how bad a flaw is go before those of other databases about the same one. */
const byTrust = (left: Flaw, right: Flaw): number =>
  Number(right.id.startsWith('GHSA-')) - Number(left.id.startsWith('GHSA-'));
