/** Whether a request is made with a key of whoever has asked for it. */
import type { Client } from '../../../engine/claude/claude';
import type { Value } from '../../../engine/facts';
import { clientsOf, optionsOf, rootOf } from '../../../engine/server/optional-checks';
import type { Endpoint, Reached } from '../../../engine/server/types';
import type { Document } from '../../../engine/types';
import { writtenBy } from './endpoints';

/** With no other: a key of the server’s that stands in for one that is left out is used by anyone. */
export function isWithCallersKey(reached: Reached, endpoint: Endpoint, document: Document): boolean {
  const { raw } = reached.request;
  const isBrought = (key: Value) => {
    const options = optionsOf(key, reached.unit);
    return options.length > 0 && options.every((one) => writtenBy(one, reached, endpoint, document));
  };
  const headers = raw?.headers && reached.unit.flow.object(raw.headers)?.entries;
  if (headers?.some(({ value }) => isBrought(value))) return true;
  const clients = clientsFor(reached);
  return (
    clients.length > 0 &&
    clients.every(({ apiKey, authToken }) => [apiKey, authToken].some((key) => key && isBrought(key)))
  );
}

/** The clients that may make the request: of a document’s several, those that its object is bound to. */
function clientsFor({ request, unit }: Reached): readonly Client[] {
  const made = optionsOf(rootOf(request.call.callee), unit).flatMap((one) => clientsOf(one, unit));
  if (made.length > 0) return made;
  return request.client ? [request.client] : [];
}
