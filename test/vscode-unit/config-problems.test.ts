import assert from 'node:assert/strict';
import { checkConfig, placeOf } from '../../src/vscode/findings/config-problems';

const ruleIds = ['insecure-url', 'outdated-tls'];
const cut = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

describe('a configuration’s problems', () => {
  it('are none in a valid one', () => {
    assert.deepEqual(checkConfig('{ "rules": { "insecure-url": "off" } } // ours', ruleIds, {}), {
      findings: [],
      isValid: true,
    });
  });

  it('are its mistakes', () => {
    const { findings, isValid } = checkConfig('{ "rules": { "insecure-ur": "off" } }', ruleIds, {});
    assert.equal(isValid, false);
    assert.equal(findings.length, 1);
    assert.equal(findings[0]?.severity, 'error');
    assert.match(findings[0]?.message ?? '', /Did you mean/);
  });

  it('are what it would weaken, each where it stands; the file is valid all the same', () => {
    const text = '{\n  "profile": "recommended",\n  "rules": { "insecure-url": "info", "outdated-tls": "off" }\n}';
    const { findings, isValid } = checkConfig(text, ruleIds, { profile: 'all', rules: { 'insecure-url': 'error' } });
    assert.equal(isValid, true);
    assert.deepEqual(
      findings.map(({ range }) => cut(text, range)),
      ['"profile": "recommended"', '"insecure-url": "info"'],
    );
    for (const { message, severity } of findings) {
      assert.equal(severity, 'warning');
      assert.match(message, /Yours stays in force\.$/);
    }
  });

  it('are not what is stricter', () => {
    assert.deepEqual(checkConfig('{ "minConfidence": "low" }', ruleIds, { minConfidence: 'high' }).findings, []);
  });

  it('have a place in a settings file with comments', () => {
    const text = '{\n  // mine\n  "claudeGuard.enable": false,\n}';
    assert.equal(cut(text, placeOf(text, ['claudeGuard.enable'])), '"claudeGuard.enable": false');
  });

  it('have a place where theirs cannot be told', () => {
    assert.deepEqual(placeOf('[', ['x']), { start: 0, end: 1 });
    assert.deepEqual(placeOf('', ['x']), { start: 0, end: 0 });
    assert.deepEqual(placeOf('['.repeat(100_000), ['x']), { start: 0, end: 1 });
  });
});
