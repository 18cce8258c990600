import type { Call, Entry, Setting, Value } from '../../engine/facts';
import type { Confidence, Problem, Range, Rule, RuleContext } from '../../engine/types';
import { credentialName, credentialVariable, publicCredential, publicPrefixes } from '../support/names';
import { isPlaceholder } from '../support/placeholders';
import { baseName, inComment } from '../support/values';

const directAccess = /^anthropic-dangerous-direct-browser-access$/i;
const publicName = new RegExp(
  `(?<![A-Z0-9_])(?:${publicPrefixes.map(([prefix]) => prefix).join('|')})[A-Z0-9_]{4,80}(?![A-Z0-9_])`,
  'g',
);

export const clientExposedCredential: Rule = {
  id: 'client-exposed-credential',
  title: 'Credential shipped to clients',
  practice: 'authentication',
  severity: 'error',
  confidence: 'high',
  cwe: [200, 522, 602],
  owasp: ['LLM02'],
  why: 'Everything in a browser page, an app or a desktop bundle can be read by whoever has it. The key is in the source or one look at the network tab away, and every call made with it is billed to you.',
  remedy: 'Keep the key on a server of yours that authenticates its users and calls Claude for them.',
  reports:
    "The SDK's browser opt-in and the direct-access header with a key of yours; variables with a public build prefix (VITE_, NEXT_PUBLIC_, REACT_APP_, EXPO_PUBLIC_ …) that name a Claude credential; keys put into client code by next.config, Expo's extra, Vite's define or webpack's DefinePlugin.",
  silent: 'The opt-in set to false, server files, and (as information only) a key that the user types in.',
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
  yieldsTo: ['hardcoded-credential', 'encoded-credential', 'tracked-env-file'],
  client(client, context) {
    if (!client.allowBrowser || !mayBeTrue(client.allowBrowser, context)) return [];
    return [exposed(client.allowBrowser.range, 'The SDK is told to run in a browser', client.apiKey, context)];
  },
  request({ raw }, context) {
    const headers = raw?.headers && context.document.flow.object(raw.headers);
    const header = headers?.entries.find((entry) => directAccess.test(entry.key ?? ''));
    if (!headers || !header) return [];
    const key = headers.entries.find((entry) => /^(?:x-api-key|authorization)$/i.test(entry.key ?? ''));
    return [exposed(header.range, 'The request asks for direct access from a browser', key?.value, context)];
  },
  setting(setting) {
    const found = publicCredential(setting.key);
    if (!setting.environment || !found) return [];
    return [publicVariable(setting.keyRange, setting.key, found[1], isEmpty(setting) ? 'medium' : 'high')];
  },
  call: (call, context) => defined(call, context),
  document: (context) => [...publicReads(context), ...buildConfiguration(context)],
};

const isEmpty = ({ value }: Setting): boolean => typeof value !== 'string' || isPlaceholder(value);

function mayBeTrue(value: Value, { document }: RuleContext): boolean {
  return document.flow
    .origins(value)
    .some(({ kind, value: one }) => kind === 'literal' && one.kind === 'literal' && one.value === true);
}

