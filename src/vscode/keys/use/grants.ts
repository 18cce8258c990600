/** Which folder a terminal may ask a key for, by the token in its environment. Pure; nothing of it is stored. */
import { isAskedWith } from '../../../keys/proof';
import type { KeyRequest } from '../../../keys/protocol';

interface Grant {
  /** Its address. */
  folder: string;
  token: string;
}

export class Grants {
  readonly #newToken: () => string;
  readonly #tokens = new Map<string, string>();

  /** @param newToken nobody can guess it */
  constructor(newToken: () => string) {
    this.#newToken = newToken;
  }

  /** The same for the same folder, until all are revoked. @param folder its address */
  tokenFor(folder: string): string {
    const token = this.#tokens.get(folder) ?? this.#newToken();
    this.#tokens.set(folder, token);
    return token;
  }

  /** The one that the request was made with; undefined where its token is unknown or revoked. */
  find(request: KeyRequest): Grant | undefined {
    for (const [folder, token] of this.#tokens) if (isAskedWith(token, request)) return { folder, token };
    return undefined;
  }

  /** Folders that are no longer open lose theirs. */
  retain(folders: readonly string[]): void {
    for (const folder of this.#tokens.keys()) if (!folders.includes(folder)) this.#tokens.delete(folder);
  }

  revokeAll(): void {
    this.#tokens.clear();
  }
}
