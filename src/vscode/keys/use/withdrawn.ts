/** Keys that are no longer what terminals were given, in whichever window that was done. Pure. */
import type { KeyInfo } from '../types';

/** Whoever has changed keys here names their terminals at once, with a title of its own; after this time others are named. In ms. */
const patience = 3000;

const isWithdrawn = (key: KeyInfo, now: KeyInfo | undefined): boolean =>
  // Of one that was deleted in another window the mark may still be there.
  !now ||
  now.state === 'lost' ||
  (now.state === 'stored' && (now.masked !== key.masked || now.environment !== key.environment));

/** Those that were deleted, replaced or moved to another environment. */
export const withdrawnFrom = (before: readonly KeyInfo[], now: readonly KeyInfo[]): KeyInfo[] =>
  before.filter(
    (key) =>
      key.state === 'stored' &&
      isWithdrawn(
        key,
        now.find(({ id }) => id === key.id),
      ),
  );

export class Withdrawn {
  readonly #unsaid = new Map<string, KeyInfo>();
  readonly #tell: (keys: readonly KeyInfo[]) => void;
  readonly #patience: number;
  #known: readonly KeyInfo[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell of keys whose terminals nobody has named @param wait how long others have for that, in ms */
  constructor(tell: (keys: readonly KeyInfo[]) => void, wait = patience) {
    this.#tell = tell;
    this.#patience = wait;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** @param now all keys; undefined: none may be used here */
  follow(now: readonly KeyInfo[] | undefined): void {
    const gone = now ? withdrawnFrom(this.#known, now) : [];
    this.#known = now ?? [];
    if (gone.length === 0) return;
    for (const key of gone) this.#unsaid.set(key.id, key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tellUnsaid(), this.#patience);
  }

  #tellUnsaid(): void {
    const keys = [...this.#unsaid.values()];
    this.#unsaid.clear();
    if (keys.length > 0) this.#tell(keys);
  }

  /** Their terminals are named. */
  said(keys: readonly KeyInfo[]): void {
    for (const { id } of keys) this.#unsaid.delete(id);
  }
}
