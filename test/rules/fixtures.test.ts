import assert from 'node:assert/strict';
import { applyEdits, mergeFixes } from '../../src/engine/text/edits';
import type { Finding, SourceFile } from '../../src/engine/types';
import { rules } from '../../src/rules/index';
import { engine, options, sourceFile } from '../support/engine';
import { type Fixture, readFixtures } from '../support/fixtures';
import { mattersTo } from '../support/server-rules';

const fixtures = readFixtures();
const fileOf = ({ path, text, host }: Fixture): SourceFile => sourceFile(path, text, host);
const analyzed = async (file: SourceFile): Promise<Finding[]> => (await engine.analyze(file, options)).findings;

describe('fixtures', () => {
  it('exist for every rule', () => {
    const covered = new Set(fixtures.map(({ rule }) => rule));
    const missing = rules.filter(({ id, practice }) => practice !== 'hygiene' && !covered.has(id));
    assert.deepEqual(
      missing.map(({ id }) => id),
      [],
    );
    for (const rule of covered)
      assert.ok(
        rules.some(({ id }) => id === rule),
        `no rule ${rule}`,
      );
  });

  for (const fixture of fixtures) {
    describe(fixture.name, () => {
      it('has each finding that it wants and no other', async () => {
        const left = [...fixture.wants];
        const matters = new Set([fixture.rule, ...left.map(({ rule }) => rule)]);
        const found = (await analyzed(fileOf(fixture))).filter((one) => mattersTo(one, matters));
        const unwanted = found.filter((finding) => {
          const at = left.findIndex(
            (want) =>
              want.rule === finding.rule && want.line === finding.start.line && finding.message.includes(want.text),
          );
          if (at >= 0) left.splice(at, 1);
          return at < 0;
        });
        const told = unwanted.map(({ rule, start, message, confidence }) => ({ rule, start, message, confidence }));
        assert.deepEqual({ missing: left, unwanted: told }, { missing: [], unwanted: [] });
      });

      it('has fixes that hold: still parses, gone, nothing new, and gone for good', async () => {
        const file = fileOf(fixture);
        for (const finding of await analyzed(file))
          for (const fix of finding.fixes) {
            const text = await engine.validateFix(file, finding, fix, options);
            assert.ok(
              text !== undefined,
              `${finding.rule} at line ${finding.start.line}: “${fix.title}” does not hold`,
            );
          }
      });

      if (fixture.fixed !== undefined)
        it('is fixed to the expected text', async () => {
          const matters = new Set([fixture.rule, ...fixture.wants.map(({ rule }) => rule)]);
          const findings = (await analyzed(fileOf(fixture))).filter((one) => mattersTo(one, matters));
          const first = findings.flatMap(({ fixes }) => (fixes[0] ? [fixes[0]] : []));
          assert.equal(applyEdits(fixture.text, mergeFixes(first).edits), fixture.fixed);
        });
    });
  }
});
