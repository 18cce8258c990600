/** What answers programs in terminals that ask for keys, wherever it comes from. */
import type { KeyReply, KeyRequest } from '../../../keys/protocol';

/** @param connection aborted when the program has ended, or the connection */
export type Respond = (request: KeyRequest, connection: AbortSignal) => Promise<KeyReply>;

export interface Broker {
  /** What terminals are told. */
  readonly address: string;
  /** A folder with `claude-guard`, as it is put before the path of terminals: with what separates it from the rest. */
  readonly commands: string;
  dispose(): void;
}
