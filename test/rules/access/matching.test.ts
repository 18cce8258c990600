import assert from 'node:assert/strict';
import type { Scope } from '../../../src/rules/support/access/layers';
import { coversReading, coversRule, wildcardMatches } from '../../../src/rules/support/access/matching';

describe('rules that stop others', () => {
  const covering: [string, string][] = [
    ['Bash', 'Bash(npm run build)'],
    ['Bash(*)', 'Bash'],
    ['Bash(:*)', 'Bash(curl:*)'],
    ['*', 'WebFetch'],
    ['Bash(curl:*)', 'Bash(curl *)'],
    ['Bash(curl *)', 'Bash(curl:*)'],
    ['Bash(curl*)', 'Bash(curl https://example.com/*)'],
    ['Bash(curl *)', 'Bash(curl)'],
    ['Bash(git *)', 'Bash(git push origin main)'],
    ['WebFetch(domain:*)', 'WebFetch'],
    ['WebFetch(domain:*.example.com)', 'WebFetch(domain:docs.example.com)'],
    ['mcp__*', 'mcp__docs__search'],
    ['mcp__docs', 'mcp__docs__search'],
    ['mcp__docs__*', 'mcp__docs__search'],
    ['Read(//**)', 'Read(//**)'],
  ];
  for (const [stop, granted] of covering)
    it(`${stop} leaves nothing of ${granted}`, () => assert.equal(coversRule(stop, granted), true));

  const partial: [string, string][] = [
    ['Bash(rm -rf *)', 'Bash'],
    ['Bash(curl https://*)', 'Bash(curl:*)'],
    ['Bash(cur *)', 'Bash(curl:*)'],
    ['Bash(curl:*)', 'Bash(curlie:*)'],
    ['PowerShell', 'Bash'],
    ['Edit(src/**)', 'Read(src/**)'],
    ['WebFetch(domain:example.com)', 'WebFetch'],
    ['mcp__doc', 'mcp__docs__search'],
    ['mcp__docs__search', 'mcp__docs'],
    ['bash', 'Bash'],
    ['', 'Bash'],
    ['Bash(', 'Bash'],
  ];
  for (const [stop, granted] of partial)
    it(`“${stop}” leaves something of ${granted}`, () => assert.equal(coversRule(stop, granted), false));
});

describe('rules about reading', () => {
  const covering: [string, string, Scope?][] = [
    ['Read', 'a/.env'],
    ['Read(**)', 'a/.env'],
    ['Read(.env)', 'a/b/.env'],
    ['Read(./.env)', '.env'],
    ['Read(./.env.*)', '.env.local'],
    ['Read(.env*)', 'web/.env.production'],
    ['Read(**/.env)', 'a/.env'],
    ['Read(/.env)', '.env'],
    ['Read(secrets/**)', 'a/secrets/key.pem'],
    ['Read(./secrets/**)', 'secrets/a/key.pem'],
    ['Read(*.pem)', 'a/b.pem'],
    ['Read(//**/.env)', 'a/.env', 'user'],
    ['Read(//home/me/app/.env)', '.env', 'user'],
    ['Read(~/app/keys/*.pem)', 'keys/a.pem', 'user'],
    ['R*', '.env'],
  ];
  for (const [rule, file, scope = 'project'] of covering)
    it(`${rule} of the ${scope} is about ${file}`, () => assert.equal(coversReading(rule, scope, file), true));

  const others: [string, string, Scope?][] = [
    ['Read(.env)', '.env.local'],
    ['Read(/.env)', 'a/.env'],
    ['Read(/.env)', '.env', 'user'],
    ['Read(./config/.env)', '.env'],
    ['Read(../.env)', '.env'],
    ['Edit(.env)', '.env'],
    ['Write(.env)', '.env'],
    ['Bash(cat .env)', '.env'],
    ['Read(//etc/**)', '.env'],
    ['Read(!.env)', '.env'],
    ['Read(#.env)', '.env'],
    ['Grep', '.env'],
  ];
  for (const [rule, file, scope = 'project'] of others)
    it(`${rule} of the ${scope} is not about ${file}`, () => assert.equal(coversReading(rule, scope, file), false));
});

describe('wildcards', () => {
  it('match as they are meant', () => {
    assert.ok(wildcardMatches('a*c*', 'abcabc'));
    assert.ok(wildcardMatches('*', ''));
    assert.ok(!wildcardMatches('a*b', 'abc'));
  });

  it('take no time for hostile patterns', () => {
    const started = performance.now();
    assert.ok(!coversRule(`Bash(${'*a'.repeat(200)}b)`, `Bash(${'a'.repeat(450)})`));
    assert.ok(!coversReading(`Read(${'**/a'.repeat(100)})`, 'project', `${'a/'.repeat(200)}b`));
    assert.ok(performance.now() - started < 1000);
  });
});
