/** What a copy of a JavaScript or TypeScript tree keeps. */
import type { Shape } from '../../snapshot';

/** Types and ambient declarations bring no value. */
const types =
  /^(?:type_annotation|type_arguments|type_parameters|predefined_type|.*_type|type_identifier|asserts_annotation|type_predicate_annotation|interface_declaration|type_alias_declaration|ambient_declaration|function_signature)$/;

/** An answer for each type of node, as there are few of them. */
export function remember(ask: (type: string) => boolean): (type: string) => boolean {
  const known = new Map<string, boolean>();
  return (type) => {
    const answer = known.get(type) ?? ask(type);
    known.set(type, answer);
    return answer;
  };
}

export const isType = remember((type) => types.test(type));

const leafTypes = new Set([
  ...['string', 'regex', 'jsx_text', 'hash_bang_line'],
  ...['identifier', 'property_identifier', 'shorthand_property_identifier', 'private_property_identifier'],
  ...['shorthand_property_identifier_pattern', 'number', 'true', 'false', 'null', 'undefined', 'this', 'super'],
  ...['string_fragment', 'escape_sequence', 'statement_identifier', 'accessibility_modifier'],
]);

/** Values are read 300 levels deep; each of them takes up to four of the tree's. */
export const javascriptShape: Shape = {
  maxDepth: 1500,
  chain: 'binary_expression',
  isLeaf: (type) => leafTypes.has(type) || isType(type),
};
