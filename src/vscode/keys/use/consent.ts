/**
 * What a person has allowed in a workspace. Kept in VS Code's own state of the workspace, and not in a setting: nobody who writes
 * a file of the workspace can switch it on. Pure.
 */
import type { Marks } from '../types';

export const ways = ['helper', 'environment', 'debugging', 'extensions'] as const;
/**
 * `helper`: a program in a terminal or a task asks for the key by `claude-guard key`. `environment`: the key stands in the environment
 * of each new terminal, which is only done where VS Code stores no terminals. `debugging`: programs that are debugged without a
 * terminal have it in their environment. `extensions`: other extensions may ask, and VS Code asks the person.
 */
export type Way = (typeof ways)[number];

export type Consent = ReadonlySet<Way>;

const name = 'keys.consent';

/** Whatever else is kept there is no consent. */
export function readConsent(state: Pick<Marks, 'get'>): Consent {
  const kept = state.get(name);
  return new Set(Array.isArray(kept) ? ways.filter((way) => kept.includes(way)) : []);
}

/** Where nothing is allowed, nothing is kept. */
export async function writeConsent(state: Pick<Marks, 'update'>, consent: Consent): Promise<void> {
  await state.update(name, consent.size > 0 ? [...consent] : undefined);
}
