/** Requests that reach Claude through libraries for many vendors, as data; and where in any request its parts stand. */
import { byName } from '../by-name';
import type { Call, Value } from '../facts';
import type { Flow } from '../flow/flow';
import type { Request } from './claude';
import { claudeModel } from './libraries';

/** A call that sends a request, if its model is Claude's. Names are as `Flow.name` gives them. */
interface SharedLibrary {
  name: RegExp;
  /** Where the model stands; absent: no other model can be meant. */
  model?: { keyword: string; position?: number };
}

const shared: readonly SharedLibrary[] = [
  { name: /^ai#(?:generateText|streamText|generateObject|streamObject)$/, model: { keyword: 'model' } },
  {
    name: /^litellm\.(?:a?completion|a?text_completion|anthropic_messages)$/,
    model: { keyword: 'model', position: 0 },
  },
  { name: /^(?:@anthropic-ai\/claude-(?:agent-sdk|code)#query|claude_(?:agent|code)_sdk\.query)$/ },
  { name: /^claude_(?:agent|code)_sdk\.ClaudeSDKClient\(\)\.(?:receive_response|receive_messages)$/ },
  {
    name: /^instructor\.(?:from_anthropic|patch)\(\)\.(?:chat\.completions|messages|completions)\.create(?:_with_completion|_partial|_iterable)?$/,
  },
  {
    name: /^openai(?:#(?:default|OpenAI|\*))?(?:\.(?:Async)?OpenAI)?\(\)\.(?:chat\.completions|beta\.chat\.completions|responses)\.(?:create|parse|stream)$/,
    model: { keyword: 'model' },
  },
  {
    name: /^boto3\.(?:Session\(\)\.)?client\(\)\.(?:invoke_model|invoke_model_with_response_stream|converse|converse_stream)$/,
    model: { keyword: 'modelId' },
  },
  {
    name: /^@aws-sdk\/client-bedrock-runtime#(?:\*\.)?(?:(?:InvokeModel|InvokeModelWithResponseStream|Converse|ConverseStream)Command|BedrockRuntime\(\)\.(?:invokeModel|invokeModelWithResponseStream|converse|converseStream))$/,
    model: { keyword: 'modelId' },
  },
];

const sharedNamed = byName((name) => shared.find((one) => one.name.test(name)));

/** The method by which a shared library's call sends a request to Claude. */
export function sharedRequest(call: Call, name: string, flow: Flow): string | undefined {
  const library = sharedNamed(name);
  if (!library) return undefined;
  const { model } = library;
  if (model) {
    const given =
      flow.argument(call, model.position, model.keyword) ?? flow.property(flow.argument(call, 0), model.keyword);
    if (!given || !isClaude(given, flow)) return undefined;
  }
  return name.replace(/^.*[#.]/, '');
}

/** `x.messages.create({ model: 'claude-…' })`, wherever the client was made. */
export function unknownClientRequest(call: Call, flow: Flow): Request | undefined {
  const { callee } = call;
  if (callee.kind !== 'member' || callee.object.kind !== 'member' || callee.object.property !== 'messages')
    return undefined;
  if (!/^(?:create|stream|parse)$/.test(callee.property ?? '')) return undefined;
  const model = flow.argument(call, undefined, 'model') ?? flow.property(flow.argument(call, 0), 'model');
  return model && isClaude(model, flow) ? { call, method: `messages.${callee.property}` } : undefined;
}

const isClaude = (model: Value, flow: Flow): boolean =>
  flow.literals(model).some(({ text }) => claudeModel.test(text)) ||
  claudeModel.test(flow.pattern(model) ?? '') ||
  /^@ai-sdk\/(?:anthropic|amazon-bedrock\/anthropic|google-vertex\/anthropic)#/.test(flow.name(model) ?? '');

const member = (object: Value, property: string): Value => ({
  kind: 'member',
  object,
  property,
  range: object.range,
  propertyRange: object.range,
});

/** The object that a JSON text is made of. */
function jsonOf(value: Value, flow: Flow): Value {
  const [source = value] = value.kind === 'name' ? flow.sources(value) : [];
  if (source.kind !== 'call' || !/^(?:JSON\.stringify|json\.dumps)$/.test(flow.name(source.call.callee) ?? ''))
    return value;
  return source.call.args[0]?.value ?? value;
}

/** Rules ask for many parameters of each request. */
const known = new WeakMap<Request, readonly Value[]>();

/** What holds a request's parameters: its options, its body. */
export function bodiesOf(request: Request, flow: Flow): readonly Value[] {
  const found = known.get(request) ?? bodies(request, flow);
  known.set(request, found);
  return found;
}

function bodies({ call, raw, options: own }: Request, flow: Flow): Value[] {
  if (own) return [own];
  const given = (name: string) =>
    flow.argument(call, undefined, name) ?? (raw?.options && flow.property(raw.options, name));
  if (raw) {
    const body = ['body', 'json', 'data', 'content'].flatMap((name) => given(name) ?? []);
    // axios.post(url, body, options)
    const second = /(?:post|put|patch)$/.test(flow.name(call.callee) ?? '') ? flow.argument(call, 1) : undefined;
    const behind = raw.written ?? [];
    return [...body, ...behind, ...(second && body.length === 0 ? [second] : [])].map((one) => jsonOf(one, flow));
  }
  const spread = call.args.filter((one) => one.spread).map((one) => one.value);
  const options = flow.argument(call, 0);
  const json = flow.argument(call, undefined, 'body') ?? (options && flow.property(options, 'body'));
  return [...spread, ...(options ? [options] : []), ...(json ? [jsonOf(json, flow)] : [])];
}

/** LangChain's and LlamaIndex's models are given a text or a list of messages, and no other parameters. */
const chatModel = /^(?:a?invoke|a?stream|a?batch|complete|chat|run|arun|call|streamEvents|astream_events)$/;

/**
 * The values that a request has for one of its parameters. A parameter that is put in behind its object's literal is given as
 * a member of that, to be traced.
 */
export function parametersOf(request: Request, flow: Flow, ...path: [string, ...string[]]): Value[] {
  const [first, ...rest] = path;
  if (request.options) return spelledParameters(request.options, first, rest, flow);
  if (chatModel.test(request.method))
    return first === 'messages' ? [flow.argument(request.call, 0, 'input') ?? []].flat() : [];
  const keyword = flow.argument(request.call, undefined, first);
  if (keyword) return [rest.reduce(member, keyword)].flatMap((one) => resolved(one, flow));
  return bodiesOf(request, flow).flatMap((body) => {
    const known = flow.property(body, ...path);
    if (known) return [known];
    return flow.object(body) && body.kind !== 'name' ? [] : [path.reduce(member, body)];
  });
}

/** `MaxTokens`, `maxTokens`, `addUserMessage`: each value that is set under such a name. */
function spelledParameters(options: Value, name: string, rest: readonly string[], flow: Flow): Value[] {
  const plain = (text: string) =>
    text
      .replace(/Of[A-Z]\w*$/, '')
      .replaceAll('_', '')
      .toLowerCase();
  const wanted = plain(name);
  const adds = name === 'messages' ? /^add\w*Message(?:Of\w+)?$/ : name === 'tools' ? /^addTool$/ : undefined;
  const entries = flow.object(options)?.entries ?? [];
  const found = entries.filter(({ key }) => key !== undefined && (plain(key) === wanted || adds?.test(key)));
  return found.flatMap(({ value }) => (rest.length === 0 ? [value] : (flow.property(value, ...rest) ?? [])));
}

/** What is spread among the parameters of a request, `{ ...body, stream: true }`, and a body that is sent as it is. */
export const spreadsOf = (request: Request, flow: Flow): Value[] => [
  ...bodiesOf(request, flow).flatMap(
    (body) => flow.object(body)?.entries.flatMap(({ spread, value }) => (spread ? [value] : [])) ?? [],
  ),
  ...(request.sent ? [request.sent] : []),
];

const resolved = (value: Value, flow: Flow): Value[] =>
  value.kind === 'member' && flow.object(value.object) ? flow.sources(value) : [value];

/** Contents of messages with the role, as far as they are written as literals; LangChain writes a message as a pair, too. */
export function contentsOf(messages: Value, role: string, flow: Flow): Value[] {
  const found: Value[] = [];
  const look = (value: Value, depth: number): void => {
    if (depth > 6) return;
    const [first, second] = value.kind === 'array' ? value.items : [];
    if (first && second && flow.constant(first) === role) found.push(second);
    else if (value.kind === 'array') for (const item of value.items) look(item, depth + 1);
    else if (value.kind === 'choice') for (const option of value.options) look(option, depth + 1);
    else if (value.kind === 'name') for (const source of flow.sources(value)) look(source, depth + 1);
    else if (value.kind === 'unknown') for (const part of value.parts) look(part, depth + 1);
    else if (value.kind === 'object') {
      const [who, content] = [flow.property(value, 'role'), flow.property(value, 'content')];
      if (content && who && flow.constant(who) === role) found.push(content);
    }
  };
  look(messages, 0);
  return found;
}
