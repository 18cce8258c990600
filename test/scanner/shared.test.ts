import assert from 'node:assert/strict';
import { defaultConfig } from '../../src/engine/config/config';
import { ruleIds } from '../../src/report/rule-texts';
import { createSharedCredentials } from '../../src/scanner/shared';
import type { FileResult } from '../../src/scanner/types';
import { makeFakeKey } from '../support/credential-shapes';
import { git, put, removeFolders, scanAll } from './support/disk';

const key = makeFakeKey('api03');
const line = `ANTHROPIC_API_KEY=${key}\n`;

const told = ({ findings }: { findings: readonly { path: string; rule: string }[] }) =>
  findings.map(({ path, rule }) => `${path} ${rule}`);

describe('credentials that several files have', function () {
  this.timeout(60_000);
  after(removeFolders);

  it('are told between files that git ignores, and nothing else is of those', async () => {
    const root = put({
      '.gitignore': '.env*\n',
      '.env': `${line}NODE_TLS_REJECT_UNAUTHORIZED=0\n`,
      '.env.production': line,
    });
    git(root, 'init', '-q');
    const results: FileResult[] = [];
    const result = await scanAll({ root }, { ruleIds, onFindings: (one) => results.push(one) });
    assert.deepEqual(told(result), ['.env shared-credential']);
    assert.match(result.findings[0]!.message, /Development and production .*\.env\.production/);
    assert.deepEqual(told(results.at(-1)!), ['.env shared-credential']);
    assert.ok(!JSON.stringify([result, results]).includes(key), 'the key itself is told');
  });

  it('are told in code that is looked at with what it imports, beside what else was found there', async () => {
    const client = `import Anthropic from '@anthropic-ai/sdk';\nexport const client = new Anthropic({ apiKey: '${key}' });\n`;
    const root = put({
      'a/package.json': '{}',
      'a/client.ts': client,
      'a/ask.ts': "import { client } from './client';\nexport const ask = () => client.messages.create({} as never);\n",
      'b/package.json': '{}',
      'b/client.ts': client,
    });
    const found = told(await scanAll({ root }));
    assert.deepEqual(found, [
      'a/client.ts hardcoded-credential',
      'a/client.ts shared-credential',
      'b/client.ts hardcoded-credential',
    ]);
  });

  it('are not told where that is off, and a suppression of them is not idle', async () => {
    const off = put({ '.gitignore': '.env*\n', '.env': line, '.env.production': line });
    git(off, 'init', '-q');
    const config = { ...defaultConfig, rules: { 'shared-credential': 'off' as const } };
    const silent = await scanAll({ root: off }, { config });
    assert.deepEqual([silent.findings, silent.summary.skipped.ignored], [[], 2]);
    const root = put({
      '.gitignore': '.env*\n!.env\n',
      '.env': `# claude-guard-ignore-next-line shared-credential, tracked-env-file -- the sandbox has one key\n${line}`,
      '.env.production': line,
    });
    git(root, 'init', '-q');
    const all = { ...defaultConfig, profile: 'all' as const };
    const result = await scanAll({ root }, { config: all });
    assert.deepEqual(told({ findings: result.findings.filter(({ rule }) => rule !== 'tracked-env-file') }), []);
    assert.ok(result.suppressed.some(({ rule }) => rule === 'shared-credential'));
  });

  it('change with each file: those that are affected are named', () => {
    const shared = createSharedCredentials();
    for (const path of ['chat/package.json', 'mail/go.mod']) shared.meet(path);
    assert.deepEqual(shared.change('chat/.env', ['one'], 'ignored'), []);
    assert.deepEqual(shared.change('mail/.env', ['two'], 'ignored'), []);
    assert.equal(shared.factsOf('chat/.env'), undefined);
    assert.deepEqual(shared.change('mail/.env', ['two', 'one'], 'ignored').sort(), ['chat/.env', 'mail/.env']);
    assert.deepEqual(shared.factsOf('chat/.env'), {
      service: 'chat',
      credentials: [{ fingerprint: 'one', others: [{ path: 'mail/.env', service: 'mail', git: 'ignored' }] }],
    });
    assert.deepEqual(shared.paths(), ['chat/.env', 'mail/.env']);
    assert.deepEqual(shared.change('mail/.env', ['two', 'one'], 'ignored'), []);
    assert.deepEqual(shared.change('mail/.env', [], undefined).sort(), ['chat/.env', 'mail/.env']);
    assert.deepEqual(shared.paths(), []);
  });

  it('change for others only where the first of an environment changes', () => {
    const shared = createSharedCredentials();
    for (let index = 10; index < 60; index++)
      assert.deepEqual(shared.change(`src/f${index}.py`, ['one'], undefined), []);
    assert.deepEqual(shared.change('.env.production', ['one'], 'tracked'), []);
    assert.deepEqual(shared.change('.env.development', ['one'], 'ignored').sort(), [
      '.env.development',
      '.env.production',
    ]);
    assert.deepEqual(shared.change('apps/.env.development', ['one'], 'ignored'), ['apps/.env.development']);
    assert.deepEqual(shared.change('.env.example', ['one'], 'tracked'), []);
    assert.deepEqual(shared.change('.env.development', [], 'ignored').sort(), ['.env.development', '.env.production']);
    const paths = shared.factsOf('.env.production')?.credentials.map(({ others }) => others.map(({ path }) => path));
    assert.deepEqual(paths, [['apps/.env.development']]);
  });

  it('are told anew where a folder turns out to be a service', () => {
    const shared = createSharedCredentials();
    shared.hold('a/client.py', ['one'], undefined);
    shared.hold('b/client.py', ['one'], undefined);
    assert.deepEqual(shared.paths(), []);
    for (const path of ['a/setup.py', 'b/setup.py']) shared.meet(path);
    assert.deepEqual(shared.paths(), ['a/client.py', 'b/client.py']);
  });
});
