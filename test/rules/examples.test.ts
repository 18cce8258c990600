import assert from 'node:assert/strict';
import type { Example, HostFacts } from '../../src/engine/types';
import { rules } from '../../src/rules/index';
import { findingsOf } from '../support/engine';
import { mattersTo } from '../support/server-rules';
import { sharedFactsOf } from '../support/shared';
import { fillTemplate } from '../support/templates';

/** The hygiene rules have no hooks: they judge suppressions, whose tests show them. */
/** With what a file has in common with those that stand beside it. */
function hostOf({ file, beside, ...example }: Example, text: string, known = example.host): HostFacts | undefined {
  if (!beside) return known;
  const others = Object.entries(beside).map(([path, other]) => ({
    path,
    text: fillTemplate(other),
    git: known?.git,
  }));
  const shared = sharedFactsOf(file, [...others, { path: file, text }]);
  return { ...known, ...(shared && { shared }) };
}

const withHooks = rules.filter(({ practice }) => practice !== 'hygiene');

describe('examples', () => {
  for (const rule of rules) {
    describe(rule.id, () => {
      it('has two examples or more', () => assert.ok(rule.examples.length >= (withHooks.includes(rule) ? 2 : 1)));

      for (const example of rule.examples) {
        const { file, bad, good, host, goodHost = host } = example;
        it(`reports the bad ${file}`, async () => {
          const found = await findingsOf(file, fillTemplate(bad), hostOf(example, fillTemplate(bad)));
          assert.ok(
            found.some((one) => one.rule === rule.id),
            JSON.stringify(found, undefined, 2),
          );
        });

        it(`is silent on the good ${file}`, async () => {
          const found = await findingsOf(file, fillTemplate(good), hostOf(example, fillTemplate(good), goodHost));
          const matters = found.filter((one) => mattersTo(one, new Set([rule.id])));
          assert.deepEqual(matters, []);
        });
      }
    });
  }
});
