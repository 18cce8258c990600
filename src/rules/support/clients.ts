/** Clients that a document has at hand. */
import type { Value } from '../../engine/facts';
import type { Document } from '../../engine/types';

const official = /^(?:@anthropic-ai\/sdk#(?:default|Anthropic|\*)|anthropic\.(?:Async)?Anthropic)\(\)$/;

/** The name of a client of the SDK that the whole module knows. */
export function clientName({ facts, flow }: Document): string | undefined {
  const isClient = ({ name, scope, range }: { name: string; scope: typeof facts.module; range: Value['range'] }) =>
    official.test(flow.name({ kind: 'name', name, scope, range }) ?? '');
  return [...facts.module.bindings.values()].flat().find(isClient)?.name;
}
