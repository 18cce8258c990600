/** Things that come in bursts, taken together. Between bursts there is no timer. */
import type { Subscription } from '../../emitter';

export interface BatchOptions<T> {
  /** A batch ends with a pause this long, in ms. */
  pause: number;
  /** And after this time at the latest, in ms. */
  longest: number;
  /** @param items each once, in the order in which they came first */
  take(items: T[]): void;
}

export interface Batch<T> extends Subscription {
  /** @param key of the item; one that has the same takes its place */
  add(key: string, item: T): void;
  has(key: string): boolean;
}

export function createBatch<T>({ pause, longest, take }: BatchOptions<T>): Batch<T> {
  const pending = new Map<string, T>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = 0;
  const flush = () => {
    const items = [...pending.values()];
    pending.clear();
    take(items);
  };
  return {
    add(key, item) {
      const now = Date.now();
      if (pending.size === 0) first = now;
      pending.set(key, item);
      clearTimeout(timer);
      timer = setTimeout(flush, Math.max(0, Math.min(pause, first + longest - now)));
    },
    has: (key) => pending.has(key),
    dispose: () => clearTimeout(timer),
  };
}
