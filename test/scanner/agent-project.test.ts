import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { agentFacts, agentStops } from '../../src/scanner/agent-project';
import { nodeFiles } from '../../src/scanner/read';
import { nodeTree } from '../../src/scanner/walk';
import { makeFakeKey } from '../support/credential-shapes';

describe('what goes with settings of Claude Code', () => {
  let root: string;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const facts = (path: string) => agentFacts({ root, files: nodeFiles, list: nodeTree.list }, path);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'claude-guard-agent-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('are the files of its project that do hold a secret', () => {
    const key = makeFakeKey('api03');
    write('.env', `ANTHROPIC_API_KEY=${key}\n`);
    write('.env.example', `ANTHROPIC_API_KEY=${key}\n`);
    write('.env.test', `ANTHROPIC_API_KEY=${key}\n`);
    write('web/.env.production', 'VITE_API_URL=https://api.acme-corp.com\nPORT=3000\nAPI_KEY=your-api-key-here\n');
    write('web/.env.local', `export DATABASE_URL="postgres://app:${key.slice(-20)}@db.acme-corp.com/app"\n`);
    write(
      'web/local.env',
      'DATABASE_URL=postgres://postgres:postgres@localhost/app\nSESSION_SECRET=op://vault/app/session\n',
    );
    write('keys/server.pem', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    write('keys/server.key', '-----BEGIN PRIVATE KEY-----\nMIIB\n');
    write('tests/keys/server.key', '-----BEGIN PRIVATE KEY-----\nMIIB\n');
    write('node_modules/a/.env', `API_KEY=${key}\n`);
    write('.npmrc', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n');
    write('app.keystore', '\u0000\u0001');
    assert.deepEqual(facts('.claude/settings.json')?.secrets, [
      '.env',
      'app.keystore',
      'keys/server.key',
      'web/.env.local',
    ]);
  });

  it('do not count those of a project inside, which has settings of its own', () => {
    write('.claude/settings.json', '{}');
    write('app/.claude/settings.local.json', '{}');
    write('app/.env', `API_KEY=${makeFakeKey('api03')}\n`);
    assert.deepEqual(facts('.claude/settings.json')?.secrets, []);
    assert.deepEqual(facts('app/.claude/settings.local.json')?.secrets, ['.env']);
  });

  it('are the other settings, without what may be secret in them', () => {
    const key = makeFakeKey('api03');
    write('.claude/settings.json', `{"env": {"ANTHROPIC_API_KEY": "${key}"}, "permissions": {"deny": ["Read"]}}`);
    const other = facts('.claude/settings.local.json')?.settings;
    assert.deepEqual(other, [
      { path: '.claude/settings.json', rows: [{ path: ['permissions', 'deny', '0'], value: 'Read' }] },
    ]);
    assert.deepEqual(facts('.claude/settings.json')?.settings, []);
  });

  it('are nothing for other files', () => {
    for (const path of ['settings.json', '.claude/agents/a.md', 'x.claude/settings.json'])
      assert.equal(facts(path), undefined);
  });

  it('never follow a link, read a device or stop at what can’t be read', () => {
    const outside = mkdtempSync(join(tmpdir(), 'claude-guard-outside-'));
    writeFileSync(join(outside, '.env'), `API_KEY=${makeFakeKey('api03')}\n`);
    symlinkSync(outside, join(root, 'linked'));
    symlinkSync(join(outside, '.env'), join(root, '.env'));
    mkdirSync(join(root, '.claude/settings.json'), { recursive: true });
    assert.deepEqual(facts('.claude/settings.local.json'), { settings: [], secrets: [] });
    rmSync(outside, { recursive: true });
  });

  it('stay within a budget', () => {
    for (let at = 0; at < 40; at++) write(`a${at}/.env`, `API_KEY=${makeFakeKey('api03')}\n`);
    write(`${'deep/'.repeat(8)}.env`, `API_KEY=${makeFakeKey('api03')}\n`);
    assert.equal(facts('.claude/settings.json')?.secrets.length, 20);
  });

  it('stop what the project’s shared settings deny or ask about, wherever Claude Code is started', () => {
    const disk = { root, files: nodeFiles };
    assert.equal(agentStops(disk, ''), undefined);
    write('.claude/settings.json', '{"permissions": {"allow": ["Bash"]}}');
    assert.equal(agentStops(disk, ''), undefined);
    write(
      '.claude/settings.json',
      '{"permissions": {"allow": ["Bash"], "deny": ["WebFetch"], "disableBypassPermissionsMode": "disable"}}',
    );
    assert.deepEqual(
      agentStops(disk, '')?.settings[0]?.rows.map(({ path }) => path[1]),
      ['deny', 'disableBypassPermissionsMode'],
    );
  });
});
