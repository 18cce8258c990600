/** Which function a call calls, methods of local classes included, and where a function is called. */
import type { Binding, Call, Facts, FunctionFact, ObjectValue, Value } from '../facts';
import type { Flow } from '../flow';
import { lookup } from '../flow-names';
import { grouped } from './uses';

export interface Functions {
  /** The local function that a value is: by its name, or as a method of an object made here. Of a class, its constructor. */
  of(value: Value, isNew?: boolean): FunctionFact | undefined;
  /** What a field of an instance was given in its class. */
  field(value: Value): Value | undefined;
  /** This document's calls of a function, those by way of a table of functions included. */
  sites(fn: FunctionFact): readonly Call[];
}

/** Functions of one table that are looked at. */
const mostHandlers = 200;
const constructors = ['constructor', '__init__'];

export function createFunctions({ calls }: Pick<Facts, 'calls'>, flow: Flow): Functions {
  let dispatched: Map<FunctionFact, Call[]> | undefined;
  const byName = grouped(calls.map((call) => [plain(lastName(call.callee)), call] as const));

  /** The class that an object is made of, as an object of its members. */
  function classOf(value: Value, depth = 0): ObjectValue | undefined {
    if (depth > 8) return undefined;
    if (value.kind === 'call') return classNamed(value.call.callee);
    if (value.kind !== 'name') return undefined;
    for (const { value: bound } of lookup(value.name, value.scope) ?? []) {
      const found = bound && classOf(bound, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  function classNamed(value: Value): ObjectValue | undefined {
    if (value.kind !== 'name') return undefined;
    const binding = (lookup(value.name, value.scope) ?? []).find(({ kind }) => kind === 'class');
    return binding?.value?.kind === 'object' ? binding.value : undefined;
  }

  const memberOf = (made: ObjectValue | undefined, name: string): Value | undefined =>
    made?.entries.find(({ key }) => key === name)?.value;

  function of(value: Value, isNew = false): FunctionFact | undefined {
    if (value.kind === 'function') return value.function;
    const made = classNamed(value);
    if (made) return constructors.map((name) => functionIn(memberOf(made, name))).find((one) => one !== undefined);
    if (isNew) return undefined;
    if (value.kind === 'member' && value.property !== undefined) {
      return functionIn(memberOf(classOf(value.object), value.property)) ?? functionIn(flow.sources(value)[0]);
    }
    return value.kind === 'name' ? named(value) : undefined;
  }

  const functionIn = (value: Value | undefined) => (value?.kind === 'function' ? value.function : undefined);

  function named(value: Value & { kind: 'name' }, depth = 0): FunctionFact | undefined {
    for (const { value: bound } of lookup(value.name, value.scope) ?? []) {
      if (bound?.kind === 'function') return bound.function;
      if (bound?.kind === 'name' && depth < 8) return named(bound, depth + 1);
    }
    return undefined;
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
      const known = tables.get(table) ?? table.entries.slice(0, mostHandlers).flatMap((one) => of(one.value) ?? []);
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

  return {
    of,
    field: (value) =>
      value.kind === 'member' && value.property !== undefined
        ? memberOf(classOf(value.object), value.property)
        : undefined,
    sites: (fn) =>
      namesOf(fn)
        .flatMap((name) => byName.get(name) ?? [])
        .filter((call) => of(call.callee, call.isNew) === fn)
        .concat(dispatchesOf(fn)),
  };
}

const lastName = (callee: Value): string =>
  callee.kind === 'name' ? callee.name : callee.kind === 'member' ? (callee.property ?? '') : '';

/** The names under which a function may be called: its own, its variable's, its class's. */
function namesOf(fn: FunctionFact): string[] {
  const around = fn.scope.parent;
  const bound: string[] = [];
  for (let scope = around; scope; scope = scope.parent)
    for (const [name, bindings] of scope.bindings) if (bindings.some((one) => holds(one, fn))) bound.push(plain(name));
  return [...new Set(bound)];
}

const plain = (name: string) => name.replace(/^this\./, '');

const holds = ({ kind, value }: Binding, fn: FunctionFact): boolean =>
  (value?.kind === 'function' && value.function === fn) ||
  (kind === 'class' &&
    value?.kind === 'object' &&
    value.entries.some((one) => one.value.kind === 'function' && one.value.function === fn));
