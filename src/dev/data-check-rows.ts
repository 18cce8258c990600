/** What is to be said of bundled data: rows that nobody has looked at for long, and rows that cannot both be right. */
import { ageInDays, oldAfter } from '../rules/support/dates';

/** One file of `src/rules/data`. What a row holds beside this is its rules' business. */
export interface DataFile {
  /** Of every row that has none of its own. */
  checked?: string;
  source?: string;
  rows: readonly DataRow[];
}

export interface DataRow {
  /** What it is about: one name, or all the names of one thing. */
  id?: string;
  ids?: readonly string[];
  /** Day on which a person last held the row against its source: `YYYY-MM-DD`. */
  checked?: string;
  source?: string;
  state?: string;
  /** Name of the row that takes its place. */
  replacement?: string;
  [field: string]: unknown;
}

export interface OldRow {
  name: string;
  checked: string;
  /** Since then. */
  days: number;
}

const date = /^\d{4}-\d\d-\d\d$/;
const isDate = (text: string): boolean =>
  date.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const namesOf = ({ id, ids }: DataRow): readonly string[] => ids ?? (id === undefined ? [] : [id]);
const nameOf = (row: DataRow): string => namesOf(row)[0] ?? 'a row without a name';

/** @param today `YYYY-MM-DD` */
export function oldRows({ rows, checked }: DataFile, today: string): OldRow[] {
  return rows.flatMap((row) => {
    const since = row.checked ?? checked ?? '';
    const days = ageInDays(since, today);
    return days > oldAfter ? [{ name: nameOf(row), checked: since, days }] : [];
  });
}

/** Sentences, each about one row or about two that contradict each other. */
export function mistakesIn(file: DataFile, today: string): string[] {
  return [
    ...file.rows.flatMap((row) => mistakesOf(row, file, today).map((mistake) => `${nameOf(row)}: ${mistake}`)),
    ...contradictions(file.rows),
  ];
}

function mistakesOf(row: DataRow, { checked, source, rows }: DataFile, today: string): string[] {
  const since = row.checked ?? checked;
  return [
    ...(namesOf(row).length === 0 ? ['it has neither “id” nor “ids”.'] : []),
    ...(since === undefined ? ['nothing says when it was checked.'] : []),
    ...(since !== undefined && since > today ? [`it was checked on ${since}, which is to come.`] : []),
    ...((row.source ?? source ?? '').trim() === '' ? ['it names no source.'] : []),
    ...datesIn(row).flatMap((text) => (isDate(text) ? [] : [`${text} is no day.`])),
    ...(row.state === 'active' && row.retires !== undefined ? ['it is active and has a day of retirement.'] : []),
    ...mistakenReplacement(row, rows),
  ];
}

/** Everything that is written like a day. */
function datesIn(value: unknown): string[] {
  if (typeof value === 'string') return date.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(datesIn) : [];
}

function mistakenReplacement({ replacement }: DataRow, rows: readonly DataRow[]): string[] {
  if (replacement === undefined) return [];
  const next = rows.find((row) => namesOf(row).includes(replacement));
  if (!next) return [`its replacement ${replacement} has no row.`];
  return next.state === 'deprecated' ? [`its replacement ${replacement} is deprecated itself.`] : [];
}

/** The same name may stand for several things: one advisory for each package and each branch of it. */
const scopes = ['ecosystem', 'package', 'introduced'] as const;

function contradictions(rows: readonly DataRow[]): string[] {
  const seen = new Map<string, DataRow>();
  return rows.flatMap((row) =>
    namesOf(row).flatMap((name) => {
      const key = [name, ...scopes.map((scope) => String(row[scope] ?? ''))].join('\0');
      const other = seen.get(key);
      seen.set(key, row);
      if (other === undefined) return [];
      return [
        other === row
          ? `${name}: it stands twice in one row.`
          : `${name}: two rows are about it, ${differing(other, row)}.`,
      ];
    }),
  );
}

function differing(one: DataRow, other: DataRow): string {
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const unlike = fields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
  return unlike.length === 0 ? 'and they are the same' : `and they differ in ${unlike.join(', ')}`;
}
