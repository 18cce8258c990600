import type { Client, Request } from '../../engine/claude/claude';
import { parametersOf } from '../../engine/claude/requests';
import type { Call, Region, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { addBehind } from '../support/literals';
import { confidenceIn } from '../support/traces';
import { functionAt, within } from '../support/values';

/** Something counts, measures time or money, or can be stopped from outside. */
const bound =
  /max_?(?:turns?|iter|steps?|rounds?|loops?|calls?|tool|attempts?|depth|tokens_total|cost)|limit|budget|deadline|time_?out|signal|abort|cancel|Date\.now|performance\.now|time\.(?:time|monotonic|perf_counter)|asyncio\.timeout|\brange\(|\+\+|--[;)\s]|[-+]=\s*1\b|=\s*\w+\s*\+\s*1\b|(?:count|counter|iterations?|attempts?|turns?|steps?|rounds?|depth|i|n)\s*(?:<|>|>=|<=|===?|!==?)\s*[\w.]+/i;
/** A person says something in every round. */
const asksPerson =
  /(?:^|[#.])(?:input|raw_input|prompt|question|ask|readline|chat_input|get_user_input|getUserInput|Prompt\.ask|ask_user|receive|receive_text|receive_json|get|recv|poll|sleep|dequeue|pop|shift|wait_for_message)$/;
/** Options of an agent by which its turns, its cost or its time end. */
const agentBounds = /^(?:max_?turns|max_?budget_?usd|task_?budget|abort_?controller)$/i;
/** Somebody watches the agent and can stop it, or a clock does. */
const watched =
  /abort|interrupt|cancel|time_?out|deadline|max_?turns|budget|\binput\(|readline|prompt\(|createInterface|SIGINT|kill/i;
const runners = /(?:toolRunner|tool_runner)$/;

const say = phrases({
  loop: 'This loop goes on for as long as Claude calls tools: nothing bounds its turns, its time or its cost.',
  runner: 'The tool runner goes on for as long as Claude calls tools: max_iterations does not bound it.',
  agent: 'This agent goes on for as long as it calls tools: nothing bounds its turns, its time or its cost.',
  boundAgent: 'Bound it to 25 turns',
  boundTurns: 'Bound the loop to 25 turns',
  boundRunner: 'Bound it to 25 iterations',
});

export const unboundedAgentLoop: Rule = {
  id: 'unbounded-agent-loop',
  title: 'Tool loop without a bound',
  practice: 'errors',
  severity: 'warning',
  confidence: 'high',
  cwe: [835, 770],
  owasp: ['LLM10', 'LLM06', 'ASI08'],
  why: 'A tool that keeps failing, or a page that tells Claude to go on, keeps the loop running: every turn sends the whole conversation again and costs more than the last, until somebody sees the bill. Whoever writes what the tools read can cause it.',
  remedy:
    'Bound the turns (a counter, max_iterations, max_turns), the time or the cost, and say in the end that the bound was reached.',
  reports:
    'Loops without a condition, or on stop_reason alone, around a request with tools where nothing counts, measures time or can stop it; tool runners without max_iterations; agents of the Agent SDK whose options are written there, without maxTurns, a budget or anything that stops them.',
  silent:
    'Counted loops, deadlines, budgets, abort signals, loops in which a person speaks in every round or that wait for events; requests without tools; agents without tools, that a person watches, or whose options come from elsewhere; tests.',
  messages: say.texts,
  examples: [
    {
      file: 'agent.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function run(messages: Anthropic.MessageParam[], tools: Anthropic.Tool[]) {\n  while (true) {\n    const reply = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, tools, messages });\n    if (reply.stop_reason !== 'tool_use') return reply;\n    messages.push({ role: 'assistant', content: reply.content });\n  }\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function run(messages: Anthropic.MessageParam[], tools: Anthropic.Tool[]) {\n  for (let turn = 0; turn < 25; turn++) {\n    const reply = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, tools, messages });\n    if (reply.stop_reason !== 'tool_use') return reply;\n    messages.push({ role: 'assistant', content: reply.content });\n  }\n  throw new Error('Claude used tools for 25 turns.');\n}\n",
    },
    {
      file: 'agent.py',
      bad: 'import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef run(messages, tools):\n    while True:\n        reply = client.messages.create(model="claude-sonnet-5", max_tokens=1024, tools=tools, messages=messages)\n        if reply.stop_reason != "tool_use":\n            return reply\n        messages.append({"role": "assistant", "content": reply.content})\n',
      good: 'import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef run(messages, tools):\n    for _ in range(25):\n        reply = client.messages.create(model="claude-sonnet-5", max_tokens=1024, tools=tools, messages=messages)\n        if reply.stop_reason != "tool_use":\n            return reply\n        messages.append({"role": "assistant", "content": reply.content})\n    raise RuntimeError("Claude used tools for 25 turns.")\n',
    },
  ],
  document(context) {
    const { document, setting } = context;
    if (setting === 'documentation' || setting === 'test') return [];
    const { clients, requests } = document.claude;
    const agents = clients.filter(({ kind }) => kind === 'agent').flatMap((one) => agentProblems(one, context));
    const withTools = requests.filter((one) => hasTools(one, document));
    if (withTools.length === 0) return agents;
    return [...agents, ...runnersOf(withTools, document), ...loops(withTools, document)];
  },
};

/** A parameter of an object that is not known is none that stands here. */
function hasTools(request: Request, { flow }: Document): boolean {
  const body = flow.argument(request.call, 0);
  return parametersOf(request, flow, 'tools').some(
    (one) => !(one.kind === 'member' && one.object === body) && flow.constant(one) === undefined && !isEmpty(one),
  );
}

const isEmpty = (value: Value): boolean => value.kind === 'array' && value.items.length === 0;

function runnersOf(requests: readonly Request[], { flow, text }: Document): Problem[] {
  return requests.flatMap(({ call, method }): Problem[] => {
    const body = flow.argument(call, 0);
    const keyword = flow.argument(call, undefined, 'max_iterations');
    if (!runners.test(method) || keyword || call.args.some((one) => one.spread)) return [];
    const literal = body && flow.object(body);
    if (literal?.entries.some(({ key, spread }) => spread || key === undefined || key === 'max_iterations')) return [];
    if (!literal && call.args.every(({ name }) => name === undefined)) return [];
    return [{ range: call.callee.range, message: say('runner'), fixes: runnerFix(call, text) }];
  });
}

/** `query({ prompt, options: { … } })`, `ClaudeAgentOptions(…)`: options that are put together elsewhere may bound it. */
function agentProblems({ call }: Client, context: RuleContext): Problem[] {
  const { document } = context;
  const { facts, text } = document;
  const given = agentOptions(call, document);
  if (!given || given.names.some((name) => agentBounds.test(name) || isWithoutTools(name, given))) return [];
  const fn = functionAt(call.range, document);
  const around = fn?.range ?? { start: 0, end: text.length };
  if (watched.test(withoutComments(text.slice(around.start, around.end)))) return [];
  const isSetLater = facts.assignments.some(({ target }) => agentBounds.test(target.property ?? ''));
  if (isSetLater) return [];
  return [
    {
      range: call.callee.range,
      message: say('agent'),
      confidence: confidenceIn(context, 'medium'),
      fixes: agentFix(given, text),
    },
  ];
}

interface AgentOptions {
  names: string[];
  /** By name. */
  values: ReadonlyMap<string, Value>;
  last?: Value['range'];
  written: string;
}

/** Undefined where they cannot be seen as a whole. */
function agentOptions(call: Call, { flow }: Document): AgentOptions | undefined {
  const [first] = call.args;
  if (call.args.some(({ spread }) => spread)) return undefined;
  if (first?.name !== undefined || !first) {
    const named = call.args.flatMap((one) => (one.name === undefined ? [] : [[one.name, one] as const]));
    const values = new Map(named.map(([name, { value }]) => [name, value]));
    const last = call.args.at(-1)?.range;
    return { names: [...values.keys()], values, ...(last && { last }), written: 'max_turns=25' };
  }
  const outer = flow.object(first.value);
  if (!outer || outer.entries.some(({ spread }) => spread)) return undefined;
  const options = outer.entries.find(({ key }) => key === 'options');
  if (!options) return { names: [], values: new Map(), written: 'options: { maxTurns: 25 }' };
  const literal = flow.object(options.value);
  if (!literal || literal.entries.some(({ spread, key }) => spread || key === undefined)) return undefined;
  const values = new Map(literal.entries.map(({ key, value }) => [key ?? '', value]));
  const last = options.value.kind === 'object' ? literal.entries.at(-1)?.range : undefined;
  return { names: [...values.keys()], values, ...(last && { last }), written: 'maxTurns: 25' };
}

/** `tools: []`: one turn is all that it has. */
const isWithoutTools = (name: string, { values }: AgentOptions): boolean => {
  const value = name === 'tools' ? values.get(name) : undefined;
  return value !== undefined && isEmpty(value);
};

const agentFix = ({ last, written }: AgentOptions, text: string): ProposedFix[] =>
  last ? [{ title: say('boundAgent'), kind: 'suggestion', edits: [addBehind(text, last, written)] }] : [];

/** Beside `tools`, in the form that the call has. */
function runnerFix({ args }: Call, text: string): ProposedFix[] {
  const [first] = args;
  const entry =
    first?.name === undefined && first?.value.kind === 'object'
      ? first.value.entries.find(({ key }) => key === 'tools')
      : args.find(({ name }) => name === 'tools');
  if (!entry) return [];
  const before = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, entry.range.start));
  const written =
    first?.name === undefined && first?.value.kind === 'object' ? 'max_iterations: 25' : 'max_iterations=25';
  const edit = {
    range: { start: entry.range.start, end: entry.range.start },
    text: `${written},${before ? `\n${before[1]}` : ' '}`,
  };
  return [{ title: say('boundRunner'), kind: 'suggestion', edits: [edit] }];
}

function loops(requests: readonly Request[], document: Document): Problem[] {
  const { facts, text, claude } = document;
  const isRequest = (call: Call) => claude.requests.some((one) => one.call === call);
  const asking = facts.calls.filter((call) =>
    isRequest(call) ? requests.some((one) => one.call === call) : document.asks(call),
  );
  return facts.regions.flatMap((region): Problem[] => {
    if (region.kind !== 'loop') return [];
    const inside = asking.filter(({ range }) => within(range, region.range) && innermost(range, document) === region);
    const condition = inside.length > 0 ? conditionOf(region, document) : undefined;
    if (!condition || !isEndless(condition, document) || isBounded(region, document)) return [];
    const range = { start: condition.range.start, end: condition.range.end };
    return [{ range, message: say('loop'), fixes: isBehind(condition, region) ? [] : loopFix(condition, text) }];
  });
}

/** The loop that runs the call again, in the same function. */
function innermost(range: Call['range'], { facts }: Document): Region | undefined {
  const around = facts.regions.filter((one) => one.kind === 'loop' && within(range, one.range));
  const inner = around.sort((a, b) => b.range.start - a.range.start)[0];
  const isOther = facts.functions.some(
    (fn) => inner && within(fn.range, inner.range) && within(range, fn.range) && fn.range.start > inner.range.start,
  );
  return isOther ? undefined : inner;
}

/** `do { … } while (condition)`. */
const isBehind = (condition: Value, { range }: Region): boolean => condition.range.start >= range.end;

/** What the loop tests before each round, or behind it; loops over something have none. */
const conditionOf = ({ range, condition }: Region, { facts }: Document): Value | undefined =>
  condition ??
  facts.regions.find(
    (one) => one.kind === 'branch' && one.range.start === range.start && one.range.end === range.end && one.holds,
  )?.condition;

/** `while (true)`, or for as long as tools are called. */
function isEndless(condition: Value, { flow, text }: Document): boolean {
  const constant = flow.constant(condition);
  if (condition.kind === 'literal') return constant === true || constant === 1;
  const source = text.slice(condition.range.start, condition.range.end);
  return (
    /stop_?reason/i.test(source) &&
    /tool_use|end_turn/.test(source) &&
    !bound.test(source.replace(/[!=]==?\s*["'][^"']*["']/g, ''))
  );
}

function isBounded({ range }: Region, { facts, flow, text }: Document): boolean {
  if (bound.test(withoutTimesOfOneCall(withoutComments(text.slice(range.start, range.end))))) return true;
  return facts.calls.some((call) => {
    const name = flow.name(call.callee) ?? (call.callee.kind === 'member' ? `.${call.callee.property}` : '');
    return within(call.range, range) && asksPerson.test(name);
  });
}

/** How long one command or one request may take, and what is said of it, bound no loop. */
const withoutTimesOfOneCall = (text: string): string =>
  text
    .replace(/\bTimeoutExpired\b/g, '')
    .replace(/(["'])[^"'\n]*time_?out[^"'\n]*\1/gi, '')
    .replace(/(?<=[(,{]\s*)time_?out\w*\s*(?::|=(?!=))[^,)}\n]*/gi, '');

const withoutComments = (text: string): string => text.replace(/\/\/.*|(?<=^|\s)#.*/g, '').replace(/max_?tokens/gi, '');

function loopFix({ range: { start, end } }: Value, text: string): ProposedFix[] {
  const [head] = /^for\s*\(\s*;\s*;\s*\)/.exec(text.slice(start, start + 40)) ?? [];
  if (head) return [boundFix(start, start + head.length, counted)];
  const [source = '', bracket, closing] = /^(\()?(?:true|True|1)(\))?$/.exec(text.slice(start, end)) ?? [];
  const [opening] = /while\s*$/.exec(text.slice(Math.max(0, start - 20), start)) ?? [];
  if (opening === undefined || source === '' || bracket?.length !== closing?.length) return [];
  return [boundFix(start - opening.length, end, bracket ? counted : 'for _ in range(25)')];
}

const counted = 'for (let turn = 0; turn < 25; turn++)';

const boundFix = (start: number, end: number, text: string): ProposedFix => ({
  title: say('boundTurns'),
  kind: 'suggestion',
  edits: [{ range: { start, end }, text }],
});
