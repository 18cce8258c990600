/** The practices as people read them. */
import type { Practice } from '../../engine/types';

export const practiceTitles: Readonly<Record<Practice, string>> = {
  authentication: 'Secure authentication',
  transport: 'HTTPS everywhere',
  permissions: 'Least privilege',
  monitoring: 'Monitoring',
  dependencies: 'Current dependencies and models',
  input: 'Validated input and output',
  errors: 'Errors and rate limits',
  privacy: 'Privacy',
  hygiene: 'Hygiene of suppressions',
};
