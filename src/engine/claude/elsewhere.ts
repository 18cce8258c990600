/**
 * Requests to Claude in Go, Java, C#, Ruby and PHP: known by the words of the call, in files that import an SDK or name Claude's
 * endpoint, as the types of objects are not followed there. Sources: the SDKs' own READMEs, read in November 2026.
 */

import type { Argument, Call, Facts, Value } from '../facts';
import type { Flow } from '../flow/flow';
import type { Request } from './claude';
import { claudeEndpoint } from './libraries';

interface Sdk {
  imports: RegExp;
  /** The call as it is written, calls in between with their parentheses: `client.messages().create`. */
  call: RegExp;
  /** Where its parameters stand; absent: among its keywords. */
  options?: number;
  /** Where the text or the messages stand that are all it is told. */
  text?: number;
}

const sdks: readonly Sdk[] = [
  {
    imports: /^github\.com\/anthropics\/anthropic-sdk-go/,
    call: /(?:^|\.)(?:Beta\.)?(?:Messages|Completions)\.New(?:Streaming)?$/,
    options: 1,
  },
  { imports: /^github\.com\/liushuangls\/go-anthropic/, call: /\.CreateMessages(?:Stream)?$/, options: 1 },
  {
    imports: /^github\.com\/tmc\/langchaingo\/llms\/anthropic$/,
    call: /\.(?:GenerateContent|Call)$/,
    text: 1,
  },
  {
    imports: /^github\.com\/tmc\/langchaingo\/llms\/anthropic$/,
    call: /^llms\.GenerateFromSinglePrompt$/,
    text: 2,
  },
  { imports: /^com\.anthropic\./, call: /(?:^|\.)messages\(\)\.(?:create|createStreaming)$/, options: 0 },
  { imports: /^dev\.langchain4j\.model\.anthropic/, call: /(?:^|\.)\w*[mM]odel\.(?:chat|generate)$/, text: 0 },
  {
    imports: /^org\.springframework\.ai\.anthropic/,
    call: /(?:^|\.)\w*(?:[cC]hatModel|[cC]hatClient)\.(?:call|prompt)$/,
    text: 0,
  },
  {
    imports: /^Anthropic(?:\.|$)/,
    call: /(?:^|\.)Messages\.(?:Create|CreateStreaming|GetClaudeMessageAsync|StreamClaudeMessageAsync)$/,
    options: 0,
  },
  { imports: /^(?:anthropic|ruby-anthropic)$/, call: /(?:^|\.)messages(?:\.(?:create|stream|stream_raw))?$/ },
  {
    imports: /^(?:$|Anthropic|WpAi\\Anthropic|Mozex\\Anthropic)/,
    call: /(?:^|\.)messages(?:\(\))?\.create(?:Stream(?:ed)?)?$/,
  },
];
const phpFacade = /^Anthropic$/;

/** Calls that send a request that was made before, or to an address that they are told. */
const senders =
  /(?:^|\.)(?:Do|curl_exec|send|sendAsync|execute|exchange|postForObject|postForEntity|PostAsync|PostAsJsonAsync|SendAsync|post|request|start)$|^http\.Post$|^file_get_contents$/;

/** What of a document matters for these: none, in other languages. */
export interface SdksInUse {
  sdks: readonly Sdk[];
  /** Claude's endpoint stands in it. */
  isRaw: boolean;
}

export function sdksOf({ imports }: Facts, text: string): SdksInUse | undefined {
  const used = sdks.filter((sdk) =>
    imports.some(({ module, imported }) =>
      module === '' ? phpFacade.test(imported) && sdk.imports.test('') : module !== '' && sdk.imports.test(module),
    ),
  );
  const isRaw = text.includes('api.anthropic.com');
  return used.length > 0 || isRaw ? { sdks: used, isRaw } : undefined;
}

export function requestElsewhere(
  call: Call,
  { sdks: used, isRaw }: SdksInUse,
  facts: Facts,
  flow: Flow,
): Request | undefined {
  const written = writtenAs(call.callee);
  const method = written.replace(/^.*\./, '');
  const sdk = used.find((one) => one.call.test(written));
  if (sdk) {
    const options = optionsOf(sdk, call);
    return { call, method: `messages.${method}`, ...(options && { options }) };
  }
  if (!isRaw || !senders.test(written)) return undefined;
  const around = call.callee.kind === 'member' ? [call.callee.object] : [];
  const told = [...around, ...call.args.map(({ value }) => value), ...optionsOfHandle(call, facts)];
  const parts = madeOf(told, flow);
  const isTold = parts.some((one) => {
    const address = one.kind === 'literal' || one.kind === 'template' ? flow.pattern(one) : undefined;
    return address !== undefined && claudeEndpoint.test(address);
  });
  const body = parts.find((one) => one.kind === 'object' && one.entries.some(({ key }) => bodyKey.test(key ?? '')));
  if (!isTold) return undefined;
  const sent = body
    ? undefined
    : sentAsItIs([call, ...parts.flatMap((one) => (one.kind === 'call' ? one.call : []))], facts);
  return { call, method, options: body ?? call.callee, ...(sent && { sent }) };
}

