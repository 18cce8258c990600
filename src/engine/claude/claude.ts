/** Facts -> what a document does with Claude: its clients, its requests, its credentials. */
import { byName } from '../by-name';
import type { Credential } from '../credentials/credentials';
import type { Call, Facts, Value } from '../facts';
import type { Flow } from '../flow/flow';
import type { Format } from '../formats/format';
import type { Document } from '../types';
import { chainRequest, hasChains } from './chains';
import { requestElsewhere, sdksOf } from './elsewhere';
import {
  type ClientLibrary,
  claudeEndpoint,
  claudeModel,
  claudeModule,
  clientLibraries,
  type HttpFunction,
  httpFunctions,
  nodeRequest,
  type OptionNames,
  otherModel,
  requestMethods,
  runsInThread,
} from './libraries';
import { parametersOf, sharedRequest, unknownClientRequest } from './requests';

export type ClientKind = 'anthropic' | 'bedrock' | 'vertex' | 'foundry' | 'aws' | 'wrapper' | 'agent';

/** One construction of a client: an SDK's, a wrapper's with a Claude model, an agent's. */
export interface Client {
  /** Package that it comes from, `@anthropic-ai/sdk`, `litellm` … */
  library: string;
  kind: ClientKind;
  call: Call;
  apiKey?: Value;
  authToken?: Value;
  baseUrl?: Value;
  headers?: Value;
  /** `dangerouslyAllowBrowser`. */
  allowBrowser?: Value;
  /** The HTTP client, dispatcher, agent or fetch options that it is given. */
  transport?: Value;
  /** Agents only: the MCP servers that it is given. */
  mcpServers?: Value;
}

/** One request to Claude: an SDK's method, a wrapper's call, or raw HTTP to the Claude endpoint. */
export interface Request {
  call: Call;
  /** `messages.create`, `query`, `fetch` … */
  method: string;
  client?: Client;
  /** Raw HTTP only. */
  raw?: RawRequest;
  /** What holds its parameters, in languages that spell them in their own way. */
  options?: Value;
  /** In these languages: its body, where no parameter of it is written here. */
  sent?: Value;
}

export interface RawRequest {
  url?: Value;
  headers?: Value;
  /** JavaScript's options object; Python's are the call's keywords. */
  options?: Value;
  /** Node: what is written into the request behind the call, as its body. */
  written?: Value[];
}

export interface ClaudeUse {
  /** The document has to do with Claude: it imports a Claude library, calls its endpoint, or configures Claude Code or MCP. */
  relevant: boolean;
  clients: Client[];
  requests: Request[];
  credentials: Credential[];
}

const relevantText =
  /api\.anthropic\.com|anthropic-version|@anthropic-ai\/|anthropic[/.]claude-|\b(?:anthropic|claude)_[a-z_]*(?:key|token|url|model)|claude_code_|sk-ant-/i;
const relevantPath = /(?:^|\/)(?:\.claude\/|\.?mcp\.json$|claude_desktop_config\.json$|\.claude\.json$)/;

/** What else is known of a document. */
export interface Surroundings {
  path: string;
  format: Pick<Format, 'byTable'>;
  credentials: Credential[];
}

export function understand(
  text: string,
  facts: Facts,
  flow: Flow,
  { path, credentials, format }: Surroundings,
): ClaudeUse {
  const clients: Client[] = [];
  const found: Request[] = [];
  const withChains = hasChains(facts);
  const elsewhere = format.byTable ? sdksOf(facts, text) : undefined;
  for (const call of facts.calls) {
    const name = flow.name(call.callee);
    const client = name === undefined ? undefined : clientOf(call, name, flow);
    if (client) clients.push(client);
    const known = name === undefined ? undefined : requestOf(call, name, clients, flow);
    const request =
      known ??
      (elsewhere ? requestElsewhere(call, elsewhere, facts, flow) : undefined) ??
      unknownClientRequest(call, flow) ??
      (withChains ? chainRequest(call, flow) : undefined);
    if (request) found.push(request);
  }
  for (const { call, raw } of found)
    if (raw && nodeRequest.test(flow.name(call.callee) ?? '')) takeWritten(call, raw, facts, flow);
  const requests = found.filter((one) => !one.raw || !asksOther(one, flow));
  const relevant =
    clients.length + requests.length + credentials.length > 0 ||
    facts.imports.some((one) => claudeModule.test(one.module)) ||
    facts.commands.some((one) => one.name === 'claude') ||
    relevantPath.test(path) ||
    relevantText.test(text);
  return { relevant, clients, requests, credentials };
}

const libraries = new Map(clientLibraries.flatMap((library) => library.names.map((name) => [name, library] as const)));

const methodIn = byName((name) => requestMethods.exec(name));
const httpNamed = byName((name) => httpFunctions.find((one) => one.name.test(name)));

