import assert from 'node:assert/strict';
import { falsePositiveReport, trackerOf } from '../../src/vscode/findings/pages/false-positive';
import { makeFakeKey, randomText } from '../support/credential-shapes';
import { engine, findingsOf, options, sourceFile } from '../support/engine';
import { makeFinding } from './support';

const facts = { title: 'A rule', version: '1.2.3', host: 'VS Code 1.105', languageId: 'python' };

describe('the report of a false positive', () => {
  it('says what was found by what, and names no file', () => {
    const finding = makeFinding({ path: 'secret-project/a.ts', uri: 'file:///home/kim/secret-project/a.ts' });
    const text = falsePositiveReport({ ...facts, finding, excerpt: 'a\n```\nb' });
    assert.match(text, /^# False positive: A rule\n/);
    assert.match(text, /`hardcoded-credential` \(error, high confidence\)/);
    assert.match(text, /Claude Guard 1\.2\.3, VS Code 1\.105/);
    assert.match(text, /\n````\na\n```\nb\n````\n/);
    assert.ok(!/secret-project|kim/.test(text));
  });

  it('leaves out what could not be masked', () => {
    const text = falsePositiveReport({ ...facts, finding: makeFinding({ excerpt: 'KEY' }), excerpt: undefined });
    assert.ok(!text.includes('KEY') && text.includes('left out'));
  });

  it('knows the tracker that the manifest names', () => {
    assert.equal(trackerOf({ bugs: { url: 'https://example.com/issues' } }), 'https://example.com/issues');
    assert.equal(trackerOf({ bugs: 'https://example.com/issues' }), 'https://example.com/issues');
    for (const none of [
      {},
      undefined,
      { bugs: { email: 'a@b' } },
      { bugs: 'http://example.com' },
      { bugs: 'command:x' },
    ])
      assert.equal(trackerOf(none), undefined);
  });
});

describe('the lines around a finding', () => {
  const lines = async (path: string, text: string, rule: string, off: string[] = []) => {
    const finding = (await findingsOf(path, text)).find((one) => one.rule === rule);
    assert.ok(finding);
    const rules = Object.fromEntries(off.map((id) => [id, 'off' as const]));
    return engine.maskedLines(sourceFile(path, text), finding, { ...options, config: { ...options.config, rules } });
  };
  const key = makeFakeKey('api03');
  const password = randomText(24, 'gateway');

  it('are a few, with every credential masked, also a split one and one of another rule', async () => {
    const text = `import Anthropic from '@anthropic-ai/sdk';
const far = 1;
const a = 1;
const split = '${key.slice(0, 40)}' + '${key.slice(40)}';
const gateway = new Anthropic({ baseURL: 'https://llm.acme-corp.com', authToken: '${password}' });
const client = new Anthropic({ baseURL: 'http://relay.acme-corp.com' });
const other = '${key}';
`;
    const shown = await lines('a.ts', text, 'insecure-url');
    assert.equal(shown.split('\n').length, 6);
    assert.ok(!shown.includes('far') && shown.includes('baseURL'));
    for (const part of [key.slice(14, 30), key.slice(45, 70), password.slice(4)])
      assert.ok(!shown.includes(part), shown);
  });

  it('are masked even by a rule that is off', async () => {
    const text = `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic({ baseURL: 'http://relay.acme-corp.com', authToken: '${password}' });\n`;
    const shown = await lines('a.ts', text, 'insecure-url', ['literal-credential']);
    assert.ok(!shown.includes(password.slice(4)), shown);
  });

  it('are cut where they are long', async () => {
    const text = `KEY = "${key}"  # ${'x'.repeat(3000)}\n`;
    const shown = await lines('a.py', text, 'hardcoded-credential');
    assert.ok(shown.length < 400 && !shown.includes(key.slice(20, 40)), shown);
  });
});
