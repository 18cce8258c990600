import assert from 'node:assert/strict';
import { render } from '../../src/engine/messages';
import { checkConfig, placeOf } from '../../src/vscode/findings/config/problems';

const ruleIds = ['insecure-url', 'outdated-tls'];
const trusted = { isTrusted: true, hasGood: false };
const cut = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

describe('a configuration’s problems', () => {
  it('are none in a valid one', () => {
    assert.deepEqual(checkConfig('{ "rules": { "insecure-url": "off" } } // ours', ruleIds, {}, trusted), {
      findings: [],
      isSpoiled: false,
    });
  });

  it('are its mistakes; a name that nobody knows spoils nothing else', () => {
    const { findings, isSpoiled } = checkConfig('{ "rules": { "insecure-ur": "off" } }', ruleIds, {}, trusted);
    assert.equal(isSpoiled, false);
    assert.equal(findings.length, 1);
    assert.equal(findings[0]?.severity, 'error');
    assert.match(render(findings[0]!.said), /Did you mean/);
  });

  it('are what it would weaken, each where it stands; the file is valid all the same', () => {
    const text = '{\n  "profile": "recommended",\n  "rules": { "insecure-url": "info", "outdated-tls": "off" }\n}';
    const person = { profile: 'all', rules: { 'insecure-url': 'error' } } as const;
    const { findings, isSpoiled } = checkConfig(text, ruleIds, person, trusted);
    assert.equal(isSpoiled, false);
    assert.deepEqual(
      findings.map(({ range }) => cut(text, range)),
      ['"profile": "recommended"', '"insecure-url": "info"'],
    );
    for (const { said, severity } of findings) {
      assert.equal(severity, 'warning');
      assert.match(render(said), /Yours stays in force\.$/);
    }
  });

  it('are not what is stricter', () => {
    assert.deepEqual(
      checkConfig('{ "minConfidence": "low" }', ruleIds, { minConfidence: 'high' }, trusted).findings,
      [],
    );
  });

  const weaker = (text: string, standing: typeof trusted) =>
    checkConfig(text, ruleIds, {}, standing)
      .findings.filter(({ severity }) => severity === 'warning')
      .map(({ said, range }) => `${cut(text, range)} ${render(said)}`);

  it('are what would weaken the defaults, where the folder is not trusted', () => {
    const text = '{ "approvedHostsOnly": true, "rules": { "insecure-url": "off" }, "exclude": ["**"] }';
    assert.deepEqual(weaker(text, { ...trusted, isTrusted: false }), [
      '"insecure-url": "off" The repository switches the rule “insecure-url” off; that waits for your trust in the folder.',
      '"exclude": ["**"] The repository excludes “**”; that waits for your trust in the folder.',
    ]);
    assert.deepEqual(weaker(text, trusted), []);
  });

  it('are the same in a file that is spoiled by a mistake, unless a good version is in force', () => {
    const text = '{ "exclude": ["src/**"], "include": ["lib/**",';
    assert.deepEqual(weaker(text, trusted), [
      '"exclude": ["src/**"] The repository excludes “src/**”; that waits until the mistake in the file is mended.',
      '"include": ["lib/**", The repository limits the scan to “lib/**”; that waits until the mistake in the file is mended.',
    ]);
    assert.deepEqual(weaker(text, { ...trusted, hasGood: true }), []);
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
