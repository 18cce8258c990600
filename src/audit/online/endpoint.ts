/** Where the database of advisories is: OSV, or what the person's environment names in its place. Pure. */

export const osv = 'https://api.osv.dev';

/** An organisation's mirror. Of the environment alone: nothing that lies in a folder has a say. */
export const endpointVariable = 'CLAUDE_GUARD_OSV_URL';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Without a `/` at its end. Throws where the variable names no address with `https://` (or of this machine). */
export function endpointOf(env: Readonly<Record<string, string | undefined>>): string {
  const given = env[endpointVariable];
  if (given === undefined || given === '') return osv;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
  if (!url || !isSafe || url.username !== '' || url.search !== '')
    throw new Error(`${endpointVariable} must be an address with https:// and without a name or a query in it.`);
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
