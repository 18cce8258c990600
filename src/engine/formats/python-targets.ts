/** What stands left of an assignment. */
import type { Binding, Scope, Value } from '../facts';
import { addBinding, bindName, lower, lowerAll, type Place, textOf, unknown } from './python-place';
import { rangeOf, type SyntaxNode } from './python-tree';

const sequences = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list', 'expression_list']);
const wrappers = new Set(['parenthesized_expression', 'as_pattern_target']);

/**
 * Binds every name of a target. Members bind under their path, `session.verify` (a constant subscript counts as a member):
 * in the scope of the assignment, or in the class's for `this.x`.
 */
export function bindTarget(target: SyntaxNode, value: Value, at: Place, kind: Binding['kind'] = 'constant'): void {
  if (target.type === 'identifier') bindName(target, value, at, kind);
  else if (target.type === 'attribute' || target.type === 'subscript') bindMember(target, value, at, kind);
  else if (sequences.has(target.type)) bindSequence(target, value, at, kind);
  else if (wrappers.has(target.type) && target.children[0]) bindTarget(target.children[0], value, at, kind);
  else lower(target, at);
}

function bindMember(target: SyntaxNode, value: Value, at: Place, kind: Binding['kind']): void {
  const member = lower(target, at);
  if (member) assignMember(member, '=', value, at, kind);
}

/** Notes `member operator value`, and binds the member's path. */
function assignMember(member: Value, operator: string, value: Value, at: Place, kind: Binding['kind']): void {
  at.file.assignments.push({ target: member, operator, value, statement: at.statement });
  const path = pathOf(member);
  if (!path) return;
  addBinding({ kind, name: path.name, scope: path.scope ?? at.home, range: { ...member.range }, value }, at.file);
}

/** `target += added` binds the target again, to `total`. `old` is the target's value before. */
export function rebindTarget(target: SyntaxNode, old: Value, operator: string, total: Value, at: Place): void {
  if (target.type === 'identifier') bindName(target, total, at, 'variable');
  else assignMember(old, operator, total, at, 'variable');
}

/** `a.b.c`, and the class's scope where it starts with `this.`. */
function pathOf(value: Value): { name: string; scope?: Scope } | undefined {
  if (value.kind === 'name') return value.name.startsWith('this.') ? value : { name: value.name };
  if (value.kind !== 'member' || value.property === undefined) return undefined;
  const object = pathOf(value.object);
  return object && { ...object, name: `${object.name}.${value.property}` };
}

/** Each target gets a member of the value: `0`, `1` …; behind a starred one the position is unknown. */
function bindSequence(target: SyntaxNode, value: Value, at: Place, kind: Binding['kind']): void {
  const star = target.children.findIndex((child) => child.type === 'list_splat_pattern');
  target.children.forEach((child, index) => {
    if (child.type === 'list_splat_pattern') {
      if (child.children[0]) bindTarget(child.children[0], unknown(child, [value]), at, kind);
    } else if (value.kind === 'unknown') bindTarget(child, value, at, kind);
    else bindTarget(child, memberAt(star >= 0 && index > star ? undefined : String(index), value, child), at, kind);
  });
}

function memberAt(property: string | undefined, object: Value, target: SyntaxNode): Value {
  return { kind: 'member', object, property, range: { ...object.range }, propertyRange: rangeOf(target) };
}

/** Binds the names that a `case` pattern captures. */
export function bindCaptures(pattern: SyntaxNode, subject: Value, at: Place): void {
  const value = unknown(pattern, [subject]);
  if (pattern.type === 'identifier' || pattern.type === 'dotted_name') {
    const name = textOf(pattern, at);
    if (name !== '_' && !name.includes('.')) bindName(pattern, value, at, 'variable');
  } else if (pattern.type === 'class_pattern' || pattern.type === 'keyword_pattern') {
    for (const child of pattern.children.slice(1)) bindCaptures(child, subject, at);
  } else if (patterns.has(pattern.type)) for (const child of pattern.children) bindCaptures(child, subject, at);
  else lowerAll([pattern], at);
}

const patterns = new Set([
  'case_pattern',
  'as_pattern',
  'union_pattern',
  'list_pattern',
  'tuple_pattern',
  'dict_pattern',
  'splat_pattern',
]);
