/** React's states: what a state is set to, by way of the function that comes with it. */
import type { Binding, Call, Value } from '../facts';
import { lookup } from '../flow/names';
import { perObject } from '../per-object';
import type { Unit } from './unit';
import { grouped } from './uses';

const makesState = /^(?:react|preact\/hooks)#(?:(?:\*|default)\.)?useState$/;

/** What `text` of `const [text, setText] = useState('')` is set to, its beginning included; undefined of what is no state. */
export function givenToState(
  { object, property }: Value & { kind: 'member' },
  unit: Unit,
): readonly Value[] | undefined {
  if (property !== '0' || object.kind !== 'call' || !makesState.test(unit.flow.name(object.call.callee) ?? ''))
    return undefined;
  return [...object.call.args.map(({ value }) => value), ...(givenIn(unit).get(object.call) ?? [])];
}

const givenIn = perObject(({ facts }: Unit): ReadonlyMap<Call, readonly Value[]> => {
  const setters = new Map<Binding, Call>();
  for (const binding of facts.bindings) {
    const { value } = binding;
    if (value?.kind === 'member' && value.property === '1' && value.object.kind === 'call')
      setters.set(binding, value.object.call);
  }
  return grouped(
    facts.calls.flatMap(({ callee, args: [first] }) => {
      const bindings = callee.kind === 'name' && first ? (lookup(callee.name, callee.scope) ?? []) : [];
      const state = bindings.flatMap((one) => setters.get(one) ?? [])[0];
      return state && first ? valuesOf(first.value).map((value): [Call, Value] => [state, value]) : [];
    }),
  );
});

/** `setText((old) => old + more)` sets what the function returns. */
const valuesOf = (value: Value): readonly Value[] => (value.kind === 'function' ? value.function.returns : [value]);
