/** Python's statements, as far as they bind names or return values. */
import type { Scope } from '../../facts';
import {
  findBindings,
  type Handler,
  lower,
  lowerAll,
  lowerStatements,
  lowerValue,
  type Place,
  textOf,
  unknown,
} from '../programs/lowering';
import { addDynamicImport, importedModule } from './imports';
import { bindCaptures, bindTarget, rebindTarget } from './targets';
import { fieldOf, rangeOf, type SyntaxNode } from './tree';
import { joined } from './values';

const lowerBlock: Handler = (node, at) => {
  lowerStatements(node.children, { ...at, end: node.end });
  return undefined;
};

/** An expression that stands alone says nothing as a value. */
const lowerInside: Handler = (node, at) => {
  lowerAll(node.children, at);
  return undefined;
};

/** `a = b = value`: targets are bound from left to right, to one value. */
const lowerAssignment: Handler = (node, at) => {
  const targets: SyntaxNode[] = [];
  let right: SyntaxNode | undefined = node;
  while (right?.type === 'assignment') {
    const [left, type] = [fieldOf(right, 'left'), fieldOf(right, 'type')];
    if (left) targets.push(left);
    if (type) lower(type, at);
    right = fieldOf(right, 'right');
  }
  const value = right && lowerValue(right, node, at);
  for (const target of targets) {
    const module = target.type === 'identifier' ? importedModule(value) : undefined;
    if (module) addDynamicImport(target, module, node, at);
    else if (value) bindTarget(target, value, at);
    else declareField(target, at);
  }
  return undefined;
};

/** `x: str` in a class is a field of its instances; elsewhere it binds nothing. */
function declareField(target: SyntaxNode, at: Place): void {
  if (!at.fields || target.type !== 'identifier') return;
  const [name, range] = [textOf(target, at), rangeOf(target)];
  at.file.declarations.push({ name, scope: at.home, range }, { name: `this.${name}`, scope: at.fields, range });
}

/** `x += value` binds `x` again, to the old value and what comes to it. */
const lowerAugmented: Handler = (node, at) => {
  const target = fieldOf(node, 'left');
  if (!target) return undefined;
  const old = lowerValue(target, node, at);
  const given = lowerValue(fieldOf(node, 'right'), node, at);
  const operator = node.token ?? '';
  const total = joined(operator.slice(0, -1), old, given, node, at) ?? unknown(node, [old, given]);
  rebindTarget(target, { old, operator, given, total }, at);
  return undefined;
};

const lowerReturn: Handler = (node, at) => {
  at.function?.returns.push(...lowerAll(node.children, at));
  return undefined;
};

const lowerGlobal: Handler = (node, at) => {
  for (const child of node.children) at.elsewhere.set(textOf(child, at), at.file.facts.module);
  return undefined;
};

const lowerNonlocal: Handler = (node, at) => {
  for (const child of node.children) at.elsewhere.set(textOf(child, at), scopeAround(textOf(child, at), at));
  return undefined;
};

/** The function around that binds the name; the nearest, where none does so far. It never is the module. */
function scopeAround(name: string, at: Place): Scope {
  const outer = at.home.parent ?? at.home;
  const found = findBindings(name, outer)[0]?.scope;
  return found && found.kind !== 'module' ? found : outer;
}

const lowerMatch: Handler = (node, at) => {
  const subjects = node.children
    .filter((child) => child.field === 'subject')
    .map((child) => lowerValue(child, node, at));
  const subject = subjects.length === 1 ? subjects[0]! : unknown(node, subjects);
  for (const clause of fieldOf(node, 'body')?.children ?? []) {
    for (const child of clause.children) {
      if (child.type === 'case_pattern') bindCaptures(child, subject, at);
      else lower(child, at);
    }
  }
  return undefined;
};

export const statementHandlers: readonly [string, Handler][] = [
  ['module', lowerBlock],
  ['block', lowerBlock],
  ['expression_statement', lowerInside],
  ['assignment', lowerAssignment],
  ['augmented_assignment', lowerAugmented],
  ['return_statement', lowerReturn],
  ['global_statement', lowerGlobal],
  ['nonlocal_statement', lowerNonlocal],
  ['match_statement', lowerMatch],
];
