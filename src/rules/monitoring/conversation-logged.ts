import type { Request } from '../../engine/claude/claude';
import { parametersOf } from '../../engine/claude/requests';
import type { Call, Range, Setting, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import { perObject } from '../../engine/per-object';
import { createServer } from '../../engine/server/endpoints';
import type { Endpoint } from '../../engine/server/types';
import type { Unit } from '../../engine/taint/unit';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { isForDevelopment, isForDevelopmentOnly } from '../support/development';
import { asksClaude } from '../support/flow-rule';
import { isAsked, isPrompt, wholeParts } from '../support/privacy/conversation';
import { type Written, written } from '../support/privacy/logs';
import { isAboutFailure } from '../support/server/failures';
import { callsByName, confidenceIn, wayOf, wayTexts } from '../support/traces';
import { functionAt, isRelevant, within } from '../support/values';

/** Variables that make telemetry copy texts. Sources: Claude Code's and OpenTelemetry's documentation, November 2026. */
const claudeCode = /^OTEL_LOG_(?:USER_PROMPTS|ASSISTANT_RESPONSES|TOOL_CONTENT|TOOL_DETAILS|RAW_API_BODIES)$/;
const anyModel =
  /^(?:OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT|TRACELOOP_TRACE_CONTENT|AZURE_TRACING_GEN_AI_CONTENT_RECORDING_ENABLED)$/;
const off: readonly (readonly [RegExp, string])[] = [
  [/^(?:1|file:.*)$/, '0'],
  [/^true$/, 'false'],
  [/^True$/, 'False'],
  [/^TRUE$/, 'FALSE'],
  [/^(?:span_only|event_only|span_and_event)$/, 'no_content'],
  [/^(?:SPAN_ONLY|EVENT_ONLY|SPAN_AND_EVENT)$/, 'NO_CONTENT'],
];
/** Integrations of services that collect errors, and the options by which they record texts. */
const integrations: readonly { name: RegExp; options: readonly string[] }[] = [
  { name: /^@sentry\/\w+#(?:\*\.)?(?:anthropicAI|vercelAI)Integration$/, options: ['recordInputs', 'recordOutputs'] },
  { name: /^sentry_sdk\.integrations\.anthropic\.AnthropicIntegration$/, options: ['include_prompts'] },
];
/** What is written only while somebody looks for a fault. */
const fault = /^(?:debug|trace|verbose)$/;

const say = phrases({
  wholeReply: 'Claude’s whole reply is written by {name}().',
  prompt: 'A whole prompt is written by {name}().',
  asked: 'What somebody asks Claude is written by {name}().',
  variable: '{name} makes telemetry copy what people and Claude have written.',
  telemetry: 'The telemetry of this request copies its prompt and its reply.',
  integration: 'This makes the service copy prompts and replies.',
  logUsage: 'Log its usage',
  switchOff: 'Switch it off',
  leaveOut: 'Leave prompts and replies out',
});

export const conversationLogged: Rule = {
  id: 'conversation-logged',
  title: 'Conversation written to a log',
  practice: 'monitoring',
  severity: 'info',
  confidence: 'high',
  cwe: [532, 359],
  owasp: ['LLM02'],
  why: 'People tell an assistant what they would tell nobody else. In a log it is read by everybody who looks for a fault, is sent to other services, and stays when the conversation has long been deleted.',
  remedy:
    'Log what helps: the request’s id, its model, usage, stop reason and time; keep texts where they are protected and deleted in time.',
  reports:
    'Whole prompts, what people send of which they are made, and replies that a server’s code logs on the way of a request, in the handler or in functions that it calls; variables that make Claude Code’s or OpenTelemetry’s telemetry copy texts (OTEL_LOG_USER_PROMPTS, OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT …), telemetry of the AI SDK, and Sentry’s integrations that record texts.',
  silent:
    'Sizes, ids, usage, stop reasons, beginnings of texts; scripts and command lines that print a reply for whoever runs them; files and branches for development; tests.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.post('/chat', async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.question) }],\n  });\n  console.log(message);\n  res.json(message.content);\n});\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.post('/chat', async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.question) }],\n  });\n  console.log(message._request_id, message.usage);\n  res.json(message.content);\n});\n",
    },
    {
      file: 'server.py',
      bad: 'import logging\n\nimport anthropic\nfrom fastapi import FastAPI\n\napp = FastAPI()\nclient = anthropic.AsyncAnthropic()\nlogger = logging.getLogger(__name__)\n\n\n@app.post("/chat")\nasync def chat(question: str):\n    message = await client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    logger.info("reply: %s", message.content[0].text)\n    return {"answer": message.content[0].text}\n',
      good: 'import logging\n\nimport anthropic\nfrom fastapi import FastAPI\n\napp = FastAPI()\nclient = anthropic.AsyncAnthropic()\nlogger = logging.getLogger(__name__)\n\n\n@app.post("/chat")\nasync def chat(question: str):\n    message = await client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    logger.info("reply: %s", message.usage)\n    return {"answer": message.content[0].text}\n',
    },
    {
      file: '.claude/settings.json',
      bad: '{\n  "env": {\n    "CLAUDE_CODE_ENABLE_TELEMETRY": "1",\n    "OTEL_LOG_USER_PROMPTS": "1"\n  }\n}\n',
      good: '{\n  "env": {\n    "CLAUDE_CODE_ENABLE_TELEMETRY": "1",\n    "OTEL_LOG_USER_PROMPTS": "0"\n  }\n}\n',
    },
  ],
  setting: (setting, context) => (isProduction(context) ? variable(setting, context) : []),
  request: (request, context) => (isProduction(context) ? telemetry(request, context.document) : []),
  document(context) {
    const { document } = context;
    if (!isProduction(context) || document.format.kind !== 'code' || !asksClaude(document)) return [];
    const found = [...integrated(document), ...logged(context)];
    return found.filter(({ range }) => !isForDevelopmentOnly(range, document));
  },
};