/** With a key of ours it is an error; with one that the user brings, worth knowing. */
function exposed(range: Range, what: string, key: Value | undefined, context: RuleContext): Problem {
  if (context.setting === 'test') return { range, message: `${what}.`, severity: 'info', confidence: 'low' };
  const origins = key ? context.document.flow.origins(key) : [];
  const environment = origins.find(
    (one) =>
      one.kind === 'environment' ||
      (one.kind === 'global' && credentialVariable.test(one.name?.split(/[.#]/).at(-1) ?? '')),
  );
  if (environment)
    return { range, message: `${what}, with the key of ${environment.name}: everybody who opens the page gets it.` };
  if (!key && !isServer(context))
    return { range, message: `${what}, and the key has to be there with it.`, confidence: 'medium' };
  return {
    range,
    message: `${what}. That is acceptable only with a key that the user brings and that is kept in memory.`,
    severity: 'info',
    confidence: 'medium',
  };
}

function publicVariable(range: Range, name: string, tool: string, confidence: Confidence): Problem {
  return {
    range,
    confidence,
    identity: name,
    message: `${name} is public: ${tool} copies variables with this prefix into what clients download.`,
  };
}

/** Reads of such variables in code, one problem for each name. */
function publicReads(context: RuleContext): Problem[] {
  const { document } = context;
  if (document.format.kind !== 'code') return [];
  const found = new Map<string, Problem>();
  for (const match of document.text.matchAll(publicName)) {
    const [name] = match;
    const known = publicCredential(name);
    const range = { start: match.index, end: match.index + name.length };
    if (!known || found.has(name) || inComment(range, document) || !isRead(document.text, match.index)) continue;
    found.set(name, publicVariable(range, name, known[1], isServer(context) ? 'medium' : 'high'));
  }
  return [...found.values()];
}

/** `env.X`, `env["X"]`, or an import from SvelteKit's `$env/static/public`. */
function isRead(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  return (
    /(?:\benv|environ|publicRuntimeConfig|extra)\??(?:\.|\[["'`])$|getenv\(["']$|environ\.get\(["']$/.test(before) ||
    (/\{[^}]*$/.test(before) && text.slice(at, at + 400).includes('$env/static/public'))
  );
}

/** Names, directives and imports of code that runs on a server. */
export function isServer({ document }: RuleContext): boolean {
  const { path } = document.file;
  if (document.facts.directives.includes('use client')) return false;
  if (document.facts.directives.includes('use server') || document.role === 'server' || document.format.id === 'python')
    return true;
  if (
    /(?:^|\/)(?:api|server|servers|backend|functions|routes|lambda|workers?)\/|(?:^|[./])server\.[cm]?[jt]sx?$|\+(?:server|page\.server|layout\.server)\./.test(
      path,
    )
  )
    return true;
  return document.facts.imports.some(({ module }) =>
    /^(?:express|fastify|koa|hono|@nestjs\/.*|next\/server|node:.*|https?|fs|fs\/promises|child_process|dotenv(?:\/config)?)$/.test(
      module,
    ),
  );
}

/** Vite's `define`, webpack's DefinePlugin and EnvironmentPlugin. */
function defined(call: Call, { document }: RuleContext): Problem[] {
  const name = document.flow.name(call.callee) ?? '';
  const isPlugin = /(?:DefinePlugin|EnvironmentPlugin)$/.test(name);
  const argument = call.args[0]?.value;
  const object = argument && document.flow.object(argument);
  if (!isPlugin || !object) return [];
  return credentialEntries(object.entries).map((entry) => inlined(entry, 'webpack'));
}

const configurations: readonly { file: RegExp; tool: string; path: readonly string[] }[] = [
  { file: /^next\.config\.[cm]?[jt]s$/, tool: 'Next.js', path: ['env'] },
  { file: /^next\.config\.[cm]?[jt]s$/, tool: 'Next.js', path: ['publicRuntimeConfig'] },
  { file: /^app\.config\.[cm]?[jt]s$/, tool: 'Expo', path: ['extra'] },
  { file: /^app\.config\.[cm]?[jt]s$/, tool: 'Expo', path: ['expo', 'extra'] },
  { file: /^(?:vite|vitest|electron\.vite|astro|svelte)\.config\.[cm]?[jt]s$/, tool: 'Vite', path: ['define'] },
  { file: /^nuxt\.config\.[cm]?[jt]s$/, tool: 'Nuxt', path: ['runtimeConfig', 'public'] },
];

/** Entries of a build tool's configuration that put a credential into client code. */
function buildConfiguration({ document }: RuleContext): Problem[] {
  const name = baseName(document.file.path);
  const tools = configurations.filter(({ file }) => file.test(name));
  if (tools.length === 0 || document.outer) return [];
  const { flow, facts } = document;
  const roots: Value[] = [
    ...facts.bindings.flatMap(({ value }) => (value ? [value] : [])),
    ...facts.assignments.map(({ value }) => value),
    ...facts.calls.flatMap(({ args }) => args.map(({ value }) => value)),
    ...facts.functions.flatMap(({ returns }) => returns),
    ...facts.exports,
  ];
  const found = new Map<number, Problem>();
  for (const root of roots)
    for (const { tool, path } of tools) {
      const under = flow.property(root, ...path);
      const object = under && flow.object(under);
      for (const entry of object ? credentialEntries(object.entries) : [])
        found.set(entry.range.start, inlined(entry, tool));
    }
  return [...found.values()];
}

function credentialEntries(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ key }) => {
    const name = key?.split('.').at(-1) ?? '';
    return credentialVariable.test(name) || credentialName.test(name);
  });
}

function inlined(entry: Entry, tool: string): Problem {
  return {
    range: entry.range,
    message: `${tool} copies this value into client code wherever its name is used.`,
    confidence: tool === 'Vite' || tool === 'Expo' ? 'high' : 'medium',
  };
}
