/**
 * How a program in a terminal asks the window of VS Code that the terminal belongs to for a key: one line of JSON there, one line
 * back, over a socket of this machine. Pure: what the editor and the command line share of it.
 *
 * The terminal's environment holds the socket's address and a token, and no key: VS Code stores the environment of terminals. Once
 * the window is closed, or consent is taken back, neither is worth anything. Both sides show that they have the token; neither says it.
 */

/** Of a terminal's environment: the socket's path, or the pipe's name. */
export const addressVariable = 'CLAUDE_GUARD_KEY_ADDRESS';
/** Of a terminal's environment: says which window and folder may be asked for. */
export const tokenVariable = 'CLAUDE_GUARD_KEY_TOKEN';

/** In UTF-16 units; nothing that is meant is longer. */
export const longestLine = 16_384;
/** How many processes above the asking one are told. */
export const mostAncestors = 32;

export interface KeyRequest {
  version: 2;
  /** Another one each time. */
  nonce: string;
  /** `run`: the connection stays open as long as the program that has the key runs. */
  mode: 'print' | 'run';
  /** Processes above the asking one, the nearest first, as far as they are known: by them VS Code knows the terminal. */
  ancestors: readonly number[];
  /** That whoever asks has the token, see `proof.ts`. */
  proof: string;
}

/** Why there is no key: the token is unknown or revoked; the folder has none; the secret store failed. */
export const refusals = ['revoked', 'none', 'failed'] as const;
export type Refusal = (typeof refusals)[number];

/** Whatever answers sets no other variable of a program: not what it loads, nor where it sends its requests. */
const ofKeys = /^(?:ANTHROPIC|CLAUDE)(?:_[A-Z]+)*_(?:KEY|TOKEN)$/;

export interface GivenKey {
  key: string;
  /** What programs read it from. */
  variable: string;
  /** That whoever answers has the token, see `proof.ts`. */
  proof: string;
}

export type KeyReply = GivenKey | { refused: Refusal };

function parsed(line: string): Record<string, unknown> {
  try {
    const data: unknown = line.length > longestLine ? undefined : JSON.parse(line);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

/** A nonce, or a proof. */
const isCode = (value: unknown): value is string => typeof value === 'string' && /^[\da-f-]{16,64}$/.test(value);

const isPid = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** Undefined where the line is no such request. */
export function readRequest(line: string): KeyRequest | undefined {
  const { version, nonce, mode, ancestors, proof } = parsed(line);
  if (version !== 2 || !isCode(nonce) || !isCode(proof) || (mode !== 'print' && mode !== 'run')) return undefined;
  if (!Array.isArray(ancestors) || ancestors.length > mostAncestors || !ancestors.every(isPid)) return undefined;
  return { version, nonce, mode, ancestors, proof };
}

/** Undefined where the line is no such reply. */
export function readReply(line: string): KeyReply | undefined {
  const { key, variable, proof, refused } = parsed(line);
  const refusal = refusals.find((one) => one === refused);
  if (refusal) return { refused: refusal };
  const isReply = typeof key === 'string' && key !== '' && typeof variable === 'string' && ofKeys.test(variable);
  return isReply && isCode(proof) ? { key, variable, proof } : undefined;
}

export const lineOf = (message: KeyRequest | KeyReply): string => `${JSON.stringify(message)}\n`;
