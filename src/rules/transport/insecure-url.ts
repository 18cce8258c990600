import type { Call, Setting, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';
import { leavesServersUnread } from '../support/agents/mcp-servers';
import { endpointOf, isAnthropic, isLocal, isPrivate } from '../support/hosts';
import { plainAddresses } from '../support/line-languages';
import { isClaudeEndpoint } from '../support/names';
import { callsNamed } from '../support/traces';
import { baseName, inComment, isLiteLlm } from '../support/values';

const plain = /^(?:http|ws):\/\//i;
const claudeUrl =
  /\b(?:http|ws):\/\/(?:[a-z0-9-]+\.)*(?:anthropic\.com|claude\.ai|claude\.com)(?=[/:?#"'`\s)>\]]|$)[^\s"'`<>)\]]*/gi;
/** Identifiers of namespaces and schemas look like URLs and are never fetched. */
const identifier = /(?:schema|xmlns|namespace)s?["'\s:=]*$/i;

const say = phrases({
  client: "This client's base URL sends the credential and the content over an unencrypted connection to {host}.",
  request: 'This request sends the credential and the content over an unencrypted connection to {host}.',
  server: 'This MCP server sends the credential and the content over an unencrypted connection to {host}.',
  variable: '{name} sends the credential and the content over an unencrypted connection to {host}.',
  url: 'This URL of Anthropic is not encrypted.',
  encrypt: 'Use {scheme}://',
});

export const insecureUrl: Rule = {
  id: 'insecure-url',
  title: 'Unencrypted URL',
  practice: 'transport',
  severity: 'error',
  confidence: 'high',
  cwe: [319],
  owasp: ['LLM02'],
  why: 'Over plain HTTP everybody on the way reads the credential, the prompts and the answers, and can change them: an answer that was tampered with runs the tools of your agent.',
  remedy: 'Use https:// (wss:// for WebSockets).',
  reports:
    "`http://` or `ws://` for Claude's API, the base URL of a client, a gateway in front of it or an MCP server, in code, environment and configuration. Of Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift and Dart: what one line tells by itself, in files that ask Claude.",
  silent:
    'Loopback and reserved names, `*.local`, hosts without a dot and cluster names, tests. Private addresses are reported with low confidence.',
  messages: say.texts,
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ baseURL: 'http://llm.acme-corp.com' });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ baseURL: 'https://llm.acme-corp.com' });\n",
    },
    {
      file: 'ask.py',
      bad: 'import os\n\nimport requests\n\nrequests.post(\n    "http://api.anthropic.com/v1/messages",\n    headers={"x-api-key": os.environ["ANTHROPIC_API_KEY"]},\n)\n',
      good: 'import os\n\nimport requests\n\nrequests.post(\n    "https://api.anthropic.com/v1/messages",\n    headers={"x-api-key": os.environ["ANTHROPIC_API_KEY"]},\n)\n',
    },
    {
      file: '.mcp.json',
      bad: '{\n  "mcpServers": {\n    "docs": { "type": "http", "url": "http://mcp.acme-corp.com/mcp" }\n  }\n}\n',
      good: '{\n  "mcpServers": {\n    "docs": { "type": "http", "url": "https://mcp.acme-corp.com/mcp" }\n  }\n}\n',
    },
  ],
  client: ({ baseUrl, mcpServers }, context) => [
    ...urlProblems(baseUrl, (host) => say('client', { host }), context),
    ...serverProblems(mcpServers, context),
  ],
  request: ({ raw, call }, context) => {
    const { flow } = context.document;
    return [
      ...urlProblems(raw?.url, request, context),
      ...(raw?.url ? plainModule(call, raw.url, context) : []),
      ...(raw ? [] : serverProblems(flow.argument(call, undefined, 'mcp_servers'), context)),
      ...(raw ? [] : serverProblems(flow.property(flow.argument(call, 0), 'mcp_servers'), context)),
    ];
  },
  setting(setting, context) {
    const sentence = endpointSetting(setting, context);
    return sentence && typeof setting.value === 'string'
      ? check(setting.value, setting.valueRange, sentence, context)
      : [];
  },
  document: (context) => [...claudeUrls(context), ...connections(context), ...inLines(context)],
};

type Sentence = (host: string) => Message;

/** Tests ask what becomes of such an address. */
const inLines = (context: RuleContext): Problem[] =>
  context.setting === 'test'
    ? []
    : plainAddresses(context.document).flatMap(({ text, range }) =>
        check(text, range, (host) => say('client', { host }), context),
      );

const request: Sentence = (host) => say('request', { host });
const server: Sentence = (host) => say('server', { host });

/** What to say of an endpoint's setting; undefined for other settings. */
function endpointSetting(setting: Setting, { document }: RuleContext): Sentence | undefined {
  const { key, path } = setting;
  if (isClaudeEndpoint(setting) || (key === 'api_base' && isLiteLlm(setting, document)))
    return (host) => say('variable', { name: key, host });
  if (leavesServersUnread(document) && path[0] === 'mcpServers') return undefined;
  const isServer =
    /^(?:url|serverUrl|httpUrl|baseUrl|endpoint)$/.test(key) &&
    path.some((one) => one === 'mcpServers' || one === 'mcp_servers' || one === 'mcp');
  const isListed = key === 'url' && path[0] === 'servers' && path.length === 3;
  if (isServer || (isListed && /^\.?mcp\.json$/.test(baseName(document.file.path)))) return server;
  return undefined;
}

