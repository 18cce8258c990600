import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import { desktop } from '../../engine/server/tables';
import type { Source } from '../../engine/taint/types';
import type { Document, Message, Rule } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { instructionsOf } from '../support/instructions/instructions';
import { type Sink, wayTexts } from '../support/traces';

const say = phrases({
  tells: 'Text from {source} becomes part of the system prompt.',
  describes: 'Text from {source} becomes part of a tool’s description.',
  speaks: 'Text from {source} is given to Claude as its own earlier words.',
});

/** Words in Claude's mouth are often meant to be there. */
function instructions(document: Document): Sink[] {
  const all = instructionsOf(document);
  const isCallers = all.length > 0 && isWithCallersKeys(document);
  return all.map(({ kind, value }) => ({
    value,
    message: (source: Message) => say(kind, { source }),
    ...(kind === 'speaks' && { confidence: 'medium' as const }),
    ...((isCallers || isOfBody(value, document)) && { isOthers: ['request'] as const }),
  }));
}

/** Callers bring their own keys: it is their own Claude whom they tell what they like. */
function isWithCallersKeys({ claude, flow, trace }: Document): boolean {
  const keysOf = ({ client, raw }: (typeof claude.requests)[number]): Value[] => {
    const headers = (raw?.headers && flow.object(raw.headers)?.entries) ?? [];
    const header = headers.filter(({ key = '' }) => /^(?:x-api-key|authorization)$/i.test(key));
    return [client?.apiKey ?? [], client?.authToken ?? [], header.map(({ value }) => value)].flat();
  };
  const isCallers = (key: Value) => trace(key, { use: 'prompt', kinds: ['request'] }).length > 0;
  return claude.requests.length > 0 && claude.requests.every((one) => keysOf(one).some(isCallers));
}

/** A body that is handed over whole holds what nobody has written here, too: that is `passthrough-request`’s. */
function isOfBody(value: Value, document: Document): boolean {
  if (value.kind !== 'member' || value.range.end !== value.object.range.end) return false;
  return document.trace({ ...value, property: 'mcp_servers' }, { use: 'prompt', kinds: ['request'] }).length > 0;
}

/** Whoever writes it runs the program, too. */
const isOwnUsers = ({ kind, unit: { facts } }: Source): boolean =>
  kind === 'commandLine' || (kind === 'form' && facts.imports.some(({ module }) => desktop.test(module)));

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
    'Input of an HTTP request, a chat, a queue or the command line that gets into a request’s or an agent’s system prompt, a tool’s description, or a message that is given to Claude as its own, directly and through functions, classes, callbacks and the other files of the project. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent:
    'Values that are looked up or chosen from a fixed list, tested against a pattern, or numbers; input in user messages. Requests that are made with a key which their caller has brought. An HTTP request’s body that is handed over whole is `passthrough-request`’s.',
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
    confidence: ({ source }) => (isOwnUsers(source) ? 'low' : source.kind === 'form' ? 'medium' : 'high'),
  }),
};
