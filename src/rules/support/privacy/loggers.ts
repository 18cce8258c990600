/** What a module logs with, for fixes that log. */
import type { FunctionFact } from '../../../engine/facts';
import type { Endpoint } from '../../../engine/server/types';
import type { Document, Edit } from '../../../engine/types';
import { isTaken } from '../style';

/** A name, and what makes it known. */
export interface Named {
  name: string;
  edits: Edit[];
}

/** JavaScript: what the module already logs with, else the console. */
export function loggerIn({ facts, text }: Document, fn: FunctionFact): string {
  const own = ['logger', 'log'].find(
    (name) =>
      isTaken(name, fn.scope) && new RegExp(`\\b${name}\\.error\\(`).test(text) && facts.module.bindings.has(name),
  );
  return own ?? 'console';
}

/** Python: what the module already logs with, else the application’s own, else the standard library’s. */
export function pythonLogger({ registration, fn }: Endpoint, document: Document): Named {
  const { facts, flow, format, text } = document;
  const own = ['logger', 'log', 'logging'].find((name) => facts.module.bindings.has(name) && isTaken(name, fn.scope));
  if (own) return { name: own, edits: [] };
  const router = registration?.callee.kind === 'member' ? registration.callee.object : undefined;
  if (router?.kind === 'name' && /\.(?:Flask|Quart)\(\)$/.test(flow.name(router) ?? ''))
    return { name: `${router.name}.logger`, edits: [] };
  return { name: 'logging', edits: format.idioms.imports?.(facts, text, 'logging') ?? [] };
}
