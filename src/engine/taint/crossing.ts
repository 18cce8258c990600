/** From a page to the server of the same project that it asks: `fetch('/api/chat')` gives what the route answers. */
import type { Binding, Call, FunctionFact, Value } from '../facts';
import { lookup } from '../flow/names';
import { addressOf, functionAddress, hookAddresses, writtenOut } from '../modules/addresses';
import { answersOf } from '../server/answers';
import { routesFor } from '../server/routes';
import { heardBy, sentTo } from './browser';
import { electronCrossing } from './electron';
import type { Use } from './types';
import type { Unit } from './unit';
import { type At, isAny } from './walk';

/** Uses of text in a page. */
const uses: ReadonlySet<Use> = new Set(['html', 'markdown', 'code']);
export const crosses = (use: Use): boolean => uses.has(use);

/** The key of what is read from an answer’s body, while the answer itself is followed. */
export const bodyKey = 'json()';
export const readsBody = (property: string, { args }: Call): boolean => property === 'json' && args.length === 0;

/** What asks a server, by name as `Flow.name` gives it, and the keys behind which its answer’s body stands. */
const clients: readonly { name: RegExp; body: readonly string[]; method?: string }[] = [
  { name: /^(?:(?:window|globalThis|self)\.)?fetch\(\)$/, body: [bodyKey] },
  { name: /^(?:node-fetch|cross-fetch|undici)#(?:default|fetch|\*)\(\)$/, body: [bodyKey] },
  { name: /^ky#\w+(?:\.\w+)?\(\)$/, body: [bodyKey] },
  { name: /^(?:ofetch#(?:ofetch|\$fetch)|\$fetch)\(\)$/, body: [] },
  { name: /^(?:axios#\w*\*?|axios)(?:\.create\(\))?(?:\.(?:get|post|put|patch|request))?\(\)$/, body: ['data'] },
  { name: /^(?:#imports#)?use(?:Lazy)?Fetch\(\)$/, body: ['data'] },
  { name: /^(?:\$|jQuery)\.(?:ajax|post|get|getJSON)\(\)$/, body: [] },
];
/** Supabase’s client, which calls a function by its name. */
const invokes = /\.functions\.invoke\(\)$/;
const hooks =
  /^(?:@ai-sdk|ai)\/(?:react|vue|svelte|solid)#(?:experimental_)?(useChat|Chat|useCompletion|Completion|useObject)\(\)$/;
/** What a hook gives of the server’s answers. */
const hookParts = /^(?:messages|completion|object|data|lastMessage|value)$/;
/** Parts of a response that are not its body. */
const bodyParts = /^(?:body|text\(\))$/;
const jquery = /^(?:\$|jQuery)\.(?:ajax|post|get|getJSON)$/;
const verb = /^(?:get|post|put|patch|delete)$/i;

export interface Crossing {
  /** As it is shown. */
  address: string;
  answers: readonly { value: Value; unit: Unit; keys: readonly string[] }[];
}

/** What the routes answer that a call asks, as far as the keys of the walk mean it. Undefined: it asks none that is known. */
export function crossingOf(call: Call, at: At): Crossing | undefined {
  const { flow } = at.unit;
  const own = electronCrossing(call, at);
  if (own) return own;
  const name = `${flow.name(call.callee) ?? ''}()`;
  const hook = hooks.exec(name)?.[1];
  if (hook !== undefined) {
    const isPart = at.keys[0] === undefined || isAny(at.keys[0]) || hookParts.test(at.keys[0]);
    const address = isPart ? (hookAddress(call, at) ?? hookAddresses[hook]) : undefined;
    return address === undefined ? undefined : answersAt(address, 'post', [], at);
  }
  if (invokes.test(name)) {
    const text = call.args[0] && flow.constant(call.args[0].value);
    const keys = keysBehind(['data'], at.keys);
    return typeof text === 'string' && keys ? answersAt(functionAddress(text), undefined, keys, at) : undefined;
  }
  const client = clients.find((one) => one.name.test(name));
  const keys = client && keysBehind(client.body, at.keys);
  if (!keys) return undefined;
  const url = urlOf(call, at);
  return url === undefined ? undefined : answersAt(url, methodOf(call, at), keys, at);
}

/** What jQuery calls a function with: `$.post('/chat', data, (answer) => …)`. */
export function handedAnswer(call: Call, position: number, at: At): Crossing | undefined {
  const name = at.unit.flow.name(call.callee) ?? '';
  if (position !== 0 || !jquery.test(name)) return undefined;
  const url = urlOf(call, at);
  const method = /post$/.test(name) ? 'post' : /ajax$/.test(name) ? undefined : 'get';
  return url === undefined ? undefined : answersAt(url, method, at.keys, at);
}

/** What a server sends to a function that hears of its events, or to a socket, as far as it gets it at a position. */
export function heardAnswers(fn: FunctionFact, position: number, at: At): Crossing[] {
  const sent = sentTo(fn, position, at.unit).map(({ name, values }) => ({
    address: name,
    answers: values.map((one) => ({ ...one, keys: at.keys })),
  }));
  return position === 0 ? [...sent, ...streamed(fn, at)] : sent;
}

/** By an EventSource or a WebSocket. */
function streamed(fn: FunctionFact, at: At): Crossing[] {
  const keys = keysBehind(['data'], at.keys);
  if (!keys) return [];
  return heardBy(fn, at.unit).flatMap((call) => {
    const url = urlOf(call, at);
    return (url === undefined ? undefined : answersAt(url, undefined, keys, at)) ?? [];
  });
}

function answersAt(
  url: string,
  method: string | undefined,
  keys: readonly string[],
  { unit }: At,
): Crossing | undefined {
  const address = addressOf(url);
  if (!address) return undefined;
  const routes = unit.links.servers(address).flatMap((one) => routesFor(address, method, one.unit));
  const answers = routes.flatMap((route) =>
    answersOf(route.fn, route.unit).flatMap(({ value, unit: own, key }) => {
      const [first, ...rest] = keys;
      if (key === undefined || first === undefined || isAny(first)) return [{ value, unit: own, keys }];
      return key === first ? [{ value, unit: own, keys: rest }] : [];
    }),
  );
  return answers.length > 0 ? { address: writtenOut(address), answers } : undefined;
}

/** What is asked about an answer’s body; undefined: something else of the answer is. */
function keysBehind(body: readonly string[], keys: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = keys;
  if (first === undefined || isAny(first) || bodyParts.test(first)) return [];
  if (body.length === 0) return keys;
  return first === body[0] ? (rest[0] === 'value' ? rest.slice(1) : rest) : undefined;
}

/** The address that a call is given: itself, in its options, or what the function around it is given. */
function urlOf(call: Call, at: At): string | undefined {
  const { flow } = at.unit;
  const first = flow.argument(call, 0);
  const value = first && (flow.property(first, 'url') ?? first);
  return value && textOf(value, at);
}

function textOf(value: Value, at: At, depth = 0): string | undefined {
  const { flow } = at.unit;
  const text = flow.pattern(value);
  const parts = value.kind === 'template' ? value.parts : [];
  if (text !== undefined && !text.includes('\0')) return text;
  if (depth > 3) return text;
  // `/api${path}`, where the function around it is given the path.
  if (parts.length > 0) return parts.map((one) => textOf(one, at, depth + 1) ?? '\0').join('');
  const given = value.kind === 'name' ? givenTo(lookup(value.name, value.scope)?.[0], at) : undefined;
  return (given && textOf(given.value, given.at, depth + 1)) ?? text;
}

/** What a parameter is in the call that the walk came through. */
function givenTo(parameter: Binding | undefined, at: At): { value: Value; at: At } | undefined {
  const { frame } = at;
  const fn = parameter?.kind === 'parameter' ? parameter.scope.function : undefined;
  if (!parameter || !frame || frame.fn !== fn) return undefined;
  const position = fn.parameters.filter(({ name }) => name !== 'self' && name !== 'cls').indexOf(parameter);
  const value = frame.unit.flow.argument(frame.call, position, parameter.name);
  return value && { value, at: { ...at, unit: frame.unit, frame: frame.outer } };
}

/** `useChat({ api })`, `useChat({ transport: new DefaultChatTransport({ api }) })`. */
function hookAddress(call: Call, at: At): string | undefined {
  const { flow } = at.unit;
  const options = flow.argument(call, 0);
  const transport = flow.property(options, 'transport');
  const made = transport && [transport, ...flow.sources(transport)].find(({ kind }) => kind === 'call');
  const inner = made?.kind === 'call' ? flow.argument(made.call, 0) : undefined;
  const api = flow.property(options, 'api') ?? flow.property(inner, 'api');
  return api && textOf(api, at);
}

/** In lower case; undefined where it is not known. */
function methodOf(call: Call, { unit: { flow } }: At): string | undefined {
  const { callee } = call;
  if (callee.kind === 'member' && verb.test(callee.property ?? '')) return callee.property!.toLowerCase();
  const options = flow.argument(call, 1) ?? flow.argument(call, 0);
  if (!flow.argument(call, 1) && flow.pattern(call.args[0]!.value) !== undefined) return 'get';
  const method = flow.property(options, 'method') ?? flow.property(options, 'type');
  const text = method && flow.constant(method);
  return typeof text === 'string' ? text.toLowerCase() : undefined;
}
