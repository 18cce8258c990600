/**
 * Whether another window has changed keys that this one does not see. In a browser VS Code gives each window a copy of the secret
 * store, taken when it is opened: what is written from one window undoes what was written from another. State, the marks, is shared.
 * So each change leaves its time in both, in the store first: where the store is behind, the copy is an old one. Pure.
 */
import type { Marks, SecretStore } from './types';

const secretName = 'claudeGuard.written';
const markName = 'keys.written';

export interface WritesOptions {
  secrets: SecretStore;
  marks: Marks;
  /** In ms since 1970. */
  now(): number;
  /** When this window was opened, likewise. */
  opened: number;
}

const timeIn = (kept: unknown): number => (typeof kept === 'string' && /^\d{1,16}$/.test(kept) ? Number(kept) : 0);

export class Writes {
  readonly #options: WritesOptions;
  /** What this window has written last. */
  #own = 0;

  constructor(options: WritesOptions) {
    this.#options = options;
  }

  /** Of what was written before this window was opened it has all that there is. Never rejects. */
  async isBehind(): Promise<boolean> {
    const { secrets, marks, opened } = this.#options;
    const written = timeIn(marks.get(markName));
    if (written <= opened || written === this.#own) return false;
    const kept = await Promise.resolve(secrets.get(secretName)).catch(() => String(written));
    return timeIn(kept) < written;
  }

  /** After a change. Never rejects: it could only not be noticed elsewhere. */
  async note(): Promise<void> {
    const { secrets, marks, now } = this.#options;
    this.#own = now();
    const time = String(this.#own);
    await Promise.resolve(secrets.store(secretName, time))
      .then(() => marks.update(markName, time))
      .catch(() => undefined);
  }
}
