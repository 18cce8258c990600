/** Who had what to do with keys, and when. Holds no secret; the newest events only. Pure. */
import type { Translate } from '../../report/translate';
import { endOf } from './entry';
import type { KeyInfo, Marks } from './types';

export const actions = [
  ...(['stored', 'verified', 'rotated', 'renamed', 'moved', 'bound', 'deleted'] as const),
  // Put into an environment; handed to whoever asked; allowed or stopped in a workspace.
  ...(['injected', 'given', 'allowed', 'stopped'] as const),
] as const;
export type Action = (typeof actions)[number];

export interface Access {
  /** In ms since 1970. */
  at: number;
  action: Action;
  key: string;
  environment: string;
  masked: string;
  /** The folder that was open, by its name. */
  folder?: string;
  machine: string;
  /** One sentence: how it ended, or what the key was for. */
  outcome?: string;
  /** How often, where more than once; `at` is the last time then. */
  times?: number;
}

const name = 'keys.log';
/** Older events are dropped. */
export const mostEvents = 500;

/** A program that asks every few minutes makes one event in this time, in ms. */
const together = 3_600_000;
const repeated: ReadonlySet<string> = new Set<Action>(['injected', 'given']);

/** The event with the one before it, where they are the same but for the time. */
function joined(event: Access, before: Access | undefined): Access | undefined {
  if (!before || !repeated.has(event.action) || event.at - before.at > together) return undefined;
  const { at: _, times = 1, ...rest } = before;
  const { at, ...own } = event;
  const isSame = JSON.stringify(rest) === JSON.stringify(own);
  return isSame ? { ...own, times: times + 1, at } : undefined;
}

const isAccess = (value: unknown): value is Access =>
  typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'number' && 'action' in value;

/** What an event says of a key. */
type Subject = Pick<KeyInfo, 'name' | 'environment' | 'masked'>;

export interface AccessLogOptions {
  marks: Marks;
  now(): number;
  machine: string;
  /** The folder that is open. */
  folder(): string | undefined;
  /** There is another event. */
  onAdded?(): void;
}

export class AccessLog {
  readonly #options: AccessLogOptions;

  constructor(options: AccessLogOptions) {
    this.#options = options;
  }

  /** The newest first. */
  events(): Access[] {
    const kept = this.#options.marks.get(name);
    return Array.isArray(kept) ? kept.filter(isAccess).reverse() : [];
  }

  /**
   * Never rejects: what a person asked for is done, though it could not be recorded.
   *
   * @param folder the folder's name, where it is not simply what is open
   */
  async add(action: Action, key: Subject, outcome?: string, folder = this.#options.folder()): Promise<void> {
    const { marks, now, machine } = this.#options;
    const event: Access = {
      ...{ at: now(), action, key: key.name, environment: key.environment, masked: key.masked, machine },
      ...(folder !== undefined && { folder }),
      ...(outcome !== undefined && { outcome }),
    };
    const events = this.events().reverse();
    const one = joined(event, events.at(-1));
    const kept = [...(one ? events.slice(0, -1) : events), one ?? event].slice(-mostEvents);
    await Promise.resolve(marks.update(name, kept)).catch(() => undefined);
    this.#options.onAdded?.();
  }

  async clear(): Promise<void> {
    await this.#options.marks.update(name, undefined);
  }
}

const words = (t: Translate): Readonly<Record<Action, string>> => ({
  stored: t('stored'),
  verified: t('verified'),
  rotated: t('rotated'),
  renamed: t('renamed'),
  moved: t('environment changed'),
  bound: t('chosen for a folder'),
  deleted: t('deleted'),
  injected: t('put into an environment'),
  given: t('given out'),
  allowed: t('use allowed'),
  stopped: t('use stopped'),
});

/** A cell of a table: names are what people have typed. */
const cell = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&').replace(/\s+/g, ' ');

/** A key's end may have hyphens, where a narrow column would break it. */
const unbroken = (text: string): string => text.replace(/[…-]/g, '$&\u2060');

/** Markdown. @param timeOf as people read it */
export function logPage(events: readonly Access[], timeOf: (ms: number) => string, t: Translate): string {
  const title = `# ${t('Access log of your keys')}`;
  const intro = t(
    'What Claude Guard did with your keys on this profile: the newest {0} events, without a secret. What other programs do with a key stands in the Console.',
    mostEvents,
  );
  if (events.length === 0) return `${title}\n\n${intro}\n\n${t('Nothing has happened yet.')}\n`;
  const columns = [t('Time'), t('What'), t('Key'), t('Folder and machine'), t('Outcome')];
  const say = words(t);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = events.map(({ at, action, key, environment, masked, folder, machine, outcome, times }) => {
    const said = say[action] ?? String(action);
    const what = times === undefined ? said : t('{0} ({1} times)', said, times);
    return row([
      timeOf(at),
      what,
      `${cell(t('“{0}” ({1})', key, environment))} \`${unbroken(endOf(masked))}\``,
      cell(folder === undefined ? machine : t('{0} on {1}', folder, machine)),
      cell(outcome ?? ''),
    ]);
  });
  return `${[title, '', intro, '', row(columns), row(columns.map(() => '---')), ...rows].join('\n')}\n`;
}