const isProduction = ({ setting, document }: RuleContext): boolean =>
  setting !== 'test' && setting !== 'documentation' && !isForDevelopment(document.file.path);

function variable({ key, value, valueRange, environment }: Setting, { document }: RuleContext): Problem[] {
  if (!environment || !(claudeCode.test(key) || (anyModel.test(key) && isRelevant(document)))) return [];
  if (document.file.host?.git === 'ignored' || isForDevelopmentOnly(valueRange, document)) return [];
  const written = document.text.slice(valueRange.start, valueRange.end);
  const opposite = off.find(([on]) => on.test(String(value)))?.[1];
  if (opposite === undefined) return [];
  const edits = [{ range: valueRange, text: opposite }];
  const isPlain = written === String(value) || typeof value === 'boolean';
  const fixes: ProposedFix[] = isPlain ? [{ title: say('switchOff'), kind: 'safe', edits }] : [];
  return [{ range: valueRange, message: say('variable', { name: key }), fixes }];
}

/** `experimental_telemetry: { isEnabled: true }` of the AI SDK, which records texts unless it is told not to. */
function telemetry(request: Request, { flow }: Document): Problem[] {
  return ['experimental_telemetry', 'telemetry'].flatMap((name) =>
    parametersOf(request, flow, name).flatMap((one): Problem[] => {
      const is = (key: string): unknown => {
        const value = flow.property(one, key);
        return value && flow.constant(value);
      };
      if (is('isEnabled') !== true || (is('recordInputs') === false && is('recordOutputs') === false)) return [];
      return [{ range: one.range, message: say('telemetry'), confidence: 'medium', fixes: silencing(one) }];
    }),
  );
}

function silencing(options: Value): ProposedFix[] {
  const entries = options.kind === 'object' ? options.entries : [];
  const [first] = entries;
  if (!first || entries.some(({ key, spread }) => spread || /^record/.test(key ?? ''))) return [];
  const end = first.range.end;
  const edits = [{ range: { start: end, end }, text: ', recordInputs: false, recordOutputs: false' }];
  return [{ title: say('leaveOut'), kind: 'safe', edits }];
}

