/** What a request tells Claude, in whatever part of it. */
import type { Request } from '../../engine/claude/claude';
import { contentsOf, parametersOf } from '../../engine/claude/requests';
import type { Range, Value } from '../../engine/facts';
import { perObject } from '../../engine/per-object';
import type { Document } from '../../engine/types';
import { componentsOf } from '../../engine/values';
import { callsNamed } from './traces';

const slots = ['messages', 'system', 'prompt', 'input'] as const;

/** Every text of a request, as far as it is written as a literal: lists and objects are taken apart. */
export function textsOf(request: Request, document: Document): Value[] {
  return slots
    .flatMap((slot) => parametersOf(request, document.flow, slot))
    .flatMap((value) => leavesOf(value, document));
}

const maxDepth = 6;

/** Texts of what is written as a list of blocks, or of messages. */
export function leavesOf(value: Value, document: Pick<Document, 'flow'>, depth = 0): Value[] {
  const [source = value] = document.flow.sources(value);
  if (depth > maxDepth || (source.kind !== 'array' && source.kind !== 'object')) return [value];
  const inner = source.kind === 'array' ? source.items : source.entries.map((one) => one.value);
  return inner.flatMap((one) => leavesOf(one, document, depth + 1));
}

/** Steps that literals are looked for in a value. */
const farthest = 16;

/** Literals that a value may be made of, whatever is done with them on the way. */
export function literalsIn(value: Value, { flow }: Document): Range[] {
  const found: Range[] = [];
  const seen = new Set<Value>();
  const look = (one: Value, depth: number): void => {
    if (depth > farthest || seen.has(one)) return;
    seen.add(one);
    if (one.kind === 'literal' || one.kind === 'template') found.push(one.range);
    for (const part of [...partsOf(one), ...flow.sources(one)]) look(part, depth + 1);
    if (one.kind === 'call') for (const part of flow.calledFunction(one.call)?.returns ?? []) look(part, depth + 1);
  };
  look(value, 0);
  return found;
}

const partsOf = (value: Value): readonly Value[] =>
  value.kind === 'call'
    ? [...receiverOf(value.call.callee), ...value.call.args.map((one) => one.value)]
    : componentsOf(value);

const receiverOf = (callee: Value): Value[] => (callee.kind === 'member' ? [callee.object] : []);

const userMessage = /(?:^|[#.])HumanMessage$/;
const adding = /\.(?:push|append|unshift)$/;

/**
 * What a document gives Claude as the words of its user, as far as the message is written here. Blocks of a kind of their own, such as
 * documents and results of tools, are left out: they say that they are data.
 */
export const userTexts = perObject((document: Document): readonly Value[] => {
  const { claude, flow } = document;
  if (claude.requests.length + claude.clients.length === 0) return [];
  const requested = claude.requests.flatMap((request) => [
    ...parametersOf(request, flow, 'messages').flatMap((one) => messageTexts(one, document)),
    ...parametersOf(request, flow, 'prompt'),
  ]);
  const added = callsNamed(document, adding).flatMap(({ args: [first] }) => {
    const role = first && flow.property(first.value, 'role');
    return role && flow.constant(role) === 'user' ? (flow.property(first.value, 'content') ?? []) : [];
  });
  const made = callsNamed(document, userMessage).flatMap(
    (call) => flow.property(flow.argument(call, 0), 'content') ?? flow.argument(call, 0, 'content') ?? [],
  );
  return [...new Set([...requested, ...added, ...made].flatMap((one) => textBlocks(one, document)))];
});

/** Of a list of messages, or of a text that stands in place of one. */
function messageTexts(messages: Value, { flow }: Document): Value[] {
  const isText = messages.kind === 'template' || messages.kind === 'literal';
  return isText ? [messages] : ['user', 'human'].flatMap((role) => contentsOf(messages, role, flow));
}

function textBlocks(content: Value, { flow }: Document): Value[] {
  const [only = content, other] = content.kind === 'name' ? flow.sources(content) : [];
  if (only.kind !== 'array' || other) return [content];
  return only.items.flatMap((item) => {
    const type = flow.property(item, 'type');
    return type && flow.constant(type) === 'text' ? (flow.property(item, 'text') ?? []) : [];
  });
}
