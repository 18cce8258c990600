/** What the names that a whole module knows stand for, for fixes that use what is there. */
import type { Binding } from '../../engine/facts';
import { perObject } from '../../engine/per-object';
import type { Document } from '../../engine/types';

const namedBindings = perObject(({ facts, flow }: Document) =>
  [...facts.module.bindings.values()].flat().map((one) => {
    const { name, scope, range } = one;
    return { one, name: flow.name({ kind: 'name', name, scope, range }) ?? '' };
  }),
);

/** The first name that stands for what is meant. @param isMeant tests names as `Flow.name` gives them */
export const bindingOf = (isMeant: RegExp, document: Document): Binding | undefined =>
  namedBindings(document).find(({ name }) => isMeant.test(name))?.one;

const client = /^(?:@anthropic-ai\/sdk#(?:default|Anthropic|\*)|anthropic\.(?:Async)?Anthropic)\(\)$/;

/** The name of a client of the SDK that the whole module knows. */
export const clientName = (document: Document): string | undefined => bindingOf(client, document)?.name;
