/** Which function a call calls, methods of classes included and in whatever module, and where a function is called. */
import type { Binding, Call, Facts, FunctionFact, Import, ObjectValue, Scope, Value } from '../facts';
import { firstDefined as first, lastName, lookup } from '../flow/names';
import { Memo, memoryOf, restOnMore } from '../lasting';
import type { Linked } from '../modules/links';
import { perObject } from '../per-object';
import { giversOf } from './injected';
import type { Unit } from './unit';
import { grouped } from './uses';

/** A function and the document that it stands in. */
export interface Callee {
  fn: FunctionFact;
  unit: Unit;
}

/** A call and the document that it stands in. */
export interface Site {
  call: Call;
  unit: Unit;
}

/** It, of this document where no unit is told. */
type Kept<T extends { unit: Unit }> = Omit<T, 'unit'> & { unit: Unit | undefined };

/** A class, as an object of its members. */
interface Made {
  members: ObjectValue;
  unit: Unit;
}

export interface Functions {
  /** The function that a value is: by its name, or as a method of an object made here. Of a class, its constructor. */
  of(value: Value, isNew?: boolean, depth?: number): Callee | undefined;
  /** What a field of an instance was given in its class. */
  field(value: Value): Linked | undefined;
  /** What the methods of its class give to a field of an instance. */
  assigned(value: Value): readonly Linked[];
  /** Calls of a function of this document, those by way of a table of functions included. */
  sites(fn: FunctionFact): readonly Site[];
  /** This document's calls of a function of any document. */
  callsOf(callee: Callee, names: readonly string[]): readonly Call[];
  /** The class that an object is made of. */
  instance(value: Value, depth?: number): Made | undefined;
  /** What a call of a value gives: an instance of the class that it is, or what the function makes. */
  made(value: Value, depth: number): Made | undefined;
  /** The class that a value is. */
  type(value: Value, depth?: number): Made | undefined;
}

/** Names that stand for each other, in this module and others, are followed this far. */
const maxDepth = 8;
/** Functions of one table that are looked at. */
const mostHandlers = 200;
export const constructorNames: readonly string[] = ['constructor', '__init__'];

