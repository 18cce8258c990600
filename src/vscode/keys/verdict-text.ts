/** One plain sentence or two for each outcome of a verification. Pure. */
import type { Translate } from '../../report/translate';
import type { Verdict } from './verify';

/** "in 30 seconds", "in 2 minutes". */
const waiting = (seconds: number, t: Translate): string =>
  seconds < 120 ? t('{0} seconds', seconds) : t('{0} minutes', Math.ceil(seconds / 60));

function limited(wait: number | undefined, t: Translate): string {
  if (wait === undefined)
    return t(
      'The API knows the key, but a limit is reached (429) that waiting does not lift, such as the spend limit. Look at the limits in the Console.',
    );
  return t(
    'The API asks to wait {0} (429: too many requests). Whether the key works is not known yet.',
    waiting(wait, t),
  );
}

/** @param host that was asked */
export function verdictText(verdict: Verdict, host: string, t: Translate): string {
  switch (verdict.kind) {
    case 'works':
      return t('The key works: {0} has answered.', host);
    case 'rejected':
      return t('The key does not work (401): it is unknown, expired or disabled. Create a new one in the Console.');
    case 'notAllowed':
      return t('The key is genuine, but may not do this (403): its workspace or its organisation does not allow it.');
    case 'billing':
      return t('The key is genuine, but the account has no credit or no valid payment (402).');
    case 'blocked':
      return t(
        'Something between you and the API has answered ({0}), such as a firewall or a sign-in page. Nothing is known about the key.',
        verdict.status,
      );
    case 'notFound':
      return t(
        '{0} has no list of models (404). Check the setting “claudeGuard.keys.baseUrl”. Nothing is known about the key.',
        host,
      );
    case 'limited':
      return limited(verdict.wait, t);
    case 'serverError':
      return t(
        'The API has an error of its own ({0}). Try again later; nothing is known about the key.',
        verdict.status,
      );
    case 'overloaded':
      return t('The API is overloaded (529). Try again later; nothing is known about the key.');
    case 'redirected':
      return t('{0} sends requests elsewhere. The key was not sent on; nothing is known about it.', host);
    case 'unexpected':
      return t('The API has answered with {0}, which says nothing about the key.', verdict.status);
    case 'timeout':
      return t('{0} did not answer in time. Nothing is known about the key.', host);
    case 'proxyLogin':
      return t('The proxy asks for a sign-in (407). Check “http.proxy” and its credentials; the key was not sent.');
    case 'proxy':
      return t(
        'The proxy could not be used. Check “http.proxy” and the proxy variables of the environment; the key was not sent.',
      );
    case 'tls':
      return t(
        'The certificate of {0} is not trusted ({1}), so that the key was not sent. If your company inspects traffic, have its certificate installed in the system.',
        host,
        verdict.code,
      );
    case 'offline':
      return t('{0} cannot be reached: there seems to be no connection. The key was not sent.', host);
    case 'refused':
      return t('{0} has refused or dropped the connection. Nothing is known about the key.', host);
    default:
      return t('The request to {0} has failed. Nothing is known about the key.', host);
  }
}
