import assert from 'node:assert/strict';
import { rulePage, shown } from '../../src/report/rule-page';
import { rules } from '../../src/rules';

describe('the page of a rule', () => {
  it('shows no mark of a template in place of a key', () => {
    for (const rule of rules) assert.doesNotMatch(rulePage(rule), /(?<!\$)\{\{(?:key|hidden)/, rule.id);
  });

  it('shows what a key begins with, and that another one is another', () => {
    assert.equal(shown('KEY={{key}}'), 'KEY=sk-ant-api03-…');
    assert.equal(shown('KEY={{key#2}}'), 'KEY=sk-ant-api03-another…');
    assert.equal(shown('"{{key:first}}" + "{{key:second}}"'), '"sk-ant-api03-…" + "…"');
    const base64 = shown("atob('{{key:base64}}')").slice(6, -3);
    assert.equal(Buffer.from(base64, 'base64').toString(), 'sk-ant-api03');
  });

  it('has a checklist where a rule has steps, and a credential that is shared has', () => {
    const shared = rules.find(({ id }) => id === 'shared-credential')!;
    const steps = rulePage(shared).match(/^- \[ \] .+$/gm) ?? [];
    assert.deepEqual(
      steps,
      shared.steps?.map((step) => `- [ ] ${step}`),
    );
    assert.ok(steps.length >= 5);
    assert.doesNotMatch(rulePage({ ...shared, steps: undefined } as never), /- \[ \]/);
  });
});
