/** The proxy that the environment names, as curl reads it. */
import type { Host } from './host';

const variable = (env: Host['env'], name: string): string | undefined =>
  env[name.toLowerCase()] || env[name] || undefined;

/** `example.com`, `.example.com` and `*.example.com` stand for the host and all below it. */
function isLeftOut(host: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .map((entry) =>
      entry
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, '')
        .toLowerCase(),
    )
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));
}

/** Of an address with `https://`; others are of this machine. Undefined: none. */
export function proxyFor(address: string, env: Host['env']): string | undefined {
  const { protocol, hostname } = new URL(address);
  const proxy = protocol === 'https:' ? (variable(env, 'HTTPS_PROXY') ?? variable(env, 'ALL_PROXY')) : undefined;
  if (proxy === undefined || isLeftOut(hostname, variable(env, 'NO_PROXY') ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}
