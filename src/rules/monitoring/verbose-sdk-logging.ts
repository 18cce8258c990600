import type { Client } from '../../engine/claude/claude';
import type { Call, Range, Setting, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, Rule, RuleContext } from '../../engine/types';
import { isForDevelopment, isForDevelopmentOnly } from '../support/development';
import { removeElement } from '../support/removal';

/** Variables by which libraries are told what to log, and the value with which they log bodies. */
const variables: Readonly<Record<string, RegExp>> = { ANTHROPIC_LOG: /^debug$/i, LITELLM_LOG: /^debug$/i };
/** Whatever says that bodies are logged. */
const switches =
  /logLevel|log_level|ANTHROPIC_LOG|LITELLM_LOG|getLogger|basicConfig|set_verbose|_turn_on_debug|WithDebugLog/;
const litellmSwitch = /^litellm\._turn_on_debug$/;
/** An option of Go's SDK, which says that it is for development only. */
const goOption = /^github\.com\/anthropics\/anthropic-sdk-go\/option\.WithDebugLog$/;
/** Loggers whose debug level writes bodies. */
const bodyLogger = /^(?:anthropic|LiteLLM)(?:\.|$)/;

const say = phrases({
  client: 'The SDK logs whole requests and replies at this level.',
  variable: '{name}=debug makes the library log whole requests and replies.',
  option: 'With this option the SDK logs whole requests and replies.',
  logger: 'This logger writes whole requests and replies at this level.',
  root: 'At this level the SDK’s logger writes whole requests and replies, too.',
  litellm: 'LiteLLM writes whole requests and replies, and the keys that it sends.',
  useInfo: 'Log requests without their bodies',
  silence: 'Keep the SDK’s logger at INFO',
  switchOff: 'Switch it off',
});

export const verboseSdkLogging: Rule = {
  id: 'verbose-sdk-logging',
  title: 'Bodies in the SDK’s log',
  practice: 'monitoring',
  severity: 'warning',
  confidence: 'high',
  cwe: [532, 359],
  owasp: ['LLM02'],
  why: 'At debug level the SDKs write every prompt and every reply into the log; credentials are left out of the headers, but what users have written is not. Whoever reads the logs, or the service that collects them, reads all conversations.',
  remedy:
    'Log at info level, which names requests and leaves bodies out; switch debug on by a flag of development only.',
  reports:
    'logLevel: "debug" on a client, ANTHROPIC_LOG or LITELLM_LOG set to debug in code and shared configuration, Python’s logger “anthropic” (or, beside a client, every logger) at DEBUG, LiteLLM’s set_verbose and _turn_on_debug(), Go’s option.WithDebugLog().',
  silent:
    'Tests, files for development, env files that git ignores, and levels that depend on a condition or come from the environment.',
  messages: say.texts,
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ logLevel: 'debug' });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ logLevel: process.env.NODE_ENV === 'development' ? 'debug' : 'warn' });\n",
    },
    {
      file: 'client.py',
      bad: 'import logging\n\nimport anthropic\n\nlogging.getLogger("anthropic").setLevel(logging.DEBUG)\nclient = anthropic.Anthropic()\n',
      good: 'import logging\n\nimport anthropic\n\nlogging.getLogger("anthropic").setLevel(logging.INFO)\nclient = anthropic.Anthropic()\n',
    },
    {
      file: 'compose.yaml',
      bad: 'services:\n  api:\n    image: acme/api:1\n    environment:\n      ANTHROPIC_LOG: debug\n',
      good: 'services:\n  api:\n    image: acme/api:1\n    environment:\n      ANTHROPIC_LOG: info\n',
    },
  ],
  setting: (setting, context) => (isProduction(context) ? variable(setting, context) : []),
  document(context) {
    const { document } = context;
    if (!isProduction(context) || !switches.test(document.text)) return [];
    return [
      ...document.claude.clients.flatMap((client) => levels(client, context)),
      ...loggers(document),
      ...litellm(document),
      ...options(document),
    ].filter(({ range }) => !isForDevelopmentOnly(range, document));
  },
};

const isProduction = ({ setting, document }: RuleContext): boolean =>
  setting !== 'test' && setting !== 'documentation' && !isForDevelopment(document.file.path);

function variable({ key, value, valueRange, environment }: Setting, { document }: RuleContext): Problem[] {
  const isSwitch = environment && Object.hasOwn(variables, key) && variables[key]?.test(String(value));
  if (!isSwitch || document.file.host?.git === 'ignored' || isForDevelopmentOnly(valueRange, document)) return [];
  return [{ range: valueRange, message: say('variable', { name: key }), fixes: infoFix(valueRange, 'info') }];
}

