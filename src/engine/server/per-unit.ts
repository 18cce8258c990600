import type { Unit } from '../taint/unit';

/** What is asked of a document for each of its routes, found out once. */
export function perUnit<T>(ask: (unit: Unit) => T): (unit: Unit) => T {
  const known = new WeakMap<Unit, { answer: T }>();
  return (unit) => {
    const found = known.get(unit) ?? { answer: ask(unit) };
    known.set(unit, found);
    return found.answer;
  };
}
