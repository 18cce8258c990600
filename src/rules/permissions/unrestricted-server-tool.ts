import type { Request } from '../../engine/claude/claude';
import { parametersOf } from '../../engine/claude/requests';
import type { Call, Entry, ObjectValue, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import { perObject } from '../../engine/per-object';
import type { SourceKind } from '../../engine/taint/types';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { addBehind } from '../support/literals';
import { confidenceIn, nounOf, wayOf, wayTexts } from '../support/traces';

const webTool = /^web_(search|fetch)_\d{8}$/;
const codeTool = /^code_execution_\d{8}$/;
/** What others have written; a person at a terminal runs code for themselves. */
const untrusted: readonly SourceKind[] = ['request', 'message', 'fetched', 'mail', 'document'];
const domainLists = ['allowed_domains', 'blocked_domains'];
/** The AI SDK's helpers, whose options are written in its own way. */
const webHelper = /^@ai-sdk\/anthropic#(?:anthropic|createAnthropic\(\))\.tools\.web(Search|Fetch)_\d{8}$/;

const say = phrases({
  open: 'Claude may use {tool} as often as it likes, on every site.',
  domains: 'Claude may use {tool} on every site.',
  uses: 'Nothing bounds how often Claude may use {tool}.',
  server: 'Claude may call every tool of this MCP server, those that it will have tomorrow included.',
  code: 'Claude may run code here, with text from {source} before it: whoever writes that can have it run what they like.',
  boundUses: 'Bound it to 5 uses',
  boundBoth: 'Bound it to 5 uses, and to sites that you name in place of example.com',
});

const isPassedOver = (setting: RuleContext['setting']) => setting === 'documentation' || setting === 'test';

export const unrestrictedServerTool: Rule = {
  id: 'unrestricted-server-tool',
  title: 'Server tool without limits',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'high',
  cwe: [250, 918, 770],
  owasp: ['LLM06', 'ASI02'],
  why: 'Text that somebody else has written can make Claude fetch an address that carries the conversation away, or search again and again at your cost. Which sites, how often and which tools are the only limits that Claude cannot be talked out of.',
  remedy: 'Give allowed_domains and max_uses to web tools, and the list of allowed tools to an MCP server.',
  reports:
    'web_search and web_fetch tools of a request, those of the AI SDK included, with neither domains nor max_uses (as information where one of them is missing), MCP servers of a request whose tools are not listed, and code execution in a request with text from requests, messages, pages, mail or documents.',
  silent:
    'Tools with both limits, tools whose options are put together elsewhere, tools that your own code runs; code execution on what the program or the person at its terminal says; tests.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'research.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const research = (question: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }],\n    messages: [{ role: 'user', content: question }],\n  });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const research = (question: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    tools: [{ type: 'web_fetch_20250910', name: 'web_fetch', max_uses: 5, allowed_domains: ['docs.acme-corp.com'] }],\n    messages: [{ role: 'user', content: question }],\n  });\n",
    },
    {
      file: 'research.py',
      bad: 'import anthropic\n\nclient = anthropic.Anthropic()\nclient.messages.create(\n    model="claude-sonnet-5",\n    max_tokens=1024,\n    tools=[{"type": "web_search_20250305", "name": "web_search"}],\n    messages=[{"role": "user", "content": "What is new?"}],\n)\n',
      good: 'import anthropic\n\nclient = anthropic.Anthropic()\nclient.messages.create(\n    model="claude-sonnet-5",\n    max_tokens=1024,\n    tools=[\n        {"type": "web_search_20250305", "name": "web_search", "max_uses": 5, "allowed_domains": ["docs.acme-corp.com"]}\n    ],\n    messages=[{"role": "user", "content": "What is new?"}],\n)\n',
    },
  ],
  call: (call, { document, setting }) =>
    isPassedOver(setting) ? [] : [...helperProblems(call, document), ...bodyProblems(call, document)],
  request(request, context) {
    const { document, setting } = context;
    if (isPassedOver(setting)) return [];
    const given = (name: string) =>
      parametersOf(request, document.flow, name).flatMap((one) => objectsOf(one, document));
    const tools = given('tools');
    const code = tools.find((one) => codeTool.test(typeOf(one, document)));
    const isListed = tools.some((one) => typeOf(one, document) === 'mcp_toolset');
    return [
      ...tools.flatMap((one) => webProblems(one, document)),
      ...(code ? codeProblems(code, request, context) : []),
      ...(isListed ? [] : given('mcp_servers').flatMap((one) => serverProblems(one, document))),
    ];
  },
};

/** `anthropic.tools.webSearch_20250305({ maxUses: 5 })`. */
function helperProblems({ callee, args, argsRange }: Call, document: Document): Problem[] {
  if (callee.kind !== 'member' || !/^web(?:Search|Fetch)_/.test(callee.property ?? '')) return [];
  const [, kind] = webHelper.exec(document.flow.name(callee) ?? '') ?? [];
  const [options] = args;
  const literal = options && document.flow.object(options.value);
  if (kind === undefined || (options && (!literal || isOpen(literal)))) return [];
  const has = (...names: string[]) => names.some((name) => literal && entryOf(literal, name) !== undefined);
  const [hasDomains, hasUses] = [has('allowedDomains', 'blockedDomains'), has('maxUses')];
  const isEmpty = !options && argsRange.start === argsRange.end;
  const edits = [{ range: argsRange, text: "{ maxUses: 5, allowedDomains: ['example.com'] }" }];
  const fixes: ProposedFix[] = isEmpty ? [{ title: say('boundBoth'), kind: 'suggestion', edits }] : [];
  return webProblem({ range: callee.range, tool: `web_${kind.toLowerCase()}`, hasDomains, hasUses, fixes });
}

