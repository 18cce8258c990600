import type { Client } from '../../engine/claude/claude';
import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Range, Rule } from '../../engine/types';
import { removeElement } from '../support/removal';

/** Something tries again: a library for it, or a loop of one's own. */
const ownRetries = /retry|retries_left|backoff|tenacity|attempt/i;
const sdk = /^(?:@anthropic-ai\/(?:sdk|bedrock-sdk|vertex-sdk|foundry-sdk|aws-sdk)|anthropic)$/;
/** The longest that anybody waits on purpose, in the unit of the language's SDK. */
const longest = { milliseconds: 3_600_000, seconds: 3_600 };

const say = phrases({
  retries: 'The SDK is told not to try again, and nothing else here does: one overloaded moment fails the request.',
  timeout: 'Without a timeout a request that hangs keeps its place for ever.',
  long: 'This timeout is longer than an hour: a request that hangs keeps its place until then.',
  useDefault: 'Leave it to the SDK’s default',
});

export const retriesDisabled: Rule = {
  id: 'retries-disabled',
  title: 'Retries or timeout off',
  practice: 'errors',
  severity: 'info',
  confidence: 'medium',
  cwe: [400, 703],
  owasp: ['LLM10', 'ASI08'],
  why: 'Rate limits and overload are part of every day: without a second try they reach your users as failures. Without a timeout, requests that hang pile up until the server takes no more.',
  remedy: 'Leave both to the SDK (two retries that back off, ten minutes), or bound them yourself.',
  reports:
    'maxRetries: 0 of a client of Anthropic’s SDKs where nothing in the file, nor in those that import it, tries again; timeouts that are removed or longer than an hour.',
  silent: 'Files with retries of their own, tests, values that depend on something.',
  messages: say.texts,
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ maxRetries: 0 });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ maxRetries: 4 });\n",
    },
    {
      file: 'client.py',
      bad: 'import anthropic\n\nclient = anthropic.Anthropic(timeout=None)\n',
      good: 'import anthropic\n\nclient = anthropic.Anthropic(timeout=60)\n',
    },
  ],
  client(client, { document, setting }) {
    if (setting === 'test' || setting === 'documentation' || !sdk.test(client.library)) return [];
    return [...retries(client, document), ...timeouts(client, document)];
  },
};

interface Option {
  value: Value;
  /** With its name, where it stands in the call itself. */
  range?: Range;
}

/** An option by either language's name. */
function option({ call }: Client, names: readonly string[], { flow }: Document): Option | undefined {
  for (const name of names) {
    const keyword = call.args.find((one) => one.name === name);
    if (keyword) return keyword;
    const options = flow.argument(call, 0);
    const entry = options?.kind === 'object' ? options.entries.find(({ key }) => key === name) : undefined;
    if (entry) return entry;
    const value = flow.property(options, name) ?? flow.argument(call, undefined, name);
    if (value) return { value };
  }
  return undefined;
}

function retries(client: Client, document: Document): Problem[] {
  const found = option(client, ['maxRetries', 'max_retries'], document);
  if (!found || document.flow.constant(found.value) !== 0) return [];
  const texts = [document.text, ...document.links.importers().map(({ text }) => text)];
  const isTriedAgain = texts.some((text) => ownRetries.test(text.replace(/max_?retries/gi, '')));
  return isTriedAgain ? [] : [problem(found, 'retries', document)];
}

function timeouts(client: Client, document: Document): Problem[] {
  const found = option(client, ['timeout'], document);
  if (!found) return [];
  const isPython = client.library === 'anthropic';
  const constant = document.flow.constant(found.value);
  if (isPython && (constant === null || isUnlimited(found.value, document)))
    return [problem(found, 'timeout', document)];
  const isLong = typeof constant === 'number' && constant > longest[isPython ? 'seconds' : 'milliseconds'];
  return isLong ? [problem(found, 'long', document)] : [];
}

/** `httpx.Timeout(None)`. */
function isUnlimited(value: Value, { flow }: Document): boolean {
  if (value.kind !== 'call' || !/^httpx2?\.Timeout$/.test(flow.name(value.call.callee) ?? '')) return false;
  const [first, ...others] = value.call.args;
  return first !== undefined && others.length === 0 && flow.constant(first.value) === null;
}

function problem({ value, range }: Option, id: 'retries' | 'timeout' | 'long', { text }: Document): Problem {
  const fixes: ProposedFix[] = range
    ? [{ title: say('useDefault'), kind: 'suggestion', edits: [removeElement(text, range)] }]
    : [];
  return { range: range ?? value.range, message: say(id), fixes };
}