export function createFunctions(unit: Unit): Functions {
  const { flow, links } = unit;
  const { calls } = unit.facts;
  let dispatched: Map<FunctionFact, Call[]> | undefined;
  const byName = grouped(calls.map((call) => [plain(lastName(call.callee)), call] as const));
  const firstOf = <T>(value: Value, ask: (other: Unit, value: Value) => T | undefined): T | undefined =>
    first(links.values(value), (one) => ask(one.unit, one.value));

  const memory = memoryOf(unit.facts, links.basis);
  /** What is kept for the document's next version says nothing of this one's unit. */
  const withoutUnit = <T extends { unit: Unit }>(one: T | undefined): Kept<T> | undefined =>
    memory && one?.unit === unit ? { ...one, unit: undefined } : one;
  const withUnit = <T extends { unit: Unit }>(one: Kept<T> | undefined): T | undefined =>
    (one && !one.unit ? { ...one, unit } : one) as T | undefined;

  /** By what a name is bound to first, else by the value itself. */
  const instances = new Memo<Binding | Value, Kept<Made> | undefined>(memory, 'instance');

  /** Asked once: many names that are bound to calls of each other would ask without end. */
  function instance(value: Value, depth = 0): Made | undefined {
    const key = (value.kind === 'name' && lookup(value.name, value.scope)?.[0]) || value;
    const known = instances.get(key);
    if (known || isTooDeep(depth)) return withUnit(known?.value);
    instances.begin(key, undefined);
    return withUnit(instances.find(key, () => withoutUnit(findInstance(value, depth))));
  }

  function findInstance(value: Value, depth: number): Made | undefined {
    if (value.kind === 'call') return made(value.call.callee, depth + 1);
    if (value.kind === 'name') {
      const bound = first(lookup(value.name, value.scope) ?? [], (one) => one.value && instance(one.value, depth + 1));
      const typed = bound ?? first(lookup(value.name, value.scope) ?? [], (one) => ofParameter(one, depth + 1));
      if (typed) return typed;
    }
    return firstOf(value, (other, one) => other.functions.instance(one, depth + 1));
  }

  /** `constructor(private readonly claude: ClaudeService)`: what a container gives is of the type that is written there. */
  const ofParameter = (binding: Binding, depth: number): Made | undefined =>
    first(giversOf(binding, unit), ({ value, unit: { functions } }) => functions.made(value, depth));

  const made = (value: Value, depth: number): Made | undefined => type(value, depth) ?? given(value, depth);

  /** What a function makes and gives back. */
  function given(callee: Value, depth: number): Made | undefined {
    const called = of(callee, false, depth);
    return called && first(called.fn.returns, (one) => called.unit.functions.instance(one, depth + 1));
  }

  function type(value: Value, depth = 0): Made | undefined {
    if (isTooDeep(depth)) return undefined;
    if (value.kind === 'name') {
      const binding = (lookup(value.name, value.scope) ?? []).find(({ kind }) => kind === 'class');
      if (binding?.value?.kind === 'object') return { members: binding.value, unit };
    }
    return firstOf(value, (other, one) => other.functions.type(one, depth + 1));
  }

  const memberOf = (made: Made | undefined, name: string): Linked | undefined => {
    const value = made?.members.entries.find(({ key }) => key === name)?.value;
    return made && value && { value, unit: made.unit };
  };

  const callees = new Memo<Value, Kept<Callee> | undefined>(memory, 'callee');

  /** Asked again and again of the same calls. */
  function of(value: Value, isNew = false, depth = 0): Callee | undefined {
    if (isNew || depth > 0) return find(value, isNew, depth);
    const known = callees.get(value);
    return withUnit(known ? known.value : callees.find(value, () => withoutUnit(find(value, isNew, depth))));
  }

  function find(value: Value, isNew: boolean, depth: number): Callee | undefined {
    if (isTooDeep(depth)) return undefined;
    if (value.kind === 'function') return { fn: value.function, unit };
    if (value.kind === 'name' && !mayBeFunction(value)) return undefined;
    const own = type(value, depth);
    if (own) return first(constructorNames, (name) => functionIn(memberOf(own, name)));
    if (isNew) return undefined;
    if (value.kind === 'member' && value.property !== undefined) {
      const [source] = flow.sources(value);
      return (
        functionIn(memberOf(instance(value.object, depth), value.property)) ??
        functionIn(source && { value: source, unit }) ??
        firstOf(value, (other, one) => other.functions.of(one, false, depth + 1))
      );
    }
    if (value.kind !== 'name') return undefined;
    return named(value, depth) ?? firstOf(value, (other, one) => other.functions.of(one, false, depth + 1));
  }

  /** Most names stand for data: that can be seen at once. */
  const mayBeFunction = ({ name, scope }: Value & { kind: 'name' }): boolean =>
    lookup(name, scope)?.some(
      ({ kind, value, import: from }) =>
        from !== undefined || kind === 'class' || value?.kind === 'function' || value?.kind === 'name',
    ) ?? false;

  const functionIn = (linked: Linked | undefined): Callee | undefined =>
    linked?.value.kind === 'function' ? { fn: linked.value.function, unit: linked.unit } : undefined;

  /** @param seen names that are bound to each other, many times, are asked once */
  function named(value: Value & { kind: 'name' }, depth: number, seen: Set<Binding> = new Set()): Callee | undefined {
    return first(lookup(value.name, value.scope) ?? [], (binding) => {
      const { value: bound } = binding;
      if (bound?.kind === 'function') return { fn: bound.function, unit };
      if (bound?.kind !== 'name' || isTooDeep(depth + 1) || seen.has(binding)) return undefined;
      seen.add(binding);
      return named(bound, depth + 1, seen) ?? firstOf(bound, (other, one) => other.functions.of(one, false, depth + 1));
    });
  }

  /** The table of functions that a callee is taken from: `HANDLERS[name]`, `HANDLERS.get(name)`, a name bound to one of these. */
  function tableOf(callee: Value, depth = 0): ObjectValue | undefined {
    if (callee.kind === 'member') return callee.property === undefined ? flow.object(callee.object) : undefined;
    if (callee.kind === 'call') {
      const { callee: getter } = callee.call;
      return getter.kind === 'member' && getter.property === 'get' ? flow.object(getter.object) : undefined;
    }
    const [source] = callee.kind === 'name' && depth < 4 ? flow.sources(callee) : [];
    return source && source.kind !== 'function' ? tableOf(source, depth + 1) : undefined;
  }

  function dispatches(): Map<FunctionFact, Call[]> {
    const tables = new Map<ObjectValue, FunctionFact[]>();
    const functionsOf = (table: ObjectValue) => {
      const known = tables.get(table) ?? table.entries.slice(0, mostHandlers).flatMap((one) => of(one.value)?.fn ?? []);
      tables.set(table, known);
      return known;
    };
    return grouped(
      calls.flatMap((call) => {
        const table = tableOf(call.callee);
        return table ? functionsOf(table).map((fn) => [fn, call] as const) : [];
      }),
    );
  }

  const dispatchesOf = (fn: FunctionFact): readonly Call[] => {
    dispatched ??= dispatches();
    return dispatched.get(fn) ?? [];
  };

  function callsOf({ fn }: Callee, names: readonly string[]): readonly Call[] {
    return names
      .flatMap((name) => byName.get(name) ?? [])
      .filter((call) => of(call.callee, call.isNew)?.fn === fn)
      .concat(dispatchesOf(fn));
  }

  /** Not if it stands in another function, or where it is used. */
  const isGivenAway = (fn: FunctionFact, names: readonly string[]): boolean => {
    for (let around = fn.scope.parent; around; around = around.parent) if (around.function) return false;
    return names.length > 0 || unit.uses.handovers(fn).length === 0;
  };

  /** Under the names that it has there, too. */
  function sitesElsewhere(callee: Callee, names: readonly string[]): Site[] {
    return links.importers().flatMap((other) => {
      const calls = other.functions.callsOf(callee, [...new Set([...names, ...renamedIn(other.facts)])]);
      return calls.map((call) => ({ call, unit: other }));
    });
  }

  /** Every way that leads to a parameter asks, and none of those that do is kept for the document's next version. */
  const sites = perObject((fn: FunctionFact): readonly Site[] => {
    const callee = { fn, unit };
    const names = namesOf(fn);
    const own = callsOf(callee, names).map((call) => ({ call, unit }));
    return isGivenAway(fn, names) ? [...own, ...sitesElsewhere(callee, names)] : own;
  });

  /** All methods know the same `this.name`: the first one is asked. */
  function assigned(value: Value): readonly Linked[] {
    if (value.kind !== 'member' || value.property === undefined) return [];
    const made = instance(value.object);
    const method =
      made && first(made.members.entries, (one) => (one.value.kind === 'function' ? one.value : undefined));
    if (!made || !method) return [];
    const bindings = lookup(`this.${value.property}`, method.function.scope) ?? [];
    return bindings.flatMap((one) => (one.value ? [{ value: one.value, unit: made.unit }] : []));
  }

  return {
    of,
    field: (value) =>
      value.kind === 'member' && value.property !== undefined
        ? memberOf(instance(value.object), value.property)
        : undefined,
    assigned,
    sites,
    callsOf,
    instance,
    made,
    type,
  };
}

