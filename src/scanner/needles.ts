/**
 * What decides whether a file is worth decoding: its path, a word in its bytes, or what may be a credential. That is a
 * superset: a file with any finding passes, most files that pass have none.
 *
 * Keep in step with the rules: one that can fire in a file that would not pass needs its word here.
 */
import { mayHoldCredential, mayHoldCredentialBytes } from '../engine/credentials';
import { createSearch } from './search';

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
];

/** Files that matter because of what they are: env files, agents' and MCP configuration, images, workflows. */
const relevantPath =
  /(?:^|\/)(?:\.env[^/]*|[^/]*\.env|\.?mcp\.json|agents\.md|(?:docker|container)file[^/]*|[^/]*\.dockerfile|\.github\/workflows\/[^/]*)$|claude|anthropic/i;

const relevance = createSearch(relevanceWords);

/** Whether a file can have a finding, in any encoding. @param path with `/` */
export function mayMatter(path: string, bytes: Uint8Array): boolean {
  return relevantPath.test(path) || relevance.inBytes(bytes) || mayHoldCredentialBytes(bytes);
}

/** The same for a text that a host has. */
export function mayMatterText(path: string, text: string): boolean {
  return relevantPath.test(path) || relevance.inText(text) || mayHoldCredential(text);
}

/** Machine-written text that no rule but those for credentials has a say in. */
const minifiedPath = /\.min\.(?:js|mjs|cjs|css)$/i;

/** @param path with `/` */
export function isMinified(path: string): boolean {
  return minifiedPath.test(path);
}
