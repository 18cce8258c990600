/** What a server sends to the client that asks it: given to a response, returned by a route, yielded into a stream. */
import { byName } from '../by-name';
import type { Call, FunctionFact, Value } from '../facts';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { callsIn } from './evidence';

/** Calls that answer a request. */
const answers =
  /^(?:Response|Response\.json|next\/server#NextResponse(?:\.json)?|flask\.(?:jsonify|make_response|abort)|fastapi\.HTTPException|starlette\.exceptions\.HTTPException|(?:fastapi|starlette)\.responses\.(?:JSON|PlainText|HTML|ORJSON)?Response|django\.http\.(?:JsonResponse|HttpResponse\w*)|rest_framework\.response\.Response|aiohttp\.web\.(?:json_response|Response)|@sveltejs\/kit#(?:json|error|fail)|@remix-run\/\w+#json|h3#createError|@nestjs\/common#(?:\*\.)?\w*Exception|@trpc\/server#TRPCError|quart\.jsonify|sanic\.response\.json)$/;
const answerMethod = /^(?:json|send|end|write|status|text|body|html|sendStatus|jsonp|code)$/;
const responseName = /^(?:res|response|reply|resp|c|ctx|context|socket|ws)$/;
/** Methods of the streams that a response is made of, and of sockets. */
const streamMethod = /^(?:enqueue|writeSSE|send_(?:text|json))$/;
/** Responses that are made of what a generator yields. */
const streaming = /(?:^|[.#])(?:StreamingResponse|EventSourceResponse|StreamingHttpResponse|stream_with_context)$/;
/** Calls whose keywords are keys of what they send. */
const takesParts = /\.jsonify$/;
/** Keywords under which such a call is given what it sends, rather than a part of that. */
const whole = /^(?:response|content|body|text|data|status_?code|status|headers|media_type|mimetype|content_type)$/;

const isAnswerMethod = byName((name) => answerMethod.test(name));
const isStreamMethod = byName((name) => streamMethod.test(name));
export const isAnswering = byName((name) => answers.test(name));
export const isStreaming = byName((name) => streaming.test(name));

/** A method of a response: `res.status(500).json(…)`, `controller.enqueue(…)`. */
export const isAnswerOf = (callee: Value): boolean =>
  callee.kind === 'member' &&
  (isStreamMethod(callee.property ?? '') ||
    (isAnswerMethod(callee.property ?? '') && responseName.test(rootOf(callee.object))));

/** `res.status(500)` begins with `res`. */
export function rootOf(value: Value): string {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'member') return rootOf(value.object);
  return value.kind === 'call' && value.call.callee.kind === 'member' ? rootOf(value.call.callee.object) : '';
}

/** `{ statusCode: 500, body: … }`, as it is written. */
export function bodyOf(value: Value): Value[] {
  const entries = value.kind === 'object' ? value.entries : [];
  return entries.some(({ key }) => key === 'statusCode')
    ? entries.filter(({ key }) => key === 'body').map((one) => one.value)
    : [];
}

/** A value that a handler answers with. */
export interface Answer {
  value: Value;
  unit: Unit;
  /** It stands under this key of what the client reads. */
  key?: string;
}

/** Functions to which a handler gives its response are followed this far. */
const maxDepth = 2;

/** All that a handler answers with, be it by functions that it gives its response. */
export const answersOf = (fn: FunctionFact, unit: Unit): readonly Answer[] => known(unit)(fn);

const known = perObject((unit: Unit) => perObject((fn: FunctionFact) => find(fn, unit, 0)));

function find(fn: FunctionFact, unit: Unit, depth: number): Answer[] {
  const calls = callsIn(fn.range, unit);
  const returned = depth > 0 ? [] : fn.returns.map((value) => ({ value: bodyOf(value)[0] ?? value, unit }));
  const put = unit.facts.assignments.flatMap(({ target, value, range }) =>
    fn.range.start <= range.start && range.end <= fn.range.end && isBody(target) ? [{ value, unit }] : [],
  );
  const handed = depth < maxDepth ? calls.flatMap((call) => helpersOf(call, unit)) : [];
  return [
    ...calls.flatMap((call) => sentBy(call, unit)),
    ...put,
    ...returned,
    ...handed.flatMap((one) => find(one.fn, one.unit, depth + 1)),
  ];
}

function sentBy({ callee, args }: Call, unit: Unit): Answer[] {
  const name = unit.flow.name(callee) ?? '';
  if (!isAnswering(name) && !isStreaming(name) && !isAnswerOf(callee)) return [];
  const isKeyed = (key: string | undefined) => key !== undefined && (takesParts.test(name) || !whole.test(key));
  return args.map(({ name: key, value }) => ({ value, unit, ...(isKeyed(key) && { key: key! }) }));
}

/** Koa's `ctx.body = …`. */
const isBody = (target: Value): boolean =>
  target.kind === 'member' && target.property === 'body' && responseName.test(rootOf(target.object));

const helpersOf = ({ callee, isNew, args }: Call, unit: Unit) =>
  args.some(({ value }) => value.kind === 'name' && responseName.test(value.name))
    ? [unit.functions.of(callee, isNew) ?? []].flat()
    : [];
