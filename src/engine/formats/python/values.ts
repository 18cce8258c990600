/** Python's expressions: names, constants, members, containers, operators. */
import type { Entry, LiteralValue, MemberValue, ObjectValue, UnknownValue, Value } from '../../facts';
import {
  bindName,
  type Handler,
  isString,
  lower,
  lowerAll,
  lowerValue,
  maybeString,
  openScope,
  type Place,
  template,
  textOf,
  unknown,
} from '../programs/lowering';
import { percentParts } from './strings';
import { bindTarget, elementOf } from './targets';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from './tree';

const lowerName: Handler = (node, at) => ({
  kind: 'name',
  name: textOf(node, at),
  scope: at.scope,
  range: rangeOf(node),
});

const constant =
  (value: boolean | null): Handler =>
  (node) => ({ kind: 'literal', value, range: rangeOf(node) });

/** Complex numbers are no constants that anybody asks for. */
const lowerNumber: Handler = (node, at) => {
  const value = Number(textOf(node, at).replaceAll('_', '').replace(/[lL]$/, ''));
  return Number.isNaN(value) ? unknown(node, []) : { kind: 'literal', value, range: rangeOf(node) };
};

/**
 * Parentheses and `await` are unwrapped, the range stays theirs. Not so with strings: a fix that replaces one must not take
 * the parentheses of `return("…")` with it.
 */
const lowerWrapper: Handler = (node, at) => {
  const value = lowerValue(node.children[0], node, at);
  if (!isString(value)) value.range = rangeOf(node);
  return value;
};

/** `self.x` is the class's `this.x`. */
const lowerAttribute: Handler = (node, at) => {
  const object = lowerValue(fieldOf(node, 'object'), node, at);
  const attribute = fieldOf(node, 'attribute');
  const property = attribute && textOf(attribute, at);
  if (at.receiver && property && object.kind === 'name' && object.name === at.receiver.name) {
    return { kind: 'name', name: `this.${property}`, scope: at.receiver.scope, range: rangeOf(node) };
  }
  return member(node, object, property, attribute ?? node);
};

const lowerSubscript: Handler = (node, at) => {
  const object = lowerValue(fieldOf(node, 'value'), node, at);
  const keys = node.children.filter((child) => child.field === 'subscript');
  const values = lowerAll(keys, at);
  const [key] = keys;
  if (!key || keys.length > 1) return member(node, object, undefined, node);
  const property = key.type === 'slice' ? sliceProperty(key, at) : keyOf(values[0]);
  const value = member(node, object, property, key);
  if (property === '::-1') at.file.facts.strings.push(value);
  return value;
};

function member(node: SyntaxNode, object: Value, property: string | undefined, key: SyntaxNode): MemberValue {
  return { kind: 'member', object, property, range: rangeOf(node), propertyRange: rangeOf(key) };
}

/** Only the reversal has a name. */
function sliceProperty(node: SyntaxNode, at: Place): string | undefined {
  return textOf(node, at).replace(/\s/g, '') === '::-1' ? '::-1' : undefined;
}

function keyOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'template') {
    const texts = value.parts.map(keyOf);
    return texts.includes(undefined) ? undefined : texts.join('');
  }
  const constant = value?.kind === 'literal' ? value.value : undefined;
  return typeof constant === 'string' || typeof constant === 'number' ? String(constant) : undefined;
}

const lowerArray: Handler = (node, at) => {
  const items = lowerAll(node.children, at);
  const array: Value = { kind: 'array', items, range: rangeOf(node) };
  if (isCharacterCodes(items)) at.file.facts.strings.push(array);
  return array;
};

/** Four or more small integers: a string in disguise. */
function isCharacterCodes(items: readonly Value[]): boolean {
  const isCode = (item: Value) =>
    item.kind === 'literal' &&
    typeof item.value === 'number' &&
    Number.isInteger(item.value) &&
    item.value >= 0 &&
    item.value < 0x110000;
  return items.length >= 4 && items.every(isCode);
}

const lowerDictionary: Handler = (node, at) => ({
  kind: 'object',
  entries: node.children.flatMap((child) => lowerEntry(child, at)),
  range: rangeOf(node),
});

