/** What it means that a request got no answer. */

export type NoAnswer =
  | { kind: 'timeout' }
  | { kind: 'proxyLogin' }
  | { kind: 'proxy' }
  | { kind: 'tls'; code: string }
  | { kind: 'offline' }
  | { kind: 'refused' }
  | { kind: 'failed' };

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** An error's own codes and messages, and those of what caused it. */
function traces(error: unknown): string[] {
  const found: string[] = [];
  for (let one = error, depth = 0; isRecord(one) && depth < 6; one = one.cause, depth++) {
    for (const name of ['name', 'code', 'message'] as const) {
      const text = one[name];
      if (typeof text === 'string') found.push(text);
    }
    const [first] = Array.isArray(one.errors) ? one.errors : [];
    if (isRecord(first) && typeof first.code === 'string') found.push(first.code);
  }
  return found;
}

const tlsCode =
  /^(?:(?:CERT|UNABLE_TO|ERR_TLS|ERR_SSL|DEPTH)_[A-Z0-9_]+|[A-Z0-9_]*SELF_SIGNED_CERT[A-Z0-9_]*|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED|net::ERR_(?:CERT|SSL)_[A-Z0-9_]+)/;

/** As undici and other clients say it. What a proxy refuses they call an abort, as if somebody had ended the request: so this is asked first. */
const asksForLogin = /(?:proxy|tunnel).*\b407\b|ERR_PROXY_AUTH|proxy authentication/i;
const refusesTunnel = /proxy response \(\d{3}\)|tunneling socket could not be established/i;

/** @param isProxied requests go through a proxy, by settings or environment */
export function noAnswerOf(error: unknown, isProxied: boolean): NoAnswer {
  const all = traces(error);
  const has = (pattern: RegExp) => all.some((text) => pattern.test(text));
  const code = all.find((text) => tlsCode.test(text));
  if (has(asksForLogin)) return { kind: 'proxyLogin' };
  if (has(refusesTunnel)) return { kind: 'proxy' };
  if (has(/^(?:TimeoutError|AbortError|ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_\w*TIMEOUT)$/)) return { kind: 'timeout' };
  if (code !== undefined) return { kind: 'tls', code: tlsCode.exec(code)![0] };
  const isDown = has(/^(?:ECONNREFUSED|ECONNRESET|EPIPE|UND_ERR_SOCKET)$/);
  const isAway = has(
    /^(?:ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|net::ERR_INTERNET_DISCONNECTED|net::ERR_NAME_NOT_RESOLVED)$/,
  );
  if (has(/proxy|tunnel/i) || (isProxied && (isDown || isAway))) return { kind: 'proxy' };
  if (isAway) return { kind: 'offline' };
  return isDown ? { kind: 'refused' } : { kind: 'failed' };
}
