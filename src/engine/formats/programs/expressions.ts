/** Expressions of languages that are read by a table: for each kind, where its parts stand. */
import type { LiteralValue, NameValue, Range, Value } from '../../facts';
import type { SyntaxNode } from '../../snapshot';
import { fieldOf, rangeOf } from '../../snapshot';
import {
  type Handler,
  isString,
  lower,
  lowerAll,
  lowerStatements,
  lowerValue,
  maybeString,
  type Place,
  template,
  textOf,
  unknown,
} from './lowering';

/** Nothing in it is a value: its parts are read for what they do. */
export const inside: Handler = (node, at) => {
  lowerAll(node.children, at);
  return undefined;
};

/** Statements, one behind the other. */
export const block: Handler = (node, at) => {
  lowerStatements(node.children, { ...at, end: node.end });
  return undefined;
};

/** It is what its only part is; strings keep their own range, so that a fix leaves the parentheses. */
export const wrapper =
  (field?: string): Handler =>
  (node, at) => {
    const value = lowerValue(field === undefined ? node.children.at(-1) : fieldOf(node, field), node, at);
    if (!isString(value)) value.range = rangeOf(node);
    return value;
  };

/** What is known by a name here. */
export const named = (label: string, range: Range, at: Place): NameValue => ({
  kind: 'name',
  name: label,
  scope: at.scope,
  range,
});

export const name = (node: SyntaxNode, at: Place): NameValue => named(textOf(node, at), rangeOf(node), at);

export const constant =
  (value: boolean | null): Handler =>
  (node) => ({ kind: 'literal', value, range: rangeOf(node) });

export const number: Handler = (node, at) => {
  const value = Number(textOf(node, at).replace(/_|[lLfFdDmMuU]+$/g, ''));
  return Number.isNaN(value) ? unknown(node, []) : { kind: 'literal', value, range: rangeOf(node) };
};

export const members = (object: string, property: string): Handler => {
  return (node, at) => memberOf(node, lowerValue(fieldOf(node, object), node, at), fieldOf(node, property), at);
};

/** Of the object that a method is called on, it is the field of its class. */
export function memberOf(node: SyntaxNode, object: Value, property: SyntaxNode | undefined, at: Place): Value {
  const key = property && textOf(property, at);
  const { receiver } = at;
  if (receiver && key && object.kind === 'name' && object.name === receiver.name)
    return { kind: 'name', name: `this.${key}`, scope: receiver.scope, range: rangeOf(node) };
  return { kind: 'member', object, property: key, range: rangeOf(node), propertyRange: rangeOf(property ?? node) };
}

