/** The network and the cache of the command line. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { readCache } from '../audit/online/cache';
import { endpointOf } from '../audit/online/endpoint';
import type { Send } from '../audit/online/request';
import type { Host, Online } from './host';
import { proxyFor } from './proxy';

type Env = Host['env'];

const cacheFile = (env: Env): string => {
  const root = env.XDG_CACHE_HOME || env.LOCALAPPDATA || join(homedir(), '.cache');
  return join(root, 'claude-guard', 'osv.json');
};

/** Node's own `fetch` knows no proxy. */
const sendThrough =
  (proxy: string): Send =>
  (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const agent = new HttpsProxyAgent(proxy);
      const asked = httpsRequest(url, { method, headers, signal, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: { get: (name) => [answer.headers[name] ?? []].flat()[0] ?? null },
            text: async () => Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });

export const nodeOnline = (env: Env): Online => ({
  now: Date.now,
  network() {
    const base = endpointOf(env);
    const proxy = proxyFor(base, env);
    return {
      base,
      isProxied: proxy !== undefined,
      send: proxy === undefined ? (url, init) => fetch(url, init) : sendThrough(proxy),
      wait: (time, signal) => sleep(time, undefined, { signal }).catch(() => {}),
    };
  },
  readCache: async () => readCache(await readFile(cacheFile(env), 'utf8').catch(() => '')),
  async keepCache(cache) {
    const file = cacheFile(env);
    const fresh = `${file}.${process.pid}`;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(fresh, cache.text(), { mode: 0o600 });
      await rename(fresh, file);
    } catch {
      // It is asked again, then.
    }
  },
});
