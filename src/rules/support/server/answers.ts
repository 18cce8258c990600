/** What a server sends to the client that asks it: given to a response, returned by a route, yielded into a stream. */
import type { Call, FunctionFact, Value } from '../../../engine/facts';
import { calleeOf } from '../../../engine/flow/names';
import { perObject } from '../../../engine/per-object';
import { bodyOf, isAnswering, isAnswerOf, isStreaming } from '../../../engine/server/answers';
import type { Document } from '../../../engine/types';
import { answersElsewhere } from '../sinks-elsewhere';
import { callsByName } from '../traces';

/** A line of an event stream. */
export const eventLine = /^(?:event|id|data):/;
const routeDecorator = /\.(?:get|post|put|patch|delete|route|api_route)$/;
const routeFramework = /^(?:flask|quart|fastapi|starlette|litestar|sanic|bottle|ninja)(?:$|\.)/;

export function answered(document: Document): Value[] {
  const given = [...callsByName(document)].flatMap(([name, calls]) => {
    const answering = isAnswering(name)
      ? calls
      : calls.filter((call) => isAnswerOf(call.callee) || answersElsewhere(document, name, call));
    return answering.flatMap(({ args }) => args.map(({ value }) => value));
  });
  return [...given, ...document.facts.functions.flatMap((fn) => returned(fn, document))];
}

/** What the function returns or yields, as far as that is the answer to a request. */
function returned(fn: FunctionFact, document: Document): Value[] {
  if (isRoute(fn, document) || isAction(fn, document) || streamed(document).has(fn)) return fn.returns;
  return fn.returns.flatMap((value) => {
    if (value.kind === 'template') return eventLine.test(document.flow.pattern(value) ?? '') ? [value] : [];
    const [one = value] = value.kind === 'name' ? document.flow.sources(value) : [];
    return bodyOf(one);
  });
}

const isRoute = ({ decorators }: FunctionFact, { facts, flow }: Document): boolean =>
  decorators.some((one) => routeDecorator.test(calledAs(one, flow))) &&
  facts.imports.some(({ module }) => routeFramework.test(module));

function calledAs(decorator: Value, flow: Document['flow']): string {
  const callee = calleeOf(decorator);
  return flow.name(callee) ?? (callee.kind === 'member' ? `.${callee.property}` : '');
}

const isServer = (directive: string) => directive === 'use server';

/** A server action of Next.js. */
const isAction = ({ directives, isAsync, scope }: FunctionFact, { facts }: Document): boolean =>
  directives?.some(isServer) || (isAsync && scope.parent?.kind === 'module' && facts.directives.some(isServer));

/** Generators whose parts are sent as they come. */
const streamed = perObject((document: Document): ReadonlySet<FunctionFact> => new Set(generators(document)));

function generators(document: Document): FunctionFact[] {
  const given = ({ args }: Call) => args.flatMap(({ value }) => (value.kind === 'call' ? [value.call] : []));
  return [...callsByName(document)]
    .flatMap(([name, calls]) => (isStreaming(name) ? calls.flatMap(given) : []))
    .flatMap((call) => document.flow.calledFunction(call) ?? []);
}
