/** What a request tells Claude, in whatever part of it. */
import type { Request } from '../../engine/claude';
import { parametersOf } from '../../engine/claude-requests';
import type { Value } from '../../engine/facts';
import type { Document } from '../../engine/types';

const slots = ['messages', 'system', 'prompt', 'input'] as const;

/** Every text of a request, as far as it is written as a literal: lists and objects are taken apart. */
export function textsOf(request: Request, document: Document): Value[] {
  return slots
    .flatMap((slot) => parametersOf(request, document.flow, slot))
    .flatMap((value) => leavesOf(value, document));
}

const maxDepth = 6;

function leavesOf(value: Value, document: Document, depth = 0): Value[] {
  const { flow } = document;
  const [source = value] = value.kind === 'name' ? flow.sources(value) : [];
  if (depth > maxDepth || (source.kind !== 'array' && source.kind !== 'object')) return [value];
  const inner = source.kind === 'array' ? source.items : source.entries.map((one) => one.value);
  return inner.flatMap((one) => leavesOf(one, document, depth + 1));
}
