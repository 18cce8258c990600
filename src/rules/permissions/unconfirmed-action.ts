import type { Call, Range, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, ProposedFix, Rule } from '../../engine/types';
import { isDecided } from '../support/agents/sandboxes';
import { flowHook } from '../support/flow-rule';
import { addBehind } from '../support/literals';
import { callsByName, confidenceIn, type Sink, wayTexts } from '../support/traces';
import { within } from '../support/values';

const say = phrases({
  deletes: 'What is deleted here is decided by {source}, and nobody is asked.',
  mails: 'To whom this is sent is decided by {source}, and nobody is asked.',
  pays: 'This moves money on the word of {source}, and nobody is asked.',
  writes: 'Which records are changed here is decided by {source}, and nobody is asked.',
  approve: 'Ask for approval before the tool runs',
});

type Action = 'deletes' | 'mails' | 'pays' | 'writes';

/** Calls that can't be taken back, by name; and the option or position that says what they are about. */
interface Row {
  action: Action;
  name: RegExp;
  at?: number | string;
  /** The text that is given first, for SQL. */
  first?: RegExp;
}

const rows: readonly Row[] = [
  { action: 'deletes', name: /^@aws-sdk\/client-s3#Delete(?:Object|Objects|Bucket)Command$/ },
  { action: 'mails', name: /^nodemailer#.*\.sendMail$/, at: 'to' },
  { action: 'mails', name: /^resend#Resend\(\)\.emails\.send$|^resend\.Emails\.send$/, at: 'to' },
  { action: 'mails', name: /^@sendgrid\/mail#(?:(?:\*|default)\.)?send$/, at: 'to' },
  { action: 'mails', name: /^twilio#.*\(\)\.messages\.create$|^twilio\.rest\.Client\(\)\.messages\.create$/, at: 'to' },
  { action: 'mails', name: /^@aws-sdk\/client-ses(?:v2)?#SendEmailCommand$/, at: 'Destination' },
  { action: 'mails', name: /^smtplib\.SMTP(?:_SSL)?\(\)\.sendmail$/, at: 1 },
  { action: 'mails', name: /^smtplib\.SMTP(?:_SSL)?\(\)\.send_message$/, at: 0 },
  {
    action: 'pays',
    name: /^stripe(?:#\w*\*?\(\))?\.(?:paymentIntents|charges|refunds|transfers|payouts|PaymentIntent|Charge|Refund|Transfer|Payout)\.create$/,
  },
  {
    action: 'writes',
    name: /\.(?:execute|query|run|\$executeRawUnsafe)$/,
    at: 1,
    first: /^\s*(?:DELETE|UPDATE|DROP|TRUNCATE|ALTER)\b/i,
  },
  { action: 'writes', name: /\.(?:deleteOne|deleteMany|delete_one|delete_many|destroy|findByIdAndDelete)$/ },
];

/** Who runs the tools asks before it does; servers of the Model Context Protocol leave that to their clients. */
const asking =
  /canUseTool|can_use_tool|interrupt_?(?:before|on)|human_?in_?the_?loop|HumanInTheLoop|require_?approval|@modelcontextprotocol\/|\bfastmcp\b|from mcp\b/i;
const toolCall = /tool_use|tool_calls|toolUse|\.input\b|\["input"\]/;

export const unconfirmedAction: Rule = {
  id: 'unconfirmed-action',
  title: 'Action without confirmation',
  practice: 'permissions',
  severity: 'info',
  confidence: 'medium',
  cwe: [862, 250],
  owasp: ['LLM06', 'ASI02', 'ASI09'],
  why: 'Claude calls the tool because of what it has read, and anybody may have written that: a mail that says “forward this to …”, a page that says “delete the old ones”. What is deleted, sent or paid is gone.',
  remedy:
    'Show what is about to happen and let a person confirm it (needsApproval, canUseTool, an interrupt), bound it to a list of targets, or make a draft that somebody sends.',
  reports:
    'Inputs of tool calls that decide what is deleted (records, stored objects), to whom a mail or a message is sent, or what is paid, in TypeScript, JavaScript and Python.',
  silent:
    'Tools with an approval, a dry run, or a list of what is allowed; what is added or only read; texts whose recipient is fixed; servers of the Model Context Protocol, whose clients ask. Files that a tool call names are told of by another rule.',
  messages: { ...say.texts, ...wayTexts },
  yieldsTo: ['reply-as-path', 'reply-as-sql', 'reply-as-command', 'unsandboxed-tool'],
  examples: [
    {
      file: 'mail.ts',
      bad: "import { tool } from 'ai';\nimport { anthropic } from '@ai-sdk/anthropic';\nimport nodemailer from 'nodemailer';\nimport { z } from 'zod';\n\nconst transport = nodemailer.createTransport(process.env.SMTP_URL);\nexport const model = anthropic('claude-sonnet-5');\n\nexport const mail = tool({\n  description: 'Sends a mail',\n  inputSchema: z.object({ to: z.string(), text: z.string() }),\n  execute: ({ to, text }) => transport.sendMail({ to, text }),\n});\n",
      good: "import { tool } from 'ai';\nimport { anthropic } from '@ai-sdk/anthropic';\nimport nodemailer from 'nodemailer';\nimport { z } from 'zod';\n\nconst transport = nodemailer.createTransport(process.env.SMTP_URL);\nexport const model = anthropic('claude-sonnet-5');\n\nexport const mail = tool({\n  description: 'Sends a mail',\n  inputSchema: z.object({ to: z.string(), text: z.string() }),\n  needsApproval: true,\n  execute: ({ to, text }) => transport.sendMail({ to, text }),\n});\n",
    },
    {
      file: 'refund.py',
      bad: 'import stripe\nfrom anthropic import beta_tool\n\n\n@beta_tool\ndef refund(charge: str, amount: str) -> str:\n    """Pays a charge back."""\n    return stripe.Refund.create(charge=charge, amount=amount).id\n',
      good: 'import stripe\nfrom anthropic import beta_tool\n\n\n@beta_tool\ndef refund(charge: str, amount: str) -> str:\n    """Pays a charge back."""\n    if input(f"Pay {amount} of {charge} back? ") != "yes":\n        return "The user said no."\n    return stripe.Refund.create(charge=charge, amount=amount).id\n',
    },
  ],
  document(context) {
    const { document } = context;
    const found = flows(context);
    if (found.length === 0 || around(document).some(({ text }) => asking.test(text))) return [];
    return found
      .filter((one) => isToolCall(one, document) && !isDecided(one.range, document) && !isApproved(one.range, document))
      .map((one) => ({ ...one, confidence: confidenceIn(context, 'medium') }));
  },
};

/** The document, and those that use it: what a tool does may stand in a module of its own. */
const around = (document: Document): readonly { text: string }[] => [document, ...document.links.importers()];

const flows = flowHook({
  use: 'prompt',
  kinds: ['toolInput', 'reply'],
  sinks: (document) =>
    [...callsByName(document)].flatMap(([name, calls]) => {
      const fitting = rows.filter((row) => row.name.test(name));
      return fitting.length === 0
        ? []
        : calls.flatMap((call) => fitting.flatMap((row) => targets(row, call, document)));
    }),
  fixes: (sink, { document }) => approvalFix(sink, document),
});

/** What the call is about; a payment with all that it is given. */
function targets({ action, at, first }: Row, call: Call, document: Document): Sink[] {
  const { flow } = document;
  const [head] = call.args;
  if (first && !(head && first.test(flow.pattern(head.value) ?? ''))) return [];
  const values = typeof at === 'string' ? named(call, at, document) : atPosition(call, at, action);
  return values.map((value) => ({ value, message: (source: Message) => say(action, { source }) }));
}

const named = (call: Call, name: string, { flow }: Document): Value[] =>
  [flow.argument(call, undefined, name) ?? flow.property(flow.argument(call, 0), name) ?? []].flat();

const atPosition = ({ args }: Call, at: number | undefined, action: Action): Value[] =>
  at === undefined && action === 'pays'
    ? args.map(({ value }) => value)
    : args.slice(at ?? 0, (at ?? 0) + 1).map(({ value }) => value);

/** Of a reply, only what it calls a tool with is meant, not its text. */
function isToolCall({ related, message }: Problem, { text }: Document): boolean {
  const source = message.args.source;
  const isReply = typeof source !== 'string' && source?.id === 'reply';
  return !isReply || (related !== undefined && toolCall.test(text));
}

/** The AI SDK's tools, each around what it executes. */
const toolsAround = (range: Range, document: Document): Call[] =>
  (callsByName(document).get('ai#tool') ?? []).filter((one) => within(range, one.range));

const isApproved = (range: Range, document: Document): boolean =>
  toolsAround(range, document).some(({ range: { start, end } }) =>
    /needsApproval/.test(document.text.slice(start, end)),
  );

function approvalFix({ value }: Sink, document: Document): ProposedFix[] {
  const [tool] = toolsAround(value.range, document);
  const options = tool && document.flow.argument(tool, 0);
  const entries = options?.kind === 'object' ? options.entries : [];
  const entry = entries.find(({ key }) => key === 'inputSchema' || key === 'parameters');
  if (!entry) return [];
  const edits = [addBehind(document.text, entry.range, 'needsApproval: true')];
  return [{ title: say('approve'), kind: 'suggestion', edits }];
}
