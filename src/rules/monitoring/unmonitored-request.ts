import type { Request } from '../../engine/claude/claude';
import type { Call } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import { perObject } from '../../engine/per-object';
import { words } from '../../engine/server/tables';
import type { Endpoint, Reached } from '../../engine/server/types';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { loggerIn, pythonLogger } from '../support/privacy/loggers';
import { servedEndpoints } from '../support/server/endpoints';
import { indentationAt, insertion, joinedInsertions, lineEnd, styleOf } from '../support/style';
import { confidenceIn } from '../support/traces';
import { within } from '../support/values';

const say = phrases({
  unmonitored:
    'Nobody will know what this request cost, or which one it was: neither its usage nor its id is recorded.',
  log: 'Log its id and its usage',
});

export const unmonitoredRequest: Rule = {
  id: 'unmonitored-request',
  title: 'Unmonitored request',
  practice: 'monitoring',
  severity: 'info',
  confidence: 'medium',
  cwe: [778],
  owasp: ['LLM10'],
  why: 'Whoever misuses an endpoint shows first in what it costs; without a record the bill at the end of the month is the first to tell. Without request ids nobody, Anthropic’s support included, can find the request that went wrong.',
  remedy: 'Log the reply’s `_request_id` and `usage` with the user’s id, or use a library for telemetry that does.',
  reports:
    'A request to Claude by the SDK or by plain HTTP in a route, or in what the route calls, where neither of them logs, counts or stores anything, and nothing in their modules is known to do it for them.',
  silent:
    'Anything that is logged, traced, counted or captured on the way; wrappers and telemetry (Langfuse, Helicone, LangSmith, OpenTelemetry, Sentry, Braintrust, Opik, PostHog and others) in the modules of the route, of the client and of the request; requests by other libraries; servers that listen to their own machine.',
  messages: say.texts,
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.post('/ask', async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.question) }],\n  });\n  res.json(message.content);\n});\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.post('/ask', async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.question) }],\n  });\n  console.info('Claude', message._request_id, message.usage);\n  res.json(message.content);\n});\n",
    },
    {
      file: 'server.py',
      bad: 'import anthropic\nfrom fastapi import FastAPI\n\napp = FastAPI()\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask(question: str):\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n    )\n    return {"answer": message.content[0].text}\n',
      good: 'import logging\n\nimport anthropic\nfrom fastapi import FastAPI\n\napp = FastAPI()\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask(question: str):\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n    )\n    logging.info("Claude %s %s", message._request_id, message.usage)\n    return {"answer": message.content[0].text}\n',
    },
  ],
  document(context) {
    const endpoints = servedEndpoints(context);
    const requests = new Set(endpoints.flatMap(({ reached }) => reached.map(({ request }) => request)));
    return [...requests].flatMap((one) => problemOf(one, endpoints, context));
  },
};

/** One for each request, however many routes lead to it; none where any of them records. */
function problemOf(request: Request, endpoints: readonly Endpoint[], context: RuleContext): Problem[] {
  const { document } = context;
  const ways = endpoints.flatMap((endpoint) =>
    endpoint.reached.filter((one) => one.request === request).map((one) => ({ endpoint, reached: one })),
  );
  const [first] = ways;
  const isOpen = ways.every(({ endpoint, reached }) => isUnrecorded(endpoint, reached, document));
  if (!first || !isOpen || ways.some(({ endpoint }) => endpoint.knowledge === 'some')) return [];
  const isHere = first.reached.unit.facts === document.facts;
  if (!isHere && !within(first.reached.call.range, first.endpoint.fn.range)) return [];
  return [
    {
      range: isHere ? request.call.callee.range : first.reached.call.callee.range,
      message: say('unmonitored'),
      confidence: confidenceIn(context, first.endpoint.isLocal === false ? 'medium' : 'low'),
      fixes: isHere ? fixesOf(request, first.endpoint, document) : [],
    },
  ];
}

/** Libraries that record requests by themselves, by any of their names in code; settings that make them. */
const telemetry =
  /langfuse|helicone|langsmith|langchain|opentelemetry|openllmetry|traceloop|openinference|arize|phoenix|sentry|braintrust|\bopik\b|posthog|datadog|ddtrace|dd-trace|newrelic|logfire|agentops|weave|mlflow|portkey|literal(?:ai|_ai)|lunary|humanloop|promptlayer|keywords_?ai|honeycomb|prometheus|telemetry|callbacks?\b|middleware:|with_?tracing|gateway/i;

const namesTelemetry = perObject(({ text }: { text: string }) => telemetry.test(text));

function isUnrecorded(endpoint: Endpoint, { request, unit }: Reached, document: Document): boolean {
  if (document.server.does(endpoint, 'recording') !== false || !isPlain(request)) return false;
  const call = unit.text.slice(request.call.range.start, request.call.range.end);
  const modules = [document, unit, ...endpoint.layers.map((one) => one.unit), ...clientModules(request, unit)];
  return !words.recording.test(withoutParameters(call)) && !modules.some(namesTelemetry);
}

/** Wrappers have ways of their own. */
const isPlain = ({ client, raw, method }: Request): boolean =>
  raw !== undefined ||
  (client?.kind !== 'wrapper' && client?.kind !== 'agent' && /messages\.(?:create|stream|parse)$/.test(method));

/** Modules that the client comes from. */
const clientModules = ({ call }: Request, unit: Reached['unit']): Reached['unit'][] => {
  let root = call.callee;
  while (root.kind === 'member') root = root.object;
  return unit.links.values(root).map((one) => one.unit);
};

const withoutParameters = (text: string): string => text.replace(/(['"`])(?:(?!\1)[^\\]|\\.)*\1/gs, '');

/** Behind a statement that gives the reply a name. */
function fixesOf({ call, raw, method }: Request, endpoint: Endpoint, document: Document): ProposedFix[] {
  const { text, format } = document;
  const isPython = format.id === 'python';
  const { statement } = call;
  const before = text.slice(statement.start, call.range.start);
  const named = isPython
    ? /^(\w+)\s*=\s*(?:await\s+)?$/.exec(before)
    : /^(?:const|let|var)\s+(\w+)(?:\s*:[^=]+)?\s*=\s*await\s+$/.exec(before);
  const indentation = indentationAt(text, statement.start);
  if (raw || !named || indentation === undefined || !/\.(?:create|parse)$/.test(method) || streams(call, text))
    return [];
  const [, reply = ''] = named;
  const { quote, semicolon, eol } = styleOf(document);
  const logger = isPython ? pythonLogger(endpoint, document) : { name: loggerIn(document, endpoint.fn), edits: [] };
  const format_ = isPython ? `${quote}Claude %s %s${quote}` : `${quote}Claude${quote}`;
  const line = `${logger.name}.info(${format_}, ${reply}._request_id, ${reply}.usage)${semicolon}`;
  const edits = [...logger.edits, insertion(lineEnd(text, statement.end), `${eol}${indentation}${line}`)];
  return [{ title: say('log'), kind: 'suggestion', edits: joinedInsertions(edits) }];
}

const streams = ({ range, statement }: Call, text: string): boolean =>
  /\bstream\b['"]?\s*[:=]/.test(text.slice(range.start, range.end)) ||
  text.slice(range.end, statement.end).trim().length > 1;
