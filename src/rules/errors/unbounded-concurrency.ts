import type { Call, Range, Value } from '../../engine/facts';
import { calleeOf } from '../../engine/flow/names';
import { phrases } from '../../engine/messages';
import type { Trace } from '../../engine/taint/types';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { asksClaude } from '../support/flow-rule';
import { callsNamed, confidenceIn, nounOf, wayOf, wayTexts } from '../support/traces';
import { within } from '../support/values';

/** Calls that wait for many things at once. */
const fansOut =
  /^Promise\.(?:all|allSettled|any|race)$|^asyncio\.(?:gather|wait|as_completed)$|^(?:tqdm\.asyncio|tqdm\.asyncio\.tqdm)\.gather$/;
const adds = /^(?:push|append)$/;
/** Text by which code says that it does so much at once and no more: names of libraries and of what they are given. */
const limiter =
  /p-?limit\b|p-?map\b|p-?queue\b|bottleneck|semaphore|\bsema\b|throttl|async-?pool|promise-?pool|(?:each|map)Limit\b|limiter\b|concurrency\b|max_?concurren|max_?(?:workers|parallel)|aiometer/i;
/** Schemas that bound a list. */
const bounded = /\.max\(|max_?(?:length|items)\b|conlist|ArrayMaxSize/i;
/** Text by which a function says that it takes a part of a list, or looks at its length. */
const parts =
  /\.slice\(|\.splice\(|\[\s*\w*\s*:\s*[\w+ ]+\]|islice|chunk|batch|(?:\.length|len\([^()]*\))\s*[<>]=?\s*(?:[A-Za-z_]|[2-9]|\d\d)|[<>]=?\s*len\(/i;

const say = phrases({
  unbounded: 'As many requests to Claude run at once as {source} asks for: nothing bounds them.',
  take: 'Take the first 20 only',
});

export const unboundedConcurrency: Rule = {
  id: 'unbounded-concurrency',
  title: 'Unbounded concurrency',
  practice: 'errors',
  severity: 'info',
  confidence: 'medium',
  cwe: [770, 400],
  owasp: ['LLM10', 'ASI08'],
  why: 'A caller sends a list of ten thousand items, and ten thousand requests to Claude begin at the same moment: the organisation’s rate limit is used up for everybody, the process runs out of memory, and the bill is yours.',
  remedy:
    'Refuse lists that are longer than the task needs, and run a few requests at a time: p-limit, asyncio.Semaphore, or the Message Batches API.',
  reports:
    'Promise.all, asyncio.gather and their like over a list that comes from an HTTP request, with a request to Claude for each item, directly and through functions.',
  silent:
    'Semaphores, limiters, pools and queues, lists that are cut, taken in chunks or whose length is checked, schemas with a maximum, lists of the program.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\nconst summary = (text: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(text).substring(0, 2000) }],\n  });\n\napp.post('/summaries', async (req, res) => {\n  const { texts } = req.body;\n  res.json(await Promise.all(texts.map(summary)));\n});\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\nimport pLimit from 'p-limit';\n\nconst app = express();\nconst client = new Anthropic();\nconst limit = pLimit(4);\n\nconst summary = (text: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(text).substring(0, 2000) }],\n  });\n\napp.post('/summaries', async (req, res) => {\n  const { texts } = req.body;\n  if (!Array.isArray(texts) || texts.length > 50) return res.status(400).json({ error: 'Up to 50 texts, please.' });\n  res.json(await Promise.all(texts.map((text) => limit(() => summary(text)))));\n});\n",
    },
    {
      file: 'server.py',
      bad: 'import asyncio\n\nimport anthropic\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\n\napp = FastAPI()\nclient = anthropic.AsyncAnthropic()\n\n\nclass Texts(BaseModel):\n    texts: list[str]\n\n\nasync def summary(text):\n    message = await client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": text}]\n    )\n    return message.content[0].text\n\n\n@app.post("/summaries")\nasync def summaries(body: Texts):\n    return await asyncio.gather(*[summary(text) for text in body.texts])\n',
      good: 'import asyncio\n\nimport anthropic\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel, Field\n\napp = FastAPI()\nclient = anthropic.AsyncAnthropic()\nslots = asyncio.Semaphore(4)\n\n\nclass Texts(BaseModel):\n    texts: list[str] = Field(max_length=50)\n\n\nasync def summary(text):\n    async with slots:\n        message = await client.messages.create(\n            model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": text}]\n        )\n    return message.content[0].text\n\n\n@app.post("/summaries")\nasync def summaries(body: Texts):\n    return await asyncio.gather(*[summary(text) for text in body.texts])\n',
    },
  ],
  document(context) {
    const { document, setting } = context;
    const calls = callsNamed(document, fansOut);
    if (calls.length === 0 || setting === 'documentation' || !asksClaude(document)) return [];
    return calls.flatMap((call) => problemOf(call, context));
  },
};

/** A list, and what leads to a request for each of its items. */
interface FanOut {
  list: Value;
  /** The function that is called, or a request itself. */
  task: Value;
}

function problemOf(call: Call, context: RuleContext): Problem[] {
  const { document } = context;
  const tasks = call.args.flatMap(({ value }) => fanOutsOf(value, document));
  const found = tasks.flatMap(({ list, task }) => {
    const units = unitsBehind(task, document);
    const [trace] = units ? document.trace(list, { use: 'prompt', kinds: ['request'] }) : [];
    return trace && !isBounded(call.range, trace, units ?? [], document) ? [{ list, trace }] : [];
  });
  const [first] = found;
  if (!first) return [];
  return [
    {
      range: call.callee.range,
      message: say('unbounded', { source: nounOf(first.trace) }),
      confidence: confidenceIn(context, 'medium'),
      ...wayOf(first.trace),
      fixes: take(first.list, document),
    },
  ];
}

function fanOutsOf(value: Value, document: Document): FanOut[] {
  if (value.kind === 'name')
    return [...document.flow.sources(value).flatMap((one) => fanOutOf(one, document)), ...addedTo(value, document)];
  return fanOutOf(value, document);
}

/** `list.map(task)`, `[task(one) for one in list]`. */
function fanOutOf(value: Value, { facts }: Document): FanOut[] {
  if (value.kind === 'call') {
    const { callee, args } = value.call;
    const isMap = callee.kind === 'member' && /^(?:map|flatMap)$/.test(callee.property ?? '');
    return isMap && args[0] ? [{ list: callee.object, task: args[0].value }] : [];
  }
  if (value.kind !== 'unknown') return [];
  const walked = facts.bindings.flatMap(({ value: item, range }) =>
    item?.kind === 'member' && item.property === undefined && within(range, value.range) ? [item.object] : [],
  );
  return walked.flatMap((list) => value.parts.map((task) => ({ list, task })));
}

/** What is put into a list, item by item, in a loop over another. */
function addedTo(value: Value & { kind: 'name' }, { facts }: Document): FanOut[] {
  return facts.calls.flatMap(({ callee, args: [first], range }) => {
    const isAdded = callee.kind === 'member' && adds.test(callee.property ?? '') && callee.object.kind === 'name';
    if (!isAdded || !first || callee.object.kind !== 'name' || callee.object.name !== value.name) return [];
    const loop = facts.regions.findLast((one) => one.kind === 'loop' && within(range, one.range));
    const head = loop && facts.bindings.findLast((one) => one.range.end <= loop.range.start && isItem(one.value));
    return head?.value?.kind === 'member' ? [{ list: head.value.object, task: first.value }] : [];
  });
}

const isItem = (value: Value | undefined): boolean => value?.kind === 'member' && value.property === undefined;

/** The texts of what a task leads through to a request; undefined where it leads to none. */
function unitsBehind(task: Value, { claude, server }: Document): string[] | undefined {
  const called = calleeOf(task);
  const isRequest = task.kind === 'call' && claude.requests.some(({ call }) => call === task.call);
  const reached = server.reachedBy(called);
  return isRequest || reached.length > 0 ? reached.map(({ unit }) => unit.text) : undefined;
}

function isBounded(range: Range, { source: { file } }: Trace, texts: readonly string[], document: Document): boolean {
  const { facts, text } = document;
  const around = facts.functions.filter((fn) => within(range, fn.range));
  const outermost = around.reduce((widest, fn) => (within(widest, fn.range) ? fn.range : widest), range);
  const own = text.slice(outermost.start, outermost.end);
  return (
    [text, ...texts].some((one) => limiter.test(one)) ||
    [text, file?.text ?? ''].some((one) => bounded.test(one)) ||
    [own, file?.text ?? ''].some((one) => parts.test(one))
  );
}

/** Behind the list, where it is short enough to be read. */
function take(list: Value, { format, text }: Document): ProposedFix[] {
  if (list.kind !== 'name' && list.kind !== 'member') return [];
  if (/[\n?]/.test(text.slice(list.range.start, list.range.end))) return [];
  const { end } = list.range;
  const edits = [{ range: { start: end, end }, text: format.id === 'python' ? '[:20]' : '.slice(0, 20)' }];
  return [{ title: say('take'), kind: 'suggestion', edits }];
}
