import assert from 'node:assert/strict';
import { rules } from '../../src/rules/index';
import { findingsOf } from '../support/engine';
import { mattersTo } from '../support/server-rules';
import { fillTemplate } from '../support/templates';

/** The hygiene rules have no hooks: they judge suppressions, whose tests show them. */
const withHooks = rules.filter(({ practice }) => practice !== 'hygiene');

describe('examples', () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      it('has two examples or more', () => assert.ok(rule.examples.length >= (withHooks.includes(rule) ? 2 : 1)));

      for (const { file, bad, good, host, goodHost } of rule.examples) {
        it(`reports the bad ${file}`, async () => {
          const found = await findingsOf(file, fillTemplate(bad), host);
          assert.ok(
            found.some((one) => one.rule === rule.id),
            JSON.stringify(found, undefined, 2),
          );
        });

        it(`is silent on the good ${file}`, async () => {
          const found = await findingsOf(file, fillTemplate(good), goodHost ?? host);
          const matters = found.filter((one) => mattersTo(one, new Set([rule.id])));
          assert.deepEqual(matters, []);
        });
      }
    });
  }
});
