/**
 * The facts of a program, put together from those of its top-level statements. Of an edited text, statements that the edit
 * left alone are not read again: their facts are moved to where they stand now.
 */
import { type Binding, emptyFacts, type Facts, type Range, type Scope } from '../facts';
import type { Snapshot, SyntaxNode } from '../snapshot';

/** What some top-level statements say. Nothing in it depends on what others say. */
interface Piece<T> {
  facts: Facts;
  /** What the language notes besides, to be used once everything is read. */
  notes: T;
  /** Bindings of the module, each with what it is as long as nothing else is bound to its name. */
  bound: { binding: Binding; kind: Binding['kind'] }[];
  /** Where the statement began when all ranges were right. */
  start: number;
  /** Every range in facts and notes, once they had to be moved. */
  ranges?: readonly Range[];
}

/**
 * Reads statements of the module. Bindings of other statements are not to be looked at, and nothing of them is there.
 * @param facts to be added to; their `module` is the scope
 */
export type ReadStatements<T> = (nodes: readonly SyntaxNode[], facts: Facts) => T;

export interface Program<T> {
  facts: Facts;
  notes: T[];
}

/**
 * Facts of a program's statements; comments, directives and errors are the caller's. Those of a kept snapshot are valid until
 * the next version of the same text is read.
 */
export type ReadProgram<T> = (snapshot: Snapshot, length: number, read: ReadStatements<T>) => Program<T>;

/** One for each language. */
export function createPieces<T>(): ReadProgram<T> {
  const known = new WeakMap<SyntaxNode, Piece<T>>();

  function pieceOf(node: SyntaxNode, module: Scope, read: ReadStatements<T>): Piece<T> {
    const before = known.get(node);
    if (before) return moved(before, node.start);
    const piece = readPiece([node], node.start, module, read);
    if (canMove(piece.facts, node)) known.set(node, piece);
    return piece;
  }

  return ({ root: { children }, isKept }, length, read) => {
    const [before] = children.flatMap((child) => known.get(child) ?? []);
    const module = before?.facts.module ?? emptyFacts(length).module;
    const pieces = isKept
      ? children.map((child) => pieceOf(child, module, read))
      : [readPiece(children, 0, module, read)];
    module.bindings = new Map();
    module.range = { start: 0, end: length };
    const facts = joined(pieces, length, module);
    if (isKept) facts.isKept = true;
    return { facts, notes: pieces.map(({ notes }) => notes) };
  };
}

function readPiece<T>(nodes: readonly SyntaxNode[], start: number, module: Scope, read: ReadStatements<T>): Piece<T> {
  module.bindings = new Map();
  const facts: Facts = { ...emptyFacts(0), module };
  const notes = read(nodes, facts);
  const bound = [...module.bindings.values()].flatMap((same) =>
    same.map((binding) => ({ binding, kind: binding.kind })),
  );
  return { facts, notes, bound, start };
}

/** What maps offsets of its own cannot be moved, and the rest of a block that is left early ends where the text does. */
const canMove = ({ embedded, regions }: Facts, { end }: SyntaxNode): boolean =>
  embedded.length === 0 && regions.every(({ range }) => range.end <= end);

function moved<T>(piece: Piece<T>, start: number): Piece<T> {
  const distance = start - piece.start;
  if (distance === 0) return piece;
  piece.ranges ??= rangesOf(piece);
  for (const range of piece.ranges) {
    range.start += distance;
    range.end += distance;
  }
  piece.start = start;
  return piece;
}

const isRange = (object: object): object is Range => 'start' in object && 'end' in object;

/** Every range that can be reached, each of them once. */
function rangesOf<T>({ facts, notes }: Piece<T>): Range[] {
  const { module, ...lists } = facts;
  const ranges: Range[] = [];
  const seen = new Set<object>([module]);
  const rest: object[] = [lists, { notes }];
  for (let object = rest.pop(); object; object = rest.pop()) {
    if (isRange(object)) ranges.push(object);
    for (const inner of object instanceof Map ? object.values() : Object.values(object)) {
      if (typeof inner !== 'object' || inner === null || seen.has(inner)) continue;
      seen.add(inner);
      rest.push(inner);
    }
  }
  return ranges;
}

function joined<T>(pieces: readonly Piece<T>[], length: number, module: Scope): Facts {
  const facts: Facts = { ...emptyFacts(length), module };
  for (const piece of pieces) {
    for (const { binding, kind } of piece.bound) bind(binding, kind);
    append(facts.imports, piece.facts.imports);
    append(facts.calls, piece.facts.calls);
    append(facts.bindings, piece.facts.bindings);
    append(facts.assignments, piece.facts.assignments);
    append(facts.exports, piece.facts.exports);
    append(facts.reexports, piece.facts.reexports);
    append(facts.functions, piece.facts.functions);
    append(facts.regions, piece.facts.regions);
    append(facts.settings, piece.facts.settings);
    append(facts.commands, piece.facts.commands);
    append(facts.strings, piece.facts.strings);
    append(facts.embedded, piece.facts.embedded);
  }
  for (const list of module.bindings.values()) if (list.length > 1) vary(list);
  return facts;
}

/** Lists are long: they are not spread. */
function append<T>(to: T[], from: readonly T[]): void {
  for (const item of from) to.push(item);
}

function bind(binding: Binding, kind: Binding['kind']): void {
  binding.kind = kind;
  const { bindings } = binding.scope;
  const same = bindings.get(binding.name);
  if (same) same.push(binding);
  else bindings.set(binding.name, [binding]);
}

/** What is bound more than once is no constant. */
function vary(bindings: readonly Binding[]): void {
  for (const binding of bindings) if (binding.kind === 'constant') binding.kind = 'variable';
}
