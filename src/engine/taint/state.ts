/** States of components and stores: what they are set to, and what is derived of them. */
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

/** Functions whose result is what the function returns that they are given. */
const derives =
  /^(?:(?:react|preact\/hooks)#(?:(?:\*|default)\.)?useMemo|(?:vue|@vue\/composition-api)#(?:\*\.)?computed|#imports#computed|computed|\$derived\.by)$/;
/** Vue keeps it under this key in a script; its templates read it without. */
const derivedKey = 'value';

/** The keys by which what the function returns is asked about; undefined of what derives nothing. @param name of the call */
export function keysOfDerived(name: string | undefined, keys: readonly string[]): readonly string[] | undefined {
  if (name === undefined || !derives.test(name)) return undefined;
  return name.endsWith('computed') && keys[0] === derivedKey ? keys.slice(1) : keys;
}

const makesStore = /^svelte\/store#(?:\*\.)?writable$/;
const setsStore = /^(?:set|update)$/;

/** What a store of Svelte begins with, and what modules set it to; undefined of what makes no store. */
export function givenToStore(call: Call, unit: Unit): readonly { value: Value; unit: Unit }[] | undefined {
  if (!makesStore.test(unit.flow.name(call.callee) ?? '')) return undefined;
  const set = [unit, ...unit.links.importers()].flatMap((one) =>
    (setIn(one).get(call) ?? []).map((value) => ({ value, unit: one })),
  );
  return [...call.args.map(({ value }) => ({ value, unit })), ...set];
}

const setIn = perObject(
  ({ facts, flow, links }: Unit): ReadonlyMap<Call, readonly Value[]> =>
    grouped(
      facts.calls.flatMap(({ callee, args: [first] }) => {
        if (!first || callee.kind !== 'member' || !setsStore.test(callee.property ?? '')) return [];
        const made = [...flow.sources(callee.object), ...links.values(callee.object).map(({ value }) => value)];
        return made.flatMap((one) =>
          one.kind === 'call' ? valuesOf(first.value).map((value): [Call, Value] => [one.call, value]) : [],
        );
      }),
    ),
);
