import assert from 'node:assert/strict';
import { keptFor, readCache } from '../../src/audit/online/cache';
import { endpointOf, endpointVariable } from '../../src/audit/online/endpoint';
import { askOsv, type OsvOptions } from '../../src/audit/online/osv';
import { failureText } from '../../src/audit/online/words';
import type { AskedPackage } from '../../src/engine/packages/types';
import { english } from '../../src/report/translate';
import { type FakeOsv, startFakeOsv } from '../support/fake-osv.mjs';
import { osvRecord } from '../support/osv-records';

const sdk = (version?: string): AskedPackage => ({
  ecosystem: 'npm',
  name: '@anthropic-ai/sdk',
  ...(version !== undefined && { version }),
});

describe('the look-up of advisories', () => {
  let server: FakeOsv;
  const waits: number[] = [];
  afterEach(() => server?.stop());
  beforeEach(() => waits.splice(0));

  const options = (more: Partial<OsvOptions> = {}): OsvOptions => ({
    send: (url, init) => fetch(url, init),
    base: server.url,
    isProxied: false,
    wait: async (time) => void waits.push(time),
    signal: new AbortController().signal,
    cache: readCache(''),
    now: 1_780_000_000_000,
    today: '2026-06-01',
    ...more,
  });

  const ask = async (packages: AskedPackage[], more: Partial<OsvOptions> = {}) => {
    const outcome = await askOsv(packages, options(more));
    assert.equal(outcome.kind, 'answered', JSON.stringify(outcome));
    return outcome as Extract<typeof outcome, { kind: 'answered' }>;
  };
  const failure = async (more: Partial<OsvOptions> = {}) => {
    const outcome = await askOsv([sdk('1.0.0')], options(more));
    assert.equal(outcome.kind, 'failed', JSON.stringify(outcome));
    return outcome.kind === 'failed' ? outcome.failure : assert.fail();
  };

  it('sends names and versions alone, each once, and gives what is known of them', async () => {
    const known = osvRecord({
      id: 'GHSA-aaaa-bbbb-cccc',
      name: '@anthropic-ai/sdk',
      versions: ['1.0.0'],
      fixed: '1.0.1',
    });
    server = await startFakeOsv([{ ...known, aliases: ['CVE-2026-1'], database_specific: { severity: 'HIGH' } }]);
    const { answered, packages, sent } = await ask([sdk('1.0.0'), sdk('1.0.0'), { ecosystem: 'PyPI', name: 'mcp' }]);
    assert.deepEqual(
      server.requests.map(({ method, url, body }) => [method, url, body && JSON.parse(body)]),
      [
        [
          'POST',
          '/v1/querybatch',
          {
            queries: [
              { package: { ecosystem: 'PyPI', name: 'mcp' } },
              { package: { ecosystem: 'npm', name: '@anthropic-ai/sdk' }, version: '1.0.0' },
            ],
          },
        ],
        ['GET', '/v1/vulns/GHSA-aaaa-bbbb-cccc', ''],
      ],
    );
    assert.deepEqual([packages, sent], [2, 2]);
    assert.deepEqual(answered, {
      date: '2026-06-01',
      flaws: [
        {
          id: 'GHSA-aaaa-bbbb-cccc',
          aliases: ['CVE-2026-1'],
          ecosystem: 'npm',
          package: '@anthropic-ai/sdk',
          versions: ['1.0.0'],
          spans: [{ introduced: '0', fixed: '1.0.1' }],
          severity: 'HIGH',
          summary: 'What is wrong with @anthropic-ai/sdk.',
        },
      ],
    });
  });

  it('asks for every page, in batches that the server takes', async () => {
    const records = Array.from({ length: 7 }, (_, at) =>
      osvRecord({ id: `GHSA-${at}`, name: '@anthropic-ai/sdk', versions: ['1.0.0'] }),
    );
    server = await startFakeOsv(records, { pageSize: 3 });
    const many = Array.from({ length: 1200 }, (_, at): AskedPackage => ({ ecosystem: 'npm', name: `mcp-${at}` }));
    const { answered } = await ask([sdk('1.0.0'), ...many]);
    assert.equal(answered.flaws.length, 7);
    assert.deepEqual(
      server.asked().flatMap(({ page_token: token }) => token ?? []),
      ['3', '6'],
    );
  });

  it('leaves out what was withdrawn or is about other packages, and knows malware by its id', async () => {
    const about = { name: '@anthropic-ai/sdk', versions: ['1.0.0'] };
    const other = { ...osvRecord({ id: 'GHSA-other', ...about }) };
    server = await startFakeOsv([
      osvRecord({ id: 'GHSA-gone', ...about, withdrawn: '2026-05-02T00:00:00Z' }),
      { ...other, affected: [...other.affected, { package: { ecosystem: 'npm', name: 'x' }, versions: [] }] },
      osvRecord({ id: 'MAL-2026-1', ...about, summary: 'Malicious\u202e code\nin\u0000 it' }),
    ]);
    const { answered } = await ask([sdk('1.0.0')]);
    assert.deepEqual(
      answered.flaws.map(({ id, severity, summary }) => [id, severity, summary]),
      [
        ['GHSA-other', 'MEDIUM', 'What is wrong with @anthropic-ai/sdk.'],
        ['MAL-2026-1', 'CRITICAL', 'Malicious code in it.'],
      ],
    );
  });

  it('keeps answers for a day, and records for as long as they do not change', async () => {
    server = await startFakeOsv([osvRecord({ id: 'GHSA-1', name: '@anthropic-ai/sdk', versions: ['1.0.0'] })]);
    const first = readCache('');
    const asked = await ask([sdk('1.0.0')], { cache: first });
    const kept = (text: string, later: number) =>
      ask([sdk('1.0.0')], { cache: readCache(text), now: 1_780_000_000_000 + later });
    assert.deepEqual(await kept(first.text(), keptFor - 1), { ...asked, sent: 0 });
    assert.equal(server.requests.length, 2);
    assert.equal((await kept(first.text(), keptFor)).sent, 1);
    assert.deepEqual(
      server.requests.slice(2).map(({ url }) => url),
      ['/v1/querybatch'],
    );
    for (const broken of ['', '{', 'null', '{"version":1,"queries":{"a":1},"records":{"b":{}}}', '{"version":2}'])
      assert.equal((await kept(broken, 0)).sent, 1, broken);
  });

  it('waits where it is asked to, and tries again where the server is in trouble', async () => {
    server = await startFakeOsv([]);
    server.trouble.push({ status: 429, headers: { 'retry-after': '7' } }, { status: 503 }, { status: 500 });
    await ask([sdk('1.0.0')]);
    assert.deepEqual(waits, [7000, 2000, 4000]);
  });

  it('waits until the time that it is told, by the clock of who tells it', async () => {
    server = await startFakeOsv([]);
    const date = 'Mon, 01 Jun 2026 10:00:00 GMT';
    server.trouble.push({ status: 429, headers: { date, 'retry-after': 'Mon, 01 Jun 2026 10:00:09 GMT' } });
    server.trouble.push({ status: 429, headers: { date, 'retry-after': 'Mon, 01 Jun 2026 09:00:00 GMT' } });
    server.trouble.push({ status: 429, headers: { 'retry-after': 'soon' } });
    await ask([sdk('1.0.0')]);
    assert.deepEqual(waits, [9000, 0, 4000]);
  });

  it('takes an answer in part for none, and keeps nothing of it', async () => {
    server = await startFakeOsv([osvRecord({ id: 'GHSA-1', name: '@anthropic-ai/sdk', versions: ['1.0.0'] })]);
    const cache = readCache('');
    for (const result of ['null', '{"vulns":null}', '{"vulns":"none"}', '{"vulns":[{}]}', '{"vulns":["GHSA-1"]}']) {
      server.trouble.push({ status: 200, text: `{"results":[${result}]}` });
      assert.deepEqual(await failure({ cache }), { kind: 'unexpected', status: 200 }, result);
    }
    const mention = '{"results":[{"vulns":[{"id":"GHSA-1","modified":"x"}]}]}';
    server.trouble.push({ status: 200, text: mention }, { status: 200, text: '{"code":13}' });
    assert.deepEqual(await failure(), { kind: 'unexpected', status: 200 });
    server.trouble.push({ status: 200, text: mention }, { status: 404, text: '{"code":5}' });
    assert.deepEqual((await ask([sdk('1.0.0')])).answered.flaws, []);
    assert.deepEqual((await ask([sdk('1.0.0')], { cache })).answered.flaws.length, 1);
  });

  it('keeps what a batch said before the next one failed, and does not ask for it again', async () => {
    server = await startFakeOsv([]);
    const cache = readCache('');
    const many = Array.from({ length: 501 }, (_, at): AskedPackage => ({ ecosystem: 'npm', name: `mcp-${at}` }));
    const empty = JSON.stringify({ results: Array.from({ length: 500 }, () => ({})) });
    server.trouble.push({ status: 200, text: empty }, { status: 403 });
    const outcome = await askOsv(many, options({ cache }));
    assert.deepEqual(outcome, { kind: 'failed', failure: { kind: 'unexpected', status: 403 } });
    assert.equal((await ask(many, { cache })).sent, 1);
  });

  it('does not follow pages without an end', async () => {
    server = await startFakeOsv([]);
    const page = '{"results":[{"vulns":[],"next_page_token":"again"}]}';
    server.trouble.push(...Array.from({ length: 100 }, () => ({ status: 200, text: page })));
    assert.deepEqual(await failure(), { kind: 'unexpected', status: 200 });
    assert.equal(server.requests.length, 20);
  });

  it('gives up, and says why', async () => {
    server = await startFakeOsv([]);
    server.trouble.push({ status: 429, headers: { 'retry-after': '3600' } });
    assert.deepEqual(await failure(), { kind: 'limited', wait: 3600 });
    server.trouble.push(...Array.from({ length: 4 }, () => ({ status: 502 })));
    assert.deepEqual(await failure(), { kind: 'serverError', status: 502 });
    server.trouble.push({ status: 200, text: '<html>Please sign in</html>' });
    assert.deepEqual(await failure(), { kind: 'unexpected', status: 200 });
    server.trouble.push({ status: 200, text: '{"results":[]}' });
    assert.deepEqual(await failure(), { kind: 'unexpected', status: 200 });
    server.trouble.push({ status: 403, text: 'no' });
    assert.deepEqual(await failure(), { kind: 'unexpected', status: 403 });
    server.trouble.push({ status: 302, headers: { location: 'https://elsewhere.example' } });
    assert.deepEqual(await failure(), { kind: 'redirected' });
    await server.stop();
    assert.deepEqual(await failure(), { kind: 'refused' });
    assert.deepEqual(await failure({ isProxied: true }), { kind: 'proxy' });
    const send = async () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    assert.deepEqual(await failure({ send }), { kind: 'offline' });
    const late = async () => Promise.reject(new DOMException('late', 'TimeoutError'));
    assert.deepEqual(await failure({ send: late }), { kind: 'timeout' });
  });

  it('ends when the person cancels it', async () => {
    server = await startFakeOsv([]);
    server.trouble.push({ status: 'hang' });
    const controller = new AbortController();
    const outcome = failure({ signal: controller.signal });
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    assert.deepEqual(await outcome, { kind: 'cancelled' });
  });

  it('goes to OSV, or to the mirror that the environment names, and to nothing unencrypted', () => {
    const at = (url: string) => endpointOf({ [endpointVariable]: url });
    assert.equal(endpointOf({}), 'https://api.osv.dev');
    assert.equal(at('https://osv.acme-corp.com/mirror/'), 'https://osv.acme-corp.com/mirror');
    assert.equal(at('http://127.0.0.1:8080'), 'http://127.0.0.1:8080');
    for (const bad of ['http://osv.acme-corp.com', 'https://a:b@osv.acme-corp.com', 'ftp://x', 'osv', 'https://x/?a=1'])
      assert.throws(() => at(bad), /must be an address/, bad);
  });

  it('has a sentence for each failure', () => {
    const kinds = [
      'cancelled',
      'offline',
      'timeout',
      'proxyLogin',
      'proxy',
      'refused',
      'redirected',
      'limited',
      'failed',
    ] as const;
    const said = [
      ...kinds.map((kind) => failureText({ kind }, 'osv.example', english)),
      failureText({ kind: 'tls', code: 'CERT_HAS_EXPIRED' }, 'osv.example', english),
      failureText({ kind: 'limited', wait: 60 }, 'osv.example', english),
      failureText({ kind: 'serverError', status: 500 }, 'osv.example', english),
      failureText({ kind: 'unexpected', status: 200 }, 'osv.example', english),
    ];
    assert.equal(new Set(said).size, said.length);
    for (const sentence of said) assert.match(sentence, /^[A-Z{o].*\.$/);
  });
});
