/**
 * What VS Code remembers for us, without its losses. It keeps all that an extension stores as one thing, hands that to the
 * window, and takes it back as the answer. An answer to what was stored a moment ago takes the place of what has been set
 * since: that is not seen until its own answer comes, and gone for ever where it had not been handed over yet.
 */
/** VS Code's Memento. */
export interface Store {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
  keys(): readonly string[];
}

/** How often a value is stored that was lost on the way. */
const most = 5;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * One write at a time, each again until it is there. Until then, and where it cannot be stored at all (on a disk that is full
 * or read-only, in a browser that refuses), it is remembered as long as this lives: nobody is stopped by it.
 * @param onFailure told of the first failure
 */
export function steady(memory: Store, onFailure: (error: unknown) => void): Store {
  /** What is not known to be stored. An object of its own for each write. */
  const wanted = new Map<string, { value: unknown }>();
  let isTold = false;
  let last: Promise<void> = Promise.resolve();

  const get = <T>(key: string): T | undefined => {
    const one = wanted.get(key);
    return one ? (one.value as T | undefined) : memory.get<T>(key);
  };

  async function write(key: string): Promise<void> {
    for (let times = 0; times < most; times++) {
      const one = wanted.get(key);
      if (!one) return;
      await memory.update(key, one.value);
      if (wanted.get(key) === one && isSame(memory.get(key), one.value)) wanted.delete(key);
    }
  }

  const tell = (error: unknown) => {
    if (!isTold) onFailure(error);
    isTold = true;
  };

  return {
    get,
    keys: () => [...new Set([...memory.keys(), ...wanted.keys()])].filter((key) => get(key) !== undefined),
    update(key, value) {
      wanted.set(key, { value });
      last = last.then(() => write(key)).catch(tell);
      return last;
    },
  };
}
