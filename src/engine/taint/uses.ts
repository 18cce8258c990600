/** Which functions are given to which calls, and what is added to a name behind its binding. */
import type { Assignment, Binding, Call, FunctionFact, Value } from '../facts';
import { lookup } from '../flow-names';
import type { Unit } from './unit';

/** A function that a call is given: as an argument, or in an object or array that is one. */
export interface Handover {
  call: Call;
  /** Position of the argument; of a keyword argument, that among all arguments. */
  argument: number;
  /** Keys of the objects around the function; a keyword argument's name first. */
  path: string[];
}

export interface Uses {
  /** @param fn of any document */
  handovers(fn: FunctionFact): readonly Handover[];
  /** Calls of methods that put something into what the name is bound to: `list.push(x)`. */
  additions(binding: Binding): readonly Call[];
  /** `name.property = value`. */
  fields(binding: Binding): readonly Assignment[];
}

const adding = /^(?:push|unshift|append|appendleft|extend|add|insert|set|update|setdefault|concat|write)$/;
/** Those that only lists have; databases and files have the others, too. */
const listing = /^(?:push|unshift|append|appendleft|extend|concat)$/;
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
  for (const [key, item] of pairs) {
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export function createUses({ facts, functions }: Unit): Uses {
  function* inside(value: Value, path: string[]): Generator<readonly [FunctionFact, string[]]> {
    if (value.kind === 'object' && path.length < maxNesting) {
      for (const { key, value: inner } of value.entries) if (key !== undefined) yield* inside(inner, [...path, key]);
    } else if (value.kind === 'array' && path.length < maxNesting) {
      for (const item of value.items) yield* inside(item, path);
    } else {
      const isNamed = value.kind === 'function' || value.kind === 'name' || value.kind === 'member';
      const callee = isNamed ? functions.of(value) : undefined;
      if (callee) yield [callee.fn, path];
    }
  }

  function* given(): Generator<readonly [FunctionFact, Handover]> {
    for (const call of facts.calls)
      for (const [argument, { name, value }] of call.args.entries())
        for (const [fn, path] of inside(value, name === undefined ? [] : [name])) yield [fn, { call, argument, path }];
  }

  const bindingsOf = (value: Value): readonly Binding[] =>
    value.kind === 'name' ? (lookup(value.name, value.scope) ?? []) : [];

  function* added(): Generator<readonly [Binding, Call]> {
    for (const call of facts.calls) {
      const { callee } = call;
      if (callee.kind !== 'member' || !adding.test(callee.property ?? '')) continue;
      const isList = listing.test(callee.property ?? '');
      for (const binding of bindingsOf(callee.object)) if (isList || isCollection(binding)) yield [binding, call];
    }
  }

  function* assigned(): Generator<readonly [Binding, Assignment]> {
    for (const assignment of facts.assignments)
      for (const binding of bindingsOf(assignment.target.object)) yield [binding, assignment];
  }

  let known: [Map<FunctionFact, Handover[]>, Map<Binding, Call[]>, Map<Binding, Assignment[]>] | undefined;
  const all = () => {
    known ??= [grouped(given()), grouped(added()), grouped(assigned())];
    return known;
  };
  return {
    handovers: (fn) => all()[0].get(fn) ?? [],
    additions: (binding) => all()[1].get(binding) ?? [],
    fields: (binding) => all()[2].get(binding) ?? [],
  };
}
