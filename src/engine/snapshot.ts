/**
 * A plain copy of a tree-sitter tree: one pass with a cursor, then no more calls into WebAssembly. The copy of an edited
 * text takes over what the edit left as it was.
 */
import type { Tree, TreeCursor } from '@vscode/tree-sitter-wasm';
import type { Range } from './facts';

/** A named node. Comments are left out of `children`, and so are anonymous tokens. */
export interface SyntaxNode {
  type: string;
  /** Name of the parent's field that holds it. */
  field: string | undefined;
  /** UTF-16 offsets. */
  start: number;
  end: number;
  children: SyntaxNode[];
  /** The first anonymous token inside: an operator, `async`, `*`. */
  token: string | undefined;
  /** Further anonymous tokens that are words. */
  words: string[] | undefined;
  /** Comments that stand directly inside. */
  comments: Range[] | undefined;
  /** ERROR and MISSING nodes in it, itself included. */
  errors: number;
  /** Comments in it, at any depth. */
  commented: number;
  /** Levels of nesting around its children. */
  depth: number;
}

export interface Snapshot {
  root: SyntaxNode;
  comments: Range[];
  /** ERROR and MISSING nodes. */
  errors: number;
  /** It is of a text that will be edited: nodes live on in the next version's snapshot. */
  isKept: boolean;
}

/** What became of the text between two snapshots: `[start, oldEnd)` was replaced by what now is `[start, newEnd)`. */
export interface Past {
  /** It is used up, and no snapshot any more. */
  snapshot: Snapshot;
  start: number;
  oldEnd: number;
  newEnd: number;
}

/** What is particular to the copies of a language's trees. One constant for each language. */
export interface Shape {
  /** Nodes at this depth lose their children and are given the type `too_deep`, so that recursion is bounded. */
  maxDepth: number;
  /** `a + b` in `a + b + c`: chains of this type, leaning to the left, are read in loops and count as one level. */
  chain: string;
  /** Nodes of these types have nothing inside, or nothing that is of use. Errors in there are counted all the same. */
  isLeaf(type: string): boolean;
}

export const cutType = 'too_deep';

/** @param past of a text that was edited */
export function takeSnapshot(tree: Tree, shape: Shape, isKept = false, past?: Past): Snapshot {
  const cursor = tree.walk();
  try {
    const root = new Copier(cursor, tree.rootNode.hasError, shape, past).copy();
    return { root, comments: commentsOf(root), errors: root.errors, isKept };
  } finally {
    cursor.delete();
  }
}

interface NodeType {
  name: string;
  named: boolean;
  leaf: boolean;
  isComment: boolean;
}

/** Names of types are asked for once for each language. */
const typesOf = new WeakMap<Shape, Map<number, NodeType>>();

/** A node whose children are being copied, and what it was before. */
interface Level {
  node: SyntaxNode;
  old: SyntaxNode | undefined;
  /** Places of the children of `old`, by their start. */
  known: ReadonlyMap<number, number> | undefined;
  /** In the children of `old`: behind the last one that was found again. */
  next: number;
}

class Copier {
  readonly #cursor: TreeCursor;
  readonly #hasError: boolean;
  readonly #shape: Shape;
  readonly #past: Past | undefined;
  readonly #types: Map<number, NodeType>;
  readonly #above: Level[] = [];

