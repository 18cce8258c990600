/** What is known of a stored key, and what the vault needs of VS Code. */

/** The usual environments; a person may name others. */
export const environments = ['development', 'staging', 'production'] as const;

/** What is kept beside a key's value, in the same entry. Times are in ms since 1970. */
export interface KeyFacts {
  name: string;
  /** One of `environments`, or a person's own word. */
  environment: string;
  /** `api03`, `admin01` … as in `FamilyPrefix.family`. */
  family: string;
  added: number;
  /** When the value was last replaced. */
  rotated?: number;
  /** When the value was last handed to something, a verification included. */
  used?: number;
  /** When Anthropic last said that the key works. */
  worked?: number;
  /** Folders (their addresses) that this is the key for. */
  folders?: readonly string[];
}

/** A key as everything but the vault sees it: without its value. */
export interface KeyInfo extends KeyFacts {
  id: string;
  /** Prefix and last four characters. */
  masked: string;
  /**
   * `lost`: VS Code's secret store no longer has it, though nobody has deleted it here. `unreadable`: the store failed just now,
   * so nothing is known. `elsewhere`: another window has stored it, and this one does not see it until it is reloaded.
   */
  state: 'stored' | 'lost' | 'unreadable' | 'elsewhere';
  /** Ids of other stored keys with the same value. */
  twins: readonly string[];
}

/** VS Code's SecretStorage, as far as it is needed. */
export interface SecretStore {
  keys(): PromiseLike<readonly string[]>;
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** A Memento, as far as it is needed. Never holds a secret. */
export interface Marks {
  keys(): readonly string[];
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}
