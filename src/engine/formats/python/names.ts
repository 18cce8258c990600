/** What a name means inside one file, as far as settings and commands need it; `flow/flow.ts` does it for rules. */
import type { Binding, Value } from '../../facts';
import { findBindings } from '../programs/lowering';
import { importName } from './idioms';

const maxSteps = 8;

/** The value behind names that are bound once. */
export function resolve(value: Value): Value {
  let current = value;
  for (let step = 0; current.kind === 'name' && step < maxSteps; step++) {
    const bound = onlyBinding(current.name, current);
    if (bound?.kind !== 'constant' || !bound.value) return current;
    current = bound.value;
  }
  return current;
}

function onlyBinding(name: string, { scope }: Extract<Value, { kind: 'name' }>): Binding | undefined {
  const bindings = findBindings(name, scope);
  return bindings.length === 1 ? bindings[0] : undefined;
}

/** `os.environ.setdefault` for whatever the file calls it. A name that is not bound here counts as the module's. */
export function qualify(value: Value, steps = maxSteps): string | undefined {
  const found = resolve(value);
  if (steps === 0) return undefined;
  if (found.kind === 'member') {
    const object = found.property === undefined ? undefined : qualify(found.object, steps - 1);
    return object && `${object}.${found.property}`;
  }
  if (found.kind !== 'name') return undefined;
  const [binding] = findBindings(found.name, found.scope);
  if (!binding) return found.name;
  return binding.import && importName(binding.import);
}
