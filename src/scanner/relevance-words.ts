/** The words by which a file is found worth a look. After a change, run `npm run generate`: the sieve is made for them. */
import { credentialNeedles, withoutPassed } from '../engine/credentials/needles';

/** ASCII, compared without regard to case. Sources: RULES.md "Scope is Claude", DOMAIN 1.3 to 1.5 and 6. */
export const relevanceWords = [
  // SDKs, wrappers with their Claude packages and models, endpoints, environment variables, Claude Code's settings.
  'anthropic',
  'claude',
  // Claude by way of a cloud: the SDKs' own names hold "anthropic"; these are the raw doors and their keys.
  'bedrock',
  'absk',
  // Wrappers whose model may stand in another file.
  'litellm',
  'ai-sdk',
  'openrouter',
  // MCP servers, in every client's file.
  'mcpservers',
  'mcp_servers',
  'mcp-servers',
  'context_servers',
  'mcp_config',
  // Claude Code's settings where no name tells of them.
  'bypasspermissions',
  'modelcontextprotocol',
  'fastmcp',
  'mcp-remote',
  // Tool servers in Python: `from mcp.server import Server`.
  'from mcp',
  'import mcp',
  // Rules of workload identity federation, of which nothing else need name Anthropic.
  'federation_rule',
  'federation-rule',
  'federationrule',
  // Switches verification off for whole processes, Claude's among them.
  'node_tls_reject_unauthorized',
  // Make Claude Code's telemetry copy texts.
  'otel_log_user',
  'otel_log_assistant',
  'otel_log_tool',
  'otel_log_raw',
];

/** In manifests and lock files, beside the others. */
export const packageWords: readonly string[] = ['mcp'];

/** These words and those of credentials, as the sieve looks for them. */
export const siftedWords: readonly string[] = [
  ...new Set([...credentialNeedles, ...relevanceWords].map((word) => withoutPassed(word))),
];
