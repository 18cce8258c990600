/**
 * The keys in VS Code's SecretStorage. Pure: the store, the marks and the clock are given.
 *
 * Each key is one entry, value and facts together, so that no half of it can be there alone. A mark without the value says that the
 * key ought to be there: VS Code drops an entry that it cannot decrypt, and forgets all of them where there is no keyring, and says
 * nothing. Between windows nothing can be locked; so each change reads the entry again right before it writes.
 */
import { type Entry, entryPrefix, type Mark, markOf, markPrefix, readEntry, readMark, writeEntry } from './entry';
import type { KeyFacts, KeyInfo, Marks, SecretStore } from './types';
import type { Writes } from './writes';

export interface VaultOptions {
  secrets: SecretStore;
  marks: Marks;
  /** In ms since 1970. */
  now(): number;
  newId(): string;
  writes: Pick<Writes, 'isBehind' | 'note'>;
}

/** The store did not do what was asked of it; what was there before is still there. */
export class StoreFailure extends Error {
  /** @param reason `lost`: it took the key and does not give it back; `behind`: see `Writes` */
  constructor(
    readonly reason: 'read' | 'write' | 'delete' | 'lost' | 'gone' | 'behind',
    cause?: unknown,
  ) {
    super(`The secret store failed: ${reason}.`, { cause });
  }
}

/** Facts that a person can change. */
export type Change = Partial<Pick<KeyFacts, 'name' | 'environment' | 'used' | 'worked' | 'folders'>>;

export type NewKey = Pick<Entry, 'name' | 'environment' | 'family' | 'value'>;

type Read = { id: string } & ({ entry: Entry } | { entry: undefined; failed: boolean });

export class Vault {
  readonly #options: VaultOptions;
  /** Changes of this window, one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: VaultOptions) {
    this.#options = options;
  }

  /** Whether another window has changed keys, and this one does not see it until it is reloaded. */
  isBehind(): Promise<boolean> {
    return this.#options.writes.isBehind();
  }

