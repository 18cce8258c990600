/** The vault, its log and its settings, for this window. */
import { type Event, type ExtensionContext, env, l10n, type Uri, workspace } from 'vscode';
import { Emitter } from '../emitter';
import type { Network } from '../platform';
import { layersOf } from '../settings';
import { AccessLog } from './access-log';
import { type Durability, durabilityOf } from './durability';
import { type Endpoint, endpointOf } from './endpoint';
import { entryPrefix } from './entry';
import { Vault } from './vault';

export interface KeysOptions {
  context: ExtensionContext;
  /** Absent where no request can be sent. */
  network: Network | undefined;
  /** The machine's name, for the access log. */
  machine: string;
  /** How many files of this workspace hold a key, by its masked form. */
  filesWith(masked: string): number;
}

export interface Keys extends KeysOptions {
  vault: Vault;
  log: AccessLog;
  /** A key has changed, in this window or in another. */
  onDidChange: Event<void>;
  /** Found out once. Rejects where the store fails. */
  durability(): Promise<Durability>;
  dispose(): void;
}

const defaultRotationDays = 90;

/** Of the user settings alone: whoever writes a workspace's settings does not decide when keys are replaced, or where they are sent. */
const personal = (name: string): unknown => layersOf(`claudeGuard.keys.${name}`, undefined).person;

export function rotationDays(): number {
  const days = personal('rotationDays');
  return typeof days === 'number' && days >= 1 && days <= 3650 ? days : defaultRotationDays;
}

export const endpoint = (): Endpoint => endpointOf(personal('baseUrl'), l10n.t);

export const folders = (): readonly Uri[] => (workspace.workspaceFolders ?? []).map(({ uri }) => uri);

export function createKeys(options: KeysOptions): Keys {
  const { secrets, globalState } = options.context;
  const changed = new Emitter<void>();
  const now = Date.now;
  const vault = new Vault({ secrets, marks: globalState, now, newId: () => crypto.randomUUID() });
  const log = new AccessLog({
    marks: globalState,
    now,
    machine: options.machine,
    folder: () => workspace.name,
  });
  const subscription = secrets.onDidChange(({ key }) => {
    if (key.startsWith(entryPrefix)) changed.fire();
  });
  let known: Promise<Durability> | undefined;
  const durability = () => {
    known ??= durabilityOf({ secrets, marks: globalState, session: env.sessionId });
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  const dispose = () => {
    subscription.dispose();
    changed.dispose();
  };
  return { ...options, vault, log, onDidChange: changed.event, durability, dispose };
}
