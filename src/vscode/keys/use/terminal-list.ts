/** The terminals of this window, with what is known of keys in them. */
import { Disposable, type Terminal, window } from 'vscode';
import type { Marks } from '../types';
import { type Given, holdersOf, pidOf, type Shell } from './holders';

/** More are forgotten: the oldest first. */
const mostGiven = 200;

const name = 'keys.given';

const isPids = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number');

/** Terminals outlive a reload of the window; whether what ran there has ended is not known any more. */
function readGiven(state: Pick<Marks, 'get'>): Given[] {
  const kept = state.get(name);
  const events: readonly unknown[] = Array.isArray(kept) ? kept : [];
  return events.flatMap((event) => {
    if (typeof event !== 'object' || event === null || !('masked' in event) || !('ancestors' in event)) return [];
    const { masked, ancestors } = event;
    if (typeof masked !== 'string' || !isPids(ancestors)) return [];
    const open = 'open' in event && isPids(event.open) ? { open: event.open } : {};
    return [{ masked, ancestors, ...open, isOver: () => false }];
  });
}

/** What a terminal that is opened now gets. */
export interface InForce {
  /** Keys in its environment, masked; `unknown` of one that was opened before the extension was started, or started again. */
  keys: readonly string[] | 'unknown';
  mayAsk: boolean;
}

export interface Holder extends Shell {
  terminal: Terminal;
}

export class TerminalList implements Disposable {
  readonly #known = new Map<Terminal, InForce>();
  readonly #subscription: Disposable;
  readonly #state: Pick<Marks, 'get' | 'update'>;
  #given: Given[];

  /** @param before what terminals have that are open already */
  constructor(state: Pick<Marks, 'get' | 'update'>, inForce: () => InForce, before: InForce) {
    this.#state = state;
    this.#given = readGiven(state);
    for (const terminal of window.terminals) this.#known.set(terminal, before);
    this.#subscription = Disposable.from(
      window.onDidOpenTerminal((terminal) => this.#known.set(terminal, inForce())),
      window.onDidCloseTerminal((terminal) => this.#known.delete(terminal)),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** No secret is kept of it: the masked form, and numbers of processes. Whoever waits for the key does not wait for terminals. */
  add(given: Omit<Given, 'open'>): void {
    const one: Given = { ...given };
    this.#given = [...this.#given.filter(({ isOver }) => !isOver()), one].slice(-mostGiven);
    this.#keep();
    void this.#shells().then((shells) => {
      const asking = shells.filter(({ mayAsk }) => mayAsk);
      // It may be one of those that do not tell their process.
      if (asking.some(({ pid }) => pid === undefined)) return;
      one.open = asking.flatMap(({ pid }) => pid ?? []);
      this.#keep();
    });
  }

  /** Connections are about to be closed from here: whether a program ends is not known any more. */
  loseSight(): void {
    this.#given = this.#given.filter((one) => !one.isOver());
    for (const one of this.#given) one.isOver = () => false;
  }

  #keep(): void {
    const kept = this.#given.map(({ isOver: _, ...one }) => one);
    void Promise.resolve(this.#state.update(name, kept.length > 0 ? kept : undefined)).catch(() => undefined);
  }

  /** Those that have, or may have, a key in their environment. */
  withKeys(): Terminal[] {
    return this.#open().flatMap(([terminal, { keys }]) => (keys === 'unknown' || keys.length > 0 ? [terminal] : []));
  }

  #open(): [Terminal, InForce][] {
    return [...this.#known].filter(([terminal]) => terminal.exitStatus === undefined);
  }

  #shells(): Promise<Holder[]> {
    return Promise.all(
      this.#open().map(async ([terminal, { keys, mayAsk }]) => ({
        ...{ terminal, pid: await pidOf(terminal.processId), started: keys, mayAsk },
      })),
    );
  }

  /** Those that have, or may have, such a key. */
  async holders(isMeant: (masked: string) => boolean): Promise<Terminal[]> {
    return holdersOf(await this.#shells(), this.#given, isMeant).map(({ terminal }) => terminal);
  }
}