function clientOf(call: Call, name: string, flow: Flow): Client | undefined {
  const library = libraries.get(name);
  if (!library || (library.model && !isClaudeModel(call, library.model, flow))) return undefined;
  const client: Client = { library: library.library, kind: library.kind, call };
  for (const [meaning, names] of Object.entries(library.options) as [keyof OptionNames, readonly string[]][]) {
    const value = optionOf(call, library, names, flow);
    if (value) client[meaning] = value;
  }
  const url = library.endpoint && client.baseUrl && flow.pattern(client.baseUrl);
  return library.endpoint && !(url && claudeEndpoint.test(url)) ? undefined : client;
}

function isClaudeModel(call: Call, model: { keyword: string; position?: number }, flow: Flow): boolean {
  const value = flow.argument(call, model.position, model.keyword);
  return value !== undefined && claudeModel.test(flow.pattern(value) ?? '');
}

/** The first of the names that the call is given, from its options object or its keywords. */
function optionOf(call: Call, library: ClientLibrary, names: readonly string[], flow: Flow): Value | undefined {
  for (const name of names) {
    const [first = '', ...rest] = name.split('.');
    const path = library.optionsUnder ? [library.optionsUnder, first, ...rest] : [first, ...rest];
    const found =
      library.optionsAt === undefined
        ? flow.property(flow.argument(call, undefined, first), ...rest)
        : flow.property(flow.argument(call, library.optionsAt), ...path);
    if (found) return found;
  }
  return undefined;
}

function requestOf(call: Call, name: string, clients: readonly Client[], flow: Flow): Request | undefined {
  const run = runsInThread.test(name) && call.args[0] ? flow.name(call.args[0].value) : undefined;
  if (run !== undefined) return requestOf(call, run, clients, flow);
  const method = methodIn(name);
  if (method?.[1]) {
    const factory = name.slice(0, method.index);
    const client = clients.find((one) => flow.name(one.call.callee) === factory);
    return libraries.has(factory) ? { call, method: method[1], ...(client ? { client } : {}) } : undefined;
  }
  const http = httpNamed(name);
  const raw = http && rawRequest(call, http, flow);
  if (raw) return isClaudeRequest(raw, flow) ? { call, method: name, raw } : undefined;
  const shared = sharedRequest(call, name, flow);
  return shared === undefined ? undefined : { call, method: shared };
}

function rawRequest(call: Call, http: HttpFunction, flow: Flow): RawRequest {
  const first = flow.argument(call, http.url, http.urlKeyword);
  const raw: RawRequest = {};
  const inside = http.optionsFirst && first ? flow.object(first) : undefined;
  const options = inside ?? (http.options === undefined ? undefined : flow.argument(call, http.options));
  const url = inside
    ? (flow.property(inside, http.optionsFirst ?? '') ??
      flow.property(inside, 'url') ??
      flow.property(inside, 'baseURL') ??
      flow.property(inside, 'host'))
    : first;
  const headers =
    http.options === undefined
      ? (flow.argument(call, undefined, 'headers') ?? sessionHeaders(call, flow))
      : flow.property(options, 'headers');
  if (url) raw.url = url;
  if (options) raw.options = options;
  if (headers) raw.headers = headers;
  return raw;
}

/** `request.write(body)`, `request.end(body)`: Node's own client takes a body in no other way. */
function takeWritten(call: Call, raw: RawRequest, { calls }: Facts, flow: Flow): void {
  const isIt = (value: Value) => value.kind === 'call' && value.call === call;
  raw.written = calls.flatMap(({ callee, args: [first] }) => {
    if (callee.kind !== 'member' || !first || !/^(?:write|end)$/.test(callee.property ?? '')) return [];
    const { object } = callee;
    return isIt(object) || flow.sources(object).some(isIt) ? [first.value] : [];
  });
}

/** Headers that a Python session was made with: `aiohttp.ClientSession(headers=…)`. */
function sessionHeaders({ callee }: Call, flow: Flow): Value | undefined {
  const made = callee.kind === 'member' ? flow.sources(callee.object).find(({ kind }) => kind === 'call') : undefined;
  return made?.kind === 'call' ? flow.argument(made.call, undefined, 'headers') : undefined;
}

function isClaudeRequest(raw: RawRequest, flow: Flow): boolean {
  const url = raw.url && flow.pattern(raw.url);
  if (url && (claudeEndpoint.test(url) || /^api\.anthropic\.com/.test(url))) return true;
  const headers = raw.headers && flow.object(raw.headers);
  return headers?.entries.some((one) => /^anthropic-/i.test(one.key ?? '')) ?? false;
}

/** A gateway stands where Claude's endpoint is by default, and another vendor's model is asked for. */
function asksOther(request: Request, flow: Flow): boolean {
  const models = parametersOf(request, flow, 'model').map((one) => flow.constant(one));
  return models.length > 0 && models.every((one) => typeof one === 'string' && otherModel.test(one));
}

/** It asks Claude, makes what asks or serves tools, or knows a credential: what uses it may matter. */
export const hasToDoWithClaude = ({ claude, facts, text }: Pick<Document, 'claude' | 'facts' | 'text'>): boolean =>
  claude.clients.length + claude.requests.length + claude.credentials.length > 0 ||
  facts.imports.some(({ module }) => claudeModule.test(module)) ||
  /\b(?:ANTHROPIC|CLAUDE)\w*_(?:KEY|TOKEN|SECRET)\b/.test(text);
