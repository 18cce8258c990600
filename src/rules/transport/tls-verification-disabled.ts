import { claudeEndpoint } from '../../engine/claude/libraries';
import type { Call, Command, Range, Setting, Value } from '../../engine/facts';
import type { Flow } from '../../engine/flow/flow';
import { phrases } from '../../engine/messages';
import type { Document, Problem, Rule, RuleContext } from '../../engine/types';
import { endpointOf, isLocal } from '../support/hosts';
import { unverifiedLines } from '../support/line-languages';
import { removeElement, removeSetting } from '../support/removal';
import { type TransportOption, transportOptions } from '../support/transport-options';
import { isRelevant, wholeLines } from '../support/values';

/** Options that switch verification off, with the values that do. */
const options: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
  rejectUnauthorized: [false, 0],
  strictSSL: [false],
  insecureHTTPParser: [],
  verify: [false],
  verify_ssl: [false],
  ssl: [false],
  ssl_verify: [false],
  check_hostname: [false],
  cert_reqs: ['CERT_NONE'],
};
/** Only on Python's HTTP clients: elsewhere the words mean other things. */
const pythonOnly = new Set(['verify', 'verify_ssl', 'ssl', 'ssl_verify', 'cert_reqs', 'check_hostname']);

const variables: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  PYTHONHTTPSVERIFY: /^0$/,
  LITELLM_SSL_VERIFY: /^(?:false|0)$/i,
};
/** Whatever says that nothing is verified. */
const switches = new RegExp(
  `\\b(?:${[...Object.keys(options), ...Object.keys(variables), 'checkServerIdentity'].join('|')})\\b`,
);
const commandFlags: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure|--proxy-insecure)$/,
  wget: /^--no-check-certificate$/,
  http: /^--verify=(?:no|false)$/,
  https: /^--verify=(?:no|false)$/,
};
const connectionLibrary =
  /^(?:requests|httpx2?|aiohttp|urllib3?|ssl|boto3|botocore|curl_cffi|niquests|anthropic|litellm|openai|websockets|http)(?:\.|$)/;
const connectionCall =
  /^(?:get|post|put|patch|delete|head|options|request|stream|send|urlopen|\w*Session|(?:Async)?(?:HTTP|Http)?Client|\w*HttpxClient|\w*Connector|PoolManager)$/;
const unverifiedContext = /^ssl\._create_unverified_context(?:\(\))?$/;

const say = phrases({
  process: '{name} switches off the verification of every certificate in the process that calls Claude.',
  option: '{name} switches off the verification of certificates for requests to Claude.',
  nearbyOption: '{name} switches off the verification of certificates in a file that calls Claude.',
  context: 'This context accepts every certificate, in a file that calls Claude.',
  otherContext: 'This context accepts every certificate, in a file that has to do with Claude.',
  assignment: 'This switches off the verification of certificates for requests to Claude.',
  flag: '{flag} makes {program} accept every certificate for this request to Claude.',
  remove: 'Remove {what}',
  removeLine: 'Remove the line',
  useDefaultContext: 'Use ssl.create_default_context()',
});

export const tlsVerificationDisabled: Rule = {
  id: 'tls-verification-disabled',
  title: 'TLS verification off',
  practice: 'transport',
  severity: 'error',
  confidence: 'high',
  cwe: [295],
  owasp: ['LLM02'],
  why: 'Without verification anybody on the network can pose as Claude: they read the credential and the conversation, and answer in its place.',
  remedy:
    'Remove the option. For a company proxy, trust its certificate: NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, or a `ca` option.',
  reports:
    'Verification that is switched off where Claude is called or in its process: rejectUnauthorized, verify=False, unverified SSL contexts, NODE_TLS_REJECT_UNAUTHORIZED=0, curl -k. Of Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift and Dart: what one line tells by itself, in files that ask Claude.',
  silent:
    'The option set to true, files without Claude. Other connections in a file that calls Claude are reported with low confidence.',
  messages: say.texts,
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport { Agent } from 'undici';\n\nconst client = new Anthropic({\n  fetchOptions: { dispatcher: new Agent({ connect: { rejectUnauthorized: false } }) },\n});\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n",
    },
    {
      file: 'client.py',
      bad: 'import anthropic\nimport httpx\n\nclient = anthropic.Anthropic(http_client=httpx.Client(verify=False))\n',
      good: 'import anthropic\nimport httpx\n\nclient = anthropic.Anthropic(http_client=httpx.Client(verify="/etc/ssl/acme.pem"))\n',
    },
    {
      file: 'ask.sh',
      bad: '#!/bin/sh\ncurl -k https://api.anthropic.com/v1/models\n',
      good: '#!/bin/sh\ncurl https://api.anthropic.com/v1/models\n',
    },
    {
      file: '.claude/settings.json',
      bad: '{\n  "env": {\n    "NODE_TLS_REJECT_UNAUTHORIZED": "0"\n  }\n}\n',
      good: '{\n  "env": {\n    "NODE_EXTRA_CA_CERTS": "/etc/ssl/acme.pem"\n  }\n}\n',
    },
  ],
  setting(setting, context) {
    return isSwitchedOff(setting) && isRelevant(context.document) ? [variable(setting, context)] : [];
  },
  document(context) {
    const { document } = context;
    if (context.setting === 'documentation') return [];
    const commands = document.facts.commands.flatMap((command) => insecureCommand(command, context));
    const always = [...commands, ...lines(context)];
    return isRelevant(document)
      ? [...always, ...insecureOptions(context), ...assignments(context), ...contexts(context), ...calls(context)]
      : always;
  },
};

