/** A suggestion that asks who is calling before anything else: it answers nobody until somebody says who may. */
import type { FunctionFact } from '../../../engine/facts';
import { phrases } from '../../../engine/messages';
import type { Endpoint } from '../../../engine/server/types';
import type { Document, Edit, ProposedFix } from '../../../engine/types';
import { importedName } from '../imported-name';
import { indentationAt, insertion, isTaken, joinedInsertions, lineEnd, lineStart, styleOf } from '../style';
import { type Framework, frameworkOf, importsOf, parametersOfHandler } from './handler-answers';

const say = phrases({ check: 'Ask who is calling first, in a check that lets nobody in until you have written it' });
/** What this fix says, for the `messages` of a rule that offers it. */
export const checkTexts = say.texts;

const purpose = 'Says who may ask, from the session of the request. Until it does, nobody may.';
const refusal = 'Not allowed';

export function callerCheckFix(endpoint: Endpoint, document: Document): ProposedFix[] {
  const framework = frameworkOf(endpoint, document);
  const isPython = document.format.id === 'python';
  if (!framework || isTaken(isPython ? 'may_ask' : 'mayAsk', endpoint.fn.scope)) return [];
  const write = !isPython ? javascriptEdits : framework.id === 'fastapi' ? dependencyEdits : pythonEdits;
  const edits = write(endpoint, framework, document);
  if (edits.length === 0) return [];
  return [{ title: say('check'), kind: 'suggestion', edits: joinedInsertions(edits) }];
}

/** At the beginning of the handler's body; the function at the end of the module. */
function javascriptEdits({ fn }: Endpoint, framework: Framework, document: Document): Edit[] {
  const { text, format } = document;
  const body = fn.scope.range;
  const [request] = parametersOfHandler(fn);
  if (text[body.start] !== '{' || request === undefined) return [];
  const { quote, semicolon, unit, eol } = styleOf(document);
  const outer = /^[ \t]*/.exec(text.slice(lineStart(text, body.start)))?.[0] ?? '';
  const said = { status: 401, text: `${quote}${refusal}${quote}`, parameters: parametersOfHandler(fn), quote };
  const asked = fn.isAsync ? `(await mayAsk(${request}))` : `mayAsk(${request})`;
  const answer = framework.lines(said).map((line) => `${eol}${outer}${unit}${unit}${line}${semicolon}`);
  const preflight = preflightOf(fn, document);
  if (preflight === null) return [];
  const condition = preflight ? `${preflight} !== ${quote}OPTIONS${quote} && !${asked}` : `!${asked}`;
  const check = `${eol}${outer}${unit}if (${condition}) {${answer.join('')}${eol}${outer}${unit}}`;
  const isTyped = /^typescript|^tsx/.test(format.id);
  const [argument, result] = isTyped
    ? ['_request: unknown', fn.isAsync ? ': Promise<boolean>' : ': boolean']
    : ['_request', ''];
  const head = `${fn.isAsync ? 'async ' : ''}function mayAsk(${argument})${result} {`;
  const gap = /\n$/.test(text) ? eol : `${eol}${eol}`;
  const definition = `${gap}/** ${purpose} */${eol}${head}${eol}${unit}return false${semicolon}${eol}}${eol}`;
  const rest = text.slice(body.start + 1, lineEnd(text, body.start));
  const at = /^\s*(?:\/\/.*)?$/.test(rest) ? lineEnd(text, body.start) : body.start + 1;
  return [insertion(at, check), insertion(text.length, definition)];
}

/**
 * How the handler tells a browser's question whether it may ask, which brings no session; undefined where it does not look
 * for one, null where it can't be told at the beginning.
 */
