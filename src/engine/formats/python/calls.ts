/** Calls and their arguments. */
import type { Argument, Call, Range, Value } from '../../facts';
import { type Handler, lowerValue, type Place, textOf } from '../programs/lowering';
import { fieldOf, rangeOf, type SyntaxNode } from './tree';

const lowerCall: Handler = (node, at) => {
  const callee = lowerValue(fieldOf(node, 'function'), node, at);
  const list = fieldOf(node, 'arguments');
  const call: Call = {
    callee,
    args: list ? lowerArguments(list, at) : [],
    isNew: false,
    scope: at.scope,
    range: rangeOf(node),
    argsRange: insideOf(list ?? { ...node, start: node.end }, at),
    statement: at.statement,
  };
  at.file.facts.calls.push(call);
  const value: Value = { kind: 'call', call, range: rangeOf(node) };
  if (buildsString(callee)) at.file.facts.strings.push(value);
  return value;
};

/** Python 2's `exec "…"` and `print "…"`: the grammar takes some calls with a space before the parenthesis for them. */
const lowerKeywordCall: Handler = (node, at) => {
  const name = node.token ?? '';
  const operands = node.children.length === 1 ? insideTuple(node.children[0]!) : node.children;
  const callee = { start: node.start, end: node.start + name.length };
  const call: Call = {
    callee: { kind: 'name', name, scope: at.scope, range: callee },
    args: operands.map((operand) => lowerArgument(operand, at)),
    isNew: false,
    scope: at.scope,
    range: rangeOf(node),
    argsRange: { start: operands[0]?.start ?? node.end, end: operands.at(-1)?.end ?? node.end },
    statement: at.statement,
  };
  at.file.facts.calls.push(call);
  return undefined;
};

const insideTuple = (node: SyntaxNode): SyntaxNode[] =>
  node.type === 'tuple' || node.type === 'parenthesized_expression' ? node.children : [node];

export const callHandlers: readonly [string, Handler][] = [
  ['call', lowerCall],
  ['exec_statement', lowerKeywordCall],
  ['print_statement', lowerKeywordCall],
];

/** Between the parentheses; broken code may lack the closing one. */
function insideOf(list: SyntaxNode, at: Place): Range {
  const text = textOf(list, at);
  const start = list.start + (text.startsWith('(') ? 1 : 0);
  const end = list.end - (text.length > 1 && text.endsWith(')') ? 1 : 0);
  return { start, end: Math.max(start, end) };
}

/** A generator alone needs no parentheses of its own: `f(x for x in y)`. */
export function lowerArguments(list: SyntaxNode, at: Place): Argument[] {
  if (list.type !== 'argument_list') return [{ value: lowerValue(list, list, at), range: insideOf(list, at) }];
  return list.children.map((child) => lowerArgument(child, at));
}

function lowerArgument(node: SyntaxNode, at: Place): Argument {
  const range = rangeOf(node);
  if (node.type === 'list_splat' || node.type === 'dictionary_splat') {
    return { value: lowerValue(node.children[0], node, at), range, spread: true };
  }
  const name = node.type === 'keyword_argument' ? fieldOf(node, 'name') : undefined;
  if (!name) return { value: lowerValue(node, node, at), range };
  return { name: textOf(name, at), value: lowerValue(fieldOf(node, 'value'), node, at), range };
}

const builders =
  /^(?:join|format|replace|strip|decode|\w{0,20}b64decode|decodestring|a2b_base64|a2b_hex|unhexlify|fromhex|chr|bytes|bytearray|unquote)$/;

/** Calls that make a string of others, by their own name. What they make it of is listed too. */
function buildsString(callee: Value): boolean {
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : undefined;
  return builders.test(name ?? '');
}
