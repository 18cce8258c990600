/** The vault and its log, for this window. */
import { type Event, type ExtensionContext, env, type Uri, workspace } from 'vscode';
import { Emitter } from '../emitter';
import { loadOnce } from '../load-once';
import type { Network } from '../platform';
import { steady } from '../steady';
import { AccessLog } from './access-log';
import { type Durability, durabilityOf } from './durability';
import { entryPrefix } from './entry';
import { sayUnstored } from './say';
import { Vault } from './vault';
import { Writes } from './writes';

export interface KeysOptions {
  context: ExtensionContext;
  /** Absent where no request can be sent. */
  network: Network | undefined;
  /** The machine's name, for the access log. */
  machine: string;
  /** How many files of this workspace hold a key, by its masked form. */
  filesWith(masked: string): number;
  /** See `Platform`. */
  makePrivate: ((file: Uri) => Promise<void>) | undefined;
  /** The `.env` of a folder that is open, and what git does with it. */
  envFile(folder: Uri): Promise<WritableEnv>;
}

export interface WritableEnv {
  isTracked: boolean;
  isIgnored: boolean;
  /** Never over a line that is there. @returns whether it was written, which is said */
  write(variable: string, value: string): Promise<boolean>;
}

export interface Keys extends KeysOptions {
  vault: Vault;
  log: AccessLog;
  /** A key has changed, in this window or in another. */
  onDidChange: Event<void>;
  /** The log has another event. */
  onDidLog: Event<void>;
  /** Found out once. Rejects where the store fails. */
  durability(): Promise<Durability>;
  dispose(): void;
}

/** What there is of keys, without what else the window has. */
export type KeyStore = Pick<Keys, 'vault' | 'log'>;

export const folders = (): readonly Uri[] => (workspace.workspaceFolders ?? []).map(({ uri }) => uri);

/** Where VS Code has no telemetry all its sessions have the same id. */
const session = (): string => (env.sessionId.startsWith('someValue') ? String(performance.timeOrigin) : env.sessionId);

export function createKeys(options: KeysOptions): Keys {
  const { secrets, globalState } = options.context;
  const marks = steady(globalState, sayUnstored);
  const changed = new Emitter<void>();
  const logged = new Emitter<void>();
  const now = Date.now;
  const writes = new Writes({ secrets, marks, now, opened: performance.timeOrigin });
  const vault = new Vault({ secrets, marks, now, newId: () => crypto.randomUUID(), writes });
  const log = new AccessLog({
    marks,
    now,
    machine: options.machine,
    folder: () => workspace.name,
    onAdded: () => logged.fire(),
  });
  const subscription = secrets.onDidChange(({ key }) => {
    if (key.startsWith(entryPrefix)) changed.fire();
  });
  const durability = loadOnce(() => durabilityOf({ secrets, marks, session: session(), writes }));
  const dispose = () => {
    subscription.dispose();
    changed.dispose();
    logged.dispose();
  };
  return { ...options, vault, log, onDidChange: changed.event, onDidLog: logged.event, durability, dispose };
}