const infoFix = (range: Range, text: string) => [
  { title: say('useInfo'), kind: 'safe' as const, edits: [{ range, text }] },
];

/** `new Anthropic({ logLevel: 'debug' })`. */
function levels({ call, library }: Client, { document: { flow } }: RuleContext): Problem[] {
  const level = library.startsWith('@anthropic-ai/') && flow.property(flow.argument(call, 0), 'logLevel');
  if (!level || flow.constant(level) !== 'debug') return [];
  const fixes = level.kind === 'literal' && level.content ? infoFix(level.content, 'info') : [];
  return [{ range: level.range, message: say('client'), fixes }];
}

const options = ({ facts, flow, text }: Document): Problem[] =>
  facts.calls
    .filter(({ callee }) => goOption.test(flow.name(callee) ?? ''))
    .map(({ range }) => ({
      range,
      message: say('option'),
      fixes: [{ title: say('switchOff'), kind: 'suggestion', edits: [removeElement(text, range)] }],
    }));

/** The level that a call sets, where it is one of debugging. */
function debugLevel(level: Value | undefined, { flow }: Document): Value | undefined {
  if (!level || [level, ...flow.sources(level)].some(({ kind }) => kind === 'choice')) return undefined;
  const isDebug = flow.name(level) === 'logging.DEBUG' || /^(?:DEBUG|10)$/.test(String(flow.constant(level)));
  return isDebug ? level : undefined;
}

function loggers(document: Document): Problem[] {
  const { facts, flow, claude } = document;
  const isQuiet = facts.calls.some((call) => isOwnLogger(call, document) && !debugLevel(call.args[0]?.value, document));
  const hasSdk = claude.clients.some(({ library }) => library === 'anthropic');
  return facts.calls.flatMap((call) => {
    const name = flow.name(call.callee);
    if (isOwnLogger(call, document)) return atDebug(call.args[0]?.value, say('logger'), document);
    if (name !== 'logging.basicConfig' || !hasSdk || isQuiet) return [];
    return atDebug(flow.argument(call, undefined, 'level'), say('root'), document).map((problem) => ({
      ...problem,
      confidence: 'medium' as const,
      fixes: [silenced(call, document)],
    }));
  });
}

/** `logging.getLogger("anthropic").setLevel(…)`. */
function isOwnLogger({ callee }: Call, { flow }: Document): boolean {
  if (callee.kind !== 'member' || flow.name(callee) !== 'logging.getLogger().setLevel') return false;
  const [made = callee.object] = callee.object.kind === 'name' ? flow.sources(callee.object) : [];
  const name = made.kind === 'call' && made.call.args[0] && flow.constant(made.call.args[0].value);
  return typeof name === 'string' && bodyLogger.test(name);
}

function atDebug(given: Value | undefined, message: Message, document: Document): Problem[] {
  const level = debugLevel(given, document);
  if (!level) return [];
  const source = document.text.slice(level.range.start, level.range.end);
  const isPlain = /\bDEBUG\b/.test(source);
  return [{ range: level.range, message, fixes: isPlain ? infoFix(level.range, source.replace('DEBUG', 'INFO')) : [] }];
}

/** A line of its own behind the one that sets every logger's level. */
function silenced({ callee, statement }: Call, { text }: Document) {
  const logging = text.slice(callee.range.start, callee.range.end).replace(/\.?basicConfig$/, '') || 'logging';
  const indent = /[ \t]*$/.exec(text.slice(0, statement.start))![0];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const line = `${eol}${indent}${logging}.getLogger("anthropic").setLevel(${logging}.INFO)`;
  const range = { start: statement.end, end: statement.end };
  return { title: say('silence'), kind: 'suggestion' as const, edits: [{ range, text: line }] };
}

/** `litellm.set_verbose = True`, `litellm._turn_on_debug()`. */
function litellm({ facts, flow, text }: Document): Problem[] {
  const assigned = facts.assignments.flatMap(({ target, value, range }) => {
    const isOn = flow.name(target) === 'litellm.set_verbose' && flow.constant(value) === true;
    if (!isOn) return [];
    const isPlain = text.slice(value.range.start, value.range.end) === 'True';
    const edits = [{ range: value.range, text: 'False' }];
    const fixes = isPlain ? [{ title: say('switchOff'), kind: 'safe' as const, edits }] : [];
    return [{ range, message: say('litellm'), fixes }];
  });
  const called = facts.calls.flatMap(({ callee, range }) =>
    litellmSwitch.test(flow.name(callee) ?? '') ? [{ range, message: say('litellm') }] : [],
  );
  return [...assigned, ...called];
}
