import type { Call, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Trace } from '../../engine/taint/types';
import type { Document, Problem, Rule, RuleContext } from '../../engine/types';
import { asksClaude } from '../support/flow-rule';
import { callsNamed, confidenceIn, wayOf, wayTexts } from '../support/traces';
import { fateOf } from '../support/unchecked-data';

/** Functions that read JSON, and know nothing of what should stand in it. */
const readers =
  /^(?:JSON\.parse|json\.loads|(?:orjson|ujson|simplejson|rapidjson|json5|demjson3|json_repair|dirtyjson)\.(?:loads|decode|repair_json)|(?:json5|jsonc-parser|jsonrepair|partial-json|best-effort-json-parser)#(?:(?:default|\*)\.?)?(?:parse|default)?)$/;
/** The API holds Claude to a form. */
const structured =
  /\b(?:output_?(?:format|config|schema)|response_?(?:format|schema|mime_?type)|json_?schema)\b["']?\s*[:=(]/i;

const say = phrases({
  read: 'JSON that Claude has written is used as if it had the expected fields and types; nothing checks that it has.',
});

export const unvalidatedReply: Rule = {
  id: 'unvalidated-reply',
  title: 'Unvalidated reply',
  practice: 'input',
  severity: 'info',
  confidence: 'medium',
  cwe: [20, 1286],
  owasp: ['LLM05', 'LLM09', 'ASI08'],
  why: 'Text that Claude has read can make it answer with other fields, other types or other values than you asked for. The program takes them for its own data: a price is a text, an id is somebody else’s, a missing list ends the request.',
  remedy:
    'Let the API hold Claude to a JSON schema (output_config.format, messages.parse, a strict tool), or check the parsed reply with a schema before its first field is read.',
  reports:
    'A reply that is parsed as JSON and whose fields are then read, or whose items are walked through, with nothing that checks them: not where it is parsed, nor in the functions that it is handed to or returned from.',
  silent:
    'Structured outputs; schemas (Zod, Valibot, Ajv, TypeBox, Pydantic, jsonschema and others), models and one’s own validators; tests of types and fields; conversions; data that are only logged, stored or sent on.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'extract.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function total(invoice: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: `Give the items as JSON: ${invoice}` }],\n  });\n  const [block] = message.content;\n  const data = JSON.parse(block.type === 'text' ? block.text : '{}');\n  return data.items.reduce((sum: number, item: { price: number }) => sum + item.price, 0);\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport { z } from 'zod';\n\nconst client = new Anthropic();\nconst Invoice = z.object({ items: z.array(z.object({ price: z.number().nonnegative() })) });\n\nexport async function total(invoice: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: `Give the items as JSON: ${invoice}` }],\n  });\n  const [block] = message.content;\n  const data = Invoice.parse(JSON.parse(block.type === 'text' ? block.text : '{}'));\n  return data.items.reduce((sum, item) => sum + item.price, 0);\n}\n",
    },
    {
      file: 'extract.py',
      bad: 'import json\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef total(invoice):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": f"Give the items as JSON: {invoice}"}],\n    )\n    data = json.loads(message.content[0].text)\n    return sum(item["price"] for item in data["items"])\n',
      good: 'import anthropic\nfrom pydantic import BaseModel, NonNegativeFloat\n\nclient = anthropic.Anthropic()\n\n\nclass Item(BaseModel):\n    price: NonNegativeFloat\n\n\nclass Invoice(BaseModel):\n    items: list[Item]\n\n\ndef total(invoice):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": f"Give the items as JSON: {invoice}"}],\n    )\n    data = Invoice.model_validate_json(message.content[0].text)\n    return sum(item.price for item in data.items)\n',
    },
  ],
  document(context) {
    const { document, setting } = context;
    const read = callsNamed(document, readers);
    if (read.length === 0 || setting === 'documentation' || !asksClaude(document)) return [];
    return read.flatMap((call) => problemOf(call, context));
  },
};

function problemOf(call: Call, context: RuleContext): Problem[] {
  const { document } = context;
  const [argument] = call.args;
  const [trace] = argument ? document.trace(argument.value, { use: 'json', kinds: ['reply'] }) : [];
  if (!argument || !trace || isStructured(trace, document) || isNoText(argument.value, trace, document)) return [];
  if (fateOf(call, document) !== 'used') return [];
  return [{ range: call.range, message: say('read'), confidence: confidenceIn(context, 'medium'), ...wayOf(trace) }];
}

const isStructured = ({ source: { file } }: Trace, { text }: Document): boolean => structured.test(file?.text ?? text);

const content = /^(?:content|text|completion|output_text|outputText|result|generation|generated_text)$/;
/** Bodies of HTTP answers, their lines and streams: the API’s own data. Parts of a tool’s input have its schema. */
const envelope = /^(?:body|read|iter_lines|aiter_lines|getReader|partial_json|input|arguments)$/;

/** It is the API’s answer as a whole, or the input of a tool: not what Claude has written as text. */
function isNoText(value: Value, { source }: Trace, { flow }: Document): boolean {
  const seen = new Set<Value>();
  const look = (one: Value): 'content' | 'envelope' | undefined => {
    if (seen.has(one) || seen.size > 200) return undefined;
    seen.add(one);
    // `response.text()` is a body, `block.text` what Claude has written.
    if (one.kind === 'call' && one.call.callee.kind === 'member' && one.call.callee.property === 'text')
      return 'envelope';
    if (one.kind === 'member' && envelope.test(one.property ?? '')) return 'envelope';
    if (one.kind === 'member' && content.test(one.property ?? '')) return 'content';
    const found = new Set(partsOf(one, flow).map(look));
    return found.has('envelope') ? 'envelope' : found.has('content') ? 'content' : undefined;
  };
  const kind = look(value);
  // What Node's own client is answered comes to a function, as the body that it is.
  return kind === 'envelope' || (kind === undefined && source.value.kind !== 'call');
}

function partsOf(value: Value, flow: Document['flow']): readonly Value[] {
  switch (value.kind) {
    case 'name':
      return flow.sources(value);
    case 'member':
      return [value.object];
    case 'choice':
      return value.options;
    case 'template':
    case 'unknown':
      return value.parts;
    case 'array':
      return value.items;
    case 'call': {
      const { callee, args } = value.call;
      return [callee, ...args.map((one) => one.value), ...(flow.calledFunction(value.call)?.returns ?? [])];
    }
    default:
      return [];
  }
}
