/**
 * `claude-guard key`: the folder's key, from the window of VS Code whose terminal this is. To whatever reads the output, such as
 * Claude Code by its `apiKeyHelper`; or into the environment of one program, and nowhere else.
 */
import { isAnsweredWith, requestWith } from '../keys/proof';
import { addressVariable, type KeyReply, type KeyRequest, type Refusal, tokenVariable } from '../keys/protocol';
import { type Host, UsageError } from './host';

/** What the command needs of the world beyond the rest. */
export interface KeyHost {
  /** Rejects where nobody answers. The connection stays open until `close`. */
  ask(address: string, request: KeyRequest): Promise<{ reply: KeyReply | undefined; close(): void }>;
  /** Processes above this one, the nearest first. */
  ancestors(): Promise<number[]>;
  /** Runs a program with this process's streams. @returns its exit code. Throws a `UsageError` where it cannot be started */
  run(command: readonly string[], environment: Record<string, string | undefined>): Promise<number>;
}

const refused: Readonly<Record<Refusal, string>> = {
  revoked:
    'VS Code no longer gives keys to this terminal. If you want it to, run “Claude Guard: Use Keys in This Workspace…” there, then open a new terminal.',
  none: 'This folder has no key. Choose one in VS Code: “Claude Guard: Use Key for This Folder…”.',
  failed: 'VS Code could not read the key from its secret store. Unlock the keyring of your system, then try again.',
};

async function askWindow(mode: KeyRequest['mode'], { env, keys }: Host) {
  const [address, token] = [env[addressVariable], env[tokenVariable]];
  if (!address || !token)
    throw new UsageError(
      'Keys are given to terminals of VS Code, where you allow it: run “Claude Guard: Use Keys in This Workspace…” there, then open a new terminal.',
    );
  const request = requestWith(token, crypto.randomUUID(), { mode, ancestors: await keys.ancestors() });
  const { reply, close } = await keys.ask(address, request).catch(() => {
    throw new UsageError(
      'The window of VS Code that this terminal was opened in does not answer: it was closed or reloaded, or no longer gives keys. Open a new terminal; if keys are not used there, run “Claude Guard: Use Keys in This Workspace…” first.',
    );
  });
  if (reply && 'key' in reply && isAnsweredWith(token, request, reply)) return { ...reply, close };
  close();
  if (reply && 'key' in reply)
    throw new UsageError(
      'Something other than the window of VS Code that this terminal was opened in has answered, so that its key is not used. Open a new terminal.',
    );
  throw new UsageError(reply ? refused[reply.refused] : 'VS Code has given an answer that makes no sense.');
}

async function print(host: Host): Promise<void> {
  if (host.stdout.isTerminal)
    throw new UsageError(
      'The key is not shown in a terminal, because VS Code stores what terminals have shown. Run “claude-guard key -- <program>”: the program has the key in its environment, and nothing else has.',
    );
  const { key, close } = await askWindow('print', host);
  close();
  // The one place where a key is printed as it is, because somebody has allowed it.
  host.stdout.write(`${key}\n`);
}

async function runWithKey(command: readonly string[], host: Host): Promise<number> {
  const { key, variable, close } = await askWindow('run', host);
  // Set where VS Code's own executable serves as Node.
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = host.env;
  try {
    return await host.keys.run(command, { ...inherited, [variable]: key });
  } finally {
    close();
  }
}

/** @param command the program that gets the key, with its arguments; empty: the key is printed. @returns the exit code */
export async function keyCommand(command: readonly string[], host: Host): Promise<number> {
  if (command.length > 0) return runWithKey(command, host);
  await print(host);
  return 0;
}