function lowerEntry(node: SyntaxNode, at: Place): Entry[] {
  if (node.type === 'dictionary_splat') return [spread(lowerValue(node.children[0], node, at), node)];
  if (node.type !== 'pair') {
    lower(node, at);
    return [];
  }
  const keyNode = fieldOf(node, 'key') ?? node;
  const key = keyNode === node ? undefined : keyOf(lower(keyNode, at));
  return [
    { key, keyRange: rangeOf(keyNode), value: lowerValue(fieldOf(node, 'value'), node, at), range: rangeOf(node) },
  ];
}

function spread(value: Value, node: SyntaxNode): Entry {
  return { key: undefined, keyRange: rangeOf(node), value, range: rangeOf(node), spread: true };
}

/** The right side is only read where the left one did not decide. */
const lowerBoolean: Handler = (node, at) => {
  const [condition, ...rest] = lowerAll(node.children, at);
  if (!condition) return unknown(node, []);
  const holds = node.token !== 'or';
  const right = node.children.at(-1)!;
  at.file.facts.regions.push({ kind: 'branch', range: rangeOf(right), condition, holds });
  const values = [condition, ...rest];
  if (holds) return { ...unknown(node, values), operator: '&&' };
  return { kind: 'choice', options: values.flatMap(options), range: rangeOf(node) };
};

const lowerConditional: Handler = (node, at) => {
  const [first, , last] = node.children;
  const [chosen, condition, otherwise] = node.children.map((child) => lowerValue(child, node, at));
  if (condition) {
    for (const [child, holds] of [[first, true] as const, [last, false] as const])
      if (child) at.file.facts.regions.push({ kind: 'branch', range: rangeOf(child), condition, holds });
  }
  const values = [chosen, otherwise].filter((value) => value !== undefined);
  return { kind: 'choice', options: values.flatMap(options), range: rangeOf(node), ...(condition && { condition }) };
};

/** Python's comparisons as JavaScript writes them. */
const comparisons: Readonly<Record<string, string>> = { '==': '===', '!=': '!==', is: '===', 'is not': '!==' };

const lowerComparison: Handler = (node, at) => {
  const operator = node.token ?? '';
  return { ...unknown(node, lowerAll(node.children, at)), operator: comparisons[operator] ?? operator };
};

const lowerNot: Handler = (node, at) => ({ ...unknown(node, lowerAll(node.children, at)), operator: '!' });

const options = (value: Value): Value[] => (value.kind === 'choice' ? value.options : [value]);

/** A chain of operators leans to the left: it is read from its first operand on, in a loop. */
const lowerBinary: Handler = (node, at) => {
  const chain: SyntaxNode[] = [];
  let left: SyntaxNode | undefined = node;
  for (; left?.type === 'binary_operator'; left = fieldOf(left, 'left')) chain.push(left);
  let value = lowerValue(left, node, at);
  for (const [index, step] of chain.reverse().entries()) {
    const right = lowerValue(fieldOf(step, 'right'), step, at);
    const isGrown = index > 0 && grow(value, step, right, at);
    if (!isGrown) value = joined(step.token ?? '', value, right, step, at) ?? operation(step, value, right);
  }
  return value;
};

function operation(node: SyntaxNode, left: Value, right: Value): UnknownValue {
  return { ...unknown(node, [left, right]), ...(node.token !== undefined && { operator: node.token }) };
}

/** Adds an operand to what the chain has been so far, if that goes on as it is. */
function grow(value: Value, step: SyntaxNode, right: Value, at: Place): boolean {
  const isSum = value.kind === 'template' && step.token === '+';
  if (!isSum && (value.kind !== 'unknown' || joins(step.token, value, right))) return false;
  if (isSum) at.file.parts.add(right);
  if (value.kind === 'unknown' && value.operator !== step.token) delete value.operator;
  value.parts.push(...(isSum && right.kind === 'template' ? right.parts : [right]));
  value.range = rangeOf(step);
  return true;
}

/** What `+` and `%` make of strings and `|` of dictionaries; `undefined` for other operands. */
export function joined(operator: string, left: Value, right: Value, node: SyntaxNode, at: Place): Value | undefined {
  const range = rangeOf(node);
  if (operator === '|') return merged(left, right, node);
  if (!joins(operator, left, right)) return undefined;
  const parts = operator === '+' ? [left, right] : percentParts(left, right, at.file);
  const value = template(parts, range, at.file);
  at.file.facts.strings.push(value);
  return value;
}

