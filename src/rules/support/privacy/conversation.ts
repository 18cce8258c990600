/** Whether a value holds a whole prompt or a whole reply, or only something about it. */
import type { Request } from '../../../engine/claude/claude';
import { bodiesOf, parametersOf } from '../../../engine/claude/requests';
import type { Call, Value } from '../../../engine/facts';
import { lastName, lookup } from '../../../engine/flow/names';
import { perObject } from '../../../engine/per-object';
import { grouped } from '../../../engine/taint/uses';
import type { Document } from '../../../engine/types';
import { componentsOf } from '../../../engine/values';
import { leavesOf, textsOf } from '../contents';
import { contentsOfRequest } from '../server/endpoints';
import { callsByLastName } from '../traces';

/** Functions whose result says all that they are given. */
const sayAll =
  /^(?:JSON\.stringify|String|str|repr|json\.dumps|pprint\.pformat|(?:node:)?util#(?:(?:\*|default)\.)?(?:inspect|format)|structuredClone|dict|list|vars)$/;
const methodsSayAll =
  /^(?:toString|trim|strip|rstrip|lstrip|model_dump|model_dump_json|dict|to_dict|to_json|toJSON|join|map|filter|flatMap|find|json|text|finalMessage|get_final_message|finalText|get_final_text|at|get|then|catch)$/;
/** Members that hold the text of a reply, or the list of its blocks. */
const textMembers =
  /^(?:content|text|message|messages|choices|output|output_text|completion|response|body|data|result|answer|reply|delta|\d+)$/;
const maxDepth = 8;
const arithmetic = /^(?:[-*/<>^~]|\*\*|<<|>>>?|[<>]=|[!=]==?|instanceof|typeof|in|not in|!|delete|void|number|&&)$/;

/** The parts of what is written that are written whole. */
export function wholeParts(value: Value, document: Document, depth = 0): Value[] {
  if (depth > maxDepth) return [];
  const inside = (values: readonly Value[]) => values.flatMap((one) => wholeParts(one, document, depth + 1));
  switch (value.kind) {
    case 'template':
      return inside(value.parts);
    case 'unknown':
      return arithmetic.test(value.operator ?? '') ? [] : inside(value.parts);
    case 'choice':
      return inside(value.options);
    case 'array':
      return inside(value.items);
    case 'object':
      return inside(value.entries.map((one) => one.value));
    case 'call': {
      if (isAsked(value, document)) return [value];
      const told = toldBy(value, document);
      return told && !isWhole(value, document) ? inside(told) : isWhole(value, document) ? [value] : [];
    }
    case 'name':
    case 'member':
      return isPrompt(value, document) || isAsked(value, document) || isWhole(value, document) ? [value] : [];
    default:
      return [];
  }
}

/** What a call tells all of, where it is such a function. */
function toldBy({ call }: Value & { kind: 'call' }, { flow }: Document): Value[] | undefined {
  if (sayAll.test(flow.name(call.callee) ?? '')) return call.args.slice(0, 1).map((one) => one.value);
  const { callee } = call;
  if (callee.kind === 'member' && callee.property === 'format') return call.args.map((one) => one.value);
  return undefined;
}

/** It is all of a message, a text or a list of them, as far as this document tells. */
function isWhole(value: Value, document: Document, depth = 0): boolean {
  if (depth > maxDepth) return false;
  const { flow } = document;
  const next = (one: Value) => isWhole(one, document, depth + 1);
  switch (value.kind) {
    case 'name': {
      const sources = flow.sources(value);
      return sources.length > 0 ? sources.some(next) : depth > 0 && isElementOfLoop(value);
    }
    case 'member':
      return isTextOf(value, document) && next(value.object);
    case 'call':
      return isWholeCall(value, document, next);
    case 'template':
      return value.parts.some(next);
    case 'choice':
      return value.options.some(next);
    case 'unknown':
      return !arithmetic.test(value.operator ?? '') && value.parts.some(next);
    default:
      return false;
  }
}

/** `for await (const event of stream)`: the tracer knows what it is made of. */
function isElementOfLoop({ name, scope }: Value & { kind: 'name' }): boolean {
  const [binding] = lookup(name, scope) ?? [];
  return binding !== undefined && binding.kind !== 'parameter' && binding.kind !== 'import';
}

/** `reply.content`, `reply.content[index]`, and no slice of it. */
function isTextOf({ property, propertyRange }: Value & { kind: 'member' }, { text }: Document): boolean {
  if (property !== undefined) return textMembers.test(property);
  return !text.slice(propertyRange.start, propertyRange.end).includes(':');
}

function isWholeCall(value: Value & { kind: 'call' }, document: Document, next: (one: Value) => boolean): boolean {
  const { flow, claude } = document;
  const { call } = value;
  if (claude.requests.some((request) => request.call === call)) return true;
  const told = toldBy(value, document);
  if (told) return told.some(next);
  const fn = flow.calledFunction(call);
  if (fn) return fn.returns.some(next);
  const { callee } = call;
  if (callee.kind === 'member' && methodsSayAll.test(callee.property ?? ''))
    return handsTextOn(call, document) && next(callee.object);
  // What a function of another module gives; the tracer knows what that is.
  return document.links.values(callee).length > 0;
}

/** `.map((block) => block.text)` does, `.map((block) => block.type)` and `.get("stopReason")` do not. */
function handsTextOn({ callee, args }: Call, { flow }: Document): boolean {
  const [first] = args;
  const method = callee.kind === 'member' ? callee.property : undefined;
  if (method === 'get') return first !== undefined && textMembers.test(String(flow.constant(first.value)));
  if (!first || !/^(?:map|flatMap|then)$/.test(method ?? '') || first.value.kind !== 'function') return true;
  return first.value.function.returns.some((one) => mentionsText(one, 0));
}

function mentionsText(value: Value, depth: number): boolean {
  if (depth > maxDepth) return false;
  if (value.kind === 'name') return true;
  if (value.kind === 'member') return textMembers.test(value.property ?? '') || value.property === 'input';
  const parts = value.kind === 'choice' ? value.options : 'parts' in value ? value.parts : [];
  return parts.some((one) => mentionsText(one, depth + 1));
}

const bodyMember = /^(?:body|json)$/;
const bodyMethod = /^(?:json|get_json)$/;

/** Names and members that a request has as a whole text, a whole list of messages or a whole prompt. */
const promptParts = perObject(
  (document: Document): ReadonlySet<string> =>
    new Set(document.claude.requests.flatMap((request) => partsOf(request, document))),
);

/** Names of what people write, rather than of what is said about it. */
const askedName = /(?:prompt|question|message|utterance|user_?(?:input|text|query)|transcript|conversation)s?$/i;
/** Calls whose result is much of what they are given or called on. */
const keepsMost =
  /^(?:trim|strip|slice|substring|at|pop|find|findLast|replace(?:All)?|toString|join|map|filter|format|String|str|JSON\.stringify)$/;
/** Methods that give one of many messages. */
const picks = /^(?:at|pop|find|findLast)$/;
/** Values that prompts are made of are followed this far. */
const maxMaking = 10;

/** Texts that may be people's, of which prompts are made, by their places and those of callers' bodies that they are parts of. */
const askedParts = perObject((document: Document): ReadonlyMap<string, readonly Value[]> => {
  const contents = document.claude.requests.flatMap((request) => {
    const own = new Set(ownTexts(request, document));
    return contentsOfRequest(request, document.flow).filter((one) => !own.has(one));
  });
  const seen = new Set<Value>();
  for (const one of contents) collectMaking(one, document, seen, 0);
  const texts = [...seen].filter((one) => askedName.test(lastName(one)));
  return grouped(
    texts.flatMap((text) =>
      [text, ...aroundBody(text, document)].flatMap((one) => {
        const place = placeOf(one);
        return place === undefined ? [] : [[place, text] as const];
      }),
    ),
  );
});

/** Somebody has sent it. */
const isGiven = (value: Value, document: Document): boolean =>
  document.trace(value, { use: 'prompt', kinds: ['request', 'message'] }).length > 0;

/** Names and members that a value is made of, and those that a function was given for them. */
function collectMaking(value: Value, document: Document, seen: Set<Value>, depth: number): void {
  if (depth > maxMaking || seen.has(value)) return;
  const { facts, flow } = document;
  const next = (one: Value) => collectMaking(one, document, seen, depth + 1);
  if (value.kind === 'name' || value.kind === 'member') {
    seen.add(value);
    flow.sources(value).forEach(next);
  }
  // `messages.at(-1).content`, `messages[0].content`
  if (value.kind === 'member' && textMembers.test(value.property ?? '0')) next(value.object);
  if (value.kind === 'name') {
    const [binding] = lookup(value.name, value.scope) ?? [];
    const fn = binding?.kind === 'parameter' ? binding.scope.function : undefined;
    const position = fn?.parameters.indexOf(binding!) ?? -1;
    for (const call of (fn?.name && callsByLastName(facts).get(fn.name.replace(/^this\./, ''))) || [])
      if (flow.calledFunction(call) === fn) [flow.argument(call, position, value.name) ?? []].flat().forEach(next);
  }
  if (value.kind === 'call') {
    const { callee, args } = value.call;
    const isMaker = flow.calledFunction(value.call) !== undefined || keepsMost.test(lastName(callee));
    if (isMaker && callee.kind === 'member') next(callee.object);
    if (isMaker) for (const one of args) next(one.value);
  }
  for (const one of componentsOf(value)) next(one);
}

/** It holds the words of whoever asks, of which a prompt is made. */
export function isAsked(value: Value, document: Document): boolean {
  const callee = value.kind === 'call' ? value.call.callee : undefined;
  if (callee?.kind === 'member' && picks.test(callee.property ?? '')) return isAsked(callee.object, document);
  const place = placeOf(value);
  const texts = place === undefined ? undefined : askedParts(document).get(place);
  return texts?.some((one) => isGiven(one, document)) ?? false;
}

function partsOf(request: Request, document: Document): string[] {
  const bodies = bodiesOf(request, document.flow).filter((one) => isConversation(one, document));
  const all = [...bodies, ...contentsOfRequest(request, document.flow), ...textsOf(request, document)];
  const own = new Set(ownTexts(request, document));
  const meant = all.filter((value) => document.flow.constant(value) === undefined && !own.has(value));
  return meant.flatMap((value) => [value, ...aroundBody(value, document)]).flatMap((value) => placeOf(value) ?? []);
}

/** A caller's whole body, of which the value is a part: `body` of `body.messages`, `req.body` of `req.body.prompt`. */
function aroundBody(value: Value, { flow }: Document): Value[] {
  const isRead = (one: Value): boolean =>
    one.kind === 'member'
      ? bodyMember.test(one.property ?? '')
      : one.kind === 'call' && one.call.callee.kind === 'member' && bodyMethod.test(one.call.callee.property ?? '');
  return [value, ...flow.sources(value)].flatMap((one) =>
    one.kind === 'member' && [one.object, ...flow.sources(one.object)].some(isRead) ? [one.object] : [],
  );
}

/** `const body = { model, messages }`, which is sent as it is. */
const isConversation = (body: Value, { flow }: Document): boolean =>
  ['messages', 'prompt'].some((name) => {
    const given = flow.property(body, name);
    return given !== undefined && flow.constant(given) === undefined;
  });

/** What a program says of itself in the system prompt: no words of those who ask. */
const ownTexts = (request: Request, document: Document): Value[] =>
  parametersOf(request, document.flow, 'system')
    .flatMap((one) => [one, ...leavesOf(one, document)])
    .filter((one) => document.trace(one, { use: 'log', kinds: ['request', 'form', 'message'] }).length === 0);

export function isPrompt(value: Value, document: Document): boolean {
  const place = placeOf(value);
  return place !== undefined && promptParts(document).has(place);
}

/** A name by where it is bound, a member by that of its object. */
function placeOf(value: Value): string | undefined {
  if (value.kind === 'name') {
    const [binding] = lookup(value.name, value.scope) ?? [];
    return binding && `${binding.range.start}`;
  }
  if (value.kind !== 'member' || value.property === undefined) return undefined;
  const object = placeOf(value.object);
  return object && `${object}.${value.property}`;
}
