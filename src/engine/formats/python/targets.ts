/** What stands left of an assignment. */
import type { Binding, Value } from '../../facts';
import { addBinding, bindName, lower, lowerAll, type Place, textOf, unknown } from '../programs/lowering';
import { rangeOf, type SyntaxNode } from './tree';

const sequences = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list', 'expression_list']);
const wrappers = new Set(['parenthesized_expression', 'as_pattern_target']);

/** Binds every name of a target; a member of `self` as `this.x`. Other members are assigned to. */
export function bindTarget(target: SyntaxNode, value: Value, at: Place, kind: Binding['kind'] = 'constant'): void {
  if (target.type === 'identifier') bindName(target, value, at, kind);
  else if (target.type === 'attribute' || target.type === 'subscript') bindMember(target, value, at, kind);
  else if (sequences.has(target.type)) bindSequence(target, value, at, kind);
  else if (wrappers.has(target.type) && target.children[0]) bindTarget(target.children[0], value, at, kind);
  else lower(target, at);
}

function bindMember(target: SyntaxNode, value: Value, at: Place, kind: Binding['kind']): void {
  const member = lower(target, at);
  if (member) assignMember(member, '=', value, value, at, kind);
}

/** @param given the right-hand side; with `=` it is the value */
function assignMember(
  target: Value,
  operator: string,
  given: Value,
  value: Value,
  at: Place,
  kind: Binding['kind'],
): void {
  if (target.kind === 'name') {
    addBinding({ kind, name: target.name, scope: target.scope, range: { ...target.range }, value }, at.file);
  } else if (target.kind === 'member') {
    const range = { start: target.range.start, end: Math.max(given.range.end, target.range.end) };
    at.file.assignments.push({ target, operator, given, value, scope: at.scope, range });
  }
}

/** `target += given` binds the target again, to `total`. `old` is the target's value before. */
export function rebindTarget(
  target: SyntaxNode,
  { old, operator, given, total }: { old: Value; operator: string; given: Value; total: Value },
  at: Place,
): void {
  if (target.type === 'identifier') bindName(target, total, at, 'variable');
  else assignMember(old, operator, given, total, at, 'variable');
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

/** Any element of what is gone through. */
export const elementOf = (iterable: Value, target: SyntaxNode): Value => memberAt(undefined, iterable, target);

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
