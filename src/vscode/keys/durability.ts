/** Whether the secret store keeps what it is given: VS Code does not say, so that a trial value tells from one session to the next. Pure. */
import type { Marks, SecretStore } from './types';
import type { Writes } from './writes';

/** `unknown` in the first session; `volatile`: what was stored in an earlier session has gone. */
export type Durability = 'durable' | 'unknown' | 'volatile';

const secretName = 'claudeGuard.trial';
const markName = 'keys.trial';

export interface DurabilityOptions {
  secrets: SecretStore;
  marks: Marks;
  /** Another one each time that VS Code is started. */
  session: string;
  writes: Pick<Writes, 'isBehind' | 'note'>;
}

async function begin({ secrets, marks, session, writes }: DurabilityOptions): Promise<void> {
  await secrets.store(secretName, session);
  await marks.update(markName, session);
  await writes.note();
}

/** Rejects where the store fails. */
export async function durabilityOf(options: DurabilityOptions): Promise<Durability> {
  const { secrets, marks, session, writes } = options;
  // The trial may be another window's.
  if (await writes.isBehind()) return 'unknown';
  const begun = marks.get(markName);
  if (begun === session) return 'unknown';
  const kept = await secrets.get(secretName);
  if (kept === begun && kept !== undefined) return 'durable';
  await begin(options);
  return begun === undefined ? 'unknown' : 'volatile';
}
