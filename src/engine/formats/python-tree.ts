/** A plain copy of a tree-sitter tree: one pass with a cursor, then no more calls into WebAssembly. */

import type { Range } from '../facts';
import type { Tree, TreeCursor } from '../grammars';

/** A named node. Comments are left out of `children`; anonymous tokens too, but for the first one's text. */
export interface SyntaxNode {
  type: string;
  /** Name of the parent's field that holds it. */
  field: string | undefined;
  /** UTF-16 offsets. */
  start: number;
  end: number;
  children: SyntaxNode[];
  /** The first anonymous token inside: an operator, `async`, `*`. */
  token?: string;
}

export interface Snapshot {
  root: SyntaxNode;
  comments: Range[];
  /** ERROR and MISSING nodes. */
  errors: number;
}

/** Nodes below are cut off, so that recursion over a snapshot is bounded: 200 nested calls still fit. */
const maxDepth = 500;
const cutType = 'too_deep';
const chainType = 'binary_operator';
const leafTypes = new Set(['string_content', 'comment', 'dotted_name', 'relative_import', 'escape_sequence']);

/** Copies `tree`. Named nodes at depth 500 lose their children and are given the type `too_deep`. */
export function takeSnapshot(tree: Tree): Snapshot {
  const cursor = tree.walk();
  try {
    return new Copier(cursor, tree.rootNode.hasError).copy();
  } finally {
    cursor.delete();
  }
}

/** Position of the cursor and the copies of the nodes above it. Type names are asked for once per type. */
class Copier {
  private readonly comments: Range[] = [];
  private readonly above: SyntaxNode[] = [];
  private readonly types = new Map<number, { name: string; named: boolean }>();
  private errors = 0;
  private depth = 1;

  constructor(
    private readonly cursor: TreeCursor,
    private readonly hasError: boolean,
  ) {}

  copy(): Snapshot {
    const root = this.node(this.type().name);
    if (root.type === 'ERROR') this.errors++;
    this.above.push(root);
    let moved = this.cursor.gotoFirstChild();
    while (moved) moved = this.step();
    return { root, comments: this.comments, errors: this.errors };
  }

  /** Visits the current node and moves on in preorder; false at the end. */
  private step(): boolean {
    const node = this.visit();
    if (node && this.enter(node)) return true;
    while (!this.cursor.gotoNextSibling()) {
      if (!this.cursor.gotoParent()) return false;
      const left = this.above.pop()!;
      if (this.above.length === 0) return false;
      this.depth -= this.continuesChain(left) ? 0 : 1;
    }
    return true;
  }

  private enter(node: SyntaxNode): boolean {
    if (leafTypes.has(node.type) || !this.cursor.gotoFirstChild()) return false;
    if (this.depth >= maxDepth) {
      this.cursor.gotoParent();
      node.type = cutType;
      return false;
    }
    this.depth += this.continuesChain(node) ? 0 : 1;
    this.above.push(node);
    return true;
  }

  /** `a + b` in `a + b + c`: such chains are read in a loop and count as one level. To be asked with the parent on top. */
  private continuesChain(node: SyntaxNode): boolean {
    return node.type === chainType && node.field === 'left' && this.above.at(-1)!.type === chainType;
  }

  private visit(): SyntaxNode | undefined {
    const { name, named } = this.type();
    const parent = this.above[this.above.length - 1]!;
    if (this.hasError && (name === 'ERROR' || this.cursor.nodeIsMissing)) this.errors++;
    if (!named) {
      parent.token ??= name;
      return undefined;
    }
    const node = this.node(name);
    if (name === 'comment') this.comments.push({ start: node.start, end: node.end });
    else parent.children.push(node);
    return node;
  }

  private node(type: string): SyntaxNode {
    const { startIndex: start, endIndex: end, currentFieldName } = this.cursor;
    return { type, field: currentFieldName ?? undefined, start, end, children: [] };
  }

  private type(): { name: string; named: boolean } {
    const id = this.cursor.nodeTypeId;
    let type = this.types.get(id);
    if (!type) {
      type = { name: this.cursor.nodeType, named: this.cursor.nodeIsNamed };
      this.types.set(id, type);
    }
    return type;
  }
}

/** The first child in a field. */
export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** The first child of a type. */
export function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((child) => child.type === type);
}

export function rangeOf(node: SyntaxNode): Range {
  return { start: node.start, end: node.end };
}
