/** What a server sends to the client that asks it: given to a response, returned by a route, yielded into a stream. */
import { byName } from '../../engine/by-name';
import type { Call, FunctionFact, Value } from '../../engine/facts';
import { calleeOf } from '../../engine/flow-names';
import { perObject } from '../../engine/per-object';
import type { Document } from '../../engine/types';
import { answersElsewhere } from './sinks-elsewhere';
import { callsByName } from './traces';

/** Calls that answer a request. */
const answers =
  /^(?:Response|Response\.json|next\/server#NextResponse(?:\.json)?|flask\.(?:jsonify|make_response|abort)|fastapi\.HTTPException|starlette\.exceptions\.HTTPException|(?:fastapi|starlette)\.responses\.(?:JSON|PlainText|HTML|ORJSON)?Response|django\.http\.(?:JsonResponse|HttpResponse\w*)|rest_framework\.response\.Response|aiohttp\.web\.(?:json_response|Response)|@sveltejs\/kit#(?:json|error|fail)|@remix-run\/\w+#json|h3#createError|@nestjs\/common#(?:\*\.)?\w*Exception|@trpc\/server#TRPCError|quart\.jsonify|sanic\.response\.json)$/;
const answerMethod = /^(?:json|send|end|write|status|text|body|html|sendStatus|jsonp|code)$/;
const responseName = /^(?:res|response|reply|resp|c|ctx|context|socket|ws)$/;
/** Methods of the streams that a response is made of. */
const streamMethod = /^(?:enqueue|writeSSE)$/;
/** Responses that are made of what a generator yields. */
const streaming = /(?:^|[.#])(?:StreamingResponse|EventSourceResponse|StreamingHttpResponse|stream_with_context)$/;
/** A line of an event stream. */
export const eventLine = /^(?:event|id|data):/;
const routeDecorator = /\.(?:get|post|put|patch|delete|route|api_route)$/;
const routeFramework = /^(?:flask|quart|fastapi|starlette|litestar|sanic|bottle|ninja)(?:$|\.)/;

const isAnswerMethod = byName((name) => answerMethod.test(name));
const isStreamMethod = byName((name) => streamMethod.test(name));
const answersNamed = byName((name) => answers.test(name));

export function answered(document: Document): Value[] {
  const given = [...callsByName(document)].flatMap(([name, calls]) => {
    const isNamed = answersNamed(name) || answersElsewhere(document, name);
    const answering = isNamed ? calls : calls.filter(({ callee }) => isAnswer(callee));
    return answering.flatMap(({ args }) => args.map(({ value }) => value));
  });
  return [...given, ...document.facts.functions.flatMap((fn) => returned(fn, document))];
}

const isAnswer = (callee: Value): boolean =>
  callee.kind === 'member' &&
  (isStreamMethod(callee.property ?? '') ||
    (isAnswerMethod(callee.property ?? '') && responseName.test(rootOf(callee.object))));

/** `res.status(500)` begins with `res`. */
export function rootOf(value: Value): string {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'member') return rootOf(value.object);
  return value.kind === 'call' && value.call.callee.kind === 'member' ? rootOf(value.call.callee.object) : '';
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

/** `{ statusCode: 500, body: … }`, as it is written. */
function bodyOf(value: Value): Value[] {
  const entries = value.kind === 'object' ? value.entries : [];
  return entries.some(({ key }) => key === 'statusCode')
    ? entries.filter(({ key }) => key === 'body').map((one) => one.value)
    : [];
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
    .flatMap(([name, calls]) => (streaming.test(name) ? calls.flatMap(given) : []))
    .flatMap((call) => document.flow.calledFunction(call) ?? []);
}
