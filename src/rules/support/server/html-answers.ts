/** Answers of a server that it says are HTML: whoever opens them in a browser sees the text as a page. */
import type { Call, FunctionFact, ObjectValue, Value } from '../../../engine/facts';
import { calleeOf, firstDefined } from '../../../engine/flow/names';
import { rootOf } from '../../../engine/server/answers';
import type { Document } from '../../../engine/types';
import { callsByName } from '../traces';
import { functionAt } from '../values';

const htmlType = /^text\/html\b/i;
const typeHeader = /^content-type$/i;
/** Answers that are made by a call: the text, and how its type is told. */
const made =
  /^(?:Response|next\/server#NextResponse|(?:flask|quart)\.Response|(?:fastapi|starlette)\.responses\.Response|fastapi\.Response|aiohttp\.web\.Response|werkzeug\.wrappers\.Response)$/;
const textKeywords = ['response', 'content', 'body', 'text'];
const typeKeywords = ['mimetype', 'content_type', 'media_type'];
const sending = /^(?:send|end|write|body)$/;
const telling = /^(?:type|contentType)$/;
const tellingHeader = /^(?:set|header|setHeader|append)$/;
const responseName = /^(?:res|response|reply|resp)$/;
const contextName = /^(?:c|ctx|context)$/;

export function htmlAnswers(document: Document): Value[] {
  if (!/html/i.test(document.text)) return [];
  const calls = [...callsByName(document)].flatMap(([name, all]) =>
    all.flatMap((call) => (made.test(name) ? madeBy(call, document) : methodOf(call, document))),
  );
  return [
    ...calls,
    ...document.facts.functions.flatMap(({ returns }) => returns.flatMap((one) => bodyOf(one, document))),
  ];
}

const flask = /^(?:flask|quart)$/;
const routing = /\.(?:route|get)$/;
const madeByFlask = /^(?:flask|quart)\.(?:make_response|Response)$/;
const noPage = /^(?:json\.(?:dumps|loads)|dict|list|(?:flask|quart)\.\w+|orjson\..*|ujson\..*)$/;

/** A text that a view of Flask returns is HTML, unless it says otherwise: those that a browser may be sent to, by GET. */
export function textsOfViews(document: Document): Value[] {
  const { facts } = document;
  if (!facts.imports.some(({ module }) => flask.test(module))) return [];
  return facts.functions
    .filter((fn) => isPage(fn, document))
    .flatMap((fn) => fn.returns.flatMap((one) => textOf(one, document)));
}

function isPage({ decorators }: FunctionFact, { flow }: Document): boolean {
  return decorators.some((one) => {
    const name = flow.name(calleeOf(one)) ?? '';
    if (one.kind !== 'call' || !routing.test(name)) return false;
    const methods = flow.argument(one.call, undefined, 'methods');
    const items = methods?.kind === 'array' ? methods.items : [];
    return methods === undefined || items.some((method) => flow.constant(method) === 'GET');
  });
}

/** The text itself of `text, 200` and `make_response(text)`; none of what becomes JSON. */
function textOf(value: Value, document: Document): Value[] {
  const { flow } = document;
  const [first = value] = value.kind === 'array' ? value.items : [];
  if (first.kind === 'call' && madeByFlask.test(flow.name(first.call.callee) ?? '')) {
    const told = typeKeywords.some((name) => flow.argument(first.call, undefined, name)) || first.call.args.length > 1;
    return told ? [] : first.call.args.slice(0, 1).flatMap((one) => textOf(one.value, document));
  }
  const all = [first, ...flow.sources(first)];
  const isData = all.some(
    (one) => one.kind === 'object' || (one.kind === 'call' && noPage.test(flow.name(one.call.callee) ?? '')),
  );
  return isData ? [] : [first];
}

/** `new Response(text, { headers: { 'content-type': 'text/html' } })`, `Response(text, mimetype="text/html")`. */
function madeBy(call: Call, document: Document): Value[] {
  const { flow } = document;
  const value = firstDefined(textKeywords, (name) => flow.argument(call, undefined, name)) ?? flow.argument(call, 0);
  const types = typeKeywords.flatMap((name) => flow.argument(call, undefined, name) ?? []);
  const headers = [flow.argument(call, undefined, 'headers'), flow.property(flow.argument(call, 1), 'headers')];
  const isHtml = types.some((one) => isHtmlType(one, document)) || headers.some((one) => tellsHtml(one, document));
  return value && isHtml ? [value] : [];
}

/** `res.type('html').send(text)`, `res.setHeader('Content-Type', 'text/html'); res.end(text)`, Hono's `c.html(text)`. */
function methodOf(call: Call, document: Document): Value[] {
  const { callee } = call;
  const [first] = call.args;
  if (callee.kind !== 'member' || !first) return [];
  const root = rootOf(callee.object);
  if (callee.property === 'html' && contextName.test(root) && isHono(document)) return [first.value];
  if (!sending.test(callee.property ?? '') || !responseName.test(root)) return [];
  const within = functionAt(call.range, document);
  const told = document.facts.calls.filter(
    (one) =>
      one.range.start <= call.range.start &&
      one.callee.kind === 'member' &&
      rootOf(one.callee.object) === root &&
      functionAt(one.range, document) === within,
  );
  const types = told.flatMap((one) => typeToldBy(one, document));
  return types.at(-1) === true ? [first.value] : [];
}

const isHono = ({ facts }: Document): boolean =>
  facts.imports.some(({ module }) => /^(?:hono$|hono\/|@hono\/)/.test(module));

/** Whether the call tells that an answer is HTML, or something else; nothing where it tells no type. */
function typeToldBy({ callee, args: [first, second] }: Call, document: Document): boolean[] {
  const name = (callee.kind === 'member' && callee.property) || '';
  const { flow } = document;
  if (telling.test(name) && first) {
    const type = String(flow.constant(first.value) ?? '');
    return type === '' ? [] : [/^\.?html?$/i.test(type) || htmlType.test(type)];
  }
  if (!tellingHeader.test(name) && name !== 'writeHead') return [];
  const isNamed = first && typeHeader.test(String(flow.constant(first.value) ?? ''));
  if (isNamed && second) return [isHtmlType(second.value, document)];
  return [first, second].flatMap((one) => (one && tellsHtml(one.value, document) ? [true] : []));
}

const isHtmlType = (value: Value, { flow }: Document): boolean => htmlType.test(String(flow.constant(value) ?? ''));

/** Headers whose type is HTML. */
function tellsHtml(value: Value | undefined, document: Document): boolean {
  const headers = value && document.flow.object(value);
  return (
    headers?.entries.some(({ key, value: type }) => typeHeader.test(key ?? '') && isHtmlType(type, document)) ?? false
  );
}

/** `{ statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: text }`. */
function bodyOf(value: Value, document: Document): Value[] {
  const answer: ObjectValue | undefined = document.flow.object(value);
  const part = (name: string) => answer?.entries.find(({ key }) => key === name)?.value;
  const body = part('body');
  return body && part('statusCode') && tellsHtml(part('headers'), document) ? [body] : [];
}