function joins(operator: string | undefined, left: Value, right: Value): boolean {
  if (operator === '%') return isString(left);
  const isText = (maybeString(left) && maybeString(right)) || isString(left) || isString(right);
  return operator === '+' ? isText : operator === '|' && (left.kind === 'object' || right.kind === 'object');
}

function merged(left: Value, right: Value, node: SyntaxNode): ObjectValue | undefined {
  if (left.kind !== 'object' && right.kind !== 'object') return undefined;
  const entriesOf = (value: Value): Entry[] =>
    value.kind === 'object'
      ? value.entries
      : [{ key: undefined, keyRange: value.range, value, range: value.range, spread: true }];
  return { kind: 'object', entries: [...entriesOf(left), ...entriesOf(right)], range: rangeOf(node) };
}

const lowerUnary: Handler = (node, at) => {
  const value = lowerValue(fieldOf(node, 'argument'), node, at);
  if (node.token !== '-' || value.kind !== 'literal' || typeof value.value !== 'number') return unknown(node, [value]);
  return { kind: 'literal', value: -value.value, range: rangeOf(node) } satisfies LiteralValue;
};

/** The value of `name := value` is the value alone. */
const lowerWalrus: Handler = (node, at) => {
  const value = lowerValue(fieldOf(node, 'value'), node, at);
  const name = fieldOf(node, 'name');
  if (name) bindName(name, value, at);
  return value;
};

/** It is made of its elements. Its variables live in a block of their own; the first iterable is read outside of it. */
const lowerComprehension: Handler = (node, at) => {
  const inner: Place = { ...at, scope: openScope('block', rangeOf(node), at.scope, at.file), fields: undefined };
  const clauses = node.children.filter((child) => child.field !== 'body');
  clauses.forEach((clause, index) => {
    lowerClause(clause, index === 0 ? at : inner, inner);
  });
  const body = fieldOf(node, 'body');
  const element = body?.type === 'pair' ? lowerAll(body.children, inner) : [lowerValue(body, node, inner)];
  return { ...unknown(node, element), collects: true };
};

function lowerClause(node: SyntaxNode, outer: Place, inner: Place): void {
  if (node.type !== 'for_in_clause') {
    lowerAll(node.children, inner);
    return;
  }
  const iterable = lowerValue(fieldOf(node, 'right'), node, outer);
  const target = fieldOf(node, 'left');
  if (target) bindTarget(target, elementOf(iterable, target), { ...inner, home: inner.scope }, 'variable');
}

/** `context as name`: with statements bind what stands before it. */
const lowerAs: Handler = (node, at) => {
  const value = lowerValue(node.children[0], node, at);
  const target = childOf(node, 'as_pattern_target')?.children[0];
  if (target) bindTarget(target, value, at);
  return value;
};

/** What a generator yields counts as returned. */
const lowerYield: Handler = (node, at) => {
  const values = lowerAll(node.children, at);
  at.function?.returns.push(...values);
  return unknown(node, []);
};

export const valueHandlers: readonly [string, Handler][] = [
  ['identifier', lowerName],
  ['true', constant(true)],
  ['false', constant(false)],
  ['none', constant(null)],
  ['integer', lowerNumber],
  ['float', lowerNumber],
  ['parenthesized_expression', lowerWrapper],
  ['await', lowerWrapper],
  ['attribute', lowerAttribute],
  ['subscript', lowerSubscript],
  ['list', lowerArray],
  ['tuple', lowerArray],
  ['set', lowerArray],
  ['expression_list', lowerArray],
  ['dictionary', lowerDictionary],
  ['boolean_operator', lowerBoolean],
  ['conditional_expression', lowerConditional],
  ['comparison_operator', lowerComparison],
  ['not_operator', lowerNot],
  ['binary_operator', lowerBinary],
  ['unary_operator', lowerUnary],
  ['named_expression', lowerWalrus],
  ['list_comprehension', lowerComprehension],
  ['set_comprehension', lowerComprehension],
  ['dictionary_comprehension', lowerComprehension],
  ['generator_expression', lowerComprehension],
  ['as_pattern', lowerAs],
  ['yield', lowerYield],
];
