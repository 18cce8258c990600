/** The terminals of this window, with what is known of keys in them. */
import { Disposable, type Terminal, window } from 'vscode';
import { type Given, holdersOf, type Shell } from './holders';

/** More are forgotten: the oldest first. */
const mostGiven = 500;

/** What a terminal that is opened now gets. */
export interface InForce {
  /** Keys in its environment, masked. */
  keys: readonly string[];
  mayAsk: boolean;
}

export interface Holder extends Shell {
  terminal: Terminal;
}

export class TerminalList implements Disposable {
  readonly #known = new Map<Terminal, InForce>();
  readonly #subscription: Disposable;
  #given: Given[] = [];

  /** @param before what terminals have that are open already */
  constructor(inForce: () => InForce, before: InForce) {
    for (const terminal of window.terminals) this.#known.set(terminal, before);
    this.#subscription = Disposable.from(
      window.onDidOpenTerminal((terminal) => this.#known.set(terminal, inForce())),
      window.onDidCloseTerminal((terminal) => this.#known.delete(terminal)),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  add(given: Given): void {
    this.#given = [...this.#given.filter((one) => !one.isOver()), given].slice(-mostGiven);
  }

  /** Those that have, or may have, such a key. */
  async holders(isMeant: (masked: string) => boolean): Promise<Terminal[]> {
    const known = [...this.#known].filter(([terminal]) => terminal.exitStatus === undefined);
    const shells: Holder[] = await Promise.all(
      known.map(async ([terminal, { keys, mayAsk }]) => ({
        ...{ terminal, pid: await terminal.processId, started: keys, mayAsk },
      })),
    );
    return holdersOf(shells, this.#given, isMeant).map(({ terminal }) => terminal);
  }
}
