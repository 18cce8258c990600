/** Strings that code puts together from constants, computed without running anything. */
import { decodeBase64 } from './credential-base64';
import type { Encoding } from './credentials';
import type { Argument, Call, MemberValue, Range, Scope, Value } from './facts';

/** What an expression always is; `undefined` where that is not known. */
export type Known = string | number | Known[] | undefined;

/** A value's constant, where the caller can tell it. */
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
  /** Literals that are reached through names, outside of the expression. */
  pieces: Range[];
  /** Parameters of a function that is being applied. */
  parameters: ReadonlyMap<string, Known>;
}

const maxDepth = 24;
/** UTF-16 units and items of one value. */
const maxSize = 65_536;
/** Stands for an unknown part of a string. */
export const unknownPart = '\0';

/** The string, number or list that `value` always is. */
export function evaluate(value: Value, evaluation: Evaluation): Known {
  if (evaluation.budget.steps-- <= 0 || evaluation.depth > maxDepth) return undefined;
  evaluation.depth++;
  const known = evaluateKind(value, evaluation);
  evaluation.depth--;
  return (typeof known === 'string' || Array.isArray(known)) && known.length > maxSize ? undefined : known;
}

function evaluateKind(value: Value, evaluation: Evaluation): Known {
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' || typeof value.value === 'number' ? value.value : undefined;
    case 'template':
      return concatenated(value.parts.map((part) => evaluate(part, evaluation)));
    case 'array':
      return value.items.map((item) => evaluate(item, evaluation) ?? unknownPart);
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

/** Text of parts; unknown ones leave their mark. A list added to a list stays one. */
function concatenated(parts: Known[]): Known {
  if (parts.length > 0 && parts.every(Array.isArray)) return parts.flat() as Known[];
  return parts.map((part) => textOf(part) ?? unknownPart).join('');
}

function textOf(known: Known): string | undefined {
  if (Array.isArray(known)) return fromCodes(known);
  return known === undefined ? undefined : String(known);
}

function told(value: Value, { constant }: Evaluation): Known {
  const known = constant?.(value);
  return typeof known === 'string' || typeof known === 'number' ? known : undefined;
}

/** A name with one binding in the nearest scope that has it. */
function named(name: string, scope: Scope, value: Value, evaluation: Evaluation): Known {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const bindings = at.bindings.get(name);
    if (!bindings) continue;
    const [only, other] = bindings;
    if (!only?.value || other || only.kind === 'parameter') break;
    evaluation.pieces.push(only.value.range);
    return evaluate(only.value, evaluation) ?? told(value, evaluation);
  }
  const known = told(value, evaluation);
  if (known !== undefined) evaluation.pieces.push(value.range);
  return known;
}

function member({ object, property }: MemberValue, evaluation: Evaluation): Known {
  if (property === undefined) return undefined;
  const holder = object.kind === 'name' ? boundObject(object.name, object.scope) : object;
  if (holder?.kind === 'object') {
    const entry = holder.entries.findLast(({ key }) => key === property);
    if (entry && holder !== object) evaluation.pieces.push(entry.value.range);
    return entry && evaluate(entry.value, evaluation);
  }
  const known = evaluate(object, evaluation);
  return Array.isArray(known) ? known[Number(property)] : undefined;
}

function boundObject(name: string, scope: Scope): Value | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const bindings = at.bindings.get(name);
    if (bindings) return bindings.length === 1 ? bindings[0]?.value : undefined;
  }
  return undefined;
}

function called(call: Call, evaluation: Evaluation): Known {
  const { callee } = call;
  const args = call.args.map((argument) => evaluated(argument, evaluation));
  const first = args[0];
  if (callee.kind === 'name')
    return callee.name === 'map' ? mapped(call, args[1], evaluation) : ofFunction(callee.name, args, evaluation);
  if (callee.kind !== 'member' || callee.property === undefined) return undefined;
  const method = callee.property;
  const fromModule = ofFunction(method, args, evaluation);
  if (fromModule !== undefined && callee.object.kind === 'name') return fromModule;
  const object = evaluate(callee.object, evaluation);
  if (object === undefined) return fromModule;
  if (method === 'map') return Array.isArray(object) ? mapped(call, object, evaluation) : undefined;
  if (method === 'format') return formatted(object, call.args, args);
  if ((method === 'replace' || method === 'replaceAll') && typeof object === 'string')
    return replaced(object, first ?? pattern(call.args[0]?.value, evaluation), args[1]);
  return ofMethod(object, method, args, evaluation);
}

/** A spread list of one argument stands for its items. */
const evaluated = ({ value }: Argument, evaluation: Evaluation): Known => evaluate(value, evaluation);

