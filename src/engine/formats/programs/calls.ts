/** Calls of languages that are read by a table, and what they are given. */
import type { Argument, Call, Range, Value } from '../../facts';
import type { SyntaxNode } from '../../snapshot';
import { fieldOf, rangeOf } from '../../snapshot';
import { keyText, memberOf, name, named, text } from './expressions';
import { type Handler, lowerValue, type Place, unknown } from './lowering';

/** How arguments are written. */
export interface ArgumentShape {
  /** Nodes that only hold an argument. */
  holder?: string;
  /** Nodes that name one: the field of the name, or the first child; the value stands last. */
  named?: RegExp;
  nameField?: string;
  spread?: RegExp;
}

export function argumentsIn(list: SyntaxNode | undefined, shape: ArgumentShape, at: Place): Argument[] {
  return (list?.children ?? []).map((node) => {
    const range = rangeOf(node);
    const holder = node.type === shape.holder ? node : undefined;
    const inner = holder?.children.length === 1 ? holder.children[0]! : node;
    if (shape.spread?.test(inner.type)) return { value: lowerValue(inner.children[0], inner, at), range, spread: true };
    const isNamed = (shape.named?.test(inner.type) ?? false) && inner.children.length > 1;
    const label = isNamed ? (fieldOf(inner, shape.nameField ?? 'name') ?? undefined) : undefined;
    if (!label) return { value: lowerValue(inner, inner, at), range };
    return { name: keyText(label, at), value: lowerValue(inner.children.at(-1), inner, at), range };
  });
}

/** A call, recorded. @param list where its arguments stand, between parentheses; undefined: there are none */
export function callOf(
  node: SyntaxNode,
  callee: Value,
  list: SyntaxNode | undefined,
  args: Argument[],
  at: Place,
  isNew = false,
): Value {
  const argsRange: Range = list
    ? { start: Math.min(list.start + 1, list.end), end: Math.max(list.start + 1, list.end - 1) }
    : { start: node.end, end: node.end };
  const call: Call = { callee, args, isNew, scope: at.scope, range: rangeOf(node), argsRange, statement: at.statement };
  at.file.facts.calls.push(call);
  return { kind: 'call', call, range: rangeOf(node) };
}

/** `object.name(…)`, or a function by its own name. */
export const method = (object: string, property: string, list: string, shape: ArgumentShape = {}): Handler => {
  return (node, at) => {
    const [owner, called] = [fieldOf(node, object), fieldOf(node, property)];
    const callee = owner
      ? memberOf(called ? { ...called, start: owner.start } : node, lowerValue(owner, node, at), called, at)
      : called
        ? name(called, at)
        : unknown(node, []);
    return callOf(node, callee, fieldOf(node, list), argumentsIn(fieldOf(node, list), shape, at), at);
  };
};

/** Text between backticks, which a shell runs. @param called by what name the call is known */
export const backticks = (called: string): Handler => {
  const lineOf = text(/^(?:string_content|escape_sequence)$/);
  return (node, at) => {
    const value = lineOf(node, at);
    const args = value ? [{ value, range: value.range }] : [];
    return callOf(node, named(called, rangeOf(node), at), undefined, args, at);
  };
};

export const calls = (callee: string, list: string, shape: ArgumentShape = {}): Handler => {
  return (node, at) => {
    const called = lowerValue(fieldOf(node, callee), node, at);
    return callOf(node, called, fieldOf(node, list), argumentsIn(fieldOf(node, list), shape, at), at);
  };
};
