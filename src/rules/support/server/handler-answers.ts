/** How a handler answers in its framework, as data: for fixes that write an answer into it. */
import type { FunctionFact } from '../../../engine/facts';
import type { Endpoint } from '../../../engine/server/types';
import type { Document, Edit } from '../../../engine/types';
import { importedName } from '../imported-name';

/** What an answer is written of. */
export interface Answer {
  status: number;
  /** A string literal. */
  text: string;
  /** Names of the handler's parameters, in order. */
  parameters: readonly string[];
  /** JavaScript's quote. */
  quote: string;
}

export interface Framework {
  id: string;
  language: 'javascript' | 'python';
  /** The application or router that the handler is registered with, by name as `Flow.name` gives it. */
  router?: RegExp;
  /** What the document imports. */
  module?: RegExp;
  /** The handler's parameters, joined by commas. */
  parameters?: RegExp;
  /** Node's own server is given the handler. */
  isNode?: true;
  /** Statements that answer, and after which the handler ends; without semicolons. */
  lines(answer: Answer): string[];
  /** Names that these need. */
  imports?: readonly (readonly [name: string, module: string])[];
}

const body = ({ text }: Answer) => `{ error: ${text} }`;
const pythonBody = ({ text, quote }: Answer) => `{${quote}error${quote}: ${text}}`;

/** The first that fits is meant. */
const frameworks: readonly Framework[] = [
  {
    id: 'fastify',
    language: 'javascript',
    router: /^fastify#/,
    lines: (one) => [`return ${one.parameters[1] ?? 'reply'}.code(${one.status}).send(${body(one)})`],
    parameters: /^\w+,\w+/,
  },
  {
    id: 'hono',
    language: 'javascript',
    router: /^(?:@hono\/|hono)/,
    parameters: /^\w+/,
    lines: (one) => [`return ${one.parameters[0]}.json(${body(one)}, ${one.status})`],
  },
  {
    id: 'koa',
    language: 'javascript',
    module: /^(?:koa$|@koa\/router$|koa-router$)/,
    parameters: /^(?:ctx|context)\b/,
    lines: (one) => [
      `${one.parameters[0]}.status = ${one.status}`,
      `${one.parameters[0]}.body = ${body(one)}`,
      'return',
    ],
  },
  {
    id: 'node',
    language: 'javascript',
    isNode: true,
    parameters: /^\w+,\w+/,
    lines: (one) => [
      `${one.parameters[1]}.writeHead(${one.status}, { ${one.quote}Content-Type${one.quote}: ${one.quote}application/json${one.quote} })`,
      `${one.parameters[1]}.end(JSON.stringify(${body(one)}))`,
      'return',
    ],
  },
  {
    id: 'express',
    language: 'javascript',
    parameters: /^\w+,_?(?:res|resp|response)\b/,
    lines: (one) => [`${one.parameters[1]}.status(${one.status}).json(${body(one)})`, 'return'],
  },
  {
    id: 'lambda',
    language: 'javascript',
    parameters: /^_?event\b/,
    lines: (one) => [`return { statusCode: ${one.status}, body: JSON.stringify(${body(one)}) }`],
  },
  {
    id: 'web',
    language: 'javascript',
    parameters: /^_?(?:req|request)(?:$|,(?!.*\bres))/,
    lines: (one) => [`return Response.json(${body(one)}, { status: ${one.status} })`],
  },
  {
    id: 'flask',
    language: 'python',
    router: /^(?:flask|quart)\./,
    lines: (one) => [`return ${pythonBody(one)}, ${one.status}`],
  },
  {
    id: 'fastapi',
    language: 'python',
    router: /^fastapi\./,
    lines: (one) => [`raise HTTPException(status_code=${one.status}, detail=${one.text})`],
    imports: [['HTTPException', 'fastapi']],
  },
  {
    id: 'django',
    language: 'python',
    module: /^django\./,
    parameters: /^(?:self,)?request\b/,
    lines: (one) => [`return JsonResponse(${pythonBody(one)}, status=${one.status})`],
    imports: [['JsonResponse', 'django.http']],
  },
  {
    id: 'aiohttp',
    language: 'python',
    module: /^aiohttp/,
    parameters: /^(?:self,)?request\b/,
    lines: (one) => [`return web.json_response(${pythonBody(one)}, status=${one.status})`],
    imports: [['web', 'aiohttp']],
  },
];

export const parametersOfHandler = ({ parameters }: FunctionFact): string[] => parameters.map(({ name }) => name);

/** `http.createServer(async (request, response) => …)`, whose answers have none of a framework's methods. */
export function isNodeHandler({ fn: { range, name } }: Endpoint, { text }: Document): boolean {
  const before = text.slice(Math.max(0, range.start - 80), range.start);
  return (
    /\bcreate(?:Secure)?Server\(\s*(?:\{[^{}]*\},\s*)?$/.test(before) ||
    (name !== undefined && text.includes(`createServer(${name})`))
  );
}

/** Undefined where it is not known how its handlers answer, or the handler's parameters are taken apart. */
export function frameworkOf(endpoint: Endpoint, document: Document): Framework | undefined {
  const { format, flow, facts } = document;
  const language = format.id === 'python' ? 'python' : 'javascript';
  const callee = endpoint.registration?.callee;
  const router = callee?.kind === 'member' ? (flow.name(callee.object) ?? '') : '';
  const parameters = parametersOfHandler(endpoint.fn).join(',');
  return frameworks.find(
    (one) =>
      one.language === language &&
      (!one.router || one.router.test(router)) &&
      (!one.isNode || isNodeHandler(endpoint, document)) &&
      (!one.module || facts.imports.some(({ module }) => one.module!.test(module))) &&
      (!one.parameters || one.parameters.test(parameters)),
  );
}

export const importsOf = ({ imports = [] }: Framework, document: Document): Edit[] =>
  imports.flatMap(([name, module]) => importedName(name, module, document));
