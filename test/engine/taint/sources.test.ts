import assert from 'node:assert/strict';
import { handlerSources, handlersElsewhere } from '../../../src/engine/taint/handler-table';
import { namedSources, selfSources, sourcesElsewhere } from '../../../src/engine/taint/source-table';
import type { SourceKind } from '../../../src/engine/taint/types';
import { javascriptSources, pythonSources, type SourceCase, sourcesOfOthers } from './source-cases';
import { reaches, without } from './support';

const kinds: readonly SourceKind[] = [
  'request',
  'form',
  'message',
  'commandLine',
  'toolInput',
  'fetched',
  'mail',
  'document',
  'error',
];
const cases = [...javascriptSources, ...pythonSources, ...sourcesOfOthers];
const tables = {
  named: namedSources,
  self: selfSources,
  handler: handlerSources,
  'named, elsewhere': sourcesElsewhere,
  'handler, elsewhere': handlersElsewhere,
};
const holds = async ([, path, text, expected]: SourceCase) =>
  String(await reaches(path, text, kinds)) === String(expected);

/** Whether a case fails without the row: those that name what it is about are tried first. */
async function isNeeded<T extends { of: string }>(table: readonly T[], row: T): Promise<boolean> {
  const isOwn = ([framework]: SourceCase) => framework === row.of;
  for (const one of [...cases.filter(isOwn), ...cases.filter((other) => !isOwn(other))])
    if (!(await without(table, row, () => holds(one)))) return true;
  return false;
}

describe('text of others', () => {
  for (const [framework, path, text, expected] of cases)
    it(`enters through ${framework} in ${path}: ${text.split('\n').at(-1) || text.split('\n').at(-2)}`, async () =>
      assert.deepEqual(await reaches(path, text, kinds), expected));
});

describe('the table of sources', () => {
  for (const [name, table] of Object.entries(tables))
    for (const row of table)
      it(`has a case for its ${name} row “${row.of}”`, async () =>
        assert.ok(
          await isNeeded<{ of: string }>(table, row),
          'no case in source-cases.ts fails without the row',
        )).timeout(60000);
});
