/** What a copy of a Python tree keeps. */
import type { Shape } from '../../snapshot';

export { childOf, fieldOf, rangeOf, type Snapshot, type SyntaxNode } from '../../snapshot';

const leafTypes = new Set([
  ...['string_content', 'dotted_name', 'relative_import', 'escape_sequence', 'string_start', 'string_end'],
  ...['identifier', 'integer', 'float', 'true', 'false', 'none', 'type_conversion'],
]);

/** 200 nested calls still fit. */
export const pythonShape: Shape = {
  maxDepth: 500,
  chain: 'binary_operator',
  isLeaf: (type) => leafTypes.has(type),
};
