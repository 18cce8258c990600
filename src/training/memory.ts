/** Where progress is kept though it cannot be stored: on a disk that is full or read-only, in a browser that refuses. */
import type { Memory } from './state';

/**
 * What could not be stored is remembered as long as this lives, and nobody who works on a lab is stopped by it.
 * @param onFailure told of the first failure
 */
export function forgiving(memory: Memory, onFailure: (error: unknown) => void): Memory {
  const unstored = new Map<string, unknown>();
  let isTold = false;
  return {
    get: <T>(key: string) => (unstored.has(key) ? (unstored.get(key) as T | undefined) : memory.get<T>(key)),
    async update(key, value) {
      try {
        await memory.update(key, value);
        unstored.delete(key);
      } catch (error) {
        unstored.set(key, value);
        if (!isTold) onFailure(error);
        isTold = true;
      }
    },
  };
}
