/** Where keys are verified. Pure. */
import type { Translate } from '../../report/translate';

export const anthropic = 'https://api.anthropic.com';

export type Endpoint = { base: string; isOwn: boolean } | { problem: string };

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** @param setting what the person has set in the user settings, and nobody else; undefined or empty: Anthropic's API */
export function endpointOf(setting: unknown, t: Translate): Endpoint {
  if (setting === undefined || setting === '') return { base: anthropic, isOwn: false };
  const url = typeof setting === 'string' ? urlOf(setting) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return {
      problem: t(
        'The setting “claudeGuard.keys.baseUrl” must be an address with https:// and without a name, a password or a query in it.',
      ),
    };
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return { base, isOwn: base !== anthropic };
}
