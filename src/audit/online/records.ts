/** Advisories in OSV's format, as far as they are of use here. Source: ossf.github.io/osv-schema, 1.6 and 1.7. */

import { pythonName } from '../../engine/packages/python';
import type { Ecosystem, Flaw, Span } from '../../engine/packages/types';
import { isRecord } from '../no-answer';

/** What is kept of a record: small, and in OSV's own form, so that it is read in one way wherever it comes from. */
export interface OsvRecord {
  id: string;
  aliases?: unknown;
  withdrawn?: unknown;
  summary?: unknown;
  details?: unknown;
  affected?: unknown;
  database_specific?: unknown;
}

export type PackageFlaw = Omit<Flaw, 'versions'>;

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** In UTF-16 units. */
const longestSummary = 200;

/** Texts of others: one line, without control characters, and short. */
function sentence(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const short = line.length > longestSummary ? `${line.slice(0, longestSummary).replace(/\s+\S*$/, '')}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

function summaryOf({ summary, details, id }: OsvRecord): string {
  const text = [summary, details].find((one) => typeof one === 'string' && one.trim() !== '');
  return sentence(typeof text === 'string' ? text : `See osv.dev/vulnerability/${id}`);
}

/** Where a record has no word for it, and no other record of the flaw has one, the middle is taken. */
function severityOf({ id, database_specific: specific }: OsvRecord): Flaw['severity'] {
  if (id.startsWith('MAL-')) return 'CRITICAL';
  const word = isRecord(specific) ? String(specific.severity).toUpperCase() : '';
  if (word === 'CRITICAL' || word === 'HIGH' || word === 'LOW') return word;
  return 'MEDIUM';
}

/** Events are in order: each beginning up to the next end. `last_affected` ends nothing that could be upgraded to. */
function spansIn(ranges: unknown): Span[] {
  return listOf(ranges)
    .filter(({ type }) => type === 'SEMVER' || type === 'ECOSYSTEM')
    .flatMap(({ events }) => {
      const spans: Span[] = [];
      for (const { introduced, fixed } of listOf(events)) {
        if (typeof introduced === 'string') spans.push({ introduced, fixed: null });
        const last = spans.at(-1);
        if (typeof fixed === 'string' && last) last.fixed = fixed;
      }
      // Those that end with a last version are known by the versions that were asked about.
      return listOf(events).some((event) => 'last_affected' in event) ? spans.filter(({ fixed }) => fixed) : spans;
    });
}

const nameIn = (ecosystem: Ecosystem, name: string): string => {
  if (ecosystem === 'PyPI') return pythonName(name);
  return ecosystem === 'GitHub Actions' || ecosystem === 'Packagist' ? name.toLowerCase() : name;
};

/** What the record says against a package; undefined where it has been withdrawn, or is about others. */
export function flawIn(record: OsvRecord, ecosystem: Ecosystem, name: string): PackageFlaw | undefined {
  if (record.withdrawn !== undefined) return undefined;
  const about = listOf(record.affected).filter(
    ({ package: one }) =>
      isRecord(one) && one.ecosystem === ecosystem && nameIn(ecosystem, String(one.name)) === nameIn(ecosystem, name),
  );
  if (about.length === 0) return undefined;
  const aliases = Array.isArray(record.aliases) ? record.aliases.filter((one) => typeof one === 'string') : [];
  const spans = about.flatMap(({ ranges }) => spansIn(ranges));
  return {
    ...{ id: record.id, aliases, ecosystem, package: name, spans },
    ...{ severity: severityOf(record), summary: summaryOf(record) },
  };
}

/** Undefined for what is none. */
export function recordIn(value: unknown): OsvRecord | undefined {
  if (!isRecord(value) || typeof value.id !== 'string' || !/^[\w.:-]{1,80}$/.test(value.id)) return undefined;
  const { id, aliases, withdrawn, summary, details, affected, database_specific: specific } = value;
  const text = typeof details === 'string' ? details.slice(0, 2 * longestSummary) : undefined;
  const kept = listOf(affected).map(({ package: one, ranges }) => ({ package: one, ranges }));
  return {
    ...{ id, aliases, affected: kept, ...(withdrawn !== undefined && { withdrawn }) },
    ...(typeof summary === 'string' ? { summary } : { details: text }),
    ...(isRecord(specific) && { database_specific: { severity: specific.severity } }),
  };
}
