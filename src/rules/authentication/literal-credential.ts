import type { Setting, Value } from '../../engine/facts';
import type { Problem, Rule, RuleContext } from '../../engine/types';
import { endpointOf, isLocal } from '../support/hosts';
import { credentialVariable } from '../support/names';
import { isPlaceholder, looksGenerated } from '../support/placeholders';
import { baseName } from '../support/values';

/** A credential by its own shape is `hardcoded-credential`'s. */
const anthropicShape = /sk-ant-/;
const credentialHeader = /^(?:x-api-key|authorization|api-key)$/i;

export const literalCredential: Rule = {
  id: 'literal-credential',
  title: 'Constant given as a credential',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'medium',
  cwe: [798],
  owasp: ['LLM02', 'ASI03'],
  why: 'A key of a gateway, Bedrock or Foundry has no shape that scanners know, but it opens the same door: whoever reads the code can use it.',
  remedy: 'Read the credential from the environment or a secret manager, and replace the one that stood here.',
  reports:
    'A constant string given to a Claude client as API key or auth token, or sent in a credential header; Bedrock API keys (ABSK…) and Foundry keys in configuration.',
  silent:
    'Empty strings and placeholders (dummy, test, ollama, not-needed …), also as fallbacks of an environment read; clients of a local proxy; tests.',
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ baseURL: 'https://llm.acme-corp.com', authToken: 'gw-7Hq2vT9xKd41LmZc83Rb' });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ baseURL: 'https://llm.acme-corp.com', authToken: process.env.GATEWAY_TOKEN });\n",
    },
    {
      file: 'client.py',
      bad: 'from anthropic import AnthropicFoundry\n\nclient = AnthropicFoundry(api_key="8f2Kd93mXq71LvTz05Rb", resource="acme")\n',
      good: 'import os\n\nfrom anthropic import AnthropicFoundry\n\nclient = AnthropicFoundry(api_key=os.environ["ANTHROPIC_FOUNDRY_API_KEY"], resource="acme")\n',
    },
  ],
  yieldsTo: ['hardcoded-credential', 'encoded-credential', 'tracked-env-file', 'unprotected-iac-credential'],
  client(client, context) {
    const url = client.baseUrl && context.document.flow.pattern(client.baseUrl);
    const host = url && endpointOf(url)?.host;
    if (host && isLocal(host)) return [];
    return [client.apiKey, client.authToken].flatMap((value) => literalProblems(value, context));
  },
  request({ raw }, context) {
    const headers = raw?.headers && context.document.flow.object(raw.headers);
    const credentials = headers?.entries.filter((entry) => credentialHeader.test(entry.key ?? '')) ?? [];
    return credentials.flatMap((entry) => literalProblems(entry.value, context));
  },
  setting(setting, context) {
    return isConfiguredSecret(setting, context) ? [problem(setting.valueRange, 'high')] : [];
  },
};

function literalProblems(value: Value | undefined, context: RuleContext): Problem[] {
  if (!value || context.setting === 'test') return [];
  return context.document.flow.literals(value).flatMap((literal) => {
    const secret = literal.text.replace(/^Bearer\s+/i, '');
    if (anthropicShape.test(secret) || isPlaceholder(secret)) return [];
    return [problem(literal.value.range, looksGenerated(secret) ? 'high' : 'low')];
  });
}

/** Cloud doors and gateways: a generated constant under the name of a Claude credential, in a file that is shared. */
function isConfiguredSecret({ key, value, environment }: Setting, { document }: RuleContext): boolean {
  if (typeof value !== 'string' || anthropicShape.test(value) || document.file.host?.git === 'ignored') return false;
  if (/^\.env\.(?:example|sample|template|dist)$/.test(baseName(document.file.path))) return false;
  if (/^ABSK[A-Za-z0-9+/=]{30,}$/.test(value)) return !isPlaceholder(value);
  return environment && credentialVariable.test(key) && looksGenerated(value);
}

function problem(range: Value['range'], confidence: 'high' | 'medium' | 'low'): Problem {
  return { range, message: 'A constant is used here as a credential for Claude.', confidence, secrets: [range] };
}
