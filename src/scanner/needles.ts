/**
 * What decides whether a file is worth decoding: its path, a word in its bytes, or what may be a credential. That is a
 * superset: a file with any finding passes, most files that pass have none.
 *
 * Keep in step with the rules: one that can fire in a file that would not pass needs its word here.
 */
import { mayHoldCredential, mayHoldCredentialBytes } from '../engine/credentials/needles';
import { mayBePromptFile } from '../engine/instruction-files';
import { isPackageFile } from '../engine/packages/index';
import { packageWords, relevanceWords } from './relevance-words';
import { createSearch } from './search';
import { anyPart } from './sieve';

/** Files that matter because of what they are: env files, agents' and MCP configuration, images, workflows. */
const relevantName =
  /(?:^|\/)(?:\.env[^/]*|[^/]*\.env|\.?mcp\.json|(?:[\w-]+[-_])?settings(?:\.local)?\.json|managed-settings\.d\/[^/]+\.json|opencode\.jsonc?|\.?crush\.json|goose\/config\.ya?ml|[^/]*recipe[^/]*\.ya?ml|\.?devcontainer\.json|[^/]*\.code-workspace|hooks\/hooks\.json|(?:docker|container)file[^/]*|[^/]*\.dockerfile|\.github\/workflows\/[^/]*)$|claude|anthropic/i;

/** What a project asks for may be misspelt, so that no word is in it; what is locked repeats that. */
const manifestName =
  /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.cfg|Pipfile|[^/]*requirements[^/]*\.(?:txt|in)|Gemfile)$/;

const relevantPath = (path: string): boolean =>
  relevantName.test(path) || manifestName.test(path) || mayBePromptFile(path);

const relevance = createSearch(relevanceWords);

/** Among packages, names of servers and their libraries count that would be common letters elsewhere. */
const packageRelevance = createSearch(packageWords);

const mayMatterBytes = (bytes: Uint8Array) => relevance.inBytes(bytes) || mayHoldCredentialBytes(bytes);

/** Whether a file can have a finding, in any encoding. @param path with `/` */
export function mayMatter(path: string, bytes: Uint8Array): boolean {
  return (
    relevantPath(path) || (isPackageFile(path) && packageRelevance.inBytes(bytes)) || anyPart(bytes, mayMatterBytes)
  );
}

/** Whether bytes, in any encoding, may hold a credential: of a file that nothing else is looked for in. */
export function mayMatterAsCredential(bytes: Uint8Array): boolean {
  return anyPart(bytes, mayHoldCredentialBytes);
}

/** The same for a text that a host has. */
export function mayMatterText(path: string, text: string): boolean {
  return (
    relevantPath(path) ||
    relevance.inText(text) ||
    mayHoldCredential(text) ||
    (isPackageFile(path) && packageRelevance.inText(text))
  );
}

/** Machine-written text that no rule but those for credentials has a say in. */
const minifiedPath = /\.min\.(?:js|mjs|cjs|css)$/i;

/** @param path with `/` */
export function isMinified(path: string): boolean {
  return minifiedPath.test(path);
}
