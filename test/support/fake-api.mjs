// @ts-check
/**
 * Anthropic's API as far as a key is verified, over TLS on 127.0.0.1: the shapes of its answers, its headers and its errors, as
 * documented. What else may stand between a person and the API is here, too.
 */
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { makeCertificate } from './certificate.mjs';

/** How the next requests are answered; `api`: as the API would. @typedef {keyof typeof ANSWERS | 'api' | 'silence' | 'drop'} Mode */
/** @typedef {{ path: string, headers: import('node:http').IncomingHttpHeaders }} Asked */

const VERSIONS = ['2023-06-01', '2026-10-21'];

/** @param {string} type @param {string} message @returns {string} the API's error */
const error = (type, message) => JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_011Fake' });

const MODELS = JSON.stringify({
  data: [
    { type: 'model', id: 'claude-haiku-5-5', display_name: 'Claude Haiku 5.5', created_at: '2026-09-01T00:00:00Z' },
  ],
  has_more: true,
  first_id: 'claude-haiku-5-5',
  last_id: 'claude-haiku-5-5',
});
const ORGANISATION = JSON.stringify({ id: '4f6b1c9e-0000-4000-8000-000000000000', name: 'Fake', type: 'organization' });

/** @type {Record<string, [status: number, body: string, headers?: Record<string, string>]>} */
const ANSWERS = {
  forbidden: [403, error('permission_error', 'Your API key does not have permission to use the specified resource.')],
  firewall: [403, '<html><body>Access to this site is blocked.</body></html>', { 'content-type': 'text/html' }],
  portal: [200, '<html><body>Please sign in.</body></html>', { 'content-type': 'text/html' }],
  billing: [402, error('billing_error', 'Your credit balance is too low.')],
  missing: [404, error('not_found_error', 'Not found')],
  busy: [429, error('rate_limit_error', 'Number of requests exceeds your rate limit.'), { 'retry-after': '37' }],
  spent: [429, error('rate_limit_error', 'You have reached your spend limit.')],
  broken: [500, error('api_error', 'Internal server error')],
  gateway: [502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }],
  overloaded: [529, error('overloaded_error', 'Overloaded')],
  elsewhere: [307, '', { location: 'https://127.0.0.1:1/v1/models' }],
};

/** @param {Asked} asked @param {readonly string[]} keys @param {readonly string[]} versions @returns {[number, string]} */
function asApi({ path, headers }, keys, versions) {
  const version = headers['anthropic-version'];
  if (version === undefined) return [400, error('invalid_request_error', 'anthropic-version: header is required')];
  if (!versions.includes(String(version)))
    return [400, error('invalid_request_error', `anthropic-version: "${version}" is not a valid version`)];
  const bearer = /^Bearer (.+)$/.exec(String(headers.authorization ?? ''))?.[1];
  const key = String(headers['x-api-key'] ?? bearer ?? '');
  if (!keys.includes(key)) return [401, error('authentication_error', 'invalid x-api-key')];
  const { pathname } = new URL(path, 'https://fake');
  if (pathname === '/v1/models') {
    const isAdministrative = key.startsWith('sk-ant-admin');
    return isAdministrative ? [401, error('authentication_error', 'invalid x-api-key')] : [200, MODELS];
  }
  return pathname === '/v1/organizations/me' ? [200, ORGANISATION] : [404, error('not_found_error', 'Not found')];
}

/** @param {import('node:net').Server} server @returns {Promise<number>} its port */
async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * @param {{ keys?: string[], hosts?: string[], versions?: string[] }} [options] keys that work; names for the certificate; API versions
 *   that it knows
 */
export async function startFakeApi({ keys = [], hosts = ['localhost'], versions = VERSIONS } = {}) {
  const certificate = makeCertificate(hosts);
  /** @type {Asked[]} */
  const asked = [];
  /** @type {Mode} */
  let mode = 'api';
  const server = createServer(certificate, (request, response) => {
    const one = { path: request.url ?? '', headers: request.headers };
    asked.push(one);
    if (mode === 'silence') return;
    if (mode === 'drop') return void request.socket.destroy();
    const [status, body, headers] = mode === 'api' ? asApi(one, keys, versions) : (ANSWERS[mode] ?? [500, '']);
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_011Fake', ...headers });
    response.end(body);
  });
  const port = await listen(server);
  return {
    port,
    base: `https://127.0.0.1:${port}`,
    /** PEM, for NODE_EXTRA_CA_CERTS. */
    certificate: certificate.cert,
    asked,
    keys,
    /** @param {Mode} next */
    answer(next) {
      mode = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * A proxy that tunnels whatever host is asked for to one port of this machine, or asks for a sign-in, or refuses.
 * @param {number} port @param {{ login?: boolean, refuses?: boolean }} [options]
 */
export async function startFakeProxy(port, { login = false, refuses = false } = {}) {
  /** @type {string[]} */
  const tunnels = [];
  const server = createHttp((_, response) => void response.writeHead(405).end());
  /** @type {Set<import('node:stream').Duplex>} */
  const sockets = new Set();
  server.on('connect', (request, client, head) => {
    tunnels.push(request.url ?? '');
    sockets.add(client);
    client.on('error', () => client.destroy());
    if (login)
      return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
    if (refuses) return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  const own = await listen(server);
  return {
    url: `http://127.0.0.1:${own}`,
    tunnels,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