/** How far one has come decides then, not only what is asked about. */
function isTooDeep(depth: number): boolean {
  if (depth > maxDepth) restOnMore();
  return depth > maxDepth;
}

const isRenamed = ({ imported, local }: Import): boolean => imported !== local && imported !== '';
const renamedIn = perObject(({ imports }: Facts) => imports.filter(isRenamed).map(({ local }) => local));

/** The names under which a function may be called: its own, its variable's, its class's. */
function namesOf(fn: FunctionFact): string[] {
  const bound: string[] = [];
  for (let scope = fn.scope.parent; scope; scope = scope.parent) bound.push(...(namesIn(scope.bindings).get(fn) ?? []));
  return [...new Set(bound)];
}

/** Of the functions that names of a scope hold: those names. */
const namesIn = perObject((scope: Scope['bindings']) =>
  grouped([...scope].flatMap(([name, bindings]) => bindings.flatMap(heldBy).map((fn) => [fn, plain(name)] as const))),
);

const plain = (name: string) => name.replace(/^this\./, '');

function heldBy({ kind, value }: Binding): FunctionFact[] {
  if (value?.kind === 'function') return [value.function];
  if (kind !== 'class' || value?.kind !== 'object') return [];
  return value.entries.flatMap((one) => (one.value.kind === 'function' ? [one.value.function] : []));
}
