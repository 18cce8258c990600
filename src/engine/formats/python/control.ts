/** Branches, loops and tries: their statements, and the regions that say what is known where they run. */
import type { Region, Value } from '../../facts';
import { type Handler, lower, lowerAll, lowerValue, type Place, textOf, unknown } from '../programs/lowering';
import { bindTarget, elementOf } from './targets';
import { childOf, fieldOf, rangeOf, type SyntaxNode } from './tree';

const leaving = new Set(['return_statement', 'raise_statement', 'continue_statement', 'break_statement']);
const leavingCall = /^(?:sys\.exit|exit|quit|abort|os\._exit)\(/;

/** Whether nothing behind the block runs once it has run. */
function exits(node: SyntaxNode | undefined, at: Place): boolean {
  const last = node?.children.at(-1);
  if (!last) return false;
  if (leaving.has(last.type)) return true;
  if (last.type === 'if_statement') return alternatives(last).length > 1 && ways(last).every((way) => exits(way, at));
  return last.type === 'expression_statement' && leavingCall.test(textOf(last, at).slice(0, 20));
}

const alternatives = (node: SyntaxNode) => node.children.filter((child) => child.field === 'alternative');
const isElse = (node: SyntaxNode) => node.type === 'else_clause';

/** Every block of an `if`, if one of them runs in any case. */
function ways(node: SyntaxNode): (SyntaxNode | undefined)[] {
  const others = alternatives(node);
  if (!others.some(isElse)) return [undefined];
  return [fieldOf(node, 'consequence'), ...others.map((one) => fieldOf(one, isElse(one) ? 'body' : 'consequence'))];
}

const region = (fact: Region, at: Place) => at.file.facts.regions.push(fact);

/** What is imported under `if TYPE_CHECKING:` brings no value. */
const typeChecking = /^(typing\.)?TYPE_CHECKING$/;

/** `if c: return` makes the rest of the block one where `c` does not hold. */
const lowerIf: Handler = (node, at) => {
  const failed: Value[] = [];
  for (const one of [node, ...alternatives(node)]) {
    const test = fieldOf(one, 'condition');
    const block = fieldOf(one, test ? 'consequence' : 'body');
    const condition = test && lowerValue(test, one, at);
    if (!block) continue;
    const range = rangeOf(block);
    for (const before of failed) region({ kind: 'branch', range, condition: before, holds: false }, at);
    if (condition) region({ kind: 'branch', range, condition, holds: true }, at);
    const typeOnly = test !== undefined && typeChecking.test(textOf(test, at));
    lower(block, typeOnly ? { ...at, typeOnly } : at);
    const rest = { start: node.end, end: Math.max(node.end, at.end) };
    if (condition && exits(block, at)) region({ kind: 'branch', range: rest, condition, holds: false }, at);
    if (condition) failed.push(condition);
  }
  return undefined;
};

const lowerFor: Handler = (node, at) => {
  const iterable = lowerValue(fieldOf(node, 'right'), node, at);
  const [target, body] = [fieldOf(node, 'left'), fieldOf(node, 'body')];
  if (target) bindTarget(target, elementOf(iterable, target), at, 'variable');
  if (body) region({ kind: 'loop', range: rangeOf(body) }, at);
  lowerAll(
    node.children.filter((child) => child.field !== 'left' && child.field !== 'right'),
    at,
  );
  return undefined;
};

const lowerWhile: Handler = (node, at) => {
  const [test, body] = [fieldOf(node, 'condition'), fieldOf(node, 'body')];
  const condition = test && lowerValue(test, node, at);
  if (body) {
    region({ kind: 'loop', range: rangeOf(body) }, at);
    if (condition) region({ kind: 'branch', range: rangeOf(body), condition, holds: true }, at);
    lower(body, at);
  }
  const rest = node.children.filter((child) => child !== test && child !== body);
  lowerAll(rest, at);
  return undefined;
};

const lowerTry: Handler = (node, at) => {
  const body = fieldOf(node, 'body');
  if (body) region({ kind: 'try', range: rangeOf(body) }, at);
  lowerAll(node.children, at);
  return undefined;
};

/** An exception's name is bound to what is caught, of which only the types are known. */
const lowerExcept: Handler = (node, at) => {
  const body = childOf(node, 'block');
  const fact: Region | undefined = body && { kind: 'catch', range: rangeOf(body) };
  if (fact) region(fact, at);
  for (const child of node.children) {
    const target = child.type === 'as_pattern' ? childOf(child, 'as_pattern_target') : undefined;
    const types = target ? lowerAll(child.children.slice(0, 1), at) : lowerAll([child], at);
    if (!target) continue;
    bindTarget(target, unknown(child, types), at, 'variable');
    const caught = at.home.bindings.get(textOf(target, at))?.at(-1);
    if (fact && caught) fact.caught = caught;
  }
  return undefined;
};

export const controlHandlers: readonly [string, Handler][] = [
  ['if_statement', lowerIf],
  ['for_statement', lowerFor],
  ['while_statement', lowerWhile],
  ['try_statement', lowerTry],
  ['except_clause', lowerExcept],
  ['except_group_clause', lowerExcept],
];
