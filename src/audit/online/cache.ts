/** What OSV has answered before, so that the same question is not sent again the same day. Public knowledge about public packages. */
import { isRecord } from '../no-answer';
import { type OsvRecord, recordIn } from './records';

/** An advisory's id, and when it was last changed. */
export interface Mention {
  id: string;
  modified: string;
}

export interface Cache {
  /** Undefined: it was not asked, or too long ago. @param now in ms since 1970 */
  mentions(query: string, now: number): readonly Mention[] | undefined;
  setMentions(query: string, mentions: readonly Mention[], now: number): void;
  record(mention: Mention): OsvRecord | undefined;
  setRecord(mention: Mention, record: OsvRecord): void;
  /** For `readCache`. */
  text(): string;
}

/** In ms. */
export const keptFor = 24 * 3_600_000;
/** The oldest give way. */
const most = { queries: 5000, records: 2000 };

const isMention = (value: unknown): value is Mention =>
  isRecord(value) && typeof value.id === 'string' && typeof value.modified === 'string';

interface Asked {
  at: number;
  mentions: readonly Mention[];
}

interface Kept {
  modified: string;
  record: OsvRecord;
}

const parse = (text: string): Record<string, unknown> => {
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) && data.version === 1 ? data : {};
  } catch {
    return {};
  }
};

const entriesIn = (value: unknown): [string, unknown][] => (isRecord(value) ? Object.entries(value) : []);

function limit(map: Map<string, unknown>, count: number): void {
  for (const key of map.keys()) {
    if (map.size <= count) return;
    map.delete(key);
  }
}

/** @param text of `Cache.text`; anything else gives an empty cache */
export function readCache(text: string): Cache {
  const data = parse(text);
  const queries = new Map<string, Asked>();
  const records = new Map<string, Kept>();
  for (const [key, value] of entriesIn(data.queries))
    if (isRecord(value) && typeof value.at === 'number' && Array.isArray(value.mentions))
      queries.set(key, { at: value.at, mentions: value.mentions.filter(isMention) });
  for (const [id, value] of entriesIn(data.records)) {
    const record = isRecord(value) ? recordIn(value.record) : undefined;
    if (isRecord(value) && record && typeof value.modified === 'string')
      records.set(id, { modified: value.modified, record });
  }
  return {
    mentions(query, now) {
      const found = queries.get(query);
      return found && now - found.at < keptFor && now >= found.at ? found.mentions : undefined;
    },
    setMentions(query, mentions, now) {
      queries.delete(query);
      queries.set(query, { at: now, mentions });
    },
    record({ id, modified }) {
      const found = records.get(id);
      return found?.modified === modified ? found.record : undefined;
    },
    setRecord({ id, modified }, record) {
      records.set(id, { modified, record });
    },
    text() {
      limit(queries, most.queries);
      limit(records, most.records);
      return JSON.stringify({ version: 1, queries: Object.fromEntries(queries), records: Object.fromEntries(records) });
    },
  };
}
