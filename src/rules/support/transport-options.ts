/** Options of HTTP clients, agents and TLS contexts in a document, and whether they are of a connection to Claude. */
import type { Call, Range, Value } from '../../engine/facts';
import type { Document } from '../../engine/types';

export interface TransportOption {
  key: string;
  value: Value;
  /** The whole pair or keyword argument. */
  range: Range;
  /** It belongs to a client or request of Claude's; otherwise to some connection in a document that also uses Claude. */
  isClaude: boolean;
  /** The call that it is a keyword argument of. */
  call?: Call;
}

/** How far structures are followed: client -> agent -> connect -> options. */
const maxDepth = 8;

/**
 * Every option that stands in an object literal or is given by keyword, each once; Claude's own first.
 * @param keys matches the keys that matter, and no text of a document without them: most have none
 */
export function transportOptions(document: Document, keys: RegExp): readonly TransportOption[] {
  return keys.test(document.text) ? findOptions(document, keys) : [];
}

function findOptions(document: Document, keys: RegExp): TransportOption[] {
  const found = new Map<number, TransportOption>();
  const add = (isClaude: boolean) => (key: string, value: Value, range: Range, call?: Call) => {
    if (!found.has(range.start) && keys.test(key))
      found.set(range.start, { key, value, range, isClaude, ...(call ? { call } : {}) });
  };
  const { clients, requests } = document.claude;
  for (const { transport } of clients) if (transport) visit(transport, document, add(true), true);
  for (const { call, raw } of requests) if (raw) visitCall(call, document, add(true), true, 0);
  for (const client of receivers(document)) visit(client, document, add(true), true);
  for (const call of document.facts.calls) visitCall(call, document, add(false), false, 0);
  for (const { value } of document.facts.bindings) if (value) visit(value, document, add(false), false);
  for (const { value } of document.facts.assignments) visit(value, document, add(false), false);
  return [...found.values()];
}

/** `session` of `session.post(…)`: what the methods of raw requests are called on. */
function receivers({ claude }: Document): Value[] {
  return claude.requests.flatMap(({ call, raw }) => (raw && call.callee.kind === 'member' ? [call.callee.object] : []));
}

type Add = (key: string, value: Value, range: Range, call?: Call) => void;

/**
 * `follows`: through names to what they are bound to. Without, only what is written right here; calls are looked at one by one
 * then.
 */
function visit(value: Value, document: Document, add: Add, follows: boolean, depth = 0): void {
  if (depth > maxDepth) return;
  if (value.kind === 'object') {
    for (const entry of value.entries) {
      if (entry.key !== undefined) add(entry.key, entry.value, entry.range);
      visit(entry.value, document, add, follows, depth + 1);
    }
    return;
  }
  if (value.kind === 'call' && follows) visitCall(value.call, document, add, follows, depth + 1);
  else if (value.kind === 'choice')
    for (const option of value.options) visit(option, document, add, follows, depth + 1);
  else if (follows && (value.kind === 'name' || value.kind === 'member')) followName(value, document, add, depth);
}

function followName(value: Value, document: Document, add: Add, depth: number): void {
  for (const origin of document.flow.sources(value))
    if (origin !== value) visit(origin, document, add, true, depth + 1);
}

function visitCall(call: Call, document: Document, add: Add, follows: boolean, depth: number): void {
  if (depth > maxDepth) return;
  for (const { name, value, range } of call.args) {
    if (name !== undefined) add(name, value, range, call);
    visit(value, document, add, follows, depth + 1);
  }
}
