/** What the formats with a tree-sitter grammar have in common. */
import type { Range } from '../facts';
import type { Node, Tree } from '../grammars';

export const rangeOf = ({ startIndex, endIndex }: Node): Range => ({ start: startIndex, end: endIndex });

/** Children that are no punctuation. */
export const namedChildren = (node: Node): Node[] => node.namedChildren.filter((child) => child !== null);

/** All nodes of these types, in the order of the text, at any depth. */
export const findAll = (node: Node, ...types: string[]): Node[] =>
  node.descendantsOfType(types).filter((found) => found !== null);

/** Number of places where the text does not follow the grammar: error nodes, and tokens that are missing. */
export function countErrors(tree: Tree): number {
  if (!tree.rootNode.hasError) return 0;
  const cursor = tree.walk();
  let errors = 0;
  for (let moved = true; moved; ) {
    if (cursor.nodeType === 'ERROR' || cursor.nodeIsMissing) errors++;
    moved = cursor.gotoFirstChild() || cursor.gotoNextSibling();
    while (!moved && cursor.gotoParent()) moved = cursor.gotoNextSibling();
  }
  cursor.delete();
  return errors;
}
