import type { Request } from '../../engine/claude/claude';
import type { Value } from '../../engine/facts';
import { lastName } from '../../engine/flow/names';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { leavesOf, textsOf } from '../support/contents';
import { instructionsOf } from '../support/instructions/instructions';
import { identifyingIn, identifyingTexts } from '../support/privacy/personal-data';
import { type PersonalRecord, recordsIn } from '../support/privacy/personal-records';
import { contentsOfRequest } from '../support/server/endpoints';
import { confidenceIn } from '../support/traces';

/** A file that has none of these makes no text of a record, and names no field that tells who somebody is. */
const mentioned =
  /stringify|dumps|dump\b|__dict__|vars\(|asdict|to_dict|as_dict|model_|toJSON|toObject|pformat|mail|phone|ssn|social|passport|iban|card|birth|diagnos|medical|tax_?id|national/i;

const say = phrases({
  record: 'Everything that is known of “{name}” becomes part of this request.',
  field: '{what} becomes part of this request.',
  pick: 'Give only its id, and what else is needed',
});

export const personalDataInPrompt: Rule = {
  id: 'personal-data-in-prompt',
  title: 'Personal data in a prompt',
  practice: 'privacy',
  severity: 'warning',
  confidence: 'medium',
  cwe: [359, 200],
  owasp: ['LLM02'],
  why: 'A record holds more than a question needs: address, date of birth, the hash of a password, whatever is added to it next year. All of it leaves the application, stands in the logs of every party on the way, and can come back in an answer to somebody else who talks to the same assistant.',
  remedy:
    'Name the fields that the question needs, leave out what says who somebody is, or put a pseudonym in its place.',
  reports:
    'Whole records of users, customers, patients and others that are made into text (JSON.stringify, json.dumps, __dict__, model_dump, to_dict …) and put into a request, through variables and functions of the file. E-mail addresses, phone numbers, government ids, cards, dates of birth and diagnoses that are put in alone, as information with low confidence.',
  silent:
    'Chosen fields, selections of a query, replacers, what a function masks, anonymises or summarises; records that are written in the code itself.',
  messages: { ...say.texts, ...identifyingTexts },
  examples: [
    {
      file: 'support.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport { db } from './db';\n\nconst client = new Anthropic();\n\nexport async function help(id: string, question: string) {\n  const customer = await db.customer.findUnique({ where: { id } });\n  return client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: `${question}\\n\\nCustomer: ${JSON.stringify(customer)}` }],\n  });\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport { db } from './db';\n\nconst client = new Anthropic();\n\nexport async function help(id: string, question: string) {\n  const customer = await db.customer.findUnique({ where: { id }, select: { plan: true, openTickets: true } });\n  return client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: `${question}\\n\\nCustomer: ${JSON.stringify(customer)}` }],\n  });\n}\n",
    },
    {
      file: 'support.py',
      bad: 'import anthropic\n\nfrom models import User\n\nclient = anthropic.Anthropic()\n\n\ndef help_user(user_id, question):\n    user = User.query.get(user_id)\n    return client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": f"{question}\\n\\nUser: {user.__dict__}"}],\n    )\n',
      good: 'import anthropic\n\nfrom models import User\n\nclient = anthropic.Anthropic()\n\n\ndef help_user(user_id, question):\n    user = User.query.get(user_id)\n    return client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": f"{question}\\n\\nPlan: {user.plan}"}],\n    )\n',
    },
  ],
  document(context) {
    const { document, setting } = context;
    const { requests } = document.claude;
    if (setting === 'documentation' || requests.length === 0 || !mentioned.test(document.text)) return [];
    const texts = new Set([
      ...requests.flatMap((request) => contents(request, document)),
      ...instructionsOf(document).flatMap(({ value }) => leavesOf(value, document)),
    ]);
    return [...texts].flatMap((text) => problems(text, context));
  },
};

const contents = (request: Request, document: Document): Value[] => [
  ...textsOf(request, document),
  ...contentsOfRequest(request, document.flow).flatMap((value) => leavesOf(value, document)),
];

function problems(text: Value, context: RuleContext): Problem[] {
  const { document } = context;
  const records = recordsIn(text, document).map(
    (one): Problem => ({
      range: one.value.range,
      message: say('record', { name: lastName(one.root).replace(/^this\./, '') }),
      confidence: confidenceIn(context, one.confidence),
      fixes: pickFix(one, document),
    }),
  );
  const fields = identifyingIn(text, document).map(
    ({ value, what }): Problem => ({
      range: value.range,
      message: say('field', { what }),
      severity: 'info',
      confidence: 'low',
    }),
  );
  return [...records, ...fields];
}

/** `JSON.stringify(user)` becomes `JSON.stringify({ id: user.id })`. */
function pickFix({ root, replaceable }: PersonalRecord, { format, text }: Document): ProposedFix[] {
  const name = text.slice(root.range.start, root.range.end);
  const picked = format.idioms.fields?.([['id', `${name}.id`]]);
  if (!replaceable || picked === undefined) return [];
  return [{ title: say('pick'), kind: 'suggestion', edits: [{ range: replaceable, text: picked }] }];
}
