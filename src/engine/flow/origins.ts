/** The sources of a value, inside one document: followed to where it begins. */
import type { Binding, Call, Facts, FunctionFact, Import, Scope, Value } from '../facts';
import { callSites, lookup } from './names';

/** Where a value comes from, as far as this file tells. */
export interface Origin {
  kind: 'literal' | 'environment' | 'parameter' | 'call' | 'global' | 'unknown';
  /** Environment variable, parameter, or qualified name of the callee, import or global. */
  name?: string;
  /** The value at the source: for `literal` the literal. */
  value: Value;
}

/** A value's steps are followed this far, and no further. */
export const maxDepth = 16;
/** Sources of one value that are collected at most. */
const maxOrigins = 64;

/** What following a value asks of the rest of flow. */
export interface Steps {
  importName(fact: Import): string;
  name(value: Value): string | undefined;
  /** One member of an object or array literal. */
  step(value: Value, property: string, depth: number): Value | undefined;
  environment(value: Value): string | undefined;
  argument(call: Call, position: number | undefined, keyword?: string): Value | undefined;
  calledFunction(call: Call): FunctionFact | undefined;
}

export interface Origins {
  origins(value: Value): Origin[];
  literals(value: Value): { text: string; value: Value }[];
}

export function createOrigins(facts: Facts, steps: Steps): Origins {
  const { importName, name, step, environment, argument, calledFunction } = steps;
  const sites = callSites(facts);

  function origins(value: Value): Origin[] {
    const found: Origin[] = [];
    const seen = new Set<Value>();
    collect(value, 0, found, seen);
    return found;
  }

  function collect(value: Value, depth: number, found: Origin[], seen: Set<Value>): void {
    if (depth > maxDepth || found.length >= maxOrigins || seen.has(value)) return;
    seen.add(value);
    const next = (one: Value) => collect(one, depth + 1, found, seen);
    const variable = environment(value);
    if (variable !== undefined) {
      found.push({ kind: 'environment', name: variable, value });
      if (value.kind === 'call') for (const { value: fallback } of value.call.args.slice(1)) next(fallback);
      return;
    }
    switch (value.kind) {
      case 'literal':
        found.push({ kind: 'literal', value });
        return;
      case 'template':
      case 'unknown':
        value.parts.forEach(next);
        return;
      case 'choice':
        value.options.forEach(next);
        return;
      case 'name':
        collectName(value.name, value.scope, value, found, next);
        return;
      case 'member': {
        const inner = value.property === undefined ? undefined : step(value.object, value.property, depth + 1);
        if (inner) next(inner);
        else found.push(named('global', name(value), value));
        return;
      }
      case 'call':
        collectCall(value.call, value, found, next);
        return;
      default:
        found.push({ kind: 'unknown', value });
    }
  }

  function collectName(local: string, scope: Scope, value: Value, found: Origin[], next: (one: Value) => void): void {
    const bindings = lookup(local, scope);
    if (!bindings) found.push(named('global', name(value), value));
    for (const binding of bindings ?? []) {
      if (binding.import) found.push(named('global', importName(binding.import), value));
      else if (binding.kind === 'parameter') collectParameter(binding, value, found, next);
      else if (binding.value) next(binding.value);
      else found.push({ kind: 'unknown', value });
    }
  }

  /** A parameter is its default and what this file's own calls give it; from elsewhere anything may come. */
  function collectParameter(binding: Binding, value: Value, found: Origin[], next: (one: Value) => void): void {
    found.push({ kind: 'parameter', name: binding.name, value });
    if (binding.value) next(binding.value);
    const fn = binding.scope.function;
    const position = fn?.parameters.filter((one) => one.name !== 'self' && one.name !== 'cls').indexOf(binding) ?? -1;
    if (!fn || position < 0) return;
    for (const call of sites.get(fn.name ?? '') ?? []) {
      const given = calledFunction(call) === fn ? argument(call, position, binding.name) : undefined;
      if (given) next(given);
    }
  }

  function collectCall(call: Call, value: Value, found: Origin[], next: (one: Value) => void): void {
    const fn = call.isNew ? undefined : calledFunction(call);
    if (fn && fn.returns.length > 0) fn.returns.forEach(next);
    else found.push(named('call', name(call.callee), value));
  }

  function literals(value: Value): { text: string; value: Value }[] {
    return origins(value).flatMap(({ kind, value: source }) =>
      kind === 'literal' && source.kind === 'literal' && typeof source.value === 'string'
        ? [{ text: source.value, value: source }]
        : [],
    );
  }

  return { origins, literals };
}

function named(kind: Origin['kind'], name: string | undefined, value: Value): Origin {
  return name === undefined ? { kind: kind === 'global' ? 'unknown' : kind, value } : { kind, name, value };
}
