/** What we keep outside of the person's own files, part by part, and what became of each when it was to be removed. */

export interface StoredPart {
  /** As people read it, for a list. */
  name: string;
  /** Whether anything is stored there. */
  exists(): Promise<boolean>;
  /** @returns whether there was anything. Rejects where it could not be removed. */
  remove(): Promise<boolean>;
}

export interface Removal {
  removed: string[];
  /** Nothing was stored there. */
  empty: string[];
  failed: string[];
}

/** Those that hold something: a person is not asked about what was never there. */
export async function presentParts(parts: readonly StoredPart[]): Promise<StoredPart[]> {
  const known = await Promise.all(parts.map((part) => part.exists().catch(() => true)));
  return parts.filter((_, index) => known[index]);
}

/** Every part is tried, whatever becomes of the others. */
export async function removeAll(parts: readonly StoredPart[]): Promise<Removal> {
  const removal: Removal = { removed: [], empty: [], failed: [] };
  for (const { name, remove } of parts) {
    const outcome = await remove().then(
      (was) => (was ? ('removed' as const) : ('empty' as const)),
      () => 'failed' as const,
    );
    removal[outcome].push(name);
  }
  return removal;
}

/** A Memento, as far as it is needed. */
interface Keys {
  keys(): readonly string[];
  update(key: string, value: undefined): PromiseLike<void>;
}

export async function removeKeys(state: Keys): Promise<boolean> {
  const keys = [...state.keys()];
  for (const key of keys) await state.update(key, undefined);
  return keys.length > 0;
}

/** VS Code's SecretStorage, as far as it is needed. */
interface Secrets {
  keys(): PromiseLike<readonly string[]>;
  get(key: string): PromiseLike<string | undefined>;
  delete(key: string): PromiseLike<void>;
}

export async function hasSecrets(secrets: Pick<Secrets, 'keys'>): Promise<boolean> {
  return (await secrets.keys()).length > 0;
}

/** Each is tried. Rejects where one is still there. */
export async function removeSecrets(secrets: Secrets): Promise<boolean> {
  const keys = await secrets.keys();
  await Promise.allSettled(keys.map((key) => secrets.delete(key)));
  const left = await Promise.all(keys.map((key) => secrets.get(key)));
  if (left.some((value) => value !== undefined)) throw new Error('A secret could not be deleted.');
  return keys.length > 0;
}
