import type { Request } from '../../engine/claude/claude';
import type { Setting, Value } from '../../engine/facts';
import type { Origin } from '../../engine/flow/flow';
import { phrases } from '../../engine/messages';
import type { Message, Problem, Range, Rule, RuleContext } from '../../engine/types';
import {
  type Inlined,
  inlinedByConfiguration,
  inlinedByPlugin,
  isCredentialKey,
} from '../support/credentials/build-configuration';
import { isServer, isWebServer } from '../support/credentials/client-code';
import {
  bundledImports,
  publicKeys,
  publicReads,
  publicSetting,
  publicTexts,
} from '../support/credentials/public-variables';
import { credentialHeaders, headersOf } from '../support/credentials/requests';
import { credentialVariable, publicCredential } from '../support/names';
import { isPlaceholder } from '../support/placeholders';
import { routeHandlerFix, routeHandlerTexts } from '../support/server/route-handler';
import { baseName } from '../support/values';

const directAccess = /^anthropic-dangerous-direct-browser-access$/i;
const say = phrases({
  shipped: '{what}, with {key}: everybody who opens the page gets it.',
  ownKey: '{what}. That is acceptable only with a key that the user brings and that is kept in memory.',
  sdk: 'The SDK is told to run in a browser',
  direct: 'The request asks for direct access from a browser',
  literal: 'a key that stands in the code',
  named: 'the key of {name}',
  filledIn: 'the key that the server fills in as {name}',
  inlinedAlways: '{tool} copies this value into what clients download.',
  inlined: '{tool} copies this value into client code wherever its name is used.',
});

export const clientExposedCredential: Rule = {
  id: 'client-exposed-credential',
  title: 'Client-side credential',
  practice: 'authentication',
  severity: 'error',
  confidence: 'high',
  cwe: [200, 522, 602],
  owasp: ['LLM02'],
  why: 'Everything in a browser page, an app or a desktop bundle can be read by whoever has it. The key is in the source or one look at the network tab away, and every call made with it is billed to you.',
  remedy: 'Keep the key on a server of yours that authenticates its users and calls Claude for them.',
  reports:
    "The SDK's browser opt-in and the direct-access header with a key of yours, one that a server fills into its page among them; variables with a public build prefix (VITE_, NEXT_PUBLIC_, REACT_APP_, EXPO_PUBLIC_ …) that name a Claude credential; keys put into client code by next.config, Expo's extra, Vite's define or webpack's DefinePlugin.",
  silent:
    'The opt-in set to false, server files, placeholders in env templates and documentation, and (as information only) a key that the user types in.',
  messages: { ...say.texts, ...publicTexts, ...routeHandlerTexts },
  examples: [
    {
      file: 'src/chat.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({\n  apiKey: import.meta.env.VITE_ANTHROPIC_API_KEY,\n  dangerouslyAllowBrowser: true,\n});\n",
      good: "export const ask = (question: string) =>\n  fetch('/api/chat', { method: 'POST', body: JSON.stringify({ question }) });\n",
    },
    {
      file: 'next.config.js',
      bad: 'module.exports = {\n  env: { ANTHROPIC_API_KEY: process.env.ANTHROPIC_API_KEY },\n};\n',
      good: 'module.exports = {\n  reactStrictMode: true,\n};\n',
    },
    {
      file: '.env.production',
      bad: 'REACT_APP_CLAUDE_API_KEY=\n',
      good: 'ANTHROPIC_API_KEY=\n',
    },
  ],
  client(client, context) {
    if (!client.allowBrowser || !mayBeTrue(client.allowBrowser, context)) return publicKeys(client.apiKey, context);
    if (isWebServer(context)) return [];
    return [exposed(client.allowBrowser.range, say('sdk'), client.apiKey, context)];
  },
  request(request, context) {
    const { flow } = context.document;
    const header = headersOf(request, flow).find(({ key }) => directAccess.test(key ?? ''));
    if (!header) return credentialHeaders(request, flow).flatMap(({ value }) => publicKeys(value, context));
    if (isWebServer(context)) return [];
    const key = credentialHeaders(request, flow)[0]?.value;
    const problem = exposed(header.range, say('direct'), key, context);
    return [{ ...problem, fixes: routeHandlerFix(request, context.document) }];
  },
  setting: (setting, context) => [...publicSetting(setting, context), ...expoExtra(setting, context)],
  call: (call, context) => inlinedByPlugin(call, context.document).map(inlined),
  document: (context) => [
    ...publicReads(context, optedIn(context)),
    ...bundledImports(context),
    ...inlinedByConfiguration(context.document).map(inlined),
  ],
};

function mayBeTrue(value: Value, { document }: RuleContext): boolean {
  return document.flow
    .origins(value)
    .some(({ kind, value: one }) => kind === 'literal' && one.kind === 'literal' && one.value === true);
}

