/** Which folder a terminal may ask a key for, by the token in its environment. Pure; nothing of it is stored. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const digest = (token: string): string => bytesToHex(sha256(utf8ToBytes(token)));

export class Grants {
  readonly #newToken: () => string;
  /** By the token's digest: how long a look-up takes says nothing of a token. */
  readonly #folders = new Map<string, string>();
  readonly #tokens = new Map<string, string>();

  /** @param newToken nobody can guess it */
  constructor(newToken: () => string) {
    this.#newToken = newToken;
  }

  /** The same for the same folder, until all are revoked. @param folder its address */
  tokenFor(folder: string): string {
    const known = this.#tokens.get(folder);
    if (known !== undefined) return known;
    const token = this.#newToken();
    this.#tokens.set(folder, token);
    this.#folders.set(digest(token), folder);
    return token;
  }

  /** The folder's address; undefined where the token is unknown or revoked. */
  folderOf(token: string): string | undefined {
    return this.#folders.get(digest(token));
  }

  /** Folders that are no longer open lose theirs. */
  retain(folders: readonly string[]): void {
    for (const [folder, token] of this.#tokens) {
      if (folders.includes(folder)) continue;
      this.#tokens.delete(folder);
      this.#folders.delete(digest(token));
    }
  }

  revokeAll(): void {
    this.#folders.clear();
    this.#tokens.clear();
  }
}
