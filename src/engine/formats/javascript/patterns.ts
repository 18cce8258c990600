/** Destructuring: `const { a, b: [c = 1] } = value` binds each name to the member of the value that it stands for. */
import type { Binding, Value } from '../../facts';
import { fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { declare } from '../scopes';
import { type Place, textOf } from './place';

/** Member of the value that is taken apart; undefined where there is no value. */
type Part = (property: string | undefined, node: SyntaxNode) => Value | undefined;

const partOf =
  (bound: Value | undefined): Part =>
  (property, node) =>
    bound && { kind: 'member', object: bound, property, range: rangeOf(node), propertyRange: rangeOf(node) };

/** @param value lowers an expression: defaults are expressions */
export function createPatterns(value: (node: SyntaxNode, place: Place) => Value) {
  function bindPattern(target: SyntaxNode, bound: Value | undefined, kind: Binding['kind'], place: Place): Binding[] {
    switch (target.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        return [
          declare(place.facts, place.scope, {
            kind,
            name: textOf(target, place),
            range: rangeOf(target),
            value: bound,
          }),
        ];
      case 'object_pattern':
        return target.children.flatMap((child) => bindProperty(child, partOf(bound), kind, place));
      case 'array_pattern':
        return target.children.flatMap((child, index) =>
          bindPattern(child, partOf(bound)(String(index), child), kind, place),
        );
      case 'assignment_pattern':
        return withDefault(target, () => bound, kind, place);
      case 'rest_pattern':
        return target.children.flatMap((child) => bindPattern(child, bound, kind, place));
      default:
        return [];
    }
  }

  function bindProperty(node: SyntaxNode, part: Part, kind: Binding['kind'], place: Place): Binding[] {
    if (node.type === 'shorthand_property_identifier_pattern')
      return bindPattern(node, part(textOf(node, place), node), kind, place);
    if (node.type === 'object_assignment_pattern')
      return withDefault(node, (left) => part(textOf(left, place), left), kind, place);
    if (node.type !== 'pair_pattern') return bindPattern(node, part(undefined, node), kind, place);
    const [key, inner] = [fieldOf(node, 'key'), fieldOf(node, 'value')];
    return key && inner
      ? bindPattern(inner, part(textOf(key, place).replace(/^['"]|['"]$/g, ''), key), kind, place)
      : [];
  }

  function withDefault(
    node: SyntaxNode,
    givenTo: (left: SyntaxNode) => Value | undefined,
    kind: Binding['kind'],
    place: Place,
  ): Binding[] {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (!left || !right) return [];
    const fallback = value(right, place);
    const given = givenTo(left);
    const both: Value = given ? { kind: 'choice', options: [given, fallback], range: rangeOf(node) } : fallback;
    return bindPattern(left, both, kind, place);
  }

  return bindPattern;
}
