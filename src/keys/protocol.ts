/**
 * How a program in a terminal asks the window of VS Code that the terminal belongs to for a key: one line of JSON there, one line
 * back, over a socket of this machine. Pure: what the editor and the command line share of it.
 *
 * The terminal's environment holds the socket's address and a token, and no key: VS Code stores the environment of terminals. Once
 * the window is closed, or consent is taken back, neither is worth anything.
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
  version: 1;
  token: string;
  /** `run`: the connection stays open as long as the program that has the key runs. */
  mode: 'print' | 'run';
  /** Processes above the asking one, the nearest first, as far as they are known: by them VS Code knows the terminal. */
  ancestors: readonly number[];
}

/** Why there is no key: the token is unknown or revoked; the folder has none; the secret store failed. */
export const refusals = ['revoked', 'none', 'failed'] as const;
export type Refusal = (typeof refusals)[number];

/** Whatever answers sets no other variable of a program: not what it loads, nor where it sends its requests. */
const ofKeys = /^(?:ANTHROPIC|CLAUDE)(?:_[A-Z]+)*_(?:KEY|TOKEN)$/;

export type KeyReply = { key: string; variable: string } | { refused: Refusal };

function parsed(line: string): Record<string, unknown> {
  try {
    const data: unknown = line.length > longestLine ? undefined : JSON.parse(line);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}

const isPid = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** Undefined where the line is no such request. */
export function readRequest(line: string): KeyRequest | undefined {
  const { version, token, mode, ancestors } = parsed(line);
  if (version !== 1 || typeof token !== 'string' || (mode !== 'print' && mode !== 'run')) return undefined;
  if (!Array.isArray(ancestors) || ancestors.length > mostAncestors || !ancestors.every(isPid)) return undefined;
  return { version, token, mode, ancestors };
}

/** Undefined where the line is no such reply. */
export function readReply(line: string): KeyReply | undefined {
  const { key, variable, refused } = parsed(line);
  const refusal = refusals.find((one) => one === refused);
  if (refusal) return { refused: refusal };
  const isReply = typeof key === 'string' && key !== '' && typeof variable === 'string' && ofKeys.test(variable);
  return isReply ? { key, variable } : undefined;
}

export const lineOf = (message: KeyRequest | KeyReply): string => `${JSON.stringify(message)}\n`;
