import type { Request } from '../../engine/claude';
import { contentsOf, parametersOf } from '../../engine/claude-requests';
import type { Call, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Confidence, Document, Message, Rule } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { callsByName, type Sink, wayTexts } from '../support/traces';

const slots: readonly [string, ...string[]][] = [
  ['system'],
  ['systemPrompt'],
  ['system_prompt'],
  ['appendSystemPrompt'],
  ['append_system_prompt'],
  ['options', 'systemPrompt'],
  ['options', 'appendSystemPrompt'],
  ['options', 'system_prompt'],
  ['instructions'],
];
const agentSlots = ['system_prompt', 'append_system_prompt', 'instructions', 'systemPrompt'];
const messageClass = /(?:^|[#.])SystemMessage(?:\.\w+)?$/;
const promptFactory = /\.ChatPromptTemplate\.from_messages$|#ChatPromptTemplate\.fromMessages$/;
const toolFactory = /(?:^|[#.])(?:tool|betaZodTool|betaTool|createTool)$/;
/** Agents that are made once and asked later. */
const agentFactory = /\.beta\.agents\.(?:create|update)$|(?:^|[#.])(?:createAgent|create_agent|createReactAgent)$/;
const agentFactorySlots = ['system', 'systemPrompt', 'system_prompt', 'prompt'];

const say = phrases({
  tells: 'Text from {source} becomes part of the system prompt.',
  describes: 'Text from {source} becomes part of a tool’s description.',
  speaks: 'Text from {source} is given to Claude as its own earlier words.',
});

/** What a document tells Claude as the one who runs it. */
function instructions(document: Document): Sink[] {
  const { claude, flow } = document;
  const requested = claude.requests.flatMap((request) => [
    ...slots.flatMap((slot) => parametersOf(request, flow, ...slot)).map(sink('tells')),
    ...batched(request, document).map(sink('tells')),
    ...contents(request, document, 'system').map(sink('tells')),
    ...contents(request, document, 'assistant').map(sink('speaks', 'medium')),
    ...parametersOf(request, flow, 'tools')
      .flatMap((one) => listed(one, document))
      .flatMap((one) => flow.property(one, 'description') ?? [])
      .map(sink('describes')),
  ]);
  const clients = claude.clients.flatMap(({ call }) => keywords(call, agentSlots, document));
  const agents = called(document, agentFactory).flatMap((call) => keywords(call, agentFactorySlots, document));
  const messages = called(document, messageClass).flatMap(
    (call) => flow.property(flow.argument(call, 0), 'content') ?? flow.argument(call, 0, 'content') ?? [],
  );
  const prompts = called(document, promptFactory)
    .flatMap((call) => flow.argument(call, 0, 'messages') ?? [])
    .flatMap((one) => contentsOf(one, 'system', flow));
  const tools = called(document, toolFactory).flatMap(
    (call) => flow.property(flow.argument(call, 0), 'description') ?? [],
  );
  return [
    ...requested,
    ...[...clients, ...agents, ...messages, ...prompts].map(sink('tells')),
    ...tools.map(sink('describes')),
  ];
}

const called = (document: Document, name: RegExp): Call[] =>
  [...callsByName(document)].flatMap(([one, calls]) => (name.test(one) ? calls : []));

const contents = (request: Request, { flow }: Document, role: string): Value[] =>
  parametersOf(request, flow, 'messages').flatMap((one) => contentsOf(one, role, flow));

/** System prompts of a batch: `requests: [{ params: { system } }]`. */
const batched = (request: Request, document: Document): Value[] =>
  /batches/.test(request.method)
    ? parametersOf(request, document.flow, 'requests')
        .flatMap((one) => listed(one, document))
        .flatMap((one) => document.flow.property(one, 'params', 'system') ?? [])
    : [];

const listed = (value: Value, { flow }: Document): Value[] =>
  value.kind === 'array' ? value.items : flow.sources(value).flatMap((one) => (one.kind === 'array' ? one.items : []));

/** What a call is given under the names, as keywords or in any of its arguments. */
const keywords = (call: Call, names: readonly string[], { flow }: Document): Value[] =>
  names.flatMap(
    (name) =>
      flow.argument(call, undefined, name) ?? call.args.flatMap(({ value }) => flow.property(value, name) ?? []),
  );

const sink =
  (id: 'tells' | 'describes' | 'speaks', confidence?: Confidence) =>
  (value: Value): Sink => ({
    value,
    message: (source: Message) => say(id, { source }),
    ...(confidence && { confidence }),
  });

export const untrustedSystemPrompt: Rule = {
  id: 'untrusted-system-prompt',
  title: 'Untrusted system prompt',
  practice: 'input',
  severity: 'error',
  confidence: 'high',
  cwe: [1427, 74],
  owasp: ['LLM01', 'ASI01'],
  why: 'Claude obeys the system prompt above all else: whoever can write into it can lift your rules, read what it holds, and steer the tools that Claude may call.',
  remedy:
    'Keep the system prompt constant; give what users write in a user message, between tags that name it as data, or choose from a fixed list.',
  reports:
    'Input of an HTTP request, a chat, a queue or the command line that gets into a request’s or an agent’s system prompt, a tool’s description, or a message that is given to Claude as its own, directly and through functions, classes, callbacks and the other files of the project.',
  silent:
    'Values that are looked up or chosen from a fixed list, tested against a pattern, or numbers; input in user messages.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'app/api/chat/route.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function POST(request: Request) {\n  const { persona, question } = await request.json();\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    system: `You are ${persona}. Answer briefly.`,\n    messages: [{ role: 'user', content: question }],\n  });\n  return Response.json(message.content);\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\nconst personas: Record<string, string> = { teacher: 'You are a patient teacher.', critic: 'You are a strict critic.' };\n\nexport async function POST(request: Request) {\n  const { persona, question } = await request.json();\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    system: personas[persona] ?? personas.teacher,\n    messages: [{ role: 'user', content: question }],\n  });\n  return Response.json(message.content);\n}\n",
    },
    {
      file: 'app.py',
      bad: 'import anthropic\nfrom flask import Flask, request\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask():\n    data = request.get_json()\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        system="You help with " + data["topic"],\n        messages=[{"role": "user", "content": data["question"]}],\n    )\n    return {"answer": message.content[0].text}\n',
      good: 'import anthropic\nfrom flask import Flask, request\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask():\n    data = request.get_json()\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        system="You help with the topic between the <topic> tags.",\n        messages=[{"role": "user", "content": f"<topic>{data[\'topic\']}</topic> {data[\'question\']}"}],\n    )\n    return {"answer": message.content[0].text}\n',
    },
  ],
  document: flowHook({
    use: 'prompt',
    kinds: ['request', 'form', 'message', 'commandLine'],
    sinks: instructions,
    confidence: ({ source: { kind } }) => (kind === 'commandLine' ? 'low' : kind === 'form' ? 'medium' : 'high'),
  }),
};
