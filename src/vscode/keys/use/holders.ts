/** Which terminals have a key by now, as far as that can be known. Pure. */
import { withinTime } from '../../time-limit';

/** A key that a program in a terminal was given. */
export interface Given {
  /** The key's masked form. */
  masked: string;
  /** Processes above the program, the nearest first. */
  ancestors: readonly number[];
  /** Processes of the terminals that were open when it was given; undefined: not known. */
  open?: readonly number[];
  /** The program that has it has ended. Always false where the key was printed: a shell may keep it as long as it lives. */
  isOver(): boolean;
}

/** A terminal of this window. */
export interface Shell {
  /** Undefined where it has no process, or none any more. */
  pid: number | undefined;
  /** Keys, masked, that may have been put into its environment at its start; `unknown`: it is older than what is known. */
  started: readonly string[] | 'unknown';
  /** Its environment allows to ask for keys. */
  mayAsk: boolean;
}

/** Where a key may be by now; undefined: it may be anywhere. @param isOpen whether a terminal of that process is open */
function placesOf({ ancestors, open }: Given, isOpen: (pid: number) => boolean): readonly number[] | undefined {
  const owner = ancestors.find((pid) => isOpen(pid) || open?.includes(pid));
  // That of a terminal which is closed by now, too: then the key has gone with it.
  return owner === undefined ? open : [owner];
}

/**
 * A key whose way is not known may be in every terminal that was open then, and could ask for it.
 *
 * @param isMeant which keys matter, by their masked form
 * @returns those of the shells that have, or may have, such a key
 */
export function holdersOf<T extends Shell>(
  shells: readonly T[],
  given: readonly Given[],
  isMeant: (masked: string) => boolean,
): T[] {
  const meant = given.filter((one) => isMeant(one.masked) && !one.isOver());
  const pids = new Set(shells.flatMap(({ pid }) => pid ?? []));
  const places = meant.map((one) => placesOf(one, (pid) => pids.has(pid)));
  const isLost = places.includes(undefined);
  const known = new Set(places.flatMap((one) => one ?? []));
  return shells.filter(
    ({ pid, started, mayAsk }) =>
      started === 'unknown' || started.some(isMeant) || (pid !== undefined && known.has(pid)) || (isLost && mayAsk),
  );
}

/** How long a terminal may take to tell its process, in ms. */
const patience = 2000;

/** Undefined where the terminal has no process, or none that it tells: one that never starts has nobody wait for it. */
export const pidOf = (
  processId: PromiseLike<number | undefined>,
  limit: number = patience,
): Promise<number | undefined> =>
  withinTime(
    limit,
    Promise.resolve(processId).catch(() => undefined),
  );

interface Named {
  readonly name: string;
}

/** What a terminal is called among all of them, in their order: several of the same name are numbered. */
export function labelIn<T extends Named>(terminal: T, all: readonly T[]): string {
  const same = all.filter(({ name }) => name === terminal.name);
  return same.length > 1 ? `${terminal.name} (${same.indexOf(terminal) + 1})` : terminal.name;
}
