import type { Request } from '../../engine/claude/claude';
import { parametersOf } from '../../engine/claude/requests';
import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Trace } from '../../engine/taint/types';
import type { Document, Problem, ProposedFix, Rule } from '../../engine/types';
import { nounOf, wayOf, wayTexts } from '../support/traces';
import { within } from '../support/values';

const say = phrases({
  missing: 'Nothing bounds how long the reply to this request may be: it has no max_tokens.',
  given: 'How long the reply may be is decided by {source}.',
  add: 'Bound it to 1024 tokens',
  limit: 'Bound it to 4096 tokens',
});

export const unboundedOutput: Rule = {
  id: 'unbounded-output',
  title: 'Reply without a bound',
  practice: 'errors',
  severity: 'info',
  confidence: 'medium',
  cwe: [770, 400],
  owasp: ['LLM10'],
  why: 'Output is what costs most. Who may say how long a reply gets, or who can make Claude write on, spends your money with every request.',
  remedy:
    'Give max_tokens a constant that fits the task; where callers may choose, take the smaller of their number and yours.',
  reports:
    'Requests by plain HTTP whose body stands in the call and has no max_tokens, and max_tokens that comes from a request, a form or a chat as it is.',
  silent: 'Constants, numbers that are bounded, checked or converted; bodies that are put together elsewhere.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'ask.ts',
      bad: "export const ask = (content: string) =>\n  fetch('https://api.anthropic.com/v1/messages', {\n    method: 'POST',\n    headers: { 'anthropic-version': '2023-06-01' },\n    body: JSON.stringify({ model: 'claude-sonnet-5', messages: [{ role: 'user', content }] }),\n  });\n",
      good: "export const ask = (content: string) =>\n  fetch('https://api.anthropic.com/v1/messages', {\n    method: 'POST',\n    headers: { 'anthropic-version': '2023-06-01' },\n    body: JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content }] }),\n  });\n",
    },
    {
      file: 'ask.py',
      bad: 'import httpx\n\n\ndef ask(content):\n    return httpx.post(\n        "https://api.anthropic.com/v1/messages",\n        json={"model": "claude-sonnet-5", "messages": [{"role": "user", "content": content}]},\n    )\n',
      good: 'import httpx\n\n\ndef ask(content):\n    return httpx.post(\n        "https://api.anthropic.com/v1/messages",\n        json={"model": "claude-sonnet-5", "max_tokens": 1024, "messages": [{"role": "user", "content": content}]},\n    )\n',
    },
  ],
  request(request, { document, setting }) {
    if (setting === 'documentation') return [];
    const bounds = parametersOf(request, document.flow, 'max_tokens');
    return bounds.length === 0 ? missing(request, document) : bounds.flatMap((one) => given(one, document));
  },
};

/** Not where it is one of many that a caller decides, in a body that is passed on as it is. */
function isWritten(bound: Value, { source, steps }: Trace, { text }: Document): boolean {
  if (bound.kind !== 'member' || bound.range.end > bound.object.range.end) return true;
  const { start, end } = source.range;
  const names = steps.flatMap(({ kind, name }) => (kind === 'binding' ? [name] : []));
  return [(source.file?.text ?? text).slice(start, end), ...names].some((one) => /max_?tokens/i.test(one));
}

const endpoint = /\/v1\/(?:messages|complete|chat\/completions)\/?(?:\?.*)?$/;

/** The body is written here as a whole: its model is there, and nothing that is spread into it. */
function missing(request: Request, document: Document): Problem[] {
  const { call, raw } = request;
  const { flow, text } = document;
  const url = raw?.url && flow.pattern(raw.url);
  if (!url || !endpoint.test(url) || /\.{3}|\*\*/.test(text.slice(call.range.start, call.range.end))) return [];
  const older = parametersOf(request, flow, 'max_tokens_to_sample');
  const newer = parametersOf(request, flow, 'max_completion_tokens');
  const [model] = parametersOf(request, flow, 'model');
  if (!model || older.length + newer.length > 0 || !within(model.range, call.range)) return [];
  return [{ range: call.callee.range, message: say('missing'), fixes: addFix(model, document) }];
}

/** Behind the model, in the way that the language writes keys of objects that become JSON. */
function addFix({ range }: Value, { format }: Document): ProposedFix[] {
  const text = format.id === 'python' ? ', "max_tokens": 1024' : ', max_tokens: 1024';
  const edits = [{ range: { start: range.end, end: range.end }, text }];
  return [{ title: say('add'), kind: 'suggestion', edits }];
}

/** Output tokens, unless the program itself wants more where a request says nothing. */
const usualBound = 4096;
/** What programs ask for by mistake is more than this. */
const highestBound = 64_000;

const numbersIn = (source: string): number[] =>
  (source.match(/(?<![\w.])\d[\d_]*(?![\w.])/g) ?? [])
    .map((one) => Number(one.replaceAll('_', '')))
    .filter((one) => one <= highestBound);

function given(bound: Value, document: Document): Problem[] {
  const [trace] = document.trace(bound, { use: 'prompt', kinds: ['request', 'form', 'message'] });
  if (!trace || !isWritten(bound, trace, document)) return [];
  const source = document.text.slice(bound.range.start, bound.range.end);
  const smaller = document.format.id === 'python' ? 'min' : 'Math.min';
  // `{ max_tokens }` is the key as well, and can't be replaced alone.
  const isShort = bound.kind === 'name' && bound.name === 'max_tokens';
  const isWhole = bound.kind === 'member' && bound.range.end === bound.object.range.end;
  const edits = [{ range: bound.range, text: `${smaller}(${source}, ${Math.max(usualBound, ...numbersIn(source))})` }];
  const fixes: ProposedFix[] = isShort || isWhole ? [] : [{ title: say('limit'), kind: 'suggestion', edits }];
  return [{ range: bound.range, message: say('given', { source: nounOf(trace) }), ...wayOf(trace), fixes }];
}