function optionsOf({ options, text }: Sdk, { args }: Call): Value | undefined {
  if (text !== undefined) return messagesAlone(args[text]);
  return options === undefined ? undefined : args[options]?.value;
}

/** The parameters of a call that is told a text, or messages, and nothing else. */
const messagesAlone = (given: Argument | undefined): Value | undefined =>
  given && {
    kind: 'object',
    entries: [{ key: 'messages', keyRange: given.range, value: given.value, range: given.range }],
    range: given.range,
  };

const bodyKey = /^(?:model|messages|max_?tokens)$/i;

/** Where calls that make a request, or a body for one, are given it. */
const bodyPositions: readonly (readonly [RegExp, number])[] = [
  [/(?:^|\.)NewRequest$|^http\.Post$/, 2],
  [/(?:^|\.)NewRequestWithContext$/, 3],
  [/(?:^|\.)(?:(?:String|Stream|ByteArray)Content|BodyPublishers\.of\w+)$/, 0],
  [/^Net::HTTP\.post$/, 1],
];

/** The body of a request by raw HTTP that is not written out here: somebody else's. */
function sentAsItIs(calls: readonly Call[], facts: Facts): Value | undefined {
  for (const call of calls) {
    const written = writtenAs(call.callee);
    const at = bodyPositions.find(([name]) => name.test(written))?.[1];
    const given = at === undefined ? fieldOfHandle(call, facts) : call.args[at]?.value;
    if (given) return given;
  }
  return undefined;
}

const bodyOption = 'CURLOPT_POSTFIELDS';

/** `curl_setopt($handle, CURLOPT_POSTFIELDS, $body)`, `curl_setopt_array($handle, [CURLOPT_POSTFIELDS => $body])`. */
function fieldOfHandle(call: Call, facts: Facts): Value | undefined {
  return settingsOfHandle(call, facts).flatMap(([{ value: told }, given]) => {
    if (told.kind === 'object') return told.entries.find(({ key }) => key === bodyOption)?.value ?? [];
    return told.kind === 'name' && told.name === bodyOption && given ? given.value : [];
  })[0];
}

/** What PHP's `curl_setopt($handle, …)` has told the handle that is executed. */
const optionsOfHandle = (call: Call, facts: Facts): Value[] =>
  settingsOfHandle(call, facts).flatMap((args) => args.map(({ value }) => value));

/** The same, each with its name first. */
function settingsOfHandle({ callee, args: [handle] }: Call, { calls }: Facts): [Argument, ...Argument[]][] {
  if (callee.kind !== 'name' || callee.name !== 'curl_exec' || handle?.value.kind !== 'name') return [];
  const { name } = handle.value;
  return calls.flatMap(({ callee: other, args: [own, first, ...rest] }): [Argument, ...Argument[]][] =>
    other.kind === 'name' &&
    /^curl_setopt(?:_array)?$/.test(other.name) &&
    own?.value.kind === 'name' &&
    own.value.name === name &&
    first
      ? [[first, ...rest]]
      : [],
  );
}

/** `a.b().c`. */
function writtenAs(value: Value): string {
  if (value.kind === 'name') return value.name.replace(/^this\./, '');
  if (value.kind === 'member') return `${writtenAs(value.object)}.${value.property ?? ''}`;
  return value.kind === 'call' ? `${writtenAs(value.call.callee)}()` : '';
}

/** Values that are looked at on the way back to where something is written. */
const mostParts = 500;

/** Values, and what they were made of as far as this document tells; the nearest first. */
function madeOf(values: readonly Value[], flow: Flow): readonly Value[] {
  const seen = new Set(values);
  for (const value of seen) {
    if (seen.size > mostParts) break;
    for (const part of partsOf(value, flow)) seen.add(part);
  }
  return [...seen];
}

function partsOf(value: Value, flow: Flow): readonly Value[] {
  if (value.kind === 'name') return flow.sources(value);
  if (value.kind === 'member') return [value.object];
  if (value.kind === 'template' || value.kind === 'unknown') return value.parts;
  if (value.kind === 'object') return value.entries.map((one) => one.value);
  if (value.kind !== 'call') return [];
  const { callee, args } = value.call;
  return [...args.map((one) => one.value), ...(callee.kind === 'member' ? [callee.object] : [])];
}