/** `object[key]`. */
export const element = (object: string, key: string): Handler => {
  return (node, at) => {
    const of = fieldOf(node, object) ?? node.children[0];
    const keyNode = fieldOf(node, key) ?? node.children.find((child) => child !== of);
    const [value, index] = [lowerValue(of, node, at), keyNode && lower(keyNode, at)];
    const only = index?.kind === 'array' ? index.items[0] : index;
    const property = only?.kind === 'literal' ? String(only.value) : undefined;
    const propertyRange = rangeOf(keyNode ?? node);
    return { kind: 'member', object: value, property, range: rangeOf(node), propertyRange };
  };
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', e: '\u001b', s: ' ' };

const decoded = (text: string): string =>
  text.replace(
    /\\(?:u\{?([0-9a-fA-F]{4,6})\}?|x([0-9a-fA-F]{2})|(.))/gs,
    (_, wide?: string, byte?: string, one = '') =>
      wide || byte
        ? String.fromCodePoint(Math.min(Number.parseInt(wide ?? byte ?? '0', 16), 0x10ffff))
        : (escapes[one] ?? one),
  );

const opening = /^(?:[a-zA-Z@$]{0,3}|<<<?[-~]?)("{3,}|["'`]|)/;

/** @param parts types of nodes that are text; what else stands inside is put in */
export const text = (parts: RegExp, isRaw = false): Handler => {
  return (node, at) => {
    const range = rangeOf(node);
    const whole = textOf(node, at);
    const [begin = '', quotes = ''] = opening.exec(whole) ?? [];
    const isClosed = whole.length >= begin.length + quotes.length && whole.endsWith(quotes);
    const content = { start: range.start + begin.length, end: range.end - (isClosed ? quotes.length : 0) };
    const pieceOf = (start: number, end: number): LiteralValue => {
      const source = at.file.text.slice(start, end);
      return {
        kind: 'literal',
        value: isRaw ? source : decoded(source),
        range: { start, end },
        content: { start, end },
      };
    };
    const fields = node.children.filter(({ type }) => !parts.test(type));
    if (fields.length === 0) {
      const literal = { ...pieceOf(content.start, Math.max(content.start, content.end)), range };
      at.file.facts.strings.push(literal);
      return literal;
    }
    const values = [...fields, undefined].flatMap((field, index) => {
      const start = fields[index - 1]?.end ?? content.start;
      const end = field?.start ?? content.end;
      const before = end > start ? [pieceOf(start, end)] : [];
      return field ? [...before, lowerValue(field, node, at)] : before;
    });
    const value = template(values, range, at.file);
    at.file.facts.strings.push(value);
    return value;
  };
};

export const keyText = (node: SyntaxNode, at: Place): string => textOf(node, at).replace(/^[:"'$]+|["':]+$/g, '');

/** Operators as JavaScript writes them. */
const spelled: Readonly<Record<string, string>> = {
  '==': '===',
  '!=': '!==',
  '<>': '!==',
  and: '&&',
  or: '||',
  not: '!',
};

export interface OperatorShape {
  left: string;
  right: string;
  /** Those that make one text of two. */
  joins: RegExp;
}

/** A chain of operators leans to the left: it is read from its first operand on, in a loop. */
export const operators = ({ left, right, joins }: OperatorShape): Handler => {
  return (node, at) => {
    const chain: SyntaxNode[] = [];
    let first: SyntaxNode | undefined = node;
    for (; first?.type === node.type; first = fieldOf(first, left)) chain.push(first);
    let value = lowerValue(first, node, at);
    for (const step of chain.reverse()) value = operation(step, value, fieldOf(step, right), joins, at);
    return value;
  };
};

function operation(node: SyntaxNode, left: Value, rightNode: SyntaxNode | undefined, joins: RegExp, at: Place): Value {
  const token = operatorOf(node, at);
  const operator = spelled[token] ?? token;
  if (rightNode && (operator === '&&' || operator === '||'))
    at.file.facts.regions.push({
      kind: 'branch',
      range: rangeOf(rightNode),
      condition: left,
      holds: operator === '&&',
    });
  const right = lowerValue(rightNode, node, at);
  const range = rangeOf(node);
  if (joins.test(operator) && (isString(left) || isString(right) || (maybeString(left) && maybeString(right)))) {
    const value = template([left, right], range, at.file);
    at.file.facts.strings.push(value);
    return value;
  }
  if (operator === '||' || operator === '??' || operator === '?:')
    return { kind: 'choice', options: [left, right].flatMap(options), range };
  return { ...unknown(node, [left, right]), operator };
}

const options = (value: Value): Value[] => (value.kind === 'choice' ? value.options : [value]);

function operatorOf(node: SyntaxNode, at: Place): string {
  const [first, last] = [node.children[0], node.children.at(-1)];
  const named = fieldOf(node, 'operator');
  if (named) return textOf(named, at);
  return first && last ? at.file.text.slice(first.end, last.start).trim() : (node.token ?? '');
}

export const negation: Handler = (node, at) => {
  const values = lowerAll(node.children, at);
  const [only] = values;
  const isNot = /^(?:!|not\b)/.test(textOf(node, at));
  if (isNot) return { ...unknown(node, values), operator: '!' };
  if (/^[&*@]/.test(textOf(node, at)) && only) return only;
  return only?.kind === 'literal' && typeof only.value === 'number'
    ? { ...only, value: -only.value }
    : unknown(node, values);
};

export const conditional = (condition: string, chosen: string, otherwise: string): Handler => {
  return (node, at) => {
    const test = lowerValue(fieldOf(node, condition), node, at);
    const ways = [fieldOf(node, chosen), fieldOf(node, otherwise)].flatMap((way, index) => {
      if (!way) return [];
      at.file.facts.regions.push({ kind: 'branch', range: rangeOf(way), condition: test, holds: index === 0 });
      return [lowerValue(way, node, at)];
    });
    return { kind: 'choice', options: ways.flatMap(options), range: rangeOf(node), condition: test };
  };
};

export const list: Handler = (node, at) => ({
  kind: 'array',
  items: lowerAll(node.children, at),
  range: rangeOf(node),
});

/** @param pairs with a key and a value in fields of these names */
export function objectOf(node: SyntaxNode, pairs: readonly SyntaxNode[], at: Place): Value {
  const entries = pairs.flatMap((pair) => {
    const [key, value] = [fieldOf(pair, 'key'), fieldOf(pair, 'value')];
    if (!key || !value) return [];
    return [
      { key: keyText(key, at), keyRange: rangeOf(key), value: lowerValue(value, pair, at), range: rangeOf(pair) },
    ];
  });
  return { kind: 'object', entries, range: rangeOf(node) };
}

/** An element of what is looped over. */
export const elementOf = (iterable: Value, node: SyntaxNode): Value => ({
  kind: 'member',
  object: iterable,
  property: undefined,
  range: rangeOf(node),
  propertyRange: rangeOf(node),
});
