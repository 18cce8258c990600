import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { english } from '../../../src/report/translate';
import { verdictText } from '../../../src/vscode/keys/verdict-text';
import { type Ask, failureOf, isLive, type Verdict, verify } from '../../../src/vscode/keys/verify';
import { makeFakeKey } from '../../support/credential-shapes';
import { startFakeApi } from '../../support/fake-api.mjs';

const key = makeFakeKey('api03');
const admin = makeFakeKey('admin01');
const token = makeFakeKey('oat01');
const limit = 20_000;

/**
 * As `fetch` is in VS Code, which trusts what the system trusts: certificates can only be added for a process as a whole, so this one
 * asks another.
 */
function askTrusting(certificate: string): Ask {
  const program = `
    const [url, init] = JSON.parse(process.env.ASKED);
    fetch(url, init).then(async (answer) => {
      console.log(JSON.stringify({ status: answer.status, headers: [...answer.headers], text: await answer.text() }));
    }, (error) => console.log(JSON.stringify({ code: error.cause?.code ?? error.name, message: error.message })));`;
  return async (url, { signal, ...init }) => {
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate, ASKED: JSON.stringify([url, init]) };
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env, signal });
    const said = JSON.parse(stdout);
    if (said.status === undefined) throw Object.assign(new Error(said.message), { cause: { code: said.code } });
    const { status, text } = said;
    const found = new Map<string, string>(said.headers);
    return { status, headers: { get: (name) => found.get(name) ?? null }, body: new Response(text).body };
  };
}

const texts = (verdict: Verdict) => verdictText(verdict, 'api.anthropic.com', english);

