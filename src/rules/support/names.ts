/** Names under which code and configuration keep Claude's credentials and endpoints. Sources: DOMAIN 1.3. */
import type { Setting } from '../../engine/facts';

/** Environment variables that hold a credential for Claude. */
export const credentialVariable =
  /^(?:[A-Z0-9]+_)*(?:ANTHROPIC|CLAUDE)(?:_[A-Z0-9]+)*_(?:API_?KEY|KEY|AUTH_TOKEN|OAUTH_TOKEN|REFRESH_TOKEN|ACCESS_TOKEN|ACCESS_KEY|TOKEN|SECRET)$|^AWS_BEARER_TOKEN_BEDROCK$|^(?:ANTHROPIC|CLAUDE)_?KEY$/;

/** The same in any spelling of code: `anthropicApiKey`, `claude-api-key`, `anthropic_key`. */
export const credentialName =
  /(?:anthropic|claude)(?:[-_.\s]?(?:ai|code|api|auth|access|oauth|secret))*[-_.\s]?(?:key|token|secret)s?$|^(?:api|auth|access)?[-_]?(?:key|token)[-_]?(?:for[-_]?)?(?:anthropic|claude)$/i;

/** A key or token of anybody's: only a hint, where the file has to do with Claude and no other vendor is named. */
export const genericKeyName = /^(?:.*[-_./:])?(?:user[-_]?)?api[-_]?(?:key|token)$/i;
export const otherVendor =
  /openai|gpt|gemini|google|groq|mistral|deepseek|openrouter|eleven|cohere|perplexity|tavily|serp|github|gitlab|slack|stripe|hugging|replicate|azure|firebase|supabase|maps|weather|notion|youtube|tmdb|news/i;

/** Environment variables that say where Claude's requests go. */
export const endpointVariable =
  /^(?:ANTHROPIC_(?:[A-Z]+_)*(?:BASE_URL|API_URL|BASE_URI|API_BASE|ENDPOINT)|CLAUDE_(?:[A-Z]+_)*(?:BASE_URL|API_URL|API_BASE|ENDPOINT))$/;

const secretPath =
  /(?:anthropic|claude)(?:[-_.](?:api|auth|access|client|options|settings|config))*[-_.]?(?:key|token)$/i;
const endpointPath =
  /(?:anthropic|claude)(?:[-_.](?:api|client|options|settings|config))*[-_.]?(?:base[-_]?ur[li]|api[-_]?(?:base|url)|endpoint)$/i;
/** Keys from the root, as one text: `spring.ai.anthropic.api-key`. */
const pathOf = ({ path }: Setting): string => path.join('.');

/** An environment variable or a pair of a configuration file (`anthropic: { api_key }`) that holds a credential for Claude. */
export const isClaudeSecret = (setting: Setting): boolean =>
  setting.environment ? credentialVariable.test(setting.key) : secretPath.test(pathOf(setting));

/** The same for where Claude's requests go. */
export const isClaudeEndpoint = (setting: Setting): boolean =>
  setting.environment ? endpointVariable.test(setting.key) : endpointPath.test(pathOf(setting));

/** Prefixes by which a build tool puts a variable's value into what it ships to clients, with the tool's name. */
export const publicPrefixes: readonly (readonly [prefix: string, tool: string])[] = [
  ['NEXT_PUBLIC_', 'Next.js'],
  ['VITE_', 'Vite'],
  ['REACT_APP_', 'Create React App'],
  ['EXPO_PUBLIC_', 'Expo'],
  ['NUXT_PUBLIC_', 'Nuxt'],
  ['GATSBY_', 'Gatsby'],
  ['VUE_APP_', 'Vue CLI'],
  ['NG_APP_', 'Angular'],
  ['PUBLIC_', 'SvelteKit and Astro'],
];

/** The public prefix of a variable that names a Claude credential, with its tool. */
export function publicCredential(name: string): readonly [prefix: string, tool: string] | undefined {
  const found = publicPrefixes.find(([prefix]) => name.startsWith(prefix));
  return found && credentialVariable.test(name.slice(found[0].length)) ? found : undefined;
}

/** The variable that code should read a credential of this family from. */
export function variableOf(family: string): string {
  if (family.startsWith('admin')) return 'ANTHROPIC_ADMIN_KEY';
  if (family === 'api01') return 'ANTHROPIC_COMPLIANCE_ACCESS_KEY';
  if (family.startsWith('oat')) return 'ANTHROPIC_AUTH_TOKEN';
  if (family.startsWith('ort')) return 'CLAUDE_CODE_OAUTH_REFRESH_TOKEN';
  if (family.startsWith('sid')) return 'CLAUDE_SESSION_KEY';
  return 'ANTHROPIC_API_KEY';
}