  constructor(cursor: TreeCursor, hasError: boolean, shape: Shape, past: Past | undefined) {
    this.#past = past;
    this.#cursor = cursor;
    this.#hasError = hasError;
    this.#shape = shape;
    this.#types = typesOf.get(shape) ?? new Map();
    typesOf.set(shape, this.#types);
  }

  copy(): SyntaxNode {
    const type = this.#type();
    const root = this.#node(type.name, undefined, 1);
    if (type.name === 'ERROR') root.errors++;
    if (!this.#cursor.gotoFirstChild()) return root;
    this.#open(root, this.#past?.snapshot.root);
    while (this.#step());
    return root;
  }

  /** Visits the current node and moves on in preorder; false at the end. */
  #step(): boolean {
    if (this.#visit()) return true;
    while (!this.#cursor.gotoNextSibling()) {
      if (!this.#cursor.gotoParent()) return false;
      const { node } = this.#above.pop()!;
      const parent = this.#above.at(-1)?.node;
      if (!parent) return false;
      addUp(parent, node);
    }
    return true;
  }

  /** @returns whether the cursor is at the first of the node's children now, rather than at the node */
  #visit(): boolean {
    const { name, named, leaf, isComment } = this.#type();
    const level = this.#above[this.#above.length - 1]!;
    const parent = level.node;
    const isError = this.#hasError && (name === 'ERROR' || this.#cursor.nodeIsMissing);
    if (!named || isComment) {
      if (isError) parent.errors++;
      if (named) comment(parent, this.#range());
      else note(name, parent);
      return false;
    }
    const field = this.#cursor.currentFieldName ?? undefined;
    const isLink = name === this.#shape.chain && field === 'left' && parent.type === name;
    const depth = parent.depth + (isLink ? 0 : 1);
    if (level.known && this.#takeOver(level, name, field, depth)) return false;
    const node = this.#node(name, field, depth);
    if (isError) node.errors++;
    parent.children.push(node);
    if (this.#enter(node, leaf, level)) return true;
    addUp(parent, node);
    return false;
  }

  #enter(node: SyntaxNode, leaf: boolean, level: Level): boolean {
    if (leaf && !(this.#hasError && this.#cursor.currentNode.hasError)) return false;
    if (!this.#cursor.gotoFirstChild()) return false;
    if (node.depth > this.#shape.maxDepth) {
      this.#cursor.gotoParent();
      node.type = cutType;
      return false;
    }
    this.#open(node, counterpart(node, level));
    return true;
  }

  #open(node: SyntaxNode, old: SyntaxNode | undefined): void {
    const known = old && new Map(old.children.map(({ start }, index) => [start, index]));
    this.#above.push({ node, old, known, next: 0 });
  }

  /**
   * A node is as it was, and moved over with all that it holds, where the text of one of the same type stood in its place,
   * and nothing in it was or is an error: a grammar makes the same of the same text then.
   */
  #takeOver(level: Level, type: string, field: string | undefined, depth: number): boolean {
    const start = this.#cursor.startIndex;
    const before = this.#before(start);
    const at = before === undefined ? undefined : level.known!.get(before);
    const old = at === undefined ? undefined : level.old!.children[at];
    if (!old || old.type !== type || old.depth !== depth || old.errors > 0) return false;
    const end = this.#cursor.endIndex;
    if (end === start || end - start !== old.end - old.start || !this.#isOutside(start, end)) return false;
    if (this.#hasError && this.#cursor.currentNode.hasError) return false;
    move(old, start - old.start);
    old.field = field;
    level.node.children.push(old);
    addUp(level.node, old);
    level.next = Math.max(level.next, at! + 1);
    return true;
  }

  /** Where the text at an offset stood before. */
  #before(offset: number): number | undefined {
    const { start, oldEnd, newEnd } = this.#past!;
    if (offset < start) return offset;
    return offset < newEnd ? undefined : offset - newEnd + oldEnd;
  }

  /** Whether the edit left a range alone. */
  #isOutside(from: number, to: number): boolean {
    const { start, newEnd } = this.#past!;
    return to <= start || from >= newEnd;
  }

  #range(): Range {
    return { start: this.#cursor.startIndex, end: this.#cursor.endIndex };
  }

  #node(type: string, field: string | undefined, depth: number): SyntaxNode {
    const { startIndex: start, endIndex: end } = this.#cursor;
    const nothing = { token: undefined, words: undefined, comments: undefined, errors: 0, commented: 0 };
    return { type, field, start, end, children: [], ...nothing, depth };
  }

  #type(): NodeType {
    const id = this.#cursor.nodeTypeId;
    let type = this.#types.get(id);
    if (!type) {
      const { nodeType: name, nodeIsNamed: named } = this.#cursor;
      type = { name, named, leaf: this.#shape.isLeaf(name), isComment: /(?:^|_)comment$/.test(name) };
      this.#types.set(id, type);
    }
    return type;
  }
}

/** How far a node's counterpart may have moved among its siblings. */
const reach = 16;

/** What the node probably was before: the next one like it. A wrong guess costs time only. */
function counterpart({ type, field }: SyntaxNode, level: Level): SyntaxNode | undefined {
  const among = level.old?.children ?? [];
  for (let at = level.next; at < Math.min(among.length, level.next + reach); at++) {
    const old = among[at]!;
    if (old.type !== type || old.field !== field) continue;
    level.next = at + 1;
    return old;
  }
  return undefined;
}

function addUp(parent: SyntaxNode, child: SyntaxNode): void {
  parent.errors += child.errors;
  parent.commented += child.commented;
}

function comment(node: SyntaxNode, range: Range): void {
  node.comments = [...(node.comments ?? []), range];
  node.commented++;
}

function note(token: string, node: SyntaxNode): void {
  if (node.token === undefined) node.token = token;
  else if (/^[a-z]/.test(token)) node.words = [...(node.words ?? []), token];
}

/** Every node of a tree that is wanted, below others that are, without recursion: chains are long. */
function each(root: SyntaxNode, visit: (node: SyntaxNode) => void, isWanted = (_: SyntaxNode) => true): void {
  const rest = [root];
  for (let node = rest.pop(); node; node = rest.pop()) {
    visit(node);
    for (const child of node.children) if (isWanted(child)) rest.push(child);
  }
}

function move(root: SyntaxNode, distance: number): void {
  if (distance === 0) return;
  each(root, (node) => {
    node.start += distance;
    node.end += distance;
    for (const comment of node.comments ?? []) {
      comment.start += distance;
      comment.end += distance;
    }
  });
}

function commentsOf(root: SyntaxNode): Range[] {
  const comments: Range[] = [];
  const add = (node: SyntaxNode) => {
    for (const { start, end } of node.comments ?? []) comments.push({ start, end });
  };
  each(root, add, ({ commented }) => commented > 0);
  return comments.sort((left, right) => left.start - right.start);
}

/** The first child in a field. */
export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.field === field) return child;
  return undefined;
}

/** The first child of a type. */
export function childOf(node: SyntaxNode, type: string): SyntaxNode | undefined {
  for (const child of node.children) if (child.type === type) return child;
  return undefined;
}

/** Whether one of its anonymous tokens is this word. */
export const hasWord = ({ token, words }: SyntaxNode, word: string): boolean =>
  token === word || words?.includes(word) === true;

export function rangeOf({ start, end }: SyntaxNode): Range {
  return { start, end };
}
