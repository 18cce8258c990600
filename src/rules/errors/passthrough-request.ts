import { parametersOf, spreadsOf } from '../../engine/claude/requests';
import type { Range, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Endpoint, Reached } from '../../engine/server/types';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { isWithCallersKey } from '../support/server/callers-key';
import { costlyParameters as costly, servedEndpoints, writtenBy } from '../support/server/endpoints';
import { modelFix, pickFix, pickTexts } from '../support/server/pick-fields-fix';
import { confidenceIn } from '../support/traces';

const say = phrases({
  whole:
    'The caller’s body goes to Claude as it is: whoever sends it chooses the model, the tools, the system prompt and how much is written.',
  part: 'The caller of this endpoint chooses “{name}” of the request to Claude.',
});

export const passthroughRequest: Rule = {
  id: 'passthrough-request',
  title: 'Caller’s body passed on to Claude',
  practice: 'errors',
  severity: 'warning',
  confidence: 'medium',
  cwe: [915, 20],
  owasp: ['LLM10', 'LLM01'],
  why: 'A caller who writes the request’s parameters asks the dearest model for the longest answer at your expense, replaces your system prompt, and switches on tools that you never meant to offer.',
  remedy:
    'Pick the fields that callers may set, check each against your own limits, and set model, max_tokens, tools and system yourself.',
  reports:
    'A route whose caller’s body is a request to Claude, whole or spread into it, or sets its model, max_tokens, tools or MCP servers, directly and through functions of whatever module. In Go, Java, C#, Ruby and PHP: of the same file.',
  silent:
    'Fields that are picked, values that are looked up or compared with a fixed list, schemas that leave a fixed choice, requests with the caller’s own key. Where the caller is authenticated, confidence is low: gateways pass requests on by design.',
  messages: { ...say.texts, ...pickTexts },
  yieldsTo: ['unbounded-output'],
  examples: [
    {
      file: 'route.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function POST(request: Request) {\n  const body = await request.json();\n  const message = await client.messages.create(body);\n  return Response.json(message.content);\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function POST(request: Request) {\n  const { question } = await request.json();\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(question).slice(0, 2000) }],\n  });\n  return Response.json(message.content);\n}\n",
    },
    {
      file: 'server.py',
      bad: 'import anthropic\nfrom flask import Flask, jsonify, request\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask():\n    message = client.messages.create(**request.get_json())\n    return jsonify(answer=message.content[0].text)\n',
      good: 'import anthropic\nfrom flask import Flask, jsonify, request\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask():\n    question = str(request.get_json()["question"])[:2000]\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n    )\n    return jsonify(answer=message.content[0].text)\n',
    },
  ],
  document: (context) =>
    servedEndpoints(context).flatMap((endpoint) =>
      endpoint.reached.flatMap((reached) => problemsOf(reached, endpoint, context)),
    ),
};

function problemsOf(reached: Reached, endpoint: Endpoint, context: RuleContext): Problem[] {
  const { document } = context;
  const { request, unit } = reached;
  const isCallers = (value: Value) => writtenBy(value, reached, endpoint, document) !== undefined;
  const chosen = costly.flatMap((name) =>
    parametersOf(request, unit.flow, name)
      .filter(isCallers)
      .slice(0, 1)
      .map((value) => ({ name, value })),
  );
  const spread = spreadsOf(request, unit.flow).find(isCallers);
  const [first] = chosen;
  if ((!first && !spread) || isWithCallersKey(reached, endpoint, document)) return [];
  const isWhole = spread !== undefined || chosen.length === costly.length;
  return [
    {
      range: placeOf(spread ?? first!.value, reached, document),
      message: isWhole ? say('whole') : say('part', { name: first!.name }),
      confidence: isMeant(endpoint, document) ? 'low' : confidenceIn(context, 'medium'),
      fixes: fixesOf(spread, chosen, reached, document),
    },
  ];
}

interface Chosen {
  name: (typeof costly)[number];
  value: Value;
}

/** A body that is handed over whole has each parameter as a member that nobody has written. */
function fixesOf(spread: Value | undefined, chosen: Chosen[], reached: Reached, document: Document): ProposedFix[] {
  const [first, ...others] = chosen;
  const isBody = first?.value.kind === 'member' && first.value.range.end === first.value.object.range.end;
  const body = spread ?? (isBody && first.value.kind === 'member' ? first.value.object : undefined);
  if (body) return pickFix(body, reached, document);
  return first?.name === 'model' && others.length === 0 ? modelFix(first.value, reached, document) : [];
}

/** Gateways pass on what those send whom they know; a server may be its developer's alone. */
const isMeant = (endpoint: Endpoint, { server }: Document): boolean =>
  endpoint.isLocal !== false || server.does(endpoint, 'authentication') === true;

/** Where the request stands in another module: the call that leads there. */
const placeOf = ({ range }: Value, { unit, call }: Reached, { facts }: Document): Range =>
  unit.facts === facts ? range : call.callee.range;
