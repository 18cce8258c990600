/** Which functions are given to which calls, and what is added to a name behind its binding. */
import type { Binding, Call, FunctionFact, Value } from '../facts';
import { lookup } from '../flow/names';
import { once } from '../once';
import { perObject } from '../per-object';
import type { Unit } from './unit';

/** A function that a call is given: as an argument, or in an object or array that is one. */
export interface Handover {
  call: Call;
  /** Position of the argument; of a keyword argument, that among all arguments. */
  argument: number;
  /** Keys of the objects around the function; a keyword argument's name first. */
  path: string[];
}

/** What stands somewhere inside of what a name is bound to: `name.property[key] = value`. */
export interface Field {
  /** From the outermost; undefined where a key is not known. */
  path: readonly (string | undefined)[];
  value: Value;
}

export interface Uses {
  /** @param fn of any document */
  handovers(fn: FunctionFact): readonly Handover[];
  /** Calls of methods that put something into what the name is bound to: `list.push(x)`. */
  additions(binding: Binding): readonly Call[];
  fields(binding: Binding): readonly Field[];
}

const adding = /^(?:push|unshift|append|appendleft|extend|add|insert|set|update|setdefault|concat|write)$/;
/** Those that only lists have; databases and files have the others, too. */
const listing = /^(?:push|unshift|append|appendleft|extend|concat)$/;
/** Of these, those that are given elements. */
const addsElement = /^(?:push|unshift|append|appendleft)$/;
const collections =
  /^(?:set|dict|list|deque|defaultdict|OrderedDict|Counter|StringIO|Set|Map|WeakMap|URLSearchParams|FormData|Headers)$/;

/** It is made as one here. */
function isCollection({ value }: Binding): boolean {
  if (value?.kind !== 'call') return value !== undefined && value.kind !== 'name' && value.kind !== 'member';
  const { callee } = value.call;
  return collections.test((callee.kind === 'name' ? callee.name : callee.kind === 'member' && callee.property) || '');
}

/** Objects in objects are looked into this far. */
const maxNesting = 3;

/** Lists by key, each in the order of the pairs. */
export function grouped<K, T>(pairs: Iterable<readonly [K, T]>): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const [key, item] of pairs) put(groups, key, item);
  return groups;
}

/** The calls whose first argument is this text: a name under which something is kept, sent or served. */
export const callsWith = (text: string, unit: Unit): readonly Call[] => callsByText(unit).get(text) ?? [];

const callsByText = perObject(
  ({ facts, flow }: Unit): ReadonlyMap<string, readonly Call[]> =>
    grouped(
      facts.calls.flatMap((call) => {
        const text = call.args[0] && flow.constant(call.args[0].value);
        return typeof text === 'string' ? [[text, call] as const] : [];
      }),
    ),
);

function put<K, T>(groups: Map<K, T[]>, key: K, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

/** What a chain of members begins with, and its keys. */
function pathOf(target: Value): { root: Value; path: (string | undefined)[] } {
  if (target.kind !== 'member') return { root: target, path: [] };
  const { root, path } = pathOf(target.object);
  return { root, path: [...path, target.property] };
}

export function createUses({ facts, functions }: Unit): Uses {
  function findHandovers(): Map<FunctionFact, Handover[]> {
    const found = new Map<FunctionFact, Handover[]>();
    const look = (value: Value, call: Call, argument: number, path: string[]): void => {
      if (value.kind === 'object') {
        if (path.length >= maxNesting) return;
        for (const { key, value: inner } of value.entries)
          if (key !== undefined && mayHold(inner)) look(inner, call, argument, [...path, key]);
      } else if (value.kind === 'array') {
        if (path.length < maxNesting) for (const item of value.items) look(item, call, argument, path);
      } else if (mayHold(value)) {
        const callee = functions.of(value);
        if (callee) put(found, callee.fn, { call, argument, path });
      }
    };
    for (const call of facts.calls)
      for (const [argument, { name, value }] of call.args.entries())
        look(value, call, argument, name === undefined ? [] : [name]);
    return found;
  }

  const bindingsOf = (value: Value): readonly Binding[] =>
    value.kind === 'name' ? (lookup(value.name, value.scope) ?? []) : [];

  function findAdditions(): Map<Binding, Call[]> {
    const found = new Map<Binding, Call[]>();
    for (const call of facts.calls) {
      const { callee } = call;
      if (callee.kind !== 'member' || !adding.test(callee.property ?? '')) continue;
      const isList = listing.test(callee.property ?? '');
      for (const binding of bindingsOf(refOf(callee.object)))
        if (isList || isCollection(binding)) put(found, binding, call);
    }
    return found;
  }

  function findFields(): Map<Binding, Field[]> {
    const found = new Map<Binding, Field[]>();
    for (const { target, value } of facts.assignments) {
      const { root, path } = pathOf(target);
      // What stands deep inside of a module is the state of a whole application: sessions, settings.
      for (const binding of bindingsOf(root))
        if (path.length === 1 || !binding.import) put(found, binding, { path, value });
    }
    for (const { callee, args } of facts.calls) {
      // `sessions[id]['messages'].append(message)`: an element of what stands there.
      if (callee.kind !== 'member' || !addsElement.test(callee.property ?? '')) continue;
      const { root, path } = pathOf(callee.object);
      if (path.length === 0) continue;
      for (const binding of bindingsOf(root))
        if (!binding.import) for (const { value } of args) put(found, binding, { path: [...path, undefined], value });
    }
    return found;
  }

  const handovers = once(findHandovers);
  const additions = once(findAdditions);
  const fields = once(findFields);
  return {
    handovers: (fn) => handovers().get(fn) ?? [],
    additions: (binding) => additions().get(binding) ?? [],
    fields: (binding) => fields().get(binding) ?? [],
  };
}

/** Vue's `list.value.push(x)` adds to `list`. */
const refOf = (value: Value): Value => (value.kind === 'member' && value.property === 'value' ? value.object : value);

/** A function stands for itself, is named, or is in what holds others. */
const mayHold = ({ kind }: Value): boolean =>
  kind === 'function' || kind === 'name' || kind === 'member' || kind === 'object' || kind === 'array';
