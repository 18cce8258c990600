import type { Credential } from './credentials';
import type { Call, Facts, Value } from './facts';
import type { Flow } from './flow';

/** One construction of a client: an SDK's, a wrapper's with a Claude model, an agent's. */
export interface Client {
  /** Package that it comes from, `@anthropic-ai/sdk`, `litellm` … */
  library: string;
  kind: 'anthropic' | 'bedrock' | 'vertex' | 'foundry' | 'aws' | 'wrapper' | 'agent';
  call: Call;
  apiKey?: Value;
  authToken?: Value;
  baseUrl?: Value;
  headers?: Value;
  /** `dangerouslyAllowBrowser`. */
  allowBrowser?: Value;
  /** The HTTP client, dispatcher, agent or fetch options that it is given. */
  transport?: Value;
}

/** One request to Claude: an SDK's method, a wrapper's call, or raw HTTP to the Claude endpoint. */
export interface Request {
  call: Call;
  /** `messages.create`, `query`, `POST` … */
  method: string;
  client?: Client;
  /** Raw HTTP only. */
  raw?: { url?: Value; headers?: Value; options?: Value };
}

export interface ClaudeUse {
  /** The file has to do with Claude: it imports a Claude library, calls its endpoint, or configures Claude Code or MCP. */
  relevant: boolean;
  clients: Client[];
  requests: Request[];
  credentials: Credential[];
}

export declare function understand(text: string, facts: Facts, flow: Flow, path: string): ClaudeUse;
