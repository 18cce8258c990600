/** What differs between the hosts that VS Code runs extensions in. */
import type { ExtensionContext, Uri } from 'vscode';
import type { Settings } from '../engine/config/config';
import type { Scanner } from '../scanner/types';
import type { ScannedFolder } from './findings/scan/folder';
import type { Broker, Respond } from './keys/use/broker-types';
import type { Ask } from './keys/verify';
import type { OnlinePlatform } from './online/check';

/** What a folder needs to know of settings. */
export interface InForce {
  /** What has been set explicitly in VS Code. */
  settings: Settings;
  /** See `ScanOptions.untrusted`. */
  untrusted: boolean;
  /** See `ScanOptions.hidden`. */
  hidden: readonly string[];
  /** The text of a configuration file that takes the place of a broken one. @param path relative to the folder */
  lastGood(path: string): string | undefined;
  /** All of them, by path. */
  lastGoods(): Readonly<Record<string, string>>;
}

/** How a request leaves the machine, which happens only when a person asks for it. */
export interface Network {
  ask: Ask;
  /** Requests go through a proxy, by VS Code's settings or by the environment. */
  isProxied(): boolean;
}

export interface Platform {
  /** What a person knows the machine by. */
  readonly machine: string;
  /**
   * Makes an empty file that no other account of the machine can read, where there is none yet. Absent where there is no disk.
   * Rejects where that fails.
   */
  makePrivate?(file: Uri): Promise<void>;
  /** Absent where the API cannot be asked: it does not answer pages of other origins. */
  readonly network?: Network;
  /** A public database of advisories, asked only when a person wants it. */
  readonly online: OnlinePlatform;
  /** Operating system and runtime, for a report of a problem. Absent where there are none. */
  readonly system?: string;
  /** Answers programs in terminals that ask for keys. Absent where there are none. */
  openBroker?(context: Pick<ExtensionContext, 'extensionUri' | 'globalStorageUri'>, respond: Respond): Promise<Broker>;
  /** Claude Code's settings of the person and of the administrator, outside of every workspace. Absent where there is no disk. */
  readonly ownSettings?: readonly { scope: 'managed' | 'user'; path: string }[];
  openScanner(extension: Uri): Scanner;
  /** A folder of the local disk. Absent where there is none. @param root absolute path */
  openFolder?(root: string, scanner: Scanner, inForce: InForce): ScannedFolder;
}