/** With a key of ours it is an error; with one that the user brings, worth knowing. */
function exposed(range: Range, what: Message, key: Value | undefined, context: RuleContext): Problem {
  const origins = key ? originsOf(key, context) : [];
  const own = origins.find(isOwn);
  const filled = origins.map((origin) => filledIn(origin, context)).find((name) => name !== undefined);
  if (filled !== undefined) {
    const message = say('shipped', { what, key: say('filledIn', { name: filled }) });
    return { range, severity: 'warning', confidence: 'medium', message };
  }
  if (own && !isServer(context) && context.setting !== 'test') {
    const isShipped = own.kind !== 'environment' || publicCredential(own.name ?? '') !== undefined;
    return {
      range,
      severity: isShipped ? 'error' : 'warning',
      confidence: own.kind === 'global' ? 'medium' : 'high',
      message: say('shipped', { what, key: nameOf(own) }),
    };
  }
  return {
    range,
    severity: 'info',
    confidence: context.setting === 'test' || isServer(context) ? 'low' : 'medium',
    message: say('ownKey', { what }),
  };
}

/** Of a constant of another module, where that has it from. */
function originsOf(key: Value, { document: { flow, links } }: RuleContext): Origin[] {
  return flow.origins(key).flatMap((origin) => {
    const elsewhere = links.values(origin.value).flatMap(({ value, unit }) => unit.flow.origins(value));
    return elsewhere.length > 0 ? elsewhere : [origin];
  });
}

/** The key stands in the code, comes from the build's environment, or is imported under the name of one. */
function isOwn({ kind, name, value }: Origin): boolean {
  if (kind === 'literal') return value.kind === 'literal' && !isPlaceholder(String(value.value ?? ''));
  if (kind === 'environment') return true;
  return kind === 'global' && /^[^(]*#/.test(name ?? '') && credentialVariable.test(name?.split(/[.#]/).at(-1) ?? '');
}

/** What a template engine puts into a page before it is sent. Groups: its expression. */
const templated = /^\s*(?:\{\{([^{}]+)\}\}|<%[=-]([^%]+)%>)\s*$/;
const keyLike = /key|token|secret/i;
/** Of the user who looks at the page, or of nobody. */
const othersKey = /(?:\b|_)(?:user|session|account|member|profile|your|cookiecutter)(?:\b|_)|^<|example|placeholder/i;

/** The expression by which a server fills a key of ours into a script of its page. */
function filledIn({ kind, value }: Origin, { document, setting }: RuleContext): string | undefined {
  const isPage = document.outer?.format.id === 'html' && (setting === 'production' || setting === 'example');
  if (!isPage || kind !== 'literal' || value.kind !== 'literal') return undefined;
  const [, braces, tag] = templated.exec(String(value.value ?? '')) ?? [];
  const name = (braces ?? tag)?.split('|')[0]?.trim();
  return name !== undefined && keyLike.test(name) && !othersKey.test(name) ? name : undefined;
}

const nameOf = ({ kind, name = '' }: Origin): Message =>
  kind === 'literal' ? say('literal') : say('named', { name: name.split('#').at(-1) ?? '' });

/** Variables whose key goes to a client with the browser opt-in. */
function optedIn(context: RuleContext): Set<string | undefined> {
  const { claude, flow } = context.document;
  if (isServer(context) || context.setting === 'test') return new Set();
  const direct = (request: Request) => headersOf(request, flow).some(({ key }) => directAccess.test(key ?? ''));
  const keys = [
    ...claude.clients.flatMap(({ allowBrowser, apiKey }) =>
      allowBrowser && apiKey && mayBeTrue(allowBrowser, context) ? [apiKey] : [],
    ),
    ...claude.requests.filter(direct).flatMap((one) => credentialHeaders(one, flow)[0]?.value ?? []),
  ];
  return new Set(keys.flatMap((key) => originsOf(key, context).find(isOwn)?.name));
}

/** `extra` of Expo's app.json, which every installed app carries. */
function expoExtra({ path, key, keyRange, value }: Setting, context: RuleContext): Problem[] {
  const isExtra = /^app\.json$/.test(baseName(context.document.file.path)) && path.at(-2) === 'extra';
  if (!isExtra || !isCredentialKey(key) || typeof value !== 'string' || isPlaceholder(value)) return [];
  return [inlined({ entry: { keyRange }, tool: 'Expo', always: true })];
}

function inlined({ entry, tool, always }: Inlined): Problem {
  return {
    range: entry.keyRange,
    confidence: always ? 'high' : 'medium',
    message: say(always ? 'inlinedAlways' : 'inlined', { tool }),
  };
}
