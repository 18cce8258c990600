/** Python: tree -> facts. */
import { emptyFacts, type Facts, type Value } from '../facts';
import type { ParseContext } from './format';
import { callHandlers } from './python-calls';
import { controlHandlers } from './python-control';
import { functionHandlers } from './python-functions';
import { importHandlers } from './python-imports';
import { findMagics, type Magic, withoutMagics } from './python-magics';
import { type Handler, lower, lowerAll, type Place, type PythonFile, settleKinds, unknown } from './python-place';
import { addProcessFacts } from './python-processes';
import { statementHandlers } from './python-statements';
import { stringHandlers } from './python-strings';
import { pythonShape, rangeOf, type Snapshot } from './python-tree';
import { valueHandlers } from './python-values';

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
 * Facts of a Python text, notebook cells with their `!commands` and `%magics` included. Rejects only where the grammar
 * cannot be loaded.
 */
export async function parsePython(text: string, { grammars, kept }: ParseContext): Promise<Facts> {
  const snapshot = await grammars.snapshot('python', text, pythonShape, kept);
  const magics = snapshot.errors > 0 ? findMagics(text) : [];
  if (magics.length === 0) return readFacts(text, snapshot, []);
  const better = await grammars.snapshot('python', withoutMagics(text, magics), pythonShape);
  return better.errors < snapshot.errors ? readFacts(text, better, magics) : readFacts(text, snapshot, []);
}

function readFacts(text: string, snapshot: Snapshot, magics: readonly Magic[]): Facts {
  const facts = emptyFacts(text.length);
  const file = newFile(text, facts);
  lower(snapshot.root, startOf(file));
  settleKinds(file);
  facts.comments = snapshot.comments;
  facts.errors = snapshot.errors;
  facts.directives = /^#!.*/.exec(text)?.slice() ?? [];
  facts.strings = facts.strings.filter((value) => !file.parts.has(value));
  addProcessFacts(
    file,
    magics.filter(({ range }) => !isInside(range.start, facts.strings)),
  );
  sortBySource(facts);
  return facts;
}

/** What looks like a magic inside of a string is text. */
function isInside(offset: number, strings: readonly Value[]): boolean {
  return strings.some(({ range }) => range.start < offset && offset < range.end);
}

function newFile(text: string, facts: Facts): PythonFile {
  const empty = { parts: new Set<never>(), declarations: [], assignments: [] };
  return { text, facts, handlers, scopes: [facts.module], ...empty };
}

function startOf(file: PythonFile): Place {
  const scope = file.facts.module;
  return { file, scope, home: scope, elsewhere: new Map(), statement: scope.range, end: scope.range.end };
}

/** The walk visits values before their targets and bodies after their heads; what starts at one place stays inner first. */
function sortBySource(facts: Facts): void {
  const { calls, strings, bindings, settings, commands, regions } = facts;
  for (const list of [calls, strings, bindings, settings, commands, regions])
    list.sort((a, b) => a.range.start - b.range.start);
}
