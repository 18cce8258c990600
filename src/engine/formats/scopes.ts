/** Scopes and bindings, as the lowering of a programming language builds them. */
import type { Binding, Facts, FunctionFact, Import, Range, Scope, Value } from '../facts';

export function childScope(kind: Scope['kind'], parent: Scope, range: Range, fn?: FunctionFact): Scope {
  const scope: Scope = { kind, parent, bindings: new Map(), range };
  if (fn) scope.function = fn;
  return scope;
}

/** The nearest scope of one of the kinds, the scope itself included; the module's where there is none. */
export function enclosing(scope: Scope, ...kinds: Scope['kind'][]): Scope {
  let current = scope;
  while (current.parent && !kinds.includes(current.kind)) current = current.parent;
  return current;
}

export interface Declaration {
  kind: Binding['kind'];
  name: string;
  range: Range;
  value?: Value | undefined;
  import?: Import;
}

/** Adds a binding to a scope and to the facts. A second one of the same name makes both variables. */
export function declare(facts: Facts, scope: Scope, { kind, name, range, value, import: fact }: Declaration): Binding {
  const binding: Binding = { kind, name, range, scope };
  if (value) binding.value = value;
  if (fact) binding.import = fact;
  const same = scope.bindings.get(binding.name);
  if (same) {
    same.push(binding);
    for (const one of same) if (one.kind === 'constant') one.kind = 'variable';
  } else {
    scope.bindings.set(binding.name, [binding]);
  }
  facts.bindings.push(binding);
  return binding;
}
