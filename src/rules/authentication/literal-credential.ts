import type { ClientKind } from '../../engine/claude/claude';
import type { Entry, Setting, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Confidence, Document, Problem, Range, Rule, RuleContext } from '../../engine/types';
import { environmentFixes, environmentTexts } from '../support/credentials/fix';
import { credentialHeaders, sessionCredentials } from '../support/credentials/requests';
import { endpointOf, isLocal } from '../support/hosts';
import { isClaudeSecret } from '../support/names';
import { isPlaceholder, isTemplateFile, looksGenerated } from '../support/placeholders';
import { baseName, isLiteLlm, overlaps } from '../support/values';

/** A credential by its own shape is `hardcoded-credential`'s. */
const anthropicShape = /sk-ant-/;
/** The variables that clients of cloud providers read. */
const variables: Readonly<Partial<Record<ClientKind, string>>> = {
  bedrock: 'AWS_BEARER_TOKEN_BEDROCK',
  foundry: 'ANTHROPIC_FOUNDRY_API_KEY',
  aws: 'ANTHROPIC_AWS_API_KEY',
};
/** A key that a library or one of its clients is given after it was made. */
const libraryKey =
  /^(?:litellm\.(?:anthropic_key|api_key)|anthropic\.(?:api_key|auth_token|\w*Anthropic\w*\(\)\.(?:api_key|auth_token))|@anthropic-ai\/.*\(\)\.(?:apiKey|authToken))$/;

const say = phrases({
  constant: 'A constant is used here as a credential for Claude.',
});

export const literalCredential: Rule = {
  id: 'literal-credential',
  title: 'Constant as a credential',
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
  messages: { ...say.texts, ...environmentTexts },
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
  yieldsTo: [
    'hardcoded-credential',
    'encoded-credential',
    'tracked-env-file',
    'unprotected-iac-credential',
    'plaintext-mcp-secret',
  ],
  client(client, context) {
    const url = client.baseUrl && context.document.flow.pattern(client.baseUrl);
    const host = url && endpointOf(url)?.host;
    if (host && isLocal(host)) return [];
    const variable = variables[client.kind] ?? 'ANTHROPIC_API_KEY';
    return [
      ...literalProblems(client.apiKey, variable, context),
      ...literalProblems(client.authToken, 'ANTHROPIC_AUTH_TOKEN', context),
    ];
  },
  request(request, context) {
    return credentialHeaders(request, context.document.flow).flatMap((one) => headerProblems(one, context));
  },
  setting(setting, context) {
    if (setting.key === 'ANTHROPIC_CUSTOM_HEADERS' && setting.environment) return customHeaders(setting, context);
    return isConfiguredSecret(setting, context) ? [configured(setting, context)] : [];
  },
  document: (context) => [
    ...context.document.facts.assignments.flatMap(({ target, value }) =>
      libraryKey.test(context.document.flow.name(target) ?? '')
        ? literalProblems(value, 'ANTHROPIC_API_KEY', context)
        : [],
    ),
    ...sessionCredentials(context.document).flatMap((one) => headerProblems(one, context)),
  ],
};

const headerProblems = ({ key, value }: Pick<Entry, 'key' | 'value'>, context: RuleContext): Problem[] =>
  literalProblems(value, /^x-api-key$/i.test(key ?? '') ? 'ANTHROPIC_API_KEY' : 'ANTHROPIC_AUTH_TOKEN', context);

function literalProblems(value: Value | undefined, variable: string, context: RuleContext): Problem[] {
  if (!value || context.setting === 'test') return [];
  return context.document.flow.literals(value).flatMap(({ text, value: literal }) => {
    const secret = text.replace(/^Bearer\s+/i, '');
    if (anthropicShape.test(secret) || isPlaceholder(secret) || isPiece(literal.range, context.document)) return [];
    const range = secretRange(literal, secret, context.document);
    return [problem(range, variable, looksGenerated(secret) ? 'high' : 'low', context)];
  });
}

/** Part of a credential that is put together from several literals. */
const isPiece = (range: Range, { claude }: Document): boolean =>
  claude.credentials.some((one) => [one.range, ...(one.pieces ?? [])].some((piece) => overlaps(piece, range)));

/** Where the secret stands in its literal; the literal where that can't be told. */
function secretRange(literal: Value, secret: string, { text }: Document): Range {
  const content = literal.kind === 'literal' ? literal.content : undefined;
  const isVerbatim = content && text.slice(content.start, content.end).endsWith(secret);
  return isVerbatim ? { start: content.end - secret.length, end: content.end } : literal.range;
}

/** What is stored in another form is of no use to who reads it. */
const encrypted = /(?:^|[_.-])(?:encrypted|enc|cipher|sealed|hashed)(?:[_.-]|$)/i;

/** Cloud doors and gateways: a generated constant under the name of a Claude credential, in a file that is shared. */
function isConfiguredSecret(setting: Setting, { document, setting: place }: RuleContext): boolean {
  const { value } = setting;
  if (place === 'test' && document.format.kind === 'code') return false;
  if (typeof value !== 'string' || anthropicShape.test(value) || document.file.host?.git === 'ignored') return false;
  if (/^ABSK[A-Za-z0-9+/=]{30,}$/.test(value)) return looksGenerated(value);
  if (encrypted.test(setting.key)) return false;
  const isNamed = isClaudeSecret(setting) || (isLiteLlm(setting, document) && setting.key === 'api_key');
  return isNamed && !isTemplateFile(baseName(document.file.path)) && looksGenerated(value);
}

/** `x-api-key: …` or `Authorization: Bearer …` among the headers that the SDKs and Claude Code add to every request. */
function customHeaders({ valueRange }: Setting, context: RuleContext): Problem[] {
  const { text, file } = context.document;
  if (file.host?.git === 'ignored') return [];
  const source = text.slice(valueRange.start, valueRange.end);
  const found = [...source.matchAll(/(?:x-api-key|authorization)\s*:\s*(?:(?:Bearer|Basic)\s+)?([^\s"'\\,]+)/gi)];
  return found.flatMap(({ 0: header, 1: secret = '', index }) => {
    if (anthropicShape.test(secret) || !looksGenerated(secret)) return [];
    const end = valueRange.start + index + header.length;
    return [problem({ start: end - secret.length, end }, 'ANTHROPIC_AUTH_TOKEN', 'high', context)];
  });
}

/** An env file outside of a repository is where such values belong. */
function configured({ key, valueRange, environment }: Setting, context: RuleContext): Problem {
  const { format, file } = context.document;
  const isKept = format.id === 'dotenv' && file.host?.git === 'outside';
  return {
    ...problem(valueRange, environment ? key : 'ANTHROPIC_API_KEY', 'high', context),
    ...(isKept ? { severity: 'info' as const } : {}),
  };
}

function problem(range: Range, variable: string, confidence: Confidence, { document }: RuleContext): Problem {
  return {
    range,
    message: say('constant'),
    confidence,
    secrets: [range],
    fixes: environmentFixes({ range, variable }, document),
  };
}