const lines = ({ document, setting }: RuleContext): Problem[] =>
  setting === 'test'
    ? []
    : unverifiedLines(document).map(({ range, text }) => ({
        range,
        message: say('nearbyOption', { name: text }),
        confidence: 'medium',
      }));

const isSwitchedOff = ({ key, path, value, environment }: Setting): boolean =>
  (environment && (variables[key]?.test(String(value)) ?? false)) ||
  (key === 'ssl_verify' && path[0] === 'litellm_settings' && value === false);

function variable(setting: Setting, { document }: RuleContext): Problem {
  return {
    range: setting.range,
    message: say('process', { name: setting.key }),
    fixes: [{ title: say('remove', { what: setting.key }), kind: 'safe', edits: [removeSetting(setting, document)] }],
  };
}

function insecureOptions({ document, setting }: RuleContext): Problem[] {
  return transportOptions(document, switches)
    .filter(
      (option) =>
        (option.isClaude || (setting !== 'test' && !isToItself(option, document))) && switchesOff(option, document),
    )
    .map(({ key, range, isClaude }) => ({
      range,
      message: say(isClaude ? 'option' : 'nearbyOption', { name: key }),
      confidence: isClaude && setting !== 'test' ? 'high' : 'low',
      fixes: [
        {
          title: say('remove', { what: source(document.text, range) }),
          kind: 'safe',
          edits: [removeElement(document.text, range)],
        },
      ],
    }));
}

/** A request to the same machine, which presents a certificate of its own. */
function isToItself({ call }: TransportOption, { flow }: Document): boolean {
  const url = call && flow.pattern(flow.argument(call, 0, 'url') ?? call.callee);
  const host = url && endpointOf(url)?.host;
  return host ? isLocal(host) : false;
}

/** superagent's `.disableTLSCerts()`, `curl.setopt(pycurl.SSL_VERIFYPEER, 0)`. */
function calls({ document }: RuleContext): Problem[] {
  const { flow, facts, claude } = document;
  const withCurl = facts.imports.some(({ module }) => module === 'pycurl');
  return facts.calls.flatMap(({ callee, args: [option, value], range }) => {
    if (callee.kind !== 'member') return [];
    const isSwitch = callee.property === 'disableTLSCerts';
    const name = option?.value.kind === 'member' ? option.value.property : undefined;
    const off = value && flow.constant(value.value);
    const isOption = withCurl && callee.property === 'setopt' && /^SSL_VERIFY(?:PEER|HOST)$/.test(name ?? '');
    if (!isSwitch && !(isOption && (off === 0 || off === false))) return [];
    const what = isSwitch ? callee.property! : name!;
    const at = isSwitch ? { start: callee.propertyRange.start, end: range.end } : range;
    const asks = claude.requests.length > 0 || claudeEndpointIn.test(document.text);
    return [
      { range: at, message: say(asks ? 'option' : 'nearbyOption', { name: what }), confidence: asks ? 'high' : 'low' },
    ];
  });
}

const claudeEndpointIn = /\bapi\.anthropic\.com\b/;

const source = (text: string, { start, end }: Range): string => text.slice(start, end).replace(/\s+/g, ' ');

function switchesOff({ key, value, call, isClaude }: TransportOption, { flow, format }: Document): boolean {
  const set = flow.constant(value);
  if (Object.hasOwn(variables, key)) return set !== undefined && variables[key]!.test(String(set));
  if (key === 'checkServerIdentity') return isNoCheck(value);
  const off = Object.hasOwn(options, key) ? options[key] : undefined;
  if (!off || (pythonOnly.has(key) && (format.id !== 'python' || !(isClaude || isConnection(call, flow)))))
    return false;
  if (set !== undefined) return off.some((one) => one === set);
  return key === 'cert_reqs' && value.kind === 'member' && value.property === 'CERT_NONE';
}

