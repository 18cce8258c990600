/**
 * What decides whether a file is worth decoding. A file passes when its path says so, or when its bytes hold one of these
 * words. The words are a superset: a file with any finding holds one, most files that hold one have none.
 *
 * Keep in step with `shared/RULES.md`: a rule that can fire in a file with none of these needs its word here.
 */
import { credentialNeedles } from '../engine/credentials';

/** ASCII, compared without regard to case. Sources: RULES.md "Scope is Claude", DOMAIN 1.3 to 1.5 and 6. */
const relevanceWords = [
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
  // Switches verification off for whole processes, Claude's among them.
  'node_tls_reject_unauthorized',
];

export const relevanceNeedles: readonly string[] = [...new Set([...relevanceWords, ...credentialNeedles])];

/** Files that matter because of what they are: env files, agents' and MCP configuration, images, workflows. */
const relevantPath =
  /(?:^|\/)(?:\.env[^/]*|[^/]*\.env|\.?mcp\.json|agents\.md|(?:docker|container)file[^/]*|[^/]*\.dockerfile|\.github\/workflows\/[^/]*)$|claude|anthropic/i;

/** @param path with `/` */
export function isRelevantPath(path: string): boolean {
  return relevantPath.test(path);
}

/** Machine-written text that no rule but those for credentials has a say in. */
const minifiedPath = /\.min\.(?:js|mjs|cjs|css)$/i;

/** @param path with `/` */
export function isMinified(path: string): boolean {
  return minifiedPath.test(path);
}
