import assert from 'node:assert/strict';
import type { Finding, Fix } from '../../src/engine/types';
import { createDirectScanner } from '../../src/scanner/direct';
import { fixText, safeFix } from '../../src/scanner/fix-text';
import { nodeFiles } from '../../src/scanner/read';
import { engine, options, sourceFile } from '../support/engine';
import { makeFinding } from '../vscode-unit/support';

const scanner = createDirectScanner(engine, nodeFiles);
const { signal } = new AbortController();
const fixed = (text: string, path = 'a.ts') =>
  fixText(sourceFile(path, text), { scanner, options, choose: safeFix, signal });

/** A scanner whose findings are the words of a text that end with `!`; the fixes of two of them are to be called right. */
function words(right: (text: string) => boolean) {
  const findings = (text: string): Finding[] =>
    [...text.matchAll(/\w+!/g)].map(({ 0: word, index }) => {
      const range = { start: index, end: index + word.length };
      const fix: Fix = { title: word, kind: 'safe', edits: [{ range, text: word.slice(0, -1) }] };
      return makeFinding({ range, fingerprint: word, fixes: [fix] });
    });
  const analyses = async (text: string) => ({ findings: findings(text), suppressed: [], notices: [] });
  return {
    analyze: ({ text }: { text: string }) => analyses(text),
    validateFix: async (file: { text: string }, _: Finding, { edits }: Fix) => {
      const { applyEdits } = await import('../../src/engine/text/edits');
      return right(applyEdits(file.text, edits));
    },
  };
}

describe('the fixes of a text', () => {
  it('are applied together', async () => {
    const text = `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic({ baseURL: 'http://api.anthropic.com' });\nnew Anthropic({ baseURL: 'http://api.anthropic.com' });\n`;
    const result = await fixed(text);
    assert.equal(result.text, text.replaceAll('http:', 'https:'));
    assert.equal(result.fixes.length, 2);
    assert.deepEqual(result.findings, []);
  });

  it('are none where a person must look', async () => {
    const text = `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic({ baseURL: 'http://llm.acme-corp.com' });\n`;
    const result = await fixed(text);
    assert.deepEqual([result.text, result.fixes], [text, []]);
    assert.ok(result.findings.length > 0);
  });

  it('that hold alone but not together are made one after the other, as far as they hold', async () => {
    const scanner = words((text) => text !== 'a b');
    const context = { scanner, options, choose: safeFix, signal };
    const result = await fixText(sourceFile('a.txt', 'a! b!'), context);
    assert.equal(result.text, 'a b!');
    assert.deepEqual(
      result.findings.map(({ fingerprint }) => fingerprint),
      ['b!'],
    );
  });
});
