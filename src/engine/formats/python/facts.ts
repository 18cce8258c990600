/** Python: tree -> facts. */
import type { Facts, Range, Value } from '../../facts';
import type { ParseContext } from '../format';
import { createPieces } from '../pieces';
import {
  type Handler,
  lowerAll,
  lowerStatements,
  type MemberAssignment,
  type Place,
  type SourceFile,
  settleKinds,
  unknown,
} from '../programs/lowering';
import { addWrittenSettings } from '../written-settings';
import { callHandlers } from './calls';
import { controlHandlers } from './control';
import { functionHandlers } from './functions';
import { importHandlers } from './imports';
import { findMagics, type Magic, withoutMagics } from './magics';
import { addProcessFacts } from './processes';
import { statementHandlers } from './statements';
import { stringHandlers } from './strings';
import { pythonShape, rangeOf, type Snapshot, type SyntaxNode } from './tree';
import { valueHandlers } from './values';

/** Broken code: whole statements in it stay statements. */
const lowerError: Handler = (node, at) => {
  const isStatement = (type: string) => /_(statement|definition)$/.test(type);
  const values = node.children.flatMap((child) => {
    return lowerAll([child], isStatement(child.type) ? { ...at, statement: rangeOf(child) } : at);
  });
  return unknown(node, values);
};

const handlers: ReadonlyMap<string, Handler> = new Map([
  ['ERROR', lowerError],
  ...valueHandlers,
  ...stringHandlers,
  ...callHandlers,
  ...functionHandlers,
  ...statementHandlers,
  ...controlHandlers,
  ...importHandlers,
]);

/**
 * Facts of a Python text, notebook cells with their `!commands` and `%magics` included. Throws only where the grammar
 * is not loaded.
 */
export function parsePython(text: string, { grammars, kept }: ParseContext): Facts {
  const snapshot = grammars.snapshot('python', text, pythonShape, kept);
  const magics = snapshot.errors > 0 ? findMagics(text) : [];
  if (magics.length === 0) return readFacts(text, snapshot, []);
  const better = grammars.snapshot('python', withoutMagics(text, magics), pythonShape);
  return better.errors < snapshot.errors ? readFacts(text, better, magics) : readFacts(text, snapshot, []);
}

const readProgram = createPieces<MemberAssignment[]>();

function readFacts(text: string, snapshot: Snapshot, magics: readonly Magic[]): Facts {
  const { root, comments, errors } = snapshot;
  const read = (nodes: readonly SyntaxNode[], into: Facts) => readStatements(nodes, newFile(text, into), root.end);
  const { facts, notes } = readProgram(snapshot, text.length, read);
  facts.comments = comments;
  facts.errors = errors;
  facts.directives = /^#!.*/.exec(text)?.slice() ?? [];
  const outside = magics.filter(({ range }) => !isInside(range.start, facts.strings));
  addProcessFacts({ facts, text, assignments: notes.flat() }, outside);
  sortBySource([facts.settings, facts.commands]);
  addWrittenSettings(facts, text);
  return facts;
}

/** @returns assignments to members, to be read once all bindings are known */
function readStatements(nodes: readonly SyntaxNode[], file: SourceFile, end: number): MemberAssignment[] {
  const { facts, parts } = file;
  lowerStatements(nodes, startOf(file, end));
  settleKinds(file);
  facts.strings = facts.strings.filter((value) => !parts.has(value));
  sortBySource([facts.calls, facts.strings, facts.bindings, facts.regions]);
  return file.assignments;
}

/** What looks like a magic inside of a string is text. */
function isInside(offset: number, strings: readonly Value[]): boolean {
  return strings.some(({ range }) => range.start < offset && offset < range.end);
}

function newFile(text: string, facts: Facts): SourceFile {
  const empty = { parts: new Set<never>(), declarations: [], assignments: [] };
  return { text, facts, handlers, scopes: [facts.module], ...empty };
}

function startOf(file: SourceFile, end: number): Place {
  const scope = file.facts.module;
  return { file, scope, home: scope, elsewhere: new Map(), statement: scope.range, end };
}

/** The walk visits values before their targets and bodies after their heads; what starts at one place stays inner first. */
function sortBySource(lists: readonly { range: Range }[][]): void {
  for (const list of lists) list.sort((a, b) => a.range.start - b.range.start);
}
