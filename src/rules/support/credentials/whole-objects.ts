/** The whole environment, or a whole client, as a part of what is written somewhere. */
import type { Call, Value } from '../../../engine/facts';
import { lastName } from '../../../engine/flow/names';
import type { Document } from '../../../engine/types';
import { componentsOf } from '../../../engine/values';

export type WholeObject = 'environment' | 'client';

/** Names and objects in objects are followed this far. */
const maxDepth = 5;
const environmentName =
  /^(?:process\.env|(?:node:)?process#(?:(?:\*|default)\.)?env|os\.environ|Bun\.env|Deno\.env\.toObject\(\))$/;
/** Calls whose result has all that they are given. */
const keeping = /^(?:stringify|dumps|inspect|dict|str|repr|pformat|assign|entries|structuredClone|format|String)$/;
/** Methods whose result has all of their object. */
const copying = /^(?:copy|items|toString)$/;

/** The first such object that is in a value as it is, with the expression that it stands in. */
export function wholeObjectIn(
  value: Value,
  document: Document,
  depth = 0,
): { kind: WholeObject; value: Value } | undefined {
  const { flow } = document;
  if (environmentName.test(flow.name(value) ?? '') || isWorkersEnvironment(value, document))
    return { kind: 'environment', value };
  if (isClient(value, document)) return { kind: 'client', value };
  if (depth > maxDepth) return undefined;
  for (const part of partsOf(value, document)) {
    const found = wholeObjectIn(part, document, depth + 1);
    if (found) return { ...found, value: value.kind === 'name' ? value : found.value };
  }
  return undefined;
}

/** Hono's `c.env`, where Claude's key is taken from it. */
function isWorkersEnvironment(value: Value, { facts, text }: Document): boolean {
  const isContext =
    value.kind === 'member' && value.property === 'env' && /^(?:c|ctx|context)$/.test(lastName(value.object));
  if (!isContext || !/\benv\.(?:ANTHROPIC|CLAUDE)_\w*(?:KEY|TOKEN)\b/.test(text)) return false;
  return facts.imports.some(({ module }) => /^hono(?:$|\/)/.test(module));
}

/** Only objects of JavaScript show their fields when they are written. */
function isClient(value: Value, { claude, flow, format }: Document): boolean {
  if (format.id === 'python' || value.kind !== 'name') return false;
  const [source, other] = flow.sources(value);
  const isMade = ({ call, library }: Document['claude']['clients'][number]): boolean =>
    source?.kind === 'call' && source.call === call && library.startsWith('@anthropic-ai/');
  return !other && claude.clients.some(isMade);
}

function partsOf(value: Value, { flow, format }: Document): readonly Value[] {
  switch (value.kind) {
    case 'name':
      return flow.sources(value).length === 1 ? flow.sources(value) : [];
    case 'object':
    case 'array':
    case 'choice':
      return componentsOf(value);
    case 'template':
      return value.parts.filter((one) => format.id === 'python' || one.kind === 'call');
    case 'call':
      return keptBy(value.call);
    default:
      return [];
  }
}

function keptBy({ callee, args }: Call): readonly Value[] {
  const [first, ...others] = args.map(({ value }) => value);
  const name = lastName(callee);
  if (copying.test(name) && !first && callee.kind === 'member') return [callee.object];
  // A list or function behind it chooses what is kept.
  const isChosen = name === 'stringify' && others[0] !== undefined && !isNone(others[0]);
  return keeping.test(name) && first && !isChosen ? [first, ...(name === 'assign' ? others : [])] : [];
}

const isNone = (value: Value): boolean =>
  (value.kind === 'literal' && value.value === null) || (value.kind === 'name' && value.name === 'undefined');
