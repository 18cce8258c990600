/** A secret store and marks in memory, which fail on demand. */
import type { Marks, SecretStore } from '../../../src/vscode/keys/types';
import { Vault } from '../../../src/vscode/keys/vault';
import { Writes } from '../../../src/vscode/keys/writes';

/** `garbles`: the next text is stored without its end. */
export type Failing = 'keys' | 'get' | 'store' | 'delete' | 'mark' | 'forgets' | 'keeps' | 'garbles';

export function memoryStore() {
  const secrets = new Map<string, string>();
  const kept = new Map<string, unknown>();
  const failing = new Set<Failing>();
  const guard = async <T>(what: Failing, work: () => T): Promise<T> => {
    await Promise.resolve();
    if (failing.has(what)) throw new Error(`${what} fails.`);
    return work();
  };
  const store: SecretStore = {
    keys: () => guard('keys', () => [...secrets.keys()]),
    get: (key) => guard('get', () => secrets.get(key)),
    store: (key, value) =>
      guard('store', () => {
        if (!failing.has('forgets')) secrets.set(key, failing.delete('garbles') ? value.slice(0, -1) : value);
      }),
    delete: (key) => guard('delete', () => void (failing.has('keeps') || secrets.delete(key))),
  };
  const marks: Marks = {
    keys: () => [...kept.keys()],
    get: (key) => structuredClone(kept.get(key)),
    update: (key, value) =>
      guard('mark', () => void (value === undefined ? kept.delete(key) : kept.set(key, structuredClone(value)))),
  };
  return { secrets, kept, failing, store, marks };
}

/** @param clock of the machine, which windows share */
export function memoryVault(memory = memoryStore(), clock = { now: 1_000_000 }) {
  let ids = 0;
  const writes = new Writes({ secrets: memory.store, marks: memory.marks, now: () => clock.now, opened: clock.now });
  const vault = new Vault({
    secrets: memory.store,
    marks: memory.marks,
    now: () => clock.now,
    newId: () => `id-${++ids}`,
    writes,
  });
  return { ...memory, vault, clock, writes };
}
