/** Documents opened for the tracer's tests: text of others is what `input()` and `prompt()` give, and `sink(x)` uses it. */
import assert from 'node:assert/strict';
import { openDocuments } from '../../../src/engine/documents';
import { formatOf } from '../../../src/engine/formats/index';
import { createRegions } from '../../../src/engine/taint/regions';
import type { SourceKind, Trace, TraceOptions, Use } from '../../../src/engine/taint/types';
import type { Document } from '../../../src/engine/types';
import { sourceFile } from '../../support/engine';
import { grammars } from '../../support/parsing';

export async function documentOf(path: string, text: string): Promise<Document> {
  const file = sourceFile(path, text);
  const [opened] = await openDocuments(file, formatOf(file.path, file.languageId), grammars);
  return opened!.document;
}

const question: TraceOptions = { use: 'command', kinds: ['commandLine'] };

/** Per call of `sink`, in order, the traces of its first argument. */
export function tracesIn({ facts, trace }: Document, kinds = question.kinds, use = question.use): Trace[][] {
  const sinks = facts.calls.filter(({ callee }) => callee.kind === 'name' && callee.name === 'sink');
  assert.ok(sinks.length > 0);
  return sinks.map(({ args }) => trace(args[0]!.value, { use, kinds }));
}

/** Whether text of others gets to each `sink`. */
export const reaches = async (
  path: string,
  text: string,
  kinds?: readonly SourceKind[],
  use?: Use,
): Promise<boolean[]> => tracesIn(await documentOf(path, text), kinds, use).map((traces) => traces.length > 0);

/** What is known at each `here`, `!` before what does not hold. */
export async function guardsAt(path: string, text: string): Promise<string[][]> {
  const { facts } = await documentOf(path, text);
  const { guards } = createRegions(facts);
  return [...text.matchAll(/\bhere\b/g)].map(({ index }) =>
    guards(index).map(
      ({ condition: { range }, holds }) =>
        `${holds ? '' : '!'}${text.slice(range.start, range.end).replace(/^\((.*)\)$/, '$1')}`,
    ),
  );
}

/** The table without one of its rows, while something is asked. */
export async function without<T, R>(table: readonly T[], row: T, ask: () => Promise<R>): Promise<R> {
  const rows = table as T[];
  const at = rows.indexOf(row);
  rows.splice(at, 1);
  try {
    return await ask();
  } finally {
    rows.splice(at, 0, row);
  }
}
