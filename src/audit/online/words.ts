/** What is said of a look-up. Pure. */
import type { AskedPackage } from '../../engine/packages/types';
import type { Translate } from '../../report/translate';
import type { Failure } from './request';

/** "@anthropic-ai/sdk 1.12.0 (npm)" */
export const named = ({ ecosystem, name, version }: AskedPackage): string =>
  `${name}${version === undefined ? '' : ` ${version}`} (${ecosystem})`;

/** Why nothing was answered, and what to do. @param host that was asked */
export function failureText(failure: Failure, host: string, t: Translate): string {
  switch (failure.kind) {
    case 'cancelled':
      return t('The look-up was cancelled.');
    case 'offline':
      return t('{0} was not found: this machine seems to be offline.', host);
    case 'timeout':
      return t('{0} did not answer in time.', host);
    case 'proxyLogin':
      return t('The proxy asks for a sign-in (407): check its credentials.');
    case 'proxy':
      return t('The proxy could not be used: check the proxy settings and the proxy variables of the environment.');
    case 'tls':
      return t('No secure connection to {0} ({1}): a proxy may replace its certificate.', host, failure.code);
    case 'refused':
      return t('{0} does not take the connection.', host);
    case 'redirected':
      return t('{0} sends requests elsewhere, where they were not sent on.', host);
    case 'limited':
      return failure.wait === undefined
        ? t('{0} asks for fewer requests (429): try again later.', host)
        : t('{0} asks for fewer requests (429): try again in {1} seconds.', host, failure.wait);
    case 'serverError':
      return t('{0} has an error of its own ({1}): try again later.', host, failure.status);
    case 'unexpected':
      return t(
        'What has answered in the place of {0} is no database of advisories ({1}): a firewall or a sign-in page, perhaps.',
        host,
        failure.status,
      );
    case 'failed':
      return t('{0} could not be reached.', host);
  }
}
