/** Destructuring: `const { a, b: [c = 1] } = value` binds each name to the member of the value that it stands for. */
import type { Binding, Value } from '../facts';
import type { Node } from '../grammars';
import type { Place } from './javascript-values';
import { declare } from './scopes';
import { namedChildren, rangeOf } from './syntax-tree';

/** Member of the value that is taken apart; undefined where there is no value. */
type Part = (property: string | undefined, node: Node) => Value | undefined;

const partOf =
  (bound: Value | undefined): Part =>
  (property, node) =>
    bound && { kind: 'member', object: bound, property, range: rangeOf(node), propertyRange: rangeOf(node) };

/** @param value lowers an expression: defaults are expressions */
export function createPatterns(value: (node: Node, place: Place) => Value) {
  function bindPattern(target: Node, bound: Value | undefined, kind: Binding['kind'], place: Place): Binding[] {
    switch (target.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        return [declare(place.facts, place.scope, { kind, name: target.text, range: rangeOf(target), value: bound })];
      case 'object_pattern':
        return namedChildren(target).flatMap((child) => bindProperty(child, partOf(bound), kind, place));
      case 'array_pattern':
        return namedChildren(target).flatMap((child, index) =>
          bindPattern(child, partOf(bound)(String(index), child), kind, place),
        );
      case 'assignment_pattern':
        return withDefault(target, () => bound, kind, place);
      case 'rest_pattern':
        return namedChildren(target).flatMap((child) => bindPattern(child, bound, kind, place));
      default:
        return [];
    }
  }

  function bindProperty(node: Node, part: Part, kind: Binding['kind'], place: Place): Binding[] {
    if (node.type === 'shorthand_property_identifier_pattern')
      return bindPattern(node, part(node.text, node), kind, place);
    if (node.type === 'object_assignment_pattern')
      return withDefault(node, (left) => part(left.text, left), kind, place);
    if (node.type !== 'pair_pattern') return bindPattern(node, part(undefined, node), kind, place);
    const [key, inner] = [node.childForFieldName('key'), node.childForFieldName('value')];
    return key && inner ? bindPattern(inner, part(key.text.replace(/^['"]|['"]$/g, ''), key), kind, place) : [];
  }

  function withDefault(
    node: Node,
    givenTo: (left: Node) => Value | undefined,
    kind: Binding['kind'],
    place: Place,
  ): Binding[] {
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
    if (!left || !right) return [];
    const fallback = value(right, place);
    const given = givenTo(left);
    const both: Value = given ? { kind: 'choice', options: [given, fallback], range: rangeOf(node) } : fallback;
    return bindPattern(left, both, kind, place);
  }

  return bindPattern;
}