/** A body that is put together for one's own server, which hands it on: `JSON.stringify({ messages, tools })`. */
function bodyProblems({ args }: Call, document: Document): Problem[] {
  const known = toolsOfRequests(document);
  return args.flatMap(({ value }) => {
    if (value.kind !== 'object' || !entryOf(value, 'messages')) return [];
    const tools = entryOf(value, 'tools');
    const given = tools ? objectsOf(tools.value, document) : [];
    return given.filter((one) => !known.has(one)).flatMap((one) => webProblems(one, document));
  });
}

const toolsOfRequests = perObject(
  (document: Document): ReadonlySet<ObjectValue> =>
    new Set(
      document.claude.requests
        .flatMap((one) => parametersOf(one, document.flow, 'tools'))
        .flatMap((one) => objectsOf(one, document)),
    ),
);

interface WebTool extends Pick<Problem, 'range' | 'fixes'> {
  tool: string;
  hasDomains: boolean;
  hasUses: boolean;
}

function webProblem({ range, fixes = [], tool, hasDomains, hasUses }: WebTool): Problem[] {
  if (hasDomains && hasUses) return [];
  const id = hasDomains ? 'uses' : hasUses ? 'domains' : 'open';
  const isPartly = id !== 'open' && { severity: 'info' as const, confidence: 'medium' as const };
  return [{ range, message: say(id, { tool }), fixes, ...isPartly }];
}

/** Objects of a list that is written as one, through names, choices and the file's own functions. */
function objectsOf(value: Value, document: Document, depth = 0): ObjectValue[] {
  if (depth > 5) return [];
  const inside = (values: readonly Value[]) => values.flatMap((one) => objectsOf(one, document, depth + 1));
  if (value.kind === 'object') return [value];
  if (value.kind === 'array') return inside(value.items);
  if (value.kind === 'choice') return inside(value.options);
  if (value.kind === 'unknown') return inside(value.parts);
  if (value.kind === 'call') return inside(document.flow.calledFunction(value.call)?.returns ?? []);
  return value.kind === 'name' || value.kind === 'member' ? inside(document.flow.sources(value)) : [];
}

function typeOf({ entries }: ObjectValue, { flow }: Document): string {
  const type = entries.find(({ key }) => key === 'type');
  const constant = type && flow.constant(type.value);
  return typeof constant === 'string' ? constant : '';
}

const isOpen = ({ entries }: ObjectValue): boolean => entries.some(({ spread, key }) => spread || key === undefined);
const entryOf = ({ entries }: ObjectValue, name: string): Entry | undefined => entries.find(({ key }) => key === name);

function webProblems(tool: ObjectValue, document: Document): Problem[] {
  const [, kind] = webTool.exec(typeOf(tool, document)) ?? [];
  if (kind === undefined || isOpen(tool)) return [];
  const hasDomains = domainLists.some((name) => entryOf(tool, name));
  const hasUses = entryOf(tool, 'max_uses') !== undefined;
  const fixes = hasUses ? [] : boundFix(tool, hasDomains, document);
  return webProblem({ range: tool.range, tool: `web_${kind}`, hasDomains, hasUses, fixes });
}

/** Which sites Claude needs, only a person can know. */
function boundFix(tool: ObjectValue, hasDomains: boolean, { text }: Document): ProposedFix[] {
  const beside = entryOf(tool, 'name') ?? entryOf(tool, 'type');
  if (!beside) return [];
  const quote = /^["']/.exec(text.slice(beside.keyRange.start, beside.keyRange.end))?.[0] ?? '';
  const uses = `${quote}max_uses${quote}: 5`;
  const { start, end } = beside.value.range;
  const own = text.slice(start, end).startsWith("'") ? "'" : '"';
  const domains = `${quote}allowed_domains${quote}: [${own}example.com${own}]`;
  const edits = [addBehind(text, beside.range, hasDomains ? uses : `${uses}, ${domains}`)];
  return [{ title: say(hasDomains ? 'boundUses' : 'boundBoth'), kind: 'suggestion', edits }];
}

/** Containers keep what ran before, and the files that they were given. */
function codeProblems(tool: ObjectValue, request: Request, context: RuleContext): Problem[] {
  const { document } = context;
  const said = (['messages', 'system'] as const).flatMap((name) => parametersOf(request, document.flow, name));
  const [trace] = said.flatMap((value) => document.trace(value, { use: 'prompt', kinds: untrusted }));
  if (!trace) return [];
  const confidence = confidenceIn(context, 'medium');
  return [{ range: tool.range, message: say('code', { source: nounOf(trace) }), confidence, ...wayOf(trace) }];
}

function serverProblems(server: ObjectValue, document: Document): Problem[] {
  const configuration = entryOf(server, 'tool_configuration');
  const isServer = typeOf(server, document) === 'url' && entryOf(server, 'url') !== undefined;
  if (!isServer || isOpen(server)) return [];
  const literal = configuration && document.flow.object(configuration.value);
  if (configuration && (!literal || isOpen(literal) || entryOf(literal, 'allowed_tools'))) return [];
  const isOff = literal && entryOf(literal, 'enabled');
  if (isOff && document.flow.constant(isOff.value) === false) return [];
  return [{ range: server.range, message: say('server'), confidence: 'medium' }];
}
