/** The class that a method is of. */
import type { Binding, Entry, FunctionFact } from '../facts';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';

export interface Method {
  name: string;
  /** Of the class. */
  binding: Binding;
  entries: readonly Entry[];
}

const methods = perObject(({ facts }: Unit) => {
  const found = new Map<FunctionFact, Method>();
  for (const binding of facts.bindings) {
    if (binding.kind !== 'class' || binding.value?.kind !== 'object') continue;
    const { entries } = binding.value;
    for (const { key = '', value } of entries)
      if (value.kind === 'function') found.set(value.function, { name: key.replace(/^this\./, ''), binding, entries });
  }
  return found;
});

export const methodOf = (fn: FunctionFact, unit: Unit): Method | undefined => methods(unit).get(fn);
