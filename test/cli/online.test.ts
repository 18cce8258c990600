import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { nodeOnline } from '../../src/cli/node-online';
import { proxyFor } from '../../src/cli/proxy';
import { advisoriesChecked } from '../../src/rules/data/checked';
import { runIn, useFolders } from '../support/command-line';
import { type FakeOsv, startFakeOsv } from '../support/fake-osv.mjs';
import { osvRecord } from '../support/osv-records';

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
const manifest = (dependencies: Record<string, string>) => ({ 'package.json': json({ dependencies }) });

describe('scan --online', function () {
  this.timeout(20_000);
  const makeFolder = useFolders();
  let server: FakeOsv;
  afterEach(() => server?.stop());

  const scanIn = (root: string, args: string[] = [], env: Record<string, string> = {}) => {
    const cache = { XDG_CACHE_HOME: join(root, '.cache'), CLAUDE_GUARD_OSV_URL: server.url, ...env };
    return runIn(root, ['scan', '--online', '--format', 'json', ...args], { online: nodeOnline(cache) });
  };
  const messages = (out: string): string[] =>
    JSON.parse(out).findings.map(({ message }: { message: string }) => message);

  it('reports what only the database knows, in versions and in ranges, with the first version without it', async () => {
    server = await startFakeOsv([
      osvRecord({
        ...{ id: 'GHSA-live-1', name: '@anthropic-ai/sdk', versions: ['1.12.0'], fixed: '1.12.4' },
        ...{ introduced: '1.0.0', severity: 'CRITICAL', summary: 'Live only' },
      }),
      osvRecord({ id: 'GHSA-live-2', name: 'mozex/anthropic-php', ecosystem: 'Packagist', versions: ['1.3.0'] }),
    ]);
    const root = makeFolder({
      ...manifest({ '@anthropic-ai/sdk': '~1.12.0', 'acme-private-package': '1.0.0' }),
      'php/composer.lock': json({ packages: [{ name: 'mozex/anthropic-php', version: 'v1.3.0' }] }),
      'locked/package-lock.json': json({ packages: { 'node_modules/@anthropic-ai/sdk': { version: '1.12.0' } } }),
    });
    const { out, err, code } = await scanIn(root);
    assert.deepEqual(messages(out), [
      '@anthropic-ai/sdk 1.12.0 is known to be vulnerable (GHSA-live-1): Live only. 1.12.4 has no known flaw, as of 2026-06-01.',
      'mozex/anthropic-php 1.3.0 is known to be vulnerable (GHSA-live-2): What is wrong with mozex/anthropic-php. No version without a known flaw is known, as of 2026-06-01: use something else.',
    ]);
    assert.equal(code, 1);
    assert.match(err, /^Asking 127\.0\.0\.1:\d+ about 3 packages: names and versions are sent, nothing else\.$/m);
    assert.deepEqual(
      server.asked().map(({ package: { name }, version }) => [name, version]),
      [
        ['mozex/anthropic-php', '1.3.0'],
        ['@anthropic-ai/sdk', undefined],
        ['@anthropic-ai/sdk', '1.12.0'],
      ],
    );
  });

  it('does not ask again what it has asked today', async () => {
    server = await startFakeOsv([osvRecord({ id: 'GHSA-1', name: '@anthropic-ai/sdk', versions: ['1.12.0'] })]);
    const root = makeFolder(manifest({ '@anthropic-ai/sdk': '1.12.0' }));
    const first = await scanIn(root);
    assert.equal(server.requests.length, 2);
    assert.deepEqual(messages((await scanIn(root)).out), messages(first.out));
    assert.equal(server.requests.length, 2);
    assert.match(messages(first.out).join(), /No version without a known flaw is known, as of 2026-06-01/);
  });

  it('says why nothing was answered, and goes on with what comes along', async () => {
    server = await startFakeOsv([]);
    await server.stop();
    const root = makeFolder(manifest({ '@modelcontextprotocol/sdk': '1.9.0' }));
    const { out, err, code } = await scanIn(root);
    assert.match(err, /does not take the connection\. Only the advisories that come along were used\./);
    assert.match(messages(out).join(), /@modelcontextprotocol\/sdk 1\.9\.0 is known to be vulnerable/);
    assert.equal(code, 1);
  });

  it('sends nothing where there is nothing to ask, and nothing at all without the option', async () => {
    server = await startFakeOsv([]);
    const root = makeFolder(manifest({ 'left-pad': '1.0.0', '@anthropic-ai/sdk': '*' }));
    const { err } = await scanIn(root);
    assert.match(err, /nothing was sent/);
    const named = makeFolder(manifest({ '@anthropic-ai/sdk': '1.12.0' }));
    await runIn(named, ['scan', '--format', 'json']);
    assert.deepEqual(server.requests, []);
  });

  it('refuses standard input, and an address that is not encrypted', async () => {
    server = await startFakeOsv([]);
    const root = makeFolder(manifest({ '@anthropic-ai/sdk': '1.12.0' }));
    const stdin = await runIn(root, ['scan', '--online', '--stdin']);
    assert.equal(stdin.code, 2);
    const { code, err } = await scanIn(root, [], { CLAUDE_GUARD_OSV_URL: 'http://osv.example.com' });
    assert.equal(code, 2);
    assert.match(err, /CLAUDE_GUARD_OSV_URL must be an address with https:\/\//);
  });

  it('is recommended where the advisories that come along are old, which are dated for who asks', async () => {
    const root = makeFolder(manifest({ '@anthropic-ai/sdk': '1.12.0' }));
    const said = async (today: string, ...args: string[]) => (await runIn(root, ['scan', ...args], { today })).err;
    const later = (days: number) =>
      new Date(Date.parse(advisoriesChecked) + days * 86_400_000).toISOString().slice(0, 10);
    assert.equal(await said(later(90)), '');
    assert.match(await said(later(91)), /are 91 days old \(\d{4}-\d\d-\d\d\): update Claude Guard, or .* --online\.$/m);
    assert.equal(await said(later(91), '--quiet'), '');
    assert.ok(
      (await said(later(1), '--verbose')).includes(`The advisories that come along are of ${advisoriesChecked}.`),
    );
  });

  describe('behind a proxy', () => {
    let proxy: Server;
    afterEach(() => proxy.close());

    it('goes through the one that the environment names, and says when that wants a sign-in', async () => {
      const connected: (string | undefined)[] = [];
      proxy = createServer().on('connect', ({ url }, socket) => {
        connected.push(url);
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      server = await startFakeOsv([]);
      const root = makeFolder(manifest({ '@anthropic-ai/sdk': '1.12.0' }));
      const { port } = proxy.address() as AddressInfo;
      const { err } = await scanIn(root, [], {
        HTTPS_PROXY: `http://127.0.0.1:${port}`,
        CLAUDE_GUARD_OSV_URL: 'https://osv.acme-corp.example',
      });
      assert.deepEqual(connected, ['osv.acme-corp.example:443']);
      assert.match(err, /The proxy asks for a sign-in \(407\)/);
    });
  });

  it('leaves the proxy out where the environment says so', () => {
    const address = 'https://api.osv.dev';
    const through = (env: Record<string, string>) => proxyFor(address, env);
    assert.equal(through({}), undefined);
    assert.equal(through({ https_proxy: 'proxy.acme:3128' }), 'http://proxy.acme:3128');
    assert.equal(through({ ALL_PROXY: 'http://a:1', HTTPS_PROXY: 'http://b:2' }), 'http://b:2');
    for (const list of ['*', 'api.osv.dev', '.osv.dev', 'localhost, *.osv.dev:443'])
      assert.equal(through({ HTTPS_PROXY: 'http://b:2', NO_PROXY: list }), undefined, list);
    assert.equal(through({ HTTPS_PROXY: 'http://b:2', NO_PROXY: 'sv.dev,' }), 'http://b:2');
    assert.equal(proxyFor('http://127.0.0.1:1', { HTTPS_PROXY: 'http://b:2' }), undefined);
  });
});
