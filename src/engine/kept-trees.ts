/** Trees of open documents: after an edit only what it touched is parsed and copied again. */
import type { Edit, Parser, Point, Tree } from '@vscode/tree-sitter-wasm';
import { type Past, type Shape, type Snapshot, takeSnapshot } from './snapshot';

interface Kept {
  text: string;
  tree: Tree;
  snapshot: Snapshot;
}

/**
 * Of what is kept, in documents and in UTF-16 units of their texts. A tree takes about fifty times its text's size, and so do
 * the facts that are kept with it.
 */
const limits = { documents: 24, units: 1_000_000 };

/** The point at an offset, from one at or before it. */
function pointAt(text: string, offset: number, from: { offset: number; point: Point }): Point {
  let { row } = from.point;
  let line = from.offset - from.point.column;
  for (let at = text.indexOf('\n', from.offset); at >= 0 && at < offset; at = text.indexOf('\n', line)) {
    row++;
    line = at + 1;
  }
  return { row, column: offset - line };
}

const begin = { offset: 0, point: { row: 0, column: 0 } };

/** Texts are compared in pieces of this length, which takes a fraction of the time that it takes by characters. */
const piece = 1024;

function commonStart(before: string, text: string, longest: number): number {
  let at = 0;
  while (at + piece <= longest && before.slice(at, at + piece) === text.slice(at, at + piece)) at += piece;
  while (at < longest && before.charCodeAt(at) === text.charCodeAt(at)) at++;
  return at;
}

function commonEnd(before: string, text: string, longest: number): number {
  const [oldEnd, end] = [before.length, text.length];
  const isSame = (at: number) =>
    before.slice(oldEnd - at - piece, oldEnd - at) === text.slice(end - at - piece, end - at);
  let at = 0;
  while (at + piece <= longest && isSame(at)) at += piece;
  while (at < longest && before.charCodeAt(oldEnd - 1 - at) === text.charCodeAt(end - 1 - at)) at++;
  return at;
}

/** The one edit that makes `text` of `before`: all between what both begin and end with. */
function editBetween(before: string, text: string): Edit {
  const shorter = Math.min(before.length, text.length);
  const start = commonStart(before, text, shorter);
  const end = commonEnd(before, text, shorter - start);
  const [oldEndIndex, newEndIndex] = [before.length - end, text.length - end];
  const startPosition = pointAt(text, start, begin);
  const from = { offset: start, point: startPosition };
  return {
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition,
    oldEndPosition: pointAt(before, oldEndIndex, from),
    newEndPosition: pointAt(text, newEndIndex, from),
  };
}

export class KeptTrees {
  /** The one that was used last stands last. */
  readonly #kept = new Map<string, Kept>();

  /** The snapshot is valid until the next one for the same key. Throws where the parser gives no tree. */
  snapshot(key: string, parser: Parser, text: string, shape: Shape): Snapshot {
    const before = this.#kept.get(key);
    // Whatever fails below, a snapshot that is half used up is not found again.
    this.#kept.delete(key);
    const kept = before?.text === text ? before : renew(before, parser, text, shape);
    this.#kept.set(key, kept);
    this.#shrink();
    return kept.snapshot;
  }

  #shrink(): void {
    let units = 0;
    for (const { text } of this.#kept.values()) units += text.length;
    for (const [key, { text, tree }] of this.#kept) {
      if (this.#kept.size <= limits.documents && units <= limits.units) return;
      units -= text.length;
      tree.delete();
      this.#kept.delete(key);
    }
  }
}

function renew(before: Kept | undefined, parser: Parser, text: string, shape: Shape): Kept {
  const edit = before && editBetween(before.text, text);
  try {
    if (edit) before.tree.edit(edit);
    const tree = parser.parse(text, before?.tree);
    if (!tree) throw new Error('The parser gave no tree.');
    return { text, tree, snapshot: takeSnapshot(tree, shape, true, edit && pastOf(before.snapshot, edit)) };
  } finally {
    before?.tree.delete();
  }
}

const pastOf = (snapshot: Snapshot, { startIndex, oldEndIndex, newEndIndex }: Edit): Past => ({
  snapshot,
  start: startIndex,
  oldEnd: oldEndIndex,
  newEnd: newEndIndex,
});