function preflightOf({ range, parameters }: FunctionFact, { text, format }: Document): string | null | undefined {
  const body = text.slice(range.start, range.end);
  const [, method] = /([\w$.?]+)\s*={2,3}\s*["'`]OPTIONS["'`]/.exec(body) ?? [];
  if (method === undefined) return /["'`]OPTIONS["'`]/.test(body) && /\bmethod\b/i.test(body) ? null : undefined;
  const [root = ''] = method.split(/[?.]/);
  const isKnown = format.id === 'python' ? root === 'request' : parameters.some(({ name }) => name === root);
  return isKnown && root !== method ? method : null;
}

const decoratorsStart = ({ range, decorators }: FunctionFact, text: string): number =>
  lineStart(text, Math.min(range.start, ...decorators.map((one) => one.range.start)));

/** The first statement of a Python function's body, its docstring not counted; undefined where it is on the head's line. */
function bodyOf({ range }: FunctionFact, { text, facts }: Document): number | undefined {
  const head = /^[^\n]*(?:\n[ \t]*[^\n]*?)??\)[^\n)]*:[ \t]*(?:#[^\n]*)?\r?\n/.exec(text.slice(range.start, range.end));
  if (!head) return undefined;
  const first = range.start + head[0].length + (/^\s*/.exec(text.slice(range.start + head[0].length))?.[0].length ?? 0);
  const docstring = facts.strings.find(
    (one) => one.range.start === first && /^["']{3}/.test(text.slice(first, first + 3)),
  );
  return docstring ? lineStart(text, lineEnd(text, docstring.range.end) + 1) : lineStart(text, first);
}

function pythonEdits({ fn }: Endpoint, framework: Framework, document: Document): Edit[] {
  const { text } = document;
  const at = bodyOf(fn, document);
  const top = decoratorsStart(fn, text);
  if (at === undefined || indentationAt(text, top) !== '' || /^[ \t]/.test(text.slice(top, top + 1))) return [];
  const { quote, unit, eol } = styleOf(document);
  const isFlask = framework.id === 'flask';
  const parameters = parametersOfHandler(fn);
  const [answer = ''] = framework.lines({ status: 401, text: `${quote}${refusal}${quote}`, parameters, quote });
  const call = isFlask ? 'may_ask()' : 'may_ask(request)';
  const preflight = preflightOf(fn, document);
  if (preflight === null) return [];
  const before = preflight ? `${preflight} != ${quote}OPTIONS${quote} and ` : '';
  const check = `${unit}if ${before}not ${call}:${eol}${unit}${unit}${answer}${eol}`;
  const head = isFlask ? 'def may_ask():' : 'def may_ask(_request):';
  const definition = [head, `${unit}"""${purpose}"""`, `${unit}return False`, '', '', ''].join(eol);
  return [...importsOf(framework, document), insertion(top, definition), insertion(at, check)];
}

/** FastAPI asks dependencies first. */
function dependencyEdits({ fn, registration }: Endpoint, framework: Framework, document: Document): Edit[] {
  const { text } = document;
  const top = decoratorsStart(fn, text);
  const isOwn = registration && fn.decorators.some((one) => one.kind === 'call' && one.call === registration);
  if (!isOwn || registration.args.length === 0 || registration.args.some(({ name }) => name === 'dependencies'))
    return [];
  if (/^[ \t]/.test(text.slice(top, top + 1))) return [];
  const { quote, unit, eol } = styleOf(document);
  const parameters = parametersOfHandler(fn);
  const [answer = ''] = framework.lines({ status: 401, text: `${quote}${refusal}${quote}`, parameters, quote });
  const definition = [
    'def may_ask(_request: Request):',
    `${unit}"""${purpose}"""`,
    `${unit}${answer}`,
    '',
    '',
    '',
  ].join(eol);
  const last = registration.args.at(-1)!;
  return [
    ...['Depends', 'HTTPException', 'Request'].flatMap((name) => importedName(name, 'fastapi', document)),
    insertion(top, definition),
    insertion(last.range.end, ', dependencies=[Depends(may_ask)]'),
  ];
}