function integrated(document: Document): Problem[] {
  const { flow } = document;
  return [...callsByName(document)].flatMap(([name, calls]) => {
    const options = integrations.find((one) => one.name.test(name))?.options ?? [];
    return calls.flatMap((call) =>
      options.flatMap((option): Problem[] => {
        const given = flow.argument(call, undefined, option) ?? flow.property(flow.argument(call, 0), option);
        return given && flow.constant(given) === true ? [{ range: given.range, message: say('integration') }] : [];
      }),
    );
  });
}

function logged(context: RuleContext): Problem[] {
  const { document } = context;
  const own = document.server.endpoints();
  const lines = written(document);
  if (own.length > 0) {
    const functions = servingFunctions(own, document);
    return lines
      .filter(({ call }) => functions.some((fn) => within(call.range, fn)))
      .flatMap((one) => problems(one, context));
  }
  // All that imports this module is read for it: only where there is something to ask about.
  const found = lines.flatMap((one) => problems(one, context));
  if (found.length === 0) return [];
  const functions = servingFunctions(document.links.importers().flatMap(endpointsOf), document);
  return found.filter(({ range }) => functions.some((fn) => within(range, fn)));
}

function problems({ value, name, call }: Written, context: RuleContext): Problem[] {
  const { document } = context;
  if (isAboutFailure(call.range, document)) return [];
  const confidence = confidenceIn(context, fault.test(name) ? 'low' : 'high');
  return wholeParts(value, document).flatMap((part): Problem[] => {
    if (isPrompt(part, document)) return [{ range: part.range, message: say('prompt', { name }), confidence }];
    if (isAsked(part, document)) return [{ range: part.range, message: say('asked', { name }), confidence }];
    const [trace] = document.trace(part, { use: 'log', kinds: ['reply'] });
    if (!trace) return [];
    const fixes = part === value ? usageFix(part, call, document) : [];
    return [{ range: part.range, message: say('wholeReply', { name }), confidence, fixes, ...wayOf(trace) }];
  });
}

/** `console.log(message)` and `logger.info("…", message.content[0].text)` tell the usage instead. */
function usageFix(value: Value, call: Call, { flow, claude, text }: Document): ProposedFix[] {
  const root = rootOf(value);
  const [source, other] = root ? flow.sources(root) : [];
  const request = source?.kind === 'call' && claude.requests.find((one) => one.call === source.call);
  const isMessage = request && !other && !request.raw && /^(?:beta\.)?messages\.create$/.test(request.method);
  if (!root || !isMessage) return [];
  const name = text.slice(root.range.start, root.range.end);
  const isPrinted = /^(?:console\.\w+|print)$/.test(flow.name(call.callee) ?? '');
  const edits = [{ range: value.range, text: isPrinted ? `${name}._request_id, ${name}.usage` : `${name}.usage` }];
  return [{ title: say('logUsage'), kind: 'suggestion', edits }];
}

function rootOf(value: Value): (Value & { kind: 'name' }) | undefined {
  if (value.kind === 'member') return rootOf(value.object);
  return value.kind === 'name' ? value : undefined;
}

/** Handlers that stand in this document, and functions of it with requests that the handlers lead to. */
function servingFunctions(endpoints: readonly Endpoint[], document: Document): Range[] {
  const served = endpoints.filter(({ isLocal }) => isLocal !== true);
  const own = document.server.endpoints().length > 0 ? served.map(({ fn }) => fn.range) : [];
  const asking = served.flatMap(({ reached }) =>
    reached.flatMap(({ request, unit }) =>
      unit.file.path === document.file.path ? [functionAt(request.call.range, document)?.range ?? []].flat() : [],
    ),
  );
  return [...own, ...asking];
}

const endpointsOf = perObject((unit: Unit): readonly Endpoint[] => createServer(unit).endpoints());
