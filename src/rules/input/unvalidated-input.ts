import { parametersOf } from '../../engine/claude/requests';
import type { Range, Value } from '../../engine/facts';
import { lastName } from '../../engine/flow/names';
import { phrases } from '../../engine/messages';
import type { Endpoint, Reached } from '../../engine/server/types';
import type { Trace } from '../../engine/taint/types';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { refusalOf } from '../support/server/answer-styles';
import { isWithCallersKey } from '../support/server/callers-key';
import { allWrittenBy, callerChoosesCost, servedEndpoints } from '../support/server/endpoints';
import { confidenceIn, wayOf, wayTexts } from '../support/traces';
import { within } from '../support/values';

const slots: readonly [string, ...string[]][] = [['messages'], ['prompt'], ['input']];

/** What kind of file is sent beside its content. */
const typeName = /^(?:mime|media|content|file|image)_?type$|^mime$/i;
const isOfType = ({ source, steps }: Trace): boolean =>
  [lastName(source.value), ...steps.map(({ name }) => name)].some((name) => typeName.test(name));

/** Within the request itself. */
const cutting =
  /\.(?:slice|substring|substr|truncate|first)\(|\[\s*:\s*[\w-]+\s*\]|\bString\(|\bstr\(|truncat|shorten|validat|sanitiz|clean/i;

const say = phrases({
  unchecked: 'What the caller of this endpoint sends goes to Claude, whatever it is and however long.',
  refuse: 'Refuse what is not of the expected kind, or too long',
});

export const unvalidatedInput: Rule = {
  id: 'unvalidated-input',
  title: 'Unvalidated input',
  practice: 'input',
  severity: 'info',
  confidence: 'medium',
  cwe: [20, 770],
  owasp: ['LLM01', 'LLM10'],
  why: 'A caller sends a book in place of a question, and you pay for a million tokens; or sends a list of blocks where you expect a text, and so brings pictures, documents and tool results of its own into the conversation.',
  remedy:
    'Check on the server that the input is a text, and of a length that the task needs, with a schema or by hand, and answer 400 otherwise.',
  reports:
    'Input of an HTTP request that becomes content of a request to Claude, where nothing on the way looks at its type or length: no middleware, not the handler, nor what it calls. On an endpoint that is open to anyone, as a warning.',
  silent:
    'Schemas and typed models that are checked when the server runs, tests of type or length, texts that are cut, fixed choices, numbers; types of TypeScript are no check. Whole bodies that are passed on are `passthrough-request`’s.',
  messages: { ...say.texts, ...wayTexts },
  yieldsTo: ['passthrough-request'],
  examples: [
    {
      file: 'app/api/ask/route.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function POST(request: Request) {\n  const { question } = await request.json();\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }],\n  });\n  return Response.json(message.content);\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport { z } from 'zod';\n\nconst client = new Anthropic();\nconst Body = z.object({ question: z.string().min(1).max(2000) });\n\nexport async function POST(request: Request) {\n  const body = Body.safeParse(await request.json());\n  if (!body.success) return Response.json({ error: 'A question is needed.' }, { status: 400 });\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: body.data.question }],\n  });\n  return Response.json(message.content);\n}\n",
    },
    {
      file: 'app.py',
      bad: 'import anthropic\nfrom flask import Flask, request\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask():\n    question = request.get_json()["question"]\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n    )\n    return {"answer": message.content[0].text}\n',
      good: 'import anthropic\nfrom flask import Flask, request\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask():\n    question = request.get_json()["question"]\n    if not isinstance(question, str) or len(question) > 2000:\n        return {"error": "A question of at most 2000 characters is needed."}, 400\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n    )\n    return {"answer": message.content[0].text}\n',
    },
  ],
  document: (context) => servedEndpoints(context).flatMap((endpoint) => problemsOf(endpoint, context)),
};

function problemsOf(endpoint: Endpoint, context: RuleContext): Problem[] {
  const { document } = context;
  if (document.server.does(endpoint, 'validation') !== false) return [];
  const places = new Set<number>();
  return endpoint.reached.flatMap((reached) => {
    if (isWithCallersKey(reached, endpoint, document) || callerChoosesCost(reached, endpoint, document)) return [];
    return contentsFrom(reached, endpoint, document)
      .slice(0, 1)
      .flatMap(({ value, trace }) => {
        const range = placeOf(value, reached, endpoint, document);
        if (places.has(range.start) || isTyped(trace, endpoint, document)) return [];
        places.add(range.start);
        return [problemAt(range, value, trace, reached, endpoint, context)];
      });
  });
}

interface Content {
  value: Value;
  trace: Trace;
}

const contentsFrom = (reached: Reached, endpoint: Endpoint, document: Document): Content[] =>
  slots
    .flatMap((slot) => parametersOf(reached.request, reached.unit.flow, ...slot))
    .flatMap((value) => {
      const { text, format } = reached.unit;
      const written = text.slice(value.range.start, value.range.end);
      // Ruby's `params[:question]` is no part of a text.
      const isCut = cutting.test(format.id === 'ruby' ? written.replace(/\[:\w+\]/g, '') : written);
      const traces = isCut ? [] : allWrittenBy(value, reached, endpoint, document);
      const trace = traces.find((one) => !isOfType(one)) ?? traces[0];
      return trace ? [{ value, trace }] : [];
    });

function problemAt(
  range: Range,
  value: Value,
  trace: Trace,
  reached: Reached,
  endpoint: Endpoint,
  context: RuleContext,
): Problem {
  const { document } = context;
  const isKnown = endpoint.knowledge === 'all' && endpoint.isLocal === false;
  const isPublic = isKnown && document.server.does(endpoint, 'authentication') === false;
  return {
    range,
    message: say('unchecked'),
    ...(isPublic && { severity: 'warning' as const }),
    confidence: endpoint.isLocal === 'default' ? 'low' : confidenceIn(context, 'medium'),
    ...(reached.unit.facts === document.facts && wayOf(trace)),
    fixes: refusal(value, trace, reached, endpoint, document),
  };
}

/** What a typed text may hold is not checked. */
const parsesJson = /\bjson\.loads\(|\bliteral_eval\(/;

/** Python's frameworks check the types of parameters when they are run; that something is a file says nothing of it. */
const isTyped = ({ source: { value, file } }: Trace, { fn }: Endpoint, document: Document): boolean => {
  if ((file && file.path !== document.file.path) || document.format.id !== 'python') return false;
  const root = rootOf(value);
  const parameter = root.kind === 'name' ? fn.parameters.find(({ name }) => name === root.name) : undefined;
  if (parsesJson.test(document.text.slice(fn.range.start, fn.range.end))) return false;
  return parameter?.annotation !== undefined && !/\b(?:Request|Any|dict|Dict|UploadFile)\b/.test(parameter.annotation);
};

function rootOf(value: Value): Value {
  if (value.kind === 'member') return rootOf(value.object);
  return value.kind === 'call' ? rootOf(value.call.callee) : value;
}

/** Where the content stands in another function: the call in the handler that leads there. */
const placeOf = ({ range }: Value, { unit, call }: Reached, { fn }: Endpoint, { facts }: Document): Range =>
  unit.facts === facts && within(range, fn.range) ? range : call.callee.range;

const isNamed = (value: Value, name: string): boolean => value.kind === 'name' && value.name === name;

/** What the input has been put into: an object or a list is no text. */
const holdsLiteral = (name: string, body: string): boolean =>
  new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$&')}\\s*(?::[^=\\n]+)?=\\s*[[{]`).test(body);

function kindOf(name: string, isWhole: boolean): 'conversation' | 'file' | 'text' {
  if (isWhole) return 'conversation';
  return /base_?64|b64|image|photo|picture|pdf|audio/i.test(name) ? 'file' : 'text';
}

/** Before the statement that leads to Claude, of the variable that the handler keeps the input in. */
function refusal(value: Value, trace: Trace, { call }: Reached, endpoint: Endpoint, document: Document): ProposedFix[] {
  const { text } = document;
  const kept = trace.steps.filter(
    ({ kind, file, range }) =>
      kind === 'binding' && (!file || file.path === document.file.path) && within(range, endpoint.fn.range),
  );
  const body = text.slice(endpoint.fn.range.start, endpoint.fn.range.end);
  const name = kept.findLast((one) => isNamed(value, one.name) || !holdsLiteral(one.name, body))?.name;
  if (name === undefined || !/^[A-Za-z_]\w*$/.test(name) || !within(call.statement, endpoint.fn.range)) return [];
  const isWhole = isNamed(value, name);
  const isObject = new RegExp(`\\b${name}\\s*(?:(?:\\?\\.|\\.)(?!length|trim|slice|strip)\\w|\\[)`);
  if (!isWhole && isObject.test(body)) return [];
  const lines = refusalOf(name, kindOf(name, isWhole), endpoint, document);
  const { start } = call.statement;
  const indentation = /[ \t]*$/.exec(text.slice(Math.max(0, text.lastIndexOf('\n', start - 1) + 1), start))?.[0] ?? '';
  if (!lines || start - indentation.length !== text.lastIndexOf('\n', start - 1) + 1) return [];
  return [
    { title: say('refuse'), kind: 'suggestion', edits: [{ range: { start, end: start }, text: lines(indentation) }] },
  ];
}
