/** What a URL's host says about where a request goes. */
import { claudeEndpoint } from '../../engine/claude/libraries';

export interface Endpoint {
  /** Lower case, with `:`: `http:`. */
  scheme: string;
  /** Lower case, without port and brackets. */
  host: string;
}

/** Scheme and host of a URL; undefined where there is none or where it is not constant (`\u0000`, `${…}`, `{{…}}`). */
export function endpointOf(url: string): Endpoint | undefined {
  const match = /^([a-z][a-z0-9+.-]*:)\/\/(?:[^/?#@\s]*@)?(\[[0-9a-fA-F:.]+\]|[^/?#:\s\0]+)/i.exec(url.trim());
  const [, scheme, host] = match ?? [];
  if (!scheme || !host || /[${}<>\0%*]/.test(host)) return undefined;
  return { scheme: scheme.toLowerCase(), host: host.replace(/^\[|\]$/g, '').toLowerCase() };
}

export const isAnthropic = (url: string): boolean => claudeEndpoint.test(url);

/** Names that every resolver leads to this machine. */
const ofLoopback =
  /(?:^|[.-])127[.-]\d{1,3}[.-]\d{1,3}[.-]\d{1,3}\.(?:nip|sslip)\.io$|(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me)$/;

/** This machine, a test network, or a name that only a private resolver knows. */
export function isLocal(host: string): boolean {
  return (
    ofLoopback.test(host) ||
    /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1?|.*\.local|.*\.internal|.*\.svc|.*\.test|.*\.example|.*\.invalid|example\.(?:com|org|net)|.*\.example\.(?:com|org|net))$/.test(
      host,
    ) ||
    !host.includes('.')
  );
}

/** Addresses of private networks (RFC 1918, RFC 4193, link-local, carrier-grade NAT). */
export function isPrivate(host: string): boolean {
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:)/.test(
    host,
  );
}

/** Cloud providers' own endpoints for Claude, and the vendors' of wrappers. */
export function isCloudProvider(host: string): boolean {
  return /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|googleapis\.com|azure\.com|azure-api\.net|windows\.net|microsoft\.com|cloudflare\.com|vercel\.sh)$/.test(
    host,
  );
}

/** Does the host match one of the patterns `host.example.com` or `*.example.com`? */
export function isAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1).toLowerCase()) : host === pattern.toLowerCase(),
  );
}
