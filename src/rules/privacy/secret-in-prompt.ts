import type { Range, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, Rule, RuleContext } from '../../engine/types';
import { leavesOf } from '../support/contents';
import { isSecretVariable, secretsInText } from '../support/credentials/secrets';
import { asksClaude } from '../support/flow-rule';
import { type Instruction, instructionsOf } from '../support/instructions/instructions';
import { wayOf, wayTexts } from '../support/traces';

const say = phrases({
  prompt: 'the system prompt',
  description: 'a tool’s description',
  own: 'a message that Claude is given as its own',
  variable: 'The secret in {name} becomes part of {place}.',
  traced: 'A Claude credential becomes part of {place}.',
  literal: 'A secret stands in {place}.',
});

const places: Readonly<Record<Instruction['kind'], Message>> = {
  tells: say('prompt'),
  describes: say('description'),
  speaks: say('own'),
};

export const secretInPrompt: Rule = {
  id: 'secret-in-prompt',
  title: 'Secret in a prompt',
  practice: 'privacy',
  severity: 'warning',
  confidence: 'high',
  cwe: [200, 522],
  owasp: ['LLM07', 'LLM02', 'ASI03'],
  why: 'A system prompt is no safe place: whoever talks to Claude long enough can make it tell what it has been told, and a tool call can carry it away. The secret then works for whoever has read it, and it stands in every log of requests.',
  remedy:
    'Keep the secret where the tool runs, and let the tool use it; tell Claude what the tool does and not how it authenticates.',
  reports:
    'Credentials, connection strings and tokens, from the environment or written out, in a system prompt, a tool’s description or a message that is given to Claude as its own, through variables and functions, too.',
  silent: 'Names of variables, placeholders, URLs without a password; public keys.',
  messages: { ...say.texts, ...wayTexts },
  yieldsTo: ['hardcoded-credential', 'encoded-credential'],
  examples: [
    {
      file: 'assistant.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (question: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    system: `Query the CRM with the token ${process.env.CRM_API_TOKEN}.`,\n    messages: [{ role: 'user', content: question }],\n  });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (question: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    system: 'Query the CRM with the tool “crm”.',\n    messages: [{ role: 'user', content: question }],\n  });\n",
    },
    {
      file: 'assistant.py',
      bad: 'import os\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(question):\n    return client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        system=f"The database is at {os.environ[\'DATABASE_URL\']}.",\n        messages=[{"role": "user", "content": question}],\n    )\n',
      good: 'import os\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(question):\n    return client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        system="Query the database with the tool “sql”.",\n        messages=[{"role": "user", "content": question}],\n    )\n',
    },
  ],
  document(context) {
    if (context.setting === 'documentation' || !asksClaude(context.document)) return [];
    return instructionsOf(context.document).flatMap((one) => problems(one, context));
  },
};

function problems({ kind, value }: Instruction, { document }: RuleContext): Problem[] {
  const place = places[kind];
  const origins = leavesOf(value, document).flatMap((leaf) => document.flow.origins(leaf));
  const variables = origins.flatMap(({ kind: from, name, value: read }): Problem[] =>
    from === 'environment' && name !== undefined && isSecretVariable(name)
      ? [{ range: read.range, message: say('variable', { name, place }) }]
      : [],
  );
  const literals = origins.flatMap(({ value: literal }) =>
    secretRanges(literal, document).map(
      (range): Problem => ({ range, message: say('literal', { place }), secrets: [range] }),
    ),
  );
  if (variables.length + literals.length > 0) return [...variables, ...literals];
  if (isOnlyPossible(value, document)) return [];
  const [trace] = document.trace(value, { use: 'prompt', kinds: ['credential'] });
  return trace ? [{ range: value.range, message: say('traced', { place }), ...wayOf(trace) }] : [];
}

/** `create(**options)` may give a system prompt, and nothing in the file puts one there: what else the options hold is none. */
function isOnlyPossible(value: Value, { text }: Document): boolean {
  if (value.kind !== 'member' || value.range !== value.object.range || value.property === undefined) return false;
  return !new RegExp(`\\b${value.property}["']?\\]?\\s*[:=]`).test(text);
}

/** Where the text has escapes, the whole literal. */
function secretRanges(value: Value, { text }: Document): Range[] {
  if (value.kind !== 'literal' || typeof value.value !== 'string') return [];
  const found = secretsInText(value.value);
  const { content } = value;
  const isVerbatim = content && text.slice(content.start, content.end) === value.value;
  if (found.length === 0) return [];
  return isVerbatim
    ? found.map(({ start, end }) => ({ start: content.start + start, end: content.start + end }))
    : [value.range];
}