describe('verifying a key', function () {
  this.timeout(120_000);

  const folder = mkdtempSync(join(tmpdir(), 'claude-guard-'));
  const certificate = join(folder, 'ca.pem');
  let api: Awaited<ReturnType<typeof startFakeApi>>;

  before(async () => {
    api = await startFakeApi({ keys: [key, admin, token] });
    writeFileSync(certificate, api.certificate);
  });
  after(async () => {
    await api.stop();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    api.answer('api');
    api.asked.length = 0;
  });

  const check = (given = key, family = 'api03', ask = askTrusting(certificate)) =>
    verify({ ask, base: api.base, family, key: given, isProxied: false, limit });

  it('asks for the list of models, with the documented headers and nothing else', async () => {
    assert.deepEqual(await check(), { kind: 'works' });
    assert.equal(api.asked.length, 1);
    const { path, headers } = api.asked[0]!;
    assert.equal(path, '/v1/models?limit=1');
    assert.equal(headers['x-api-key'], key);
    assert.equal(headers['anthropic-version'], '2026-10-21');
    assert.equal(headers.authorization, undefined);
  });

  it('asks an API that is older in the older way', async () => {
    const old = await startFakeApi({ keys: [key], versions: ['2023-06-01'] });
    try {
      writeFileSync(certificate, old.certificate);
      const options = { base: old.base, family: 'api03', key, isProxied: false, limit };
      assert.deepEqual(await verify({ ...options, ask: askTrusting(certificate) }), { kind: 'works' });
      assert.deepEqual(
        old.asked.map(({ headers }) => headers['anthropic-version']),
        ['2026-10-21', '2023-06-01'],
      );
    } finally {
      writeFileSync(certificate, api.certificate);
      await old.stop();
    }
  });

  it('asks with an Admin key whose it is, and with a token as a bearer', async () => {
    assert.deepEqual(await check(admin, 'admin01'), { kind: 'works' });
    assert.equal(api.asked[0]?.path, '/v1/organizations/me');
    assert.deepEqual(await check(token, 'oat01'), { kind: 'works' });
    assert.equal(api.asked[1]?.headers.authorization, `Bearer ${token}`);
    assert.equal(api.asked[1]?.headers['x-api-key'], undefined);
  });

  const outcomes: [mode: Parameters<typeof api.answer>[0], verdict: Verdict, said: RegExp][] = [
    ['forbidden', { kind: 'notAllowed' }, /genuine, but may not do this \(403\)/],
    ['firewall', { kind: 'blocked', status: 403 }, /Something between you and the API.*\(403\).*Nothing is known/],
    ['portal', { kind: 'blocked', status: 200 }, /sign-in page/],
    ['billing', { kind: 'billing' }, /no credit.*\(402\)/],
    ['missing', { kind: 'notFound' }, /\(404\).*baseUrl/],
    ['busy', { kind: 'limited', wait: 37 }, /wait 37 seconds \(429/],
    ['spent', { kind: 'limited' }, /\(429\).*spend limit/],
    ['broken', { kind: 'serverError', status: 500 }, /error of its own \(500\)/],
    ['gateway', { kind: 'serverError', status: 502 }, /\(502\)/],
    ['overloaded', { kind: 'overloaded' }, /overloaded \(529\)/],
    ['elsewhere', { kind: 'redirected' }, /was not sent on/],
    ['drop', { kind: 'refused' }, /refused or dropped/],
  ];
  for (const [mode, verdict, said] of outcomes)
    it(`says what it means that the answer is “${mode}”`, async () => {
      api.answer(mode);
      const found = await check();
      assert.deepEqual(found, verdict);
      assert.match(texts(found), said);
      assert.equal(api.asked.length, 1);
      assert.equal(isLive(found), ['forbidden', 'billing'].includes(mode));
    });

  it('says that an unknown key does not work', async () => {
    const verdict = await check(makeFakeKey('api03', { seed: 9 }));
    assert.deepEqual(verdict, { kind: 'rejected' });
    assert.match(texts(verdict), /does not work \(401\)/);
  });

  it('waits no longer than it may', async () => {
    api.answer('silence');
    const verdict = await verify({
      ask: askTrusting(certificate),
      base: api.base,
      family: 'api03',
      key,
      isProxied: false,
      limit: 1500,
    });
    assert.deepEqual(verdict, { kind: 'timeout' });
    assert.match(texts(verdict), /did not answer in time/);
  });

  it('sends no key to a server whose certificate nobody trusts', async () => {
    const verdict = await check(key, 'api03', fetch as Ask);
    assert.equal(verdict.kind, 'tls');
    assert.match(texts(verdict), /certificate.*not trusted.*not sent/);
    assert.equal(api.asked.length, 0);
  });

  it('tells being offline from a server that is down, and both from a proxy', async () => {
    const options = { ask: fetch as Ask, family: 'api03', key, isProxied: false, limit };
    const away = await verify({ ...options, base: 'https://no-such-host.invalid' });
    assert.deepEqual(away, { kind: 'offline' });
    assert.match(texts(away), /no connection/);
    const down = await verify({ ...options, base: 'https://127.0.0.1:1' });
    assert.ok(down.kind === 'refused' || down.kind === 'failed', down.kind);
    const proxied = await verify({ ...options, base: 'https://no-such-host.invalid', isProxied: true });
    assert.deepEqual(proxied, { kind: 'proxy' });
    assert.match(texts(proxied), /http\.proxy/);
  });
});

describe('what is said of an answer', () => {
  const all: Record<Verdict['kind'], Verdict> = {
    ...{ works: { kind: 'works' }, rejected: { kind: 'rejected' }, notAllowed: { kind: 'notAllowed' } },
    ...{ billing: { kind: 'billing' }, blocked: { kind: 'blocked', status: 403 }, notFound: { kind: 'notFound' } },
    ...{ limited: { kind: 'limited', wait: 5 }, serverError: { kind: 'serverError', status: 500 } },
    ...{ overloaded: { kind: 'overloaded' }, redirected: { kind: 'redirected' } },
    ...{ unexpected: { kind: 'unexpected', status: 418 }, timeout: { kind: 'timeout' } },
    ...{ proxyLogin: { kind: 'proxyLogin' }, proxy: { kind: 'proxy' }, tls: { kind: 'tls', code: 'X' } },
    ...{ offline: { kind: 'offline' }, refused: { kind: 'refused' }, failed: { kind: 'failed' } },
  };

  it('is a sentence of its own for each, and never that the key is bad where that is not known', () => {
    const said = Object.values(all).map(texts);
    assert.equal(new Set(said).size, said.length);
    const bad = Object.values(all).filter((verdict) => /does not work/.test(texts(verdict)));
    assert.deepEqual(bad, [all.rejected]);
  });
});

describe('a request that fails', () => {
  const of = (cause: object, isProxied = false) => failureOf(new TypeError('fetch failed', { cause }), isProxied).kind;

  it('is told by what caused it', () => {
    assert.equal(of({ code: 'ENOTFOUND' }), 'offline');
    assert.equal(of({ code: 'ECONNREFUSED' }), 'refused');
    assert.equal(of({ code: 'ECONNREFUSED' }, true), 'proxy');
    assert.equal(of({ code: 'CERT_HAS_EXPIRED' }, true), 'tls');
    assert.equal(of({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'tls');
    assert.equal(of({ code: 'UND_ERR_CONNECT_TIMEOUT' }), 'timeout');
    // As undici says it, and VS Code, which asks again with what it knows of the proxy's sign-in.
    const refused = (said: string) => of({ name: 'AbortError', code: 'UND_ERR_ABORTED', message: said }, true);
    assert.equal(refused('Proxy response (407) !== 200 when HTTP Tunneling'), 'proxyLogin');
    assert.equal(refused('Proxy response (407) ?.== 200 when HTTP Tunneling'), 'proxyLogin');
    assert.equal(refused('Proxy response (502) !== 200 when HTTP Tunneling'), 'proxy');
    assert.equal(of({ code: 'ETIMEDOUT', message: 'connect ETIMEDOUT 10.0.0.1:407' }), 'timeout');
    assert.equal(of({ errors: [{ code: 'ENETUNREACH' }] }), 'offline');
    assert.equal(of({}), 'failed');
    assert.equal(failureOf(undefined, false).kind, 'failed');
    assert.equal(failureOf(Object.assign(new Error('x'), { name: 'TimeoutError' }), true).kind, 'timeout');
  });

  it('is said without a word of the error, which may hold anything', () => {
    const said = texts(failureOf(new Error(`secret ${key}`), false));
    assert.ok(!said.includes('secret'));
    const verdict = failureOf(new TypeError('x', { cause: { code: `CERT_X${key}` } }), false);
    assert.deepEqual(verdict, { kind: 'tls', code: 'CERT_X' }, 'a code is cut to what codes are');
  });
});
