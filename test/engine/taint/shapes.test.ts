import assert from 'node:assert/strict';
import { engine, options, sourceFile } from '../../support/engine';
import { findingsIn, projectOf } from '../../support/projects';
import { type Row, rows, shapes } from './shape-cases';

/** Ids of the rules that report something in these files, alone or linked. */
async function reported(files: Readonly<Record<string, string>>): Promise<Set<string>> {
  const project = await projectOf(files);
  const linked = await findingsIn(project);
  const alone = Object.entries(files).map(([path, text]) => engine.analyze(sourceFile(path, text), options));
  return new Set(
    [...linked, ...(await Promise.all(alone)).flatMap(({ findings }) => findings)].map(({ rule }) => rule),
  );
}

describe('a way from a source to a sink', () => {
  for (const { rule, language, files, clean } of rows as Row[]) {
    describe(`of ${rule} in ${language}`, () => {
      for (const shape of shapes) {
        it(`is found: ${shape}`, async () => {
          const found = await reported(files(shape, (value) => value));
          assert.ok(found.has(rule), [...found].join());
        });

        it(`is none with what makes it harmless: ${shape}`, async () => {
          assert.ok(!(await reported(files(shape, clean))).has(rule));
        });
      }
    });
  }
});
