/** Strings that code puts together from constants, computed without running anything. */

import type { Call, MemberValue, Range, Scope, Value } from '../facts';
import { callFunction, callMethod, concatenated, formatted, type Item, type Known, listOf } from './constants';
import type { Encoding } from './credentials';

/** A value's constant, where the caller can tell it; anything but a string or number counts as unknown. */
export type Constant = (value: Value) => unknown;

/** One evaluation: what it may use, and what it used. */
export interface Evaluation {
  /** The source, for what facts don't say (regular expressions). */
  text: string;
  constant: Constant | undefined;
  /** Steps that are left; shared by all expressions of a file. */
  budget: { steps: number };
  depth: number;
  /** How the string was hidden, apart from being split. */
  encodings: Set<Encoding>;
  /** Literals that are reached through names. */
  pieces: Range[];
  /** Parameters of the functions that are being applied. */
  parameters: ReadonlyMap<string, Known>;
}

const maxDepth = 24;
/** Items that a function is applied to. */
const maxMapped = 4096;

/** The string, number or list that `value` always is. */
export function evaluate(value: Value, evaluation: Evaluation): Known {
  if (evaluation.budget.steps-- <= 0 || evaluation.depth > maxDepth) return undefined;
  evaluation.depth++;
  const known = evaluateKind(value, evaluation);
  evaluation.depth--;
  return known;
}

function evaluateKind(value: Value, evaluation: Evaluation): Known {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' || typeof value.value === 'number' ? value.value : undefined;
    case 'template':
      return concatenated(value.parts.map((part) => evaluate(part, evaluation)));
    case 'array':
      return listOf(value.items.map((item) => evaluate(item, evaluation)));
    case 'name':
      return evaluation.parameters.get(value.name) ?? named(value.name, value.scope, value, evaluation);
    case 'member':
      return member(value, evaluation) ?? told(value, evaluation);
    case 'call':
      return called(value.call, evaluation);
    default:
      return undefined;
  }
}

function told(value: Value, { constant, pieces }: Evaluation): Known {
  const known = constant?.(value);
  if (typeof known !== 'string' && typeof known !== 'number') return undefined;
  pieces.push(value.range);
  return known;
}

/** What a name is bound to, where it has one binding in the nearest scope that knows it. */
function bound(name: string, from: Scope): Value | undefined {
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    const bindings = scope.bindings.get(name);
    if (bindings) return bindings.length === 1 && bindings[0]?.kind !== 'parameter' ? bindings[0]?.value : undefined;
  }
  return undefined;
}

function named(name: string, scope: Scope, value: Value, evaluation: Evaluation): Known {
  const source = bound(name, scope);
  const known = source && evaluate(source, evaluation);
  if (known === undefined) return told(value, evaluation);
  evaluation.pieces.push(source!.range);
  return known;
}

function member({ object, property }: MemberValue, evaluation: Evaluation): Known {
  if (property === undefined) return undefined;
  const holder = object.kind === 'name' ? bound(object.name, object.scope) : object;
  if (holder?.kind === 'object') {
    const entry = holder.entries.findLast(({ key }) => key === property);
    if (entry && holder !== object) evaluation.pieces.push(entry.value.range);
    return entry && evaluate(entry.value, evaluation);
  }
  const known = evaluate(object, evaluation);
  return Array.isArray(known) ? known[Number(property)] : undefined;
}

function called(call: Call, evaluation: Evaluation): Known {
  const { callee } = call;
  const args = call.args.map(({ value }) => evaluate(value, evaluation));
  const used = (encoding: Encoding) => evaluation.encodings.add(encoding);
  if (callee.kind === 'name')
    return callee.name === 'map' ? mapped(call, args[1], evaluation) : callFunction(callee.name, args, used);
  if (callee.kind !== 'member' || callee.property === undefined) return undefined;
  const { object: holder, property: name } = callee;
  if (name === 'from' && holder.kind === 'name' && holder.name === 'Array')
    return typeof args[0] === 'string' ? listOf([...args[0]]) : args[0];
  const object = evaluate(holder, evaluation);
  if (object === undefined) return callFunction(name, args, used);
  if (name === 'map') return mapped(call, object, evaluation);
  if (name === 'format')
    return formatted(
      object,
      args,
      call.args.map((argument) => argument.name),
    );
  args[0] ??= pattern(call.args[0]?.value, evaluation);
  return callMethod(object, name, args, used);
}

/** The text that a plain regular expression (`/#/g`) matches. */
function pattern(value: Value | undefined, { text }: Evaluation): string | undefined {
  if (value?.kind !== 'unknown') return undefined;
  return /^\/([\w #@!~,:;%&=<>-]{1,40})\/[gi]{0,2}$/.exec(text.slice(value.range.start, value.range.end))?.[1];
}

/** A list through a function of one parameter whose body is one expression, or through one that is known by name. */
function mapped(call: Call, list: Known, evaluation: Evaluation): Known {
  const applied = call.args[0]?.value;
  const items: Item[] | undefined = typeof list === 'string' ? [...list] : Array.isArray(list) ? list : undefined;
  if (!applied || !items || items.length > maxMapped) return undefined;
  if (applied.kind === 'name')
    return listOf(items.map((item) => callFunction(applied.name, [item], (one) => evaluation.encodings.add(one))));
  const parameter = applied.kind === 'function' ? applied.function.parameters[0] : undefined;
  const result = applied.kind === 'function' ? applied.function.returns[0] : undefined;
  if (!parameter || !result) return undefined;
  const outer = evaluation.parameters;
  const results = items.map((item) => {
    evaluation.parameters = new Map(outer).set(parameter.name, item);
    return evaluate(result, evaluation);
  });
  evaluation.parameters = outer;
  return listOf(results);
}
