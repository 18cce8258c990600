/** Statements of languages that are read by a table: what they bind, and what is known where they lead. */
import type { Value } from '../../facts';
import type { SyntaxNode } from '../../snapshot';
import { fieldOf, rangeOf } from '../../snapshot';
import { elementOf } from './expressions';
import { nameText } from './functions';
import {
  addBinding,
  findBindings,
  type Handler,
  lower,
  lowerAll,
  lowerValue,
  maybeString,
  newBinding,
  type Place,
  template,
  textOf,
  unknown,
} from './lowering';

/** Binds what stands left of an assignment; members are assigned to. */
export function assign(
  target: SyntaxNode,
  value: Value,
  at: Place,
  names: RegExp,
  kind: 'constant' | 'variable' = 'constant',
): void {
  if (names.test(target.type)) {
    bindNamed(target, value, at, kind);
    return;
  }
  const member = lower(target, at);
  if (member?.kind === 'name')
    addBinding({ kind, name: member.name, scope: member.scope, range: { ...member.range }, value }, at.file);
  else if (member?.kind === 'member') {
    const range = { start: target.start, end: Math.max(target.end, value.range.end) };
    at.file.facts.assignments.push({ target: member, value, scope: at.scope, range });
    addToVariable(member, value, at);
  }
}

/** `list[] = x`: what is put into a variable is a part of it. */
function addToVariable(member: Value & { kind: 'member' }, value: Value, at: Place): void {
  const { object, property, range } = member;
  if (property !== undefined || object.kind !== 'name') return;
  const scope = findBindings(object.name, at.scope)[0]?.scope ?? at.home;
  const both: Value = { kind: 'unknown', parts: [object, value], range: { ...range } };
  addBinding({ kind: 'variable', name: object.name, scope, range: { ...range }, value: both }, at.file);
}

/** A name that is known around is bound there: only a declaration makes a new one. */
function bindNamed(target: SyntaxNode, value: Value, at: Place, kind: 'constant' | 'variable'): void {
  const label = nameText(target, at);
  const known = kind === 'variable' ? findBindings(label, at.scope)[0]?.scope : undefined;
  const scope = known ?? at.home;
  addBinding({ kind, name: label, scope, range: rangeOf(target), value }, at.file);
  if (at.fields && scope === at.home)
    addBinding({ kind, name: `this.${label}`, scope: at.fields, range: rangeOf(target), value }, at.file);
}

/** `x += value`. */
export const increases = (left: string, right: string, names: RegExp): Handler => {
  return (node, at) => {
    const target = fieldOf(node, left);
    if (!target) return undefined;
    const [old, given] = [lowerValue(target, node, at), lowerValue(fieldOf(node, right), node, at)];
    const isText = maybeString(old) && maybeString(given);
    const value: Value = isText ? template([old, given], rangeOf(node), at.file) : unknown(node, [old, given]);
    assign(target, value, at, names, 'variable');
    return undefined;
  };
};

/** How branches are written. */
export interface BranchShape {
  condition: string;
  chosen: string;
  alternative: string;
}

const leaves = /^(?:return|throw|break|continue|raise|exit|next|yield_break)(?:_statement|_expression)?$/;

const leavingCall =
  /^(?:throw\b|exit\b|die\b|panic\(|log\.Fatal|os\.Exit\(|System\.exit\(|abort\b|halt\b|raise\b|Environment\.Exit\()/;

/** Whether nothing behind the block runs once it has run. */
function exits(node: SyntaxNode | undefined, at: Place): boolean {
  if (!node) return false;
  if (leaves.test(node.type)) return true;
  const last = node.children.at(-1);
  if (!last) return false;
  if (/^(?:block|statement_list|compound_statement|then|body_statement)$/.test(node.type)) return exits(last, at);
  return leavingCall.test(textOf(node, at).slice(0, 30));
}

export const branches = (shape: BranchShape, isNegated = false): Handler => {
  return (node, at) => {
    for (const child of node.children) if (child.field === 'initializer') lower(child, at);
    const test = fieldOf(node, shape.condition);
    const condition = test && lowerValue(test, node, at);
    const [chosen, alternative] = [fieldOf(node, shape.chosen), fieldOf(node, shape.alternative)];
    const { regions } = at.file.facts;
    const holds = !isNegated;
    if (condition && chosen) regions.push({ kind: 'branch', range: rangeOf(chosen), condition, holds });
    if (condition && alternative)
      regions.push({ kind: 'branch', range: rangeOf(alternative), condition, holds: !holds });
    if (chosen) lower(chosen, at);
    for (const child of node.children) if (child.field === shape.alternative) lower(child, at);
    const rest = { start: node.end, end: Math.max(node.end, at.end) };
    if (condition && exits(chosen, at)) regions.push({ kind: 'branch', range: rest, condition, holds: !holds });
    return undefined;
  };
};

export const loops = (condition: string, body: string): Handler => {
  return (node, at) => {
    const [test, inner] = [fieldOf(node, condition), fieldOf(node, body)];
    lowerAll(
      node.children.filter((child) => child !== test && child !== inner),
      at,
    );
    const tested = test && lower(test, at);
    const { regions } = at.file.facts;
    if (inner) regions.push({ kind: 'loop', range: rangeOf(inner) });
    if (inner && tested) regions.push({ kind: 'branch', range: rangeOf(inner), condition: tested, holds: true });
    if (inner) lower(inner, at);
    return undefined;
  };
};

/** `for (x : list)`. */
export const iterations = (target: string, iterable: string, body: string, names: RegExp): Handler => {
  return (node, at) => {
    goThrough(lowerValue(fieldOf(node, iterable), node, at), fieldOf(node, target), fieldOf(node, body), names, at);
    return undefined;
  };
};

/** A loop over the elements of a value. */
export function goThrough(
  iterable: Value,
  target: SyntaxNode | undefined,
  body: SyntaxNode | undefined,
  names: RegExp,
  at: Place,
): void {
  if (target) assign(target, elementOf(iterable, target), at, names);
  if (!body) return;
  at.file.facts.regions.push({ kind: 'loop', range: rangeOf(body) });
  lower(body, at);
}

export const tries = (body: string): Handler => {
  return (node, at) => {
    const inner = fieldOf(node, body);
    if (inner) at.file.facts.regions.push({ kind: 'try', range: rangeOf(inner) });
    lowerAll(node.children, at);
    return undefined;
  };
};

/** @param caught the node of the name that is bound to what is caught, and of its types */
export const catches = (
  caught: (node: SyntaxNode) => { name?: SyntaxNode | undefined; types?: SyntaxNode | undefined },
  body: string,
): Handler => {
  return (node, at) => {
    const inner = fieldOf(node, body);
    const { name: label, types } = caught(node);
    if (!inner) return undefined;
    const value = unknown(types ?? node, types ? lowerAll(types.children, at) : []);
    const binding =
      label && addBinding(newBinding('variable', nameText(label, at), at.home, rangeOf(label), value), at.file);
    at.file.facts.regions.push({ kind: 'catch', range: rangeOf(inner), ...(binding && { caught: binding }) });
    lower(inner, at);
    return undefined;
  };
};

/** An import, known under a name here. */
export function addImport(
  module: string,
  imported: string,
  local: string,
  node: SyntaxNode,
  statement: SyntaxNode,
  at: Place,
) {
  const fact = { module, imported, local, range: rangeOf(node), statement: rangeOf(statement) };
  at.file.facts.imports.push(fact);
  if (local !== '*')
    addBinding({ kind: 'import', name: local, scope: at.home, range: rangeOf(node), import: fact }, at.file);
}
