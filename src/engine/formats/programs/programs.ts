/**
 * Languages whose trees are read by a table: for each type of node what it is, and in which fields its parts stand. Enough for
 * the ways that text takes through functions, classes, strings and calls.
 */
import type { Facts, Range } from '../../facts';
import type { GrammarName } from '../../grammars';
import type { Shape, SyntaxNode } from '../../snapshot';
import type { Format, ParseContext } from '../format';
import { createPieces } from '../pieces';
import { type Handler, lowerStatements, type SourceFile, settleKinds } from './lowering';

export type Handlers = Readonly<Record<string, Handler>>;

export interface Language extends Omit<Format, 'kind' | 'byTable' | 'parse' | 'grammar' | 'filenames'> {
  grammar: GrammarName;
  /** Chains of operators. */
  chain: string;
  /** Types of nodes without anything inside that matters. */
  leaves: RegExp;
  handlers: Handlers;
}

/** A format of a language that is read by its table. */
export function programFormat({ grammar, chain, leaves: leafTypes, handlers, ...format }: Language): Format {
  const shape: Shape = { maxDepth: 500, chain, isLeaf: (type) => leafTypes.test(type) };
  const table = new Map(Object.entries(handlers));
  const readProgram = createPieces<undefined>();

  const read = (text: string) => (nodes: readonly SyntaxNode[], into: Facts) => {
    const file: SourceFile = {
      text,
      facts: into,
      handlers: table,
      scopes: [into.module],
      parts: new Set(),
      declarations: [],
      assignments: [],
    };
    const scope = into.module;
    const end = nodes.at(-1)?.end ?? 0;
    lowerStatements(nodes, { file, scope, home: scope, elsewhere: new Map(), statement: scope.range, end });
    settleKinds(file);
    into.strings = into.strings.filter((value) => !file.parts.has(value));
    for (const list of [into.calls, into.strings, into.bindings, into.regions] as { range: Range }[][])
      list.sort((one, other) => one.range.start - other.range.start);
    return undefined;
  };

  return {
    ...format,
    filenames: [],
    kind: 'code',
    byTable: true,
    grammar,
    parse(text, { grammars, kept }: ParseContext) {
      const snapshot = grammars.snapshot(grammar, text, shape, kept);
      const { facts } = readProgram(snapshot, text.length, read(text));
      facts.comments = snapshot.comments;
      facts.errors = snapshot.errors;
      return facts;
    },
  };
}
