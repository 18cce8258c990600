/**
 * Answers that outlive the version of an open document that they were asked of. Facts of statements that an edit leaves alone
 * live on (`pieces.ts`), and so may what was found out about them: it is as true as it was where it rests on its own statement
 * and on what some names of the module are bound to, and these names are bound to the same. `lookup` tells which names an
 * answer rests on while it is found out; what rests on more says so, and is found out anew for each version.
 */
import type { Binding, Facts, Scope } from './facts';

/** What an answer rests on, beside its own statement. */
interface Rests {
  /** The document's, whose names are meant. */
  module: Scope;
  /** Names of the module, whether they are bound or not. */
  names: Set<string>;
  /** On nothing else. */
  lasts: boolean;
}

interface Answer<T> {
  value: T;
  names?: ReadonlySet<string>;
  /** The version for which it is known to hold; absent: it is this version's alone. */
  version?: number;
}

/** Of the answer that is being found out. */
let rests: Rests | undefined;

/** It rests on what a name of a module is bound to. */
export function restOnName(name: string, module: Scope): void {
  if (rests === undefined) return;
  if (module === rests.module) rests.names.add(name);
  else rests.lasts = false;
}

/** It rests on other modules, on more of the document than names tell, or on what was asked before. */
export function restOnMore(): void {
  if (rests !== undefined) rests.lasts = false;
}

/** Whether what an answer rests on is looked at now. */
export const isFinding = (): boolean => rests !== undefined;

/** Versions after which everything is found out anew: names that nobody uses any more are forgotten so. */
const mostVersions = 1000;

/** What is known of one document as long as it is open. */
class Memory {
  readonly module: Scope;
  version = 0;
  #bindings: Scope['bindings'];
  /** Names, each with the version that has bound it to something else. */
  readonly #changed = new Map<string, number>();
  readonly #answers = new Map<string, WeakMap<object, Answer<unknown>>>();

  constructor(module: Scope) {
    this.module = module;
    this.#bindings = module.bindings;
  }

  /** Takes note of what the module's names are bound to now. */
  renew(): void {
    const [before, now] = [this.#bindings, this.module.bindings];
    if (before === now) return;
    this.#bindings = now;
    this.version++;
    for (const [name, bindings] of now) if (!isSame(bindings, before.get(name))) this.#changed.set(name, this.version);
    for (const name of before.keys()) if (!now.has(name)) this.#changed.set(name, this.version);
  }

  /** Whether what was answered for an earlier version holds for this one. */
  holds(answer: Answer<unknown>): boolean {
    if (answer.version === this.version) return true;
    for (const name of answer.names ?? []) if ((this.#changed.get(name) ?? 0) > answer.version!) return false;
    answer.version = this.version;
    return true;
  }

  answersTo<K extends object, T>(question: string): WeakMap<K, Answer<T>> {
    const known = this.#answers.get(question) ?? new WeakMap();
    this.#answers.set(question, known);
    return known as WeakMap<K, Answer<T>>;
  }
}

const isSame = (bindings: readonly Binding[], before: readonly Binding[] | undefined): boolean =>
  bindings.length === before?.length && bindings.every((one, index) => one === before[index]);

const memories = new WeakMap<Scope, WeakMap<object, Memory>>();

/**
 * The memory of an open document; undefined of one that is read once.
 * @param basis another object once the document's specifiers may mean other modules
 */
export function memoryOf({ module, isKept }: Pick<Facts, 'module' | 'isKept'>, basis: object): Memory | undefined {
  if (!isKept) return undefined;
  const byBasis = memories.get(module) ?? new WeakMap<object, Memory>();
  memories.set(module, byBasis);
  const known = byBasis.get(basis);
  const memory = known && known.version < mostVersions ? known : new Memory(module);
  byBasis.set(basis, memory);
  memory.renew();
  return memory;
}

export type { Memory };

/** A question about facts of one version of a document, answered once for each. */
export class Memo<K extends object, T> {
  readonly #memory: Memory | undefined;
  readonly #own = new Map<K, Answer<T>>();
  readonly #lasting: WeakMap<K, Answer<T>> | undefined;

  /** @param question its name, in the memory */
  constructor(memory: Memory | undefined, question: string) {
    this.#memory = memory;
    this.#lasting = memory?.answersTo(question);
  }

  get(key: K): { readonly value: T } | undefined {
    const found = this.#own.get(key) ?? this.#lastingOf(key);
    if (found && rests !== undefined) addTo(rests, found, this.#memory);
    return found;
  }

  #lastingOf(key: K): Answer<T> | undefined {
    const found = this.#lasting?.get(key);
    return found && this.#memory!.holds(found) ? found : undefined;
  }

  /** What is told to whoever asks the same while it is found out. */
  begin(key: K, value: T): void {
    this.#own.set(key, { value });
  }

  find(key: K, ask: () => T): T {
    if (!this.#memory) {
      const value = ask();
      this.#own.set(key, { value });
      return value;
    }
    const outer = rests;
    const mine: Rests = { module: this.#memory.module, names: new Set(), lasts: true };
    rests = mine;
    try {
      const value = ask();
      const { names } = mine;
      const answer: Answer<T> = mine.lasts ? { value, names, version: this.#memory.version } : { value };
      if (mine.lasts) {
        this.#lasting!.set(key, answer);
        this.#own.delete(key);
      } else this.#own.set(key, answer);
      return value;
    } finally {
      rests = outer;
      if (outer) join(outer, mine);
    }
  }
}

function join(outer: Rests, { module, names, lasts }: Rests): void {
  if (!lasts || module !== outer.module) outer.lasts = false;
  for (const name of names) outer.names.add(name);
}

function addTo(outer: Rests, { names }: Answer<unknown>, memory: Memory | undefined): void {
  if (!names || memory?.module !== outer.module) outer.lasts = false;
  else for (const name of names) outer.names.add(name);
}
