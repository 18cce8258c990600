import type { Call } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Endpoint } from '../../engine/server/types';
import type { Confidence, Document, Edit, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { clientName } from '../support/module-names';
import { insertion, lineStart } from '../support/style';
import { confidenceIn } from '../support/traces';
import { within } from '../support/values';

const say = phrases({
  unverified: 'Anyone can send events to this webhook: nothing checks that they are signed by Anthropic.',
  unwrap: 'Have the SDK verify the signature',
});

export const unverifiedWebhook: Rule = {
  id: 'unverified-webhook',
  title: 'Unverified webhook',
  practice: 'errors',
  severity: 'warning',
  confidence: 'high',
  cwe: [345, 347],
  owasp: ['LLM05', 'ASI07'],
  why: 'Whoever finds the URL sends events that Anthropic never sent: a session that is said to be done, a credential that is said to have failed. Your code acts on them, with your key and in your users’ names.',
  remedy:
    'Give the body as it came, and its headers, to `client.beta.webhooks.unwrap` with the signing key, and refuse what it throws at.',
  reports:
    'A route that tells events of Anthropic’s webhooks apart by their types, itself or in what it calls, where neither it nor anything before it verifies a signature.',
  silent:
    'The SDK’s `webhooks.unwrap`, Standard Webhooks and Svix, an HMAC or a function that is called after verification, wherever it stands; handlers of other vendors’ events. Where something else asks who is calling, confidence is low.',
  messages: say.texts,
  examples: [
    {
      file: 'app/api/webhook/route.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport { finish } from './sessions';\n\nconst client = new Anthropic();\n\nexport async function POST(request: Request) {\n  const event = await request.json();\n  if (event.data.type === 'session.status_idled') await finish(client, event.data.id);\n  return new Response(null, { status: 204 });\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport { finish } from './sessions';\n\nconst client = new Anthropic();\n\nexport async function POST(request: Request) {\n  const event = client.beta.webhooks.unwrap(await request.text(), { headers: Object.fromEntries(request.headers) });\n  if (event.data.type === 'session.status_idled') await finish(client, event.data.id);\n  return new Response(null, { status: 204 });\n}\n",
    },
    {
      file: 'webhook.py',
      bad: 'import anthropic\nfrom flask import Flask, request\n\nfrom sessions import finish\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/webhook")\ndef webhook():\n    event = request.get_json()\n    if event["data"]["type"] == "session.status_idled":\n        finish(client, event["data"]["id"])\n    return "", 204\n',
      good: 'import anthropic\nfrom flask import Flask, request\n\nfrom sessions import finish\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/webhook")\ndef webhook():\n    event = client.beta.webhooks.unwrap(request.get_data(as_text=True), headers=request.headers)\n    if event.data.type == "session.status_idled":\n        finish(client, event.data.id)\n    return "", 204\n',
    },
  ],
  document(context) {
    const { document, setting } = context;
    if (setting === 'documentation' || !isAboutWebhooks(document)) return [];
    return document.server.handlers().flatMap((one) => problemOf(one, context));
  },
};

/** Decided cheaply: who takes webhooks says so, or tells an event's type. */
const isAboutWebhooks = ({ file, text }: Document): boolean =>
  /webhook/i.test(file.path) || /webhook|['"]session\.|['"]deployment_run\.|['"]vault_credential\./i.test(text);

function problemOf(handler: Endpoint, context: RuleContext): Problem[] {
  const { document } = context;
  const { server } = document;
  if (!server.does(handler, 'events') || server.does(handler, 'verification')) return [];
  return [
    {
      range: handler.range,
      message: say('unverified'),
      confidence: confidenceOf(handler, context),
      fixes: fixesOf(handler, document),
    },
  ];
}

function confidenceOf(handler: Endpoint, context: RuleContext): Confidence {
  const { server } = context.document;
  const isKnown = server.does(handler, 'verification') === false && handler.knowledge !== 'some';
  if (!isKnown || handler.isLocal || server.does(handler, 'authentication')) return 'low';
  return confidenceIn(context, 'high');
}

/** Where the module has a client, and the body is read in a way that leaves its text to be had. */
function fixesOf({ fn }: Endpoint, document: Document): ProposedFix[] {
  const client = clientName(document);
  const read = document.facts.calls.find((call) => within(call.range, fn.range) && readsBody(call));
  if (client === undefined || !read || read.callee.kind !== 'member') return [];
  const { object } = read.callee;
  const request = document.text.slice(object.range.start, object.range.end);
  const write = document.format.id === 'python' ? verified : unwrapped;
  const edit = write(read, client, request, document);
  return edit ? [{ title: say('unwrap'), kind: 'suggestion', edits: [edit] }] : [];
}

const readsBody = ({ callee, args }: Call): boolean =>
  callee.kind === 'member' &&
  /^(?:json|get_json)$/.test(callee.property ?? '') &&
  callee.object.kind === 'name' &&
  args.length === 0;

/** What the SDK gives is what the JSON says. */
function unwrapped({ range }: Call, client: string, request: string, { text }: Document): Edit | undefined {
  const start = range.start - 'await '.length;
  if (text.slice(start, range.start) !== 'await ') return undefined;
  const headers = `{ headers: Object.fromEntries(${request}.headers) }`;
  const source = `${client}.beta.webhooks.unwrap(await ${request}.text(), ${headers})`;
  return { range: { start, end: range.end }, text: source };
}

/** Python's SDK gives an object of its own, so that the body is read again. */
function verified({ callee, statement }: Call, client: string, request: string, { text }: Document): Edit | undefined {
  const at = lineStart(text, statement.start);
  const indentation = text.slice(at, statement.start);
  if (callee.kind !== 'member' || indentation.trim() !== '') return undefined;
  const body =
    callee.property === 'get_json' ? `${request}.get_data(as_text=True)` : `(await ${request}.body()).decode()`;
  return insertion(at, `${indentation}${client}.beta.webhooks.unwrap(${body}, headers=${request}.headers)\n`);
}
