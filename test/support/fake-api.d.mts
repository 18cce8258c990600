import type { IncomingHttpHeaders } from 'node:http';

export type Mode =
  | 'api'
  | 'silence'
  | 'drop'
  | 'forbidden'
  | 'firewall'
  | 'portal'
  | 'billing'
  | 'missing'
  | 'busy'
  | 'spent'
  | 'broken'
  | 'gateway'
  | 'overloaded'
  | 'elsewhere';

export interface FakeApi {
  port: number;
  base: string;
  /** PEM, for NODE_EXTRA_CA_CERTS. */
  certificate: string;
  asked: { path: string; headers: IncomingHttpHeaders }[];
  keys: string[];
  answer(next: Mode): void;
  stop(): Promise<void>;
}

export function startFakeApi(options?: { keys?: string[]; hosts?: string[]; versions?: string[] }): Promise<FakeApi>;

export function startFakeProxy(
  port: number,
  options?: { login?: boolean; refuses?: boolean },
): Promise<{ url: string; tunnels: string[]; stop(): Promise<void> }>;
