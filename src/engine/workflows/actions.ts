/** What stands under `uses:`, as GitHub understands it. */
import type { Text } from './types';

/** `owner/name/path@ref`: no letter is large in the name, and nothing in its path leads nowhere. */
export function actionOf(uses: Text | undefined): string {
  const [, name = '', ref = ''] = /^([^@]*)(.*)$/s.exec(uses?.value ?? '') ?? [];
  const parts: string[] = [];
  for (const part of name.trim().toLowerCase().split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return isOfRepository(uses) ? (uses?.value ?? '') : `${parts.join('/')}${ref}`;
}

/** A workflow, or an action, of the same repository: `./path`, or `$/path`, which nothing that a step brings can replace. */
export const isOfRepository = (uses: Text | undefined): boolean => /^[.$]\//.test(uses?.value ?? '');
