/** Branches, loops and tries: their statements, and the regions that say what is known where they run. */
import type { Binding, Region, Value } from '../../facts';
import { fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { childScope } from '../scopes';
import { type Place, textOf } from './place';

/** What control statements need of the rest. */
export interface Inside {
  value(node: SyntaxNode, place: Place): Value;
  statement(node: SyntaxNode, place: Place): void;
  statements(node: SyntaxNode, place: Place): void;
  bindPattern(target: SyntaxNode, bound: Value | undefined, kind: Binding['kind'], place: Place): Binding[];
}

type Control = (node: SyntaxNode, place: Place) => void;

const leaving = new Set(['return_statement', 'throw_statement', 'continue_statement', 'break_statement']);

/** Whether nothing behind the statement runs once it has run. */
function exits(node: SyntaxNode | undefined, place: Place): boolean {
  if (!node) return false;
  if (leaving.has(node.type)) return true;
  if (node.type === 'statement_block' || node.type === 'else_clause') return exits(node.children.at(-1), place);
  if (node.type === 'if_statement')
    return exits(fieldOf(node, 'consequence'), place) && exits(fieldOf(node, 'alternative'), place);
  return node.type === 'expression_statement' && /^process\.exit\(/.test(textOf(node, place).slice(0, 20));
}

/** What `for (;;)` tests: its keyword stands for it. */
const always = ({ start }: SyntaxNode): Value => ({
  kind: 'literal',
  value: true,
  range: { start, end: start + 'for'.length },
});

export function createControl({
  value,
  statement,
  statements,
  bindPattern,
}: Inside): Readonly<Record<string, Control>> {
  const region = (place: Place, fact: Region) => place.facts.regions.push(fact);

  function branch(node: SyntaxNode, condition: Value, holds: boolean, place: Place): void {
    const range = rangeOf(node);
    region(place, { kind: 'branch', range, condition, holds });
    statement(node, { ...place, end: range.end });
  }

  /** `if (c) return;` makes the rest of the block one where `c` does not hold. */
  function ifStatement(node: SyntaxNode, place: Place): void {
    const [test, then, otherwise] = ['condition', 'consequence', 'alternative'].map((name) => fieldOf(node, name));
    if (!test || !then) {
      statements(node, place);
      return;
    }
    const condition = value(test, place);
    branch(then, condition, true, place);
    if (otherwise) branch(otherwise, condition, false, place);
    const range = { start: node.end, end: Math.max(node.end, place.end) };
    if (exits(then, place)) region(place, { kind: 'branch', range, condition, holds: false });
    if (otherwise && exits(otherwise, place)) region(place, { kind: 'branch', range, condition, holds: true });
  }

  const doWhile: Control = (node, place) => {
    const [body, test] = ['body', 'condition'].map((name) => fieldOf(node, name));
    if (body) statement(body, { ...place, end: body.end });
    const condition = test && value(test, place);
    if (body) region(place, { kind: 'loop', range: rangeOf(body), ...(condition && { condition }) });
  };

  const loop: Control = (node, place) => {
    const body = fieldOf(node, 'body');
    if (body) region(place, { kind: 'loop', range: rangeOf(body) });
    const test = fieldOf(node, 'condition');
    const isOpen = node.type === 'for_statement' && (!test || test.type === 'empty_statement');
    if (body && isOpen) region(place, { kind: 'branch', range: rangeOf(body), condition: always(node), holds: true });
    for (const child of node.children) {
      const isTest = child === test && !isOpen;
      const inner = { ...place, end: child.end };
      if (!isTest) statement(child, inner);
      else if (body)
        region(place, { kind: 'branch', range: rangeOf(body), condition: value(child, inner), holds: true });
    }
  };

  /** `of`: any element of it; `in`: a key. */
  function stepOf(object: Value, left: SyntaxNode, { text }: Place): Value {
    const range = rangeOf(left);
    const isElement = /^\s*of\b/.test(text.slice(left.end, object.range.start));
    return isElement
      ? { kind: 'member', object, property: undefined, range, propertyRange: range }
      : { kind: 'unknown', parts: [object], range };
  }

  const forIn: Control = (node, place) => {
    const [left, right, body] = ['left', 'right', 'body'].map((name) => fieldOf(node, name));
    const iterable = right && value(right, place);
    const inner = { ...place, scope: childScope('block', place.scope, rangeOf(node)) };
    if (left && iterable) bindPattern(left, stepOf(iterable, left, place), 'variable', inner);
    if (!body) return;
    region(place, { kind: 'loop', range: rangeOf(body) });
    statement(body, { ...inner, end: body.end });
  };

  const tryStatement: Control = (node, place) => {
    const body = fieldOf(node, 'body');
    if (body) region(place, { kind: 'try', range: rangeOf(body) });
    statements(node, place);
  };

  const catchClause: Control = (node, place) => {
    const inner = { ...place, scope: childScope('block', place.scope, rangeOf(node)) };
    const [parameter, body] = [fieldOf(node, 'parameter'), fieldOf(node, 'body')];
    const [caught] = parameter ? bindPattern(parameter, undefined, 'variable', inner) : [];
    if (!body) return;
    region(place, { kind: 'catch', range: rangeOf(body), ...(caught && { caught }) });
    statements(body, { ...inner, end: body.end });
  };

  return {
    if_statement: ifStatement,
    for_statement: loop,
    while_statement: loop,
    do_statement: doWhile,
    for_in_statement: forIn,
    try_statement: tryStatement,
    catch_clause: catchClause,
  };
}
