/** The one entry that holds a key's value and facts, and the mark that outlives it. Pure. */
import { maskSecret } from '../../engine/credentials/masking';
import type { KeyFacts } from './types';

/** Of entries in SecretStorage. */
export const entryPrefix = 'claudeGuard.key.';
/** Of marks in the global state. */
export const markPrefix = 'keys.mark.';

export interface Entry extends KeyFacts {
  value: string;
}

/** What stays to be told of a key that the store has lost. */
export interface Mark extends KeyFacts {
  masked: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function factsIn(data: Record<string, unknown>): KeyFacts | undefined {
  const { name, environment, family, added, rotated, used, worked, folders } = data;
  if (typeof name !== 'string' || typeof environment !== 'string' || typeof family !== 'string') return undefined;
  const bound = Array.isArray(folders) ? folders.filter((one) => typeof one === 'string') : [];
  return {
    ...{ name, environment, family, added: isTime(added) ? added : 0 },
    ...(isTime(rotated) && { rotated }),
    ...(isTime(used) && { used }),
    ...(isTime(worked) && { worked }),
    ...(bound.length > 0 && { folders: bound }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const writeEntry = (entry: Entry): string => JSON.stringify({ version: 1, ...entry });

/** Undefined where that is no entry of ours. */
export function readEntry(text: string): Entry | undefined {
  const data = parsed(text);
  if (!isRecord(data) || typeof data.value !== 'string' || data.value === '') return undefined;
  const facts = factsIn(data);
  return facts && { ...facts, value: data.value };
}

export function markOf({ value, ...facts }: Entry): Mark {
  return { ...facts, masked: maskSecret(value) };
}

export function readMark(data: unknown): Mark | undefined {
  if (!isRecord(data) || typeof data.masked !== 'string') return undefined;
  const facts = factsIn(data);
  return facts && { ...facts, masked: data.masked };
}

/** What tells a key from others, where there is little room: the end of its masked form. */
export const endOf = (masked: string): string => masked.slice(masked.indexOf('…'));