/** Functions by their own name, whatever module they come from. */
function ofFunction(name: string, args: Known[], evaluation: Evaluation): Known {
  const [first, second] = args;
  switch (name) {
    case 'atob':
    case 'b64decode':
    case 'urlsafe_b64decode':
    case 'standard_b64decode':
    case 'decodestring':
    case 'a2b_base64':
      return decoded(first, 'base64', evaluation);
    case 'fromhex':
    case 'unhexlify':
    case 'a2b_hex':
      return decoded(first, 'hex', evaluation);
    case 'from':
      return typeof second === 'string' && Array.isArray(first) === false ? decoded(first, second, evaluation) : first;
    case 'fromCharCode':
    case 'fromCodePoint':
    case 'chr':
    case 'bytes':
    case 'bytearray':
    case 'Uint8Array':
      evaluation.encodings.add('char-codes');
      return fromCodes(args.flat());
    case 'decodeURIComponent':
    case 'unescape':
    case 'unquote':
      evaluation.encodings.add('escape');
      return typeof first === 'string' ? unescaped(first) : undefined;
    case 'String':
    case 'str':
    case 'list':
    case 'tuple':
      return first;
    case 'reversed':
      return backwards(first, evaluation);
    default:
      return undefined;
  }
}

function ofMethod(object: Known, method: string, args: Known[], evaluation: Evaluation): Known {
  const [first] = args;
  switch (method) {
    case 'join':
      if (Array.isArray(object)) return joined(object, first === undefined && args.length === 0 ? ',' : first);
      return joined(typeof first === 'string' ? [...first] : first, object);
    case 'reverse':
      return backwards(object, evaluation);
    case 'split':
      return typeof object === 'string' && typeof first === 'string' ? object.split(first) : undefined;
    case 'concat':
      return Array.isArray(object) ? [...object, ...args.flat()] : concatenated([object, ...args]);
    case 'toString':
    case 'decode':
    case 'encode':
    case 'trim':
    case 'strip':
      return typeof object === 'string' ? object.trim() : textOf(object);
    default:
      return undefined;
  }
}

function joined(items: Known, separator: Known): Known {
  if (!Array.isArray(items) || typeof separator !== 'string') return undefined;
  return items.map((item) => (typeof item === 'number' ? String(item) : (textOf(item) ?? unknownPart))).join(separator);
}

function backwards(known: Known, evaluation: Evaluation): Known {
  evaluation.encodings.add('reversed');
  if (typeof known === 'string') return [...known].reverse().join('');
  return Array.isArray(known) ? [...known].reverse() : undefined;
}

function decoded(known: Known, encoding: string, evaluation: Evaluation): Known {
  const text = textOf(known);
  if (text === undefined) return undefined;
  if (encoding === 'base64' || encoding === 'base64url') {
    evaluation.encodings.add('base64');
    return decodeBase64(text);
  }
  if (encoding !== 'hex') return text;
  evaluation.encodings.add('hex');
  return fromCodes((text.match(/[\da-f]{2}/gi) ?? []).map((digits) => Number.parseInt(digits, 16)));
}

/** Characters of a list of codes; strings in it stay as they are. */
function fromCodes(list: Known[]): string {
  return list
    .map((item) =>
      typeof item === 'number' && item >= 0 && item < 0x10000
        ? String.fromCharCode(item)
        : (textOf(item) ?? unknownPart),
    )
    .join('');
}

const unescaped = (text: string): string =>
  text.replace(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

function replaced(text: string, from: Known, to: Known): Known {
  return typeof from === 'string' && from !== '' && typeof to === 'string' ? text.replaceAll(from, to) : undefined;
}

/** The text that a plain regular expression (`/#/g`) matches. */
function pattern(value: Value | undefined, { text }: Evaluation): string | undefined {
  if (value?.kind !== 'unknown') return undefined;
  return /^\/([\w #@!~,:;%&=<>_-]{1,40})\/[gi]{0,2}$/.exec(text.slice(value.range.start, value.range.end))?.[1];
}

/** `'{}-{b}'.format(x, b=y)`. */
function formatted(object: Known, args: readonly Argument[], values: Known[]): Known {
  if (typeof object !== 'string') return undefined;
  let position = 0;
  return object.replace(/\{(\w{0,40})\}/g, (_, name: string) => {
    const at =
      name === '' ? position++ : /^\d+$/.test(name) ? Number(name) : args.findIndex((one) => one.name === name);
    return textOf(values[at]) ?? unknownPart;
  });
}

/** A list through a function of one parameter whose body is one expression, or through one that is known by name. */
function mapped(call: Call, list: Known, evaluation: Evaluation): Known {
  const applied = call.args[0]?.value;
  const items = typeof list === 'string' ? [...list] : list;
  if (!applied || !Array.isArray(items) || items.length > 4096) return undefined;
  if (applied.kind === 'name') return items.map((item) => ofFunction(applied.name, [item], evaluation));
  const parameter = applied.kind === 'function' ? applied.function.parameters[0] : undefined;
  const result = applied.kind === 'function' ? applied.function.returns[0] : undefined;
  if (!parameter || !result) return undefined;
  return items.map((item) =>
    evaluate(result, { ...evaluation, parameters: new Map(evaluation.parameters).set(parameter.name, item) }),
  );
}
