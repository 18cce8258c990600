/**
 * Requests of LangChain's chains: what is asked is no model but something that one is a part of, `prompt | model | parser`,
 * `prompt.pipe(model)`, `model.bind_tools(tools)`, `create_agent(model, tools)`.
 */

import type { Call, Facts, Value } from '../facts';
import type { Flow } from '../flow/flow';
import type { Request } from './claude';
import { clientLibraries } from './libraries';

const models = new Set(
  clientLibraries.filter(({ library }) => /langchain/.test(library)).flatMap(({ names }) => names),
);
const asking = /^(?:a?invoke|a?stream|a?batch|run|arun|call|streamEvents|astream_events)$/;
/** Methods of a model, or of a chain, that give one that asks the same model. */
const keeping =
  /^(?:bind|bind_?tools|with_?structured_?output|with_?config|with_?retry|with_?fallbacks|with_?listeners|with_?types|pipe|pick|assign|compile)$/i;
const langchain = /^(?:@langchain\/|langchain|langgraph|deepagents)/;
/** Parts in parts are followed this far. */
const maxDepth = 8;

/** Whether a file can have such chains. */
export const hasChains = ({ imports }: Facts): boolean => imports.some(({ module }) => langchain.test(module));

/** @param hasChains see above */
export function chainRequest(call: Call, flow: Flow): Request | undefined {
  const { callee } = call;
  if (callee.kind !== 'member' || !asking.test(callee.property ?? '')) return undefined;
  return holdsModel(callee.object, flow, 0) ? { call, method: callee.property! } : undefined;
}

function holdsModel(value: Value, flow: Flow, depth: number): boolean {
  if (depth > maxDepth) return false;
  const holds = (one: Value) => holdsModel(one, flow, depth + 1);
  switch (value.kind) {
    case 'call':
      return isModel(value, flow) || madeOf(value.call, flow).some(holds);
    case 'unknown':
      return value.operator === '|' && value.parts.some(holds);
    case 'name':
    case 'member':
      return isModel(value, flow) || flow.sources(value).some(holds);
    case 'array':
      return value.items.some(holds);
    case 'choice':
      return value.options.some(holds);
    default:
      return false;
  }
}

const isModel = (value: Value, flow: Flow): boolean => {
  const name = flow.name(value);
  return name?.endsWith('()') === true && models.has(name.slice(0, -2));
};

/** What a call puts a chain or an agent together of. */
function madeOf({ callee, args }: Call, flow: Flow): Value[] {
  const given = args.map(({ value }) => value);
  if (callee.kind === 'member' && keeping.test(callee.property ?? '')) return [callee.object, ...given];
  if (!langchain.test(flow.name(callee) ?? '')) return [];
  return given.flatMap((one) => [one, ...(flow.object(one)?.entries.map((entry) => entry.value) ?? [])]);
}