/** A check that never objects: `() => undefined`, `() => {}`. */
const isNoCheck = (value: Value): boolean =>
  value.kind === 'function' &&
  value.function.returns.every((one) =>
    one.kind === 'name' ? one.name === 'undefined' : one.kind === 'literal' && one.value === null,
  );

/** Elsewhere than on HTTP clients the words mean other things: `jwt.decode(token, verify=False)`. */
function isConnection(call: Call | undefined, flow: Flow): boolean {
  const callee = call?.callee;
  if (!callee) return true;
  const last = callee.kind === 'member' ? (callee.property ?? '') : callee.kind === 'name' ? callee.name : '';
  return connectionLibrary.test(flow.name(callee) ?? '') || connectionCall.test(last);
}

/** `context.verify_mode = ssl.CERT_NONE`, `litellm.ssl_verify = False`, `ssl._create_default_https_context = …`. */
function assignments({ document }: RuleContext): Problem[] {
  const { flow, facts } = document;
  return facts.assignments.flatMap(({ target, value, range }) => {
    const name = flow.name(target) ?? '';
    const source = flow.name(value) ?? '';
    const isProcessWide = name === 'ssl._create_default_https_context' && unverifiedContext.test(source);
    const isLibrary =
      /^(?:litellm|openai|anthropic)\.(?:verify_ssl|ssl_verify|verify_ssl_certs)$/.test(name) &&
      flow.constant(value) === false;
    const isSession =
      target.property === 'verify' &&
      /^(?:requests|httpx2?|niquests|curl_cffi\.requests)\.(?:s|S)ession\(\)\.verify$/.test(name) &&
      flow.constant(value) === false;
    const isContext = target.property === 'verify_mode' && source === 'ssl.CERT_NONE';
    if (!isProcessWide && !isLibrary && !isSession && !isContext) return [];
    const line = wholeLines(document.text, range);
    const isAlone = document.text.slice(line.start, line.end).trim() === document.text.slice(range.start, range.end);
    const message = say(isContext ? contextOf(document) : 'assignment');
    const fixes =
      isAlone && /^[ \t]*$/.test(document.text.slice(line.start, range.start)) && line.start === range.start
        ? [{ title: say('removeLine'), kind: 'safe' as const, edits: [{ range: line, text: '' }] }]
        : [];
    const confidence = isContext && !callsClaude(document) ? 'low' : isContext || isSession ? 'medium' : 'high';
    return [{ range, message, confidence, fixes }];
  });
}

/** It may as well only serve tools, or ask those of others. */
const callsClaude = ({ claude }: Document): boolean => claude.clients.length + claude.requests.length > 0;
const contextOf = (document: Document) => (callsClaude(document) ? 'context' : 'otherContext');

/** An unverified context that is made and handed on. */
function contexts({ document }: RuleContext): Problem[] {
  return document.facts.calls
    .filter((call) => unverifiedContext.test(document.flow.name(call.callee) ?? ''))
    .map((call) => ({
      range: call.range,
      message: say(contextOf(document)),
      confidence: callsClaude(document) ? 'medium' : 'low',
      fixes: [
        {
          title: say('useDefaultContext'),
          kind: 'safe',
          edits: [
            {
              range: call.callee.range,
              text: document.text
                .slice(call.callee.range.start, call.callee.range.end)
                .replace('_create_unverified_context', 'create_default_context'),
            },
          ],
        },
      ],
    }));
}

function insecureCommand(command: Command, { document }: RuleContext): Problem[] {
  const flag = command.words.find(({ text }) => commandFlags[command.name]?.test(text));
  if (!flag || !command.words.some(({ text }) => claudeEndpoint.test(text))) return [];
  const isBundle = /^-[a-zA-Z]{2,}$/.test(flag.text);
  const end =
    flag.range.end + (/^[ \t]+/.exec(document.text.slice(flag.range.end, flag.range.end + 80))?.[0].length ?? 0);
  const edit = isBundle
    ? { range: flag.range, text: flag.text.replace('k', '') }
    : { range: { start: flag.range.start, end }, text: '' };
  return [
    {
      range: flag.range,
      message: say('flag', { flag: flag.text, program: command.name }),
      fixes: [{ title: say('remove', { what: isBundle ? '-k' : flag.text }), kind: 'safe', edits: [edit] }],
    },
  ];
}
