import { claudeEndpoint } from '../../engine/claude/libraries';
import type { Command, Setting, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Edit, Problem, ProposedFix, Range, Rule, RuleContext } from '../../engine/types';
import { outdatedLines } from '../support/line-languages';
import { removeElement } from '../support/removal';
import { transportOptions } from '../support/transport-options';
import { isRelevant } from '../support/values';

const versionOptions = /\b(?:minVersion|maxVersion|secureProtocol)\b/;
const oldVersion = /^(?:SSLv[23]|TLSv1|TLSv1\.0|TLSv1\.1|TLSv1_1)$/;
const oldProtocol = /^(?:SSLv\d+|TLSv1|TLSv1_1)(?:_(?:client|server)?_?method)$/;
const pythonVersion = /^ssl\.(?:TLSVersion\.(?:SSLv3|TLSv1|TLSv1_1)|PROTOCOL_(?:SSLv[23]|TLSv1|TLSv1_1))$/;

const say = phrases({
  fallsBack: 'This connection may fall back to {version}, which is broken.',
  flagFallsBack: 'This connection may fall back to the version of {flag}, which is broken.',
  optionFallsBack: 'This connection may fall back to TLS 1.0 or 1.1, which is broken.',
  require: 'Require TLS 1.2',
  removeMaxVersion: 'Remove maxVersion',
});

export const outdatedTls: Rule = {
  id: 'outdated-tls',
  title: 'Outdated TLS version',
  practice: 'transport',
  severity: 'warning',
  confidence: 'high',
  cwe: [326, 327],
  owasp: ['LLM02'],
  why: 'TLS 1.0 and 1.1 are broken and withdrawn (RFC 8996): somebody on the network can force a weak cipher and read the credential.',
  remedy: 'Require TLS 1.2 or newer, or leave the default, which does.',
  reports:
    'A minimum or maximum version below TLS 1.2 for a connection to Claude, in options, SSL contexts, NODE_OPTIONS and curl’s flags. Of Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift and Dart: what one line tells by itself, in files that ask Claude.',
  silent: 'TLS 1.2 and newer. Other connections in a file that calls Claude are reported with low confidence.',
  messages: say.texts,
  examples: [
    {
      file: 'client.ts',
      bad: "import https from 'node:https';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ httpAgent: new https.Agent({ minVersion: 'TLSv1' }) });\n",
      good: "import https from 'node:https';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ httpAgent: new https.Agent({ minVersion: 'TLSv1.2' }) });\n",
    },
    {
      file: 'client.py',
      bad: 'import ssl\n\nimport anthropic\nimport httpx\n\ncontext = ssl.create_default_context()\ncontext.minimum_version = ssl.TLSVersion.TLSv1\nclient = anthropic.Anthropic(http_client=httpx.Client(verify=context))\n',
      good: 'import ssl\n\nimport anthropic\nimport httpx\n\ncontext = ssl.create_default_context()\ncontext.minimum_version = ssl.TLSVersion.TLSv1_2\nclient = anthropic.Anthropic(http_client=httpx.Client(verify=context))\n',
    },
  ],
  setting(setting, { document }) {
    return isRelevant(document) ? nodeOptions(setting) : [];
  },
  document(context) {
    const { document } = context;
    const commands = [...document.facts.commands.flatMap((command) => oldCommand(command)), ...oldLines(context)];
    return isRelevant(document) ? [...commands, ...oldOptions(context), ...oldContexts(context)] : commands;
  },
};

const oldLines = ({ document, setting }: RuleContext): Problem[] =>
  setting === 'test' || setting === 'documentation'
    ? []
    : outdatedLines(document).map(({ range }) => ({ range, message: say('optionFallsBack'), confidence: 'medium' }));

const raise = (edits: Edit[]): ProposedFix[] => [{ title: say('require'), kind: 'safe', edits }];

