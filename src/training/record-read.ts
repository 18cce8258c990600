/** Reads a record that somebody sent. Nothing in it is believed: sizes, names, dates and paths are checked one by one. */
import type { Translate } from '../report/translate';
import { labLanguages } from './lab-files';
import { type Module, modules } from './modules';
import {
  digestOf,
  type RecordedLab,
  type RecordedModule,
  type RecordedQuiz,
  recordFormat,
  type TrainingRecord,
} from './record';
import type { QuizResult } from './state';
import type { LabLanguage } from './types';

/** In bytes. */
export const largestRecord = 1 << 20;
/** More files in a folder are no team's. */
export const mostRecords = 2000;
export const isRecordName = (name: string): boolean => /\.json$/i.test(name) && !name.startsWith('.');
/** In UTF-16 units. */
export const longestName = 100;
/** Labs of a module, files of a lab, and units of a file: more has no lab of ours. */
const limits = { labs: 20, files: 10, file: 20_000, text: 200, asked: 1000 } as const;

export interface ReadRecord {
  record: TrainingRecord;
  /** The digest is that of what was read. */
  isWhole: boolean;
}

/** What is wrong, as a sentence. */
export class RecordError extends Error {}

type Plain = Readonly<Record<string, unknown>>;

/** One place of the record. */
class Place {
  constructor(
    readonly path: string,
    readonly value: unknown,
    readonly t: Translate,
  ) {}

  refuse(): never {
    const { t, path } = this;
    throw new RecordError(t('“{0}” is missing, or is not what a training record has there.', path));
  }

  get object(): Plain {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.refuse();
    return Object.fromEntries(Object.entries(value));
  }

  at(key: string): Place {
    const { object } = this;
    return new Place(
      this.path === '' ? key : `${this.path}.${key}`,
      Object.hasOwn(object, key) ? object[key] : undefined,
      this.t,
    );
  }

  /** Undefined where the field is not there. */
  maybe<T>(key: string, read: (place: Place) => T): T | undefined {
    const place = this.at(key);
    return place.value === undefined ? undefined : read(place);
  }

  list<T>(most: number, read: (place: Place) => T): T[] {
    const { value, path, t } = this;
    if (!Array.isArray(value) || value.length > most) return this.refuse();
    return value.map((item, index) => read(new Place(`${path}[${index}]`, item, t)));
  }

  text(most: number): string {
    const { value } = this;
    return typeof value === 'string' && value.length <= most && value.trim() !== '' ? value : this.refuse();
  }

  date(): string {
    const text = this.text(30);
    const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? this.refuse() : new Date(time).toISOString();
  }

  hash(): string {
    const text = this.text(64);
    return /^[0-9a-f]{64}$/.test(text) ? text : this.refuse();
  }

  number(most: number): number {
    const { value } = this;
    return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most ? Number(value) : this.refuse();
  }

  oneOf<T extends string>(all: readonly T[]): T {
    return all.find((one) => one === this.value) ?? this.refuse();
  }
}

/** A path within a lab: names and slashes, going nowhere else. */
const isLabPath = (path: string): boolean =>
  path.length <= limits.text && /^[\w.-]+(?:\/[\w.-]+)*$/.test(path) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(path);

function filesOf(place: Place): Record<string, string> {
  const { t, path: name } = place;
  const entries = Object.keys(place.object);
  if (entries.length === 0 || entries.length > limits.files) return place.refuse();
  const odd = entries.find((path) => !isLabPath(path) || path === '__proto__');
  if (odd !== undefined) throw new RecordError(t('“{0}” names a file that no lab can have.', name));
  return Object.fromEntries(entries.map((path) => [path, place.at(path).text(limits.file)]));
}

const labOf = (place: Place): RecordedLab => ({
  lab: place.at('lab').text(limits.text),
  date: place.at('date').date(),
  language: place.at('language').oneOf<LabLanguage>(labLanguages),
  files: filesOf(place.at('files')),
});

function resultOf(place: Place): QuizResult {
  const asked = place.at('asked').number(limits.asked);
  return { date: place.at('date').date(), right: place.at('right').number(asked), asked };
}

function quizOf(place: Place): RecordedQuiz {
  const passed = place.maybe('passed', (one) => one.date());
  return {
    best: resultOf(place.at('best')),
    last: resultOf(place.at('last')),
    ...(passed !== undefined && { passed }),
  };
}

function moduleOf(place: Place): RecordedModule {
  const [lesson, quiz] = [place.maybe('lesson', (one) => one.date()), place.maybe('quiz', quizOf)];
  return {
    module: place.at('module').oneOf<Module>(modules),
    ...(lesson !== undefined && { lesson }),
    labs: place.at('labs').list(limits.labs, labOf),
    ...(quiz && { quiz }),
  };
}

function planOf(place: Place): NonNullable<TrainingRecord['plan']> {
  const title = place.maybe('title', (one) => one.text(limits.text));
  return { hash: place.at('hash').hash(), ...(title !== undefined && { title }) };
}

function recordOf(place: Place): TrainingRecord {
  const [plan, final] = [place.maybe('plan', planOf), place.maybe('final', quizOf)];
  return {
    format: recordFormat,
    version: 1,
    name: place.at('name').text(longestName),
    exported: place.at('exported').date(),
    guard: place.at('guard').text(limits.text),
    material: place.at('material').hash(),
    ...(plan && { plan }),
    modules: place.at('modules').list(modules.length, moduleOf),
    ...(final && { final }),
    digest: place.at('digest').hash(),
  };
}

function parse(text: string, t: Translate): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RecordError(t('The file is no JSON, or was cut off.'));
  }
}

/** Twice the same module or lab would count twice. */
function checkTwice({ modules: all }: TrainingRecord, t: Translate): void {
  const names = [...all.map(({ module }) => module), ...all.flatMap(({ labs }) => labs.map(({ lab }) => `lab ${lab}`))];
  if (new Set(names).size < names.length) throw new RecordError(t('A module or a lab is there twice.'));
}

/** Whether it says of itself that it is a record, of whatever version. */
const isRecord = (data: unknown): data is { format: string; version?: unknown } =>
  typeof data === 'object' && data !== null && 'format' in data && data.format === recordFormat;

/** @throws RecordError */
export function readRecord(text: string, t: Translate): ReadRecord {
  const data = parse(text, t);
  if (!isRecord(data)) throw new RecordError(t('The file is no training record of Claude Guard.'));
  if (data.version !== 1) throw new RecordError(t('The record is of a version that this Claude Guard does not know.'));
  const record = recordOf(new Place('', data, t));
  checkTwice(record, t);
  return { record, isWhole: record.digest === digestOf(record) };
}