  /** Every key that is stored, or ought to be, by environment and name. Rejects where the store cannot even be listed. */
  async list(): Promise<KeyInfo[]> {
    const read = await Promise.all((await this.#ids()).map((id) => this.#tryRead(id)));
    const byValue = new Map<string, string[]>();
    for (const { id, entry } of read) {
      if (entry) byValue.set(entry.value, [...(byValue.get(entry.value) ?? []), id]);
    }
    const missing = (await this.isBehind()) ? 'elsewhere' : 'lost';
    return read.flatMap((one) => this.#infoOf(one, byValue, missing)).sort(inOrder);
  }

  /** The stored key that has this value. */
  async find(value: string): Promise<KeyInfo | undefined> {
    const keys = (await this.list()).filter(({ state }) => state === 'stored');
    for (const key of keys) if ((await this.#read(key.id))?.value === value) return key;
    return undefined;
  }

  /** The value itself: for a caller that uses it at once, and neither keeps nor shows it. */
  async value(id: string): Promise<string> {
    const entry = await this.#read(id);
    if (!entry) throw new StoreFailure('gone');
    return entry.value;
  }

  /** @returns the new key's id */
  add(key: NewKey): Promise<string> {
    return this.#inTurn(async () => {
      const id = this.#options.newId();
      await this.#write(id, { ...key, added: this.#options.now() }, undefined);
      return id;
    });
  }

  /** Another value in the place of the old one, which is gone then. */
  replace(id: string, { value, family }: Pick<Entry, 'value' | 'family'>): Promise<void> {
    return this.#inTurn(async () => {
      const old = await this.#present(id);
      const { worked: _, used: __, ...kept } = old;
      await this.#write(id, { ...kept, value, family, rotated: this.#options.now() }, old);
    });
  }

  change(id: string, change: Change): Promise<void> {
    return this.#inTurn(async () => {
      const old = await this.#present(id);
      await this.#write(id, { ...old, ...change }, old);
    });
  }

  /** Also of one that is lost. */
  remove(id: string): Promise<void> {
    return this.#inTurn(() => this.#remove(id));
  }

  /** Every key is tried. @returns how many are gone, and how many could not be removed */
  removeAll(): Promise<{ removed: number; failed: number }> {
    return this.#inTurn(async () => {
      const outcome = { removed: 0, failed: 0 };
      for (const id of await this.#ids()) {
        await this.#remove(id).then(
          () => outcome.removed++,
          () => outcome.failed++,
        );
      }
      return outcome;
    });
  }

  /** Nothing is written over what another window has written. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      if (await this.isBehind()) throw new StoreFailure('behind');
      const outcome = await work();
      await this.#options.writes.note();
      return outcome;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #ids(): Promise<string[]> {
    const stored = await attempt('read', () => this.#options.secrets.keys());
    const ids = [
      ...stored.filter((key) => key.startsWith(entryPrefix)).map((key) => key.slice(entryPrefix.length)),
      ...this.#options.marks
        .keys()
        .flatMap((key) => (key.startsWith(markPrefix) ? [key.slice(markPrefix.length)] : [])),
    ];
    return [...new Set(ids)];
  }

  async #read(id: string): Promise<Entry | undefined> {
    const text = await attempt('read', () => this.#options.secrets.get(entryPrefix + id));
    return text === undefined ? undefined : readEntry(text);
  }

  #tryRead(id: string): Promise<Read> {
    return this.#read(id).then(
      (entry): Read => (entry ? { id, entry } : { id, entry, failed: false }),
      (): Read => ({ id, entry: undefined, failed: true }),
    );
  }

  async #present(id: string): Promise<Entry> {
    const entry = await this.#read(id);
    if (!entry) throw new StoreFailure('gone');
    return entry;
  }

  #mark(id: string): Mark | undefined {
    return readMark(this.#options.marks.get(markPrefix + id));
  }

  #infoOf(read: Read, byValue: ReadonlyMap<string, readonly string[]>, missing: 'elsewhere' | 'lost'): KeyInfo[] {
    const { id, entry } = read;
    if (entry) {
      const twins = (byValue.get(entry.value) ?? []).filter((one) => one !== id);
      return [{ id, ...markOf(entry), state: 'stored', twins }];
    }
    const mark = this.#mark(id);
    return mark ? [{ id, ...mark, state: read.failed ? 'unreadable' : missing, twins: [] }] : [];
  }

  /** Reads back what it wrote: a store may take a key and not have it. @param old what is put back where that fails */
  async #write(id: string, entry: Entry, old: Entry | undefined): Promise<void> {
    const { secrets, marks } = this.#options;
    const text = writeEntry(entry);
    await attempt('write', () => secrets.store(entryPrefix + id, text));
    const back = await attempt('read', () => secrets.get(entryPrefix + id)).catch(() => undefined);
    if (back !== text) {
      await Promise.resolve(
        old ? secrets.store(entryPrefix + id, writeEntry(old)) : secrets.delete(entryPrefix + id),
      ).catch(() => undefined);
      throw new StoreFailure('lost');
    }
    // Without its mark a key works as well; it could only get lost unnoticed.
    await Promise.resolve(marks.update(markPrefix + id, markOf(entry))).catch(() => undefined);
  }

  /** The mark goes first: a key without one is still listed, a mark without its key would be taken for a loss. */
  async #remove(id: string): Promise<void> {
    const { secrets, marks } = this.#options;
    const mark = this.#mark(id);
    await attempt('delete', () => marks.update(markPrefix + id, undefined));
    try {
      await secrets.delete(entryPrefix + id);
      if ((await secrets.get(entryPrefix + id)) !== undefined) throw new Error('It is still there.');
    } catch (error) {
      await Promise.resolve(marks.update(markPrefix + id, mark)).catch(() => undefined);
      throw new StoreFailure('delete', error);
    }
  }
}

async function attempt<T>(reason: StoreFailure['reason'], work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreFailure(reason, error);
  }
}

const rank = ({ environment }: KeyInfo): string =>
  `${['development', 'staging', 'production'].indexOf(environment) + 1 || 9} ${environment}`;

const inOrder = (a: KeyInfo, b: KeyInfo): number =>
  rank(a).localeCompare(rank(b)) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