function oldOptions({ document }: RuleContext): Problem[] {
  return transportOptions(document, versionOptions).flatMap(({ key, value, range, isClaude }) => {
    const text = document.flow.constant(value);
    if (typeof text !== 'string') return [];
    const confidence = isClaude ? 'high' : 'low';
    if ((key === 'minVersion' || key === 'maxVersion') && oldVersion.test(text)) {
      const fixes =
        key === 'maxVersion'
          ? [{ title: say('removeMaxVersion'), kind: 'safe' as const, edits: [removeElement(document.text, range)] }]
          : literalFix(value);
      return [{ range, message: say('fallsBack', { version: text }), confidence, fixes }];
    }
    const isOldProtocol = key === 'secureProtocol' && oldProtocol.test(text);
    return isOldProtocol
      ? [
          {
            range,
            message: say('fallsBack', { version: text }),
            confidence,
            fixes: raise([{ range, text: quoted(document.text, range) }]),
          },
        ]
      : [];
  });
}

function literalFix(value: Value): ProposedFix[] {
  return value.kind === 'literal' && value.content ? raise([{ range: value.content, text: 'TLSv1.2' }]) : [];
}

/** `minVersion: 'TLSv1.2'` in the quotes of what it replaces. */
function quoted(text: string, range: Range): string {
  const quote = /["'`]/.exec(text.slice(range.start, range.end).replace(/^["'][^"']*["']\s*:/, ''))?.[0] ?? "'";
  return `minVersion: ${quote}TLSv1.2${quote}`;
}

/** `context.minimum_version = ssl.TLSVersion.TLSv1`, `tls.DEFAULT_MIN_VERSION = …`, `ssl.SSLContext(ssl.PROTOCOL_TLSv1)`. */
function oldContexts({ document }: RuleContext): Problem[] {
  const { flow, facts, text } = document;
  const assigned = facts.assignments.flatMap(({ target, value, range }) => {
    const source = flow.name(value) ?? '';
    const isOld = pythonVersion.test(source) || oldVersion.test(String(flow.constant(value) ?? ''));
    if (!isOld || !/^(?:minimum_version|maximum_version|DEFAULT_M(?:IN|AX)_VERSION)$/.test(target.property ?? ''))
      return [];
    const current = text.slice(value.range.start, value.range.end);
    const newer = current.replace(
      /TLSv1(?:[._]1)?|SSLv3/,
      current.includes('ssl') || current.includes('TLSVersion') ? 'TLSv1_2' : 'TLSv1.2',
    );
    return [
      {
        range,
        message: say('fallsBack', { version: current }),
        confidence: 'medium' as const,
        fixes: raise([{ range: value.range, text: newer }]),
      },
    ];
  });
  const constructed = facts.calls.flatMap((call) => {
    const protocol = call.args[0]?.value;
    const isOld =
      flow.name(call.callee) === 'ssl.SSLContext' &&
      protocol !== undefined &&
      pythonVersion.test(flow.name(protocol) ?? '');
    if (!isOld) return [];
    const current = text.slice(protocol.range.start, protocol.range.end);
    const newer = current.replace(/PROTOCOL_\w+/, 'PROTOCOL_TLS_CLIENT');
    return [
      {
        range: call.range,
        message: say('fallsBack', { version: current }),
        confidence: 'medium' as const,
        fixes: raise([{ range: protocol.range, text: newer }]),
      },
    ];
  });
  return [...assigned, ...constructed];
}

function oldCommand({ name, words }: Command): Problem[] {
  if (name !== 'curl' || !words.some(({ text }) => claudeEndpoint.test(text))) return [];
  const index = words.findIndex(
    ({ text }, at) =>
      /^(?:--tlsv1|--tlsv1\.[01]|-1|--sslv[23]|-[23])$/.test(text) ||
      (text === '--tls-max' && /^1\.[01]$|^1$/.test(words[at + 1]?.text ?? '')),
  );
  const flag = words[index];
  if (!flag) return [];
  const last = flag.text === '--tls-max' ? words[index + 1] : flag;
  const range = { start: flag.range.start, end: last?.range.end ?? flag.range.end };
  return [{ range, message: say('flagFallsBack', { flag: flag.text }), fixes: raise([{ range, text: '--tlsv1.2' }]) }];
}

function nodeOptions({ key, value, valueRange, environment }: Setting): Problem[] {
  const old =
    environment && key === 'NODE_OPTIONS' && typeof value === 'string' && /--tls-m(?:in|ax)-v1\.[01]\b/.test(value);
  return old ? [{ range: valueRange, message: say('optionFallsBack') }] : [];
}