/** `url` of each MCP server, in an object by name or in a list. */
function serverProblems(servers: Value | undefined, context: RuleContext): Problem[] {
  const { flow } = context.document;
  const list =
    servers && (servers.kind === 'array' ? servers.items : flow.object(servers)?.entries.map((one) => one.value));
  return (list ?? []).flatMap((one) => urlProblems(flow.property(one, 'url'), server, context));
}

/** Node's and Python's modules for plain HTTP, which are given a host. */
function plainModule(call: Call, host: Value, { document }: RuleContext): Problem[] {
  const name = document.flow.name(call.callee) ?? '';
  const text = document.flow.pattern(host) ?? '';
  const isPlain = /^(?:node:)?http#|^http\.client\.HTTPConnection$/.test(name);
  if (!isPlain || !/^api\.anthropic\.com(?::(?!443\b)|$)/.test(text)) return [];
  return [
    {
      range: host.range,
      message: request(text),
      identity: text,
    },
  ];
}

function urlProblems(value: Value | undefined, sentence: Sentence, context: RuleContext): Problem[] {
  if (!value) return [];
  const literals = context.document.flow.literals(value).filter(({ text }) => plain.test(text));
  if (literals.length > 0 || value.kind !== 'template')
    return literals.flatMap(({ text, value: literal }) => check(text, contentOf(literal), sentence, context));
  return check(context.document.flow.pattern(value) ?? '', value.range, sentence, context);
}

const contentOf = (value: Value): Range => (value.kind === 'literal' && value.content ? value.content : value.range);

function check(url: string, range: Range, sentence: Sentence, { document, setting }: RuleContext): Problem[] {
  const host = plain.test(url) ? endpointOf(url)?.host : undefined;
  if (
    host === undefined ||
    isLocal(host) ||
    /(?:^|[.-])your(?:[.-]|$)/.test(host) ||
    (setting === 'test' && !isAnthropic(url))
  )
    return [];
  return [
    {
      range,
      message: sentence(host),
      ...(isPrivate(host) ? { confidence: 'low' as const } : {}),
      fixes: encrypt(document.text, range, isAnthropic(url)),
      identity: host,
    },
  ];
}

/** Calls that make a connection to an MCP server, which are given its URL or an object with it. */
const connecting =
  /^@modelcontextprotocol\/[\w/.-]*#(?:\*\.)?(?:StreamableHTTP|SSE|WebSocket)ClientTransport$|^mcp\.client\.(?:streamable_http\.streamable_?http_client|sse\.sse_client|websocket\.websocket_client)$|^fastmcp\.(?:Client|client\.transports\.(?:StreamableHttp|SSE)Transport)$/;
const makingClient = /^(?:ai|@ai-sdk\/mcp)#(?:experimental_)?createMCPClient$/;

function connections(context: RuleContext): Problem[] {
  const { document } = context;
  const { flow } = document;
  const urls = [
    ...callsNamed(document, connecting).map((call) => flow.argument(call, 0, 'url') ?? flow.argument(call, 0)),
    ...callsNamed(document, makingClient).map((call) => flow.property(flow.argument(call, 0), 'transport', 'url')),
  ];
  return urls.flatMap((url) => urlProblems(url && addressIn(url, document), server, context));
}

/** `new URL('http://…')`. */
function addressIn(value: Value, { flow }: Document): Value {
  const [source = value] = value.kind === 'name' ? flow.sources(value) : [];
  const isUrl = source.kind === 'call' && flow.name(source.call.callee) === 'URL';
  return (isUrl ? source.call.args[0]?.value : undefined) ?? value;
}

/** Any other URL of Anthropic's own hosts, in code, configuration or scripts. */
function claudeUrls({ document, setting }: RuleContext): Problem[] {
  if (setting === 'test') return [];
  if (document.format.kind === 'text' || document.format.id === 'markdown' || document.role === 'output') return [];
  return [...document.text.matchAll(claudeUrl)].flatMap((match) => {
    const range = { start: match.index, end: match.index + match[0].length };
    if (inComment(range, document) || identifier.test(document.text.slice(Math.max(0, range.start - 20), range.start)))
      return [];
    return [
      {
        range,
        message: say('url'),
        fixes: encrypt(document.text, range, true),
        identity: match[0].toLowerCase(),
      },
    ];
  });
}

/** Anthropic's hosts are known to serve HTTPS; for others a person has to know. */
function encrypt(text: string, range: Range, isKnown: boolean): ProposedFix[] {
  const scheme = /^["'`]?(http|ws)(?=:\/\/)/i.exec(text.slice(range.start, range.end));
  if (!scheme?.[1]) return [];
  const end = range.start + scheme[0].length;
  const secure = scheme[1].toLowerCase() === 'ws' ? 'wss' : 'https';
  return [
    {
      title: say('encrypt', { scheme: secure }),
      kind: isKnown ? 'safe' : 'suggestion',
      edits: [{ range: { start: end - scheme[1].length, end }, text: secure }],
    },
  ];
}
