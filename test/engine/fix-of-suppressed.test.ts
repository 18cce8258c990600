import assert from 'node:assert/strict';
import { engine, findingsOf, options, sourceFile } from '../support/engine';
import { fillTemplate } from '../support/templates';

const text = fillTemplate(
  "import Anthropic from '@anthropic-ai/sdk';\n\n// claude-guard-ignore-next-line hardcoded-credential -- rotated soon until 2020-01-31\nexport const client = new Anthropic({ apiKey: '{{key}}' });\n",
);

describe('the fix of a finding under an expired suppression', () => {
  it('holds, though it leaves the suppression idle, which has a fix of its own', async () => {
    const found = await findingsOf('client.ts', text);
    assert.deepEqual(found.map(({ rule }) => rule).sort(), ['expired-suppression', 'hardcoded-credential']);
    const finding = found.find(({ rule }) => rule === 'hardcoded-credential')!;
    assert.ok(finding.fixes.length > 0);
    for (const fix of finding.fixes) {
      const fixed = await engine.validateFix(sourceFile('client.ts', text), finding, fix, options);
      assert.ok(fixed !== undefined, fix.title);
      const [left, ...others] = await findingsOf('client.ts', fixed);
      assert.equal(left?.rule, 'unused-suppression');
      assert.deepEqual(others, []);
      const removed = await engine.validateFix(sourceFile('client.ts', fixed), left!, left!.fixes[0]!, options);
      assert.deepEqual(await findingsOf('client.ts', removed!), []);
    }
  });
});
