import assert from 'node:assert/strict';
import { applyEdits } from '../../src/engine/text/edits';
import { english } from '../../src/report/translate';
import { reasonProblem, withReason } from '../../src/vscode/findings/fixes/suppression-edit';
import { makeFakeKey } from '../support/credential-shapes';
import { engine, findingsOf, options, sourceFile } from '../support/engine';

const url = 'http://relay.acme-corp.com';
const client = `new Anthropic({ baseURL: '${url}' })`;
const module = `import Anthropic from '@anthropic-ai/sdk';\nconst client = ${client};\n`;

/** The text with its only finding suppressed for the reason; undefined where the fix does not hold. */
async function suppressed(path: string, text: string, reason: string): Promise<string | undefined> {
  const [finding] = await findingsOf(path, text);
  assert.ok(finding, 'the text has a finding');
  const fix = await engine.suppressionFix(sourceFile(path, text), finding);
  return fix && engine.validateFix(sourceFile(path, text), finding, withReason(fix, reason), options);
}

describe('a suppression’s reason', () => {
  it('is wanted, short, and without the end of a comment', () => {
    assert.equal(reasonProblem('The lab’s proxy until 2030-01-01', english), undefined);
    for (const reason of ['', '  ', 'a */ b', 'a --> b', 'x'.repeat(400)])
      assert.ok(reasonProblem(reason, english), reason);
  });

  it('takes the placeholder’s place, on one line', async () => {
    const text = await suppressed('a.ts', module, ' The lab’s \n proxy  until 2030-01-01 ');
    assert.match(
      text ?? '',
      /\/\/ claude-guard-ignore-next-line insecure-url -- The lab’s proxy until 2030-01-01\nconst/,
    );
  });

  it('stands in the comment of the document around the finding', async () => {
    const html = `<p>x</p>\n<script type="module">\n${module}</script>\n`;
    assert.match(
      (await suppressed('a.html', html, 'Lab')) ?? '',
      /\n\/\/ claude-guard-ignore-next-line insecure-url -- Lab\n/,
    );
    const python = `import anthropic\nclient = anthropic.Anthropic(base_url="${url}")\n`;
    assert.match(
      (await suppressed('a.py', python, 'Lab')) ?? '',
      /\n# claude-guard-ignore-next-line insecure-url -- Lab\n/,
    );
  });

  it('has no place in strict JSON', async () => {
    const text = `{ "mcpServers": { "docs": { "type": "http", "url": "${url}/mcp" } } }\n`;
    assert.equal(await suppressed('.mcp.json', text, 'Lab'), undefined);
  });

  it('does not leave the key’s line in what the fix writes', async () => {
    const key = makeFakeKey('api03');
    const [finding] = await findingsOf('a.py', `key = "${key}"\n`);
    const fix = await engine.suppressionFix(sourceFile('a.py', `key = "${key}"\n`), finding ?? assert.fail());
    const { edits, title } = withReason(fix ?? assert.fail(), 'Revoked');
    assert.ok(!JSON.stringify({ edits, title }).includes(key));
    assert.equal(applyEdits('', edits), '# claude-guard-ignore-next-line hardcoded-credential -- Revoked\n');
  });
});
