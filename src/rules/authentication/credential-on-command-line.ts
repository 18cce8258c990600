import { claudeEndpoint } from '../../engine/claude/libraries';
import type { Command, Word } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { headerFix, headerTexts } from '../support/credentials/query-credential';
import { credentialName, credentialVariable, otherVendor } from '../support/names';
import { isRelevant } from '../support/values';

const credentialFlag =
  /^--?(?:(?:anthropic|claude)[-_])?(?:api[-_]?key|auth[-_]?token|access[-_]?token|oauth[-_]?token|token|key)$/i;
const claudeProgram = /^(?:claude|claude-code|ant|anthropic)$/;
/** Programs that work with several vendors' models. */
const vendorProgram = /^(?:llm|aider|litellm)$/;
/** Programs that hand variables or secrets on to what they start or configure, as `NAME=value` among their arguments. */
const variableProgram =
  /^(?:docker|docker-compose|podman|nerdctl|buildah|kubectl|oc|helm|fly|flyctl|heroku|railway|vercel|netlify|wrangler|supabase|firebase|gh|glab|gcloud|aws|az|eb|copilot|terraform|tofu|pulumi|sam|cdk|sls|serverless|ansible-playbook|make|ssh|claude)$/;
/** `$ANTHROPIC_API_KEY`, `${ANTHROPIC_API_KEY}`, `$(cat key)` and what a template language puts in. */
const expansion = /\$\{?([A-Za-z_]\w*)|\$\(|`|\$\{\{|\{\{/;
/** Parameters that carry a credential in a URL. */
const queryCredential = /[?&](?:x-api-key|api[-_]?key|key|token|access_token)=/i;

/** A word that is one variable's value and nothing else. */
const wholeVariable = /^\$(?:\{\{\s*(?:secrets|env)\.|\{)?(\w+)\s*\}{0,2}$/;
const claudeVariable = /[?&][\w-]+=\$\{?(?:ANTHROPIC|CLAUDE)_\w*(?:KEY|TOKEN)\b/;
const carriedInUrl = new RegExp(`${queryCredential.source}(?:${expansion.source})`, 'i');

const say = phrases({
  inUrl: 'The credential is sent in the URL, which every proxy and server on the way logs.',
  argument: 'A Claude credential stands among the arguments of {program}, where other users and logs see it.',
  header: 'The credential is an argument of {program}: while it runs, every user of the machine can see it.',
  passOn: 'Pass {variable} on from the environment',
});

export const credentialOnCommandLine: Rule = {
  id: 'credential-on-command-line',
  title: 'Credential in arguments',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'medium',
  cwe: [214, 598],
  owasp: ['LLM02'],
  why: 'Arguments of a process are visible to every user of the machine, and land in shell histories and CI logs; URLs land in the logs of every proxy on the way.',
  remedy: 'Pass the credential in an environment variable, on standard input, or in a header read from a file.',
  reports:
    'A Claude credential passed as a process argument (flags such as --api-key, NAME=value for docker, kubectl, helm, gcloud and their like, a header on curl’s command line) or in the query of a URL.',
  silent: 'Reading from standard input, from the environment or a file descriptor; documentation.',
  messages: { ...say.texts, ...headerTexts },
  examples: [
    {
      file: 'run.sh',
      bad: '#!/bin/sh\nclaude-proxy --anthropic-api-key "$ANTHROPIC_API_KEY" --port 8080\n',
      good: '#!/bin/sh\nexport ANTHROPIC_API_KEY\nclaude-proxy --port 8080\n',
    },
    {
      file: 'start.py',
      bad: 'import subprocess\n\nsubprocess.run(["docker", "run", "-e", f"ANTHROPIC_API_KEY={key}", "app"])\n',
      good: 'import subprocess\n\nsubprocess.run(["docker", "run", "-e", "ANTHROPIC_API_KEY", "app"])\n',
    },
  ],
  yieldsTo: ['hardcoded-credential', 'encoded-credential', 'plaintext-mcp-secret'],
  request(request, { document }) {
    const { raw, call } = request;
    const url = raw?.url && document.flow.pattern(raw.url);
    if (!raw?.url || !url || !claudeEndpoint.test(url) || !queryCredential.test(url)) return [];
    return [
      {
        range: raw.url.range,
        message: say('inUrl'),
        identity: document.text.slice(call.callee.range.start, call.callee.range.end),
        fixes: headerFix(request, document),
      },
    ];
  },
  document(context) {
    const { document } = context;
    if (context.setting === 'documentation' || document.role === 'output') return [];
    return document.facts.commands.flatMap((command) => commandProblems(command, context));
  },
};

function commandProblems(command: Command, context: RuleContext): Problem[] {
  const found = command.words.find((word, index) => carriesCredential(command, word, command.words[index - 1]));
  if (found && isClaudeCredential(command, found, context))
    return [
      {
        range: found.range,
        message: say('argument', { program: command.name }),
        fixes: passByName(command, found, context.document),
      },
    ];
  const url = command.words.find(
    ({ text }) => carriedInUrl.test(text) && (claudeEndpoint.test(text) || claudeVariable.test(text)),
  );
  if (url) return [{ range: url.range, message: say('inUrl') }];
  const header =
    command.name === 'curl' || command.name === 'wget' ? command.words.find(isCredentialHeader) : undefined;
  const toClaude = command.words.some(({ text }) => claudeEndpoint.test(text));
  if (!header || !toClaude) return [];
  return [
    {
      range: header.range,
      confidence: 'low',
      message: say('header', { program: command.name }),
    },
  ];
}

function carriesCredential(command: Command, word: Word, before: Word | undefined): boolean {
  const [flag = '', value] = splitOnce(word.text, '=');
  if (value !== undefined && credentialFlag.test(flag)) return expansion.test(value);
  if (variableProgram.test(command.name) && assignsCredential(word)) return true;
  if (/^(?:-b|--body|--value)$/.test(before?.text ?? '') && variableProgram.test(command.name))
    return credentialVariable.test(wholeVariable.exec(word.text)?.[1] ?? '');
  return before !== undefined && credentialFlag.test(before.text) && expansion.test(word.text);
}

/** Where a vault keeps it, not the credential: `keyvaultref:https://…` of Azure, `arn:aws:secretsmanager:…`, `op://…`. */
const reference = /^["']?(?:keyvaultref:|secretref:|arn:|(?:op|vault|awssm|gcpsm|ref\+\w+):\/\/|projects\/)/i;

/** `NAME=value` anywhere in a word: docker's `-e`, kubectl's `--from-literal=`, `--set-env-vars A=1,NAME=value`. */
function assignsCredential({ text }: Word): boolean {
  for (const { 1: name = '', 2: value = '' } of text.matchAll(/(?:^|[\s,;{:=])([A-Za-z][\w.-]*)=(?=["']?([^\s,;]+))/g))
    if ((credentialVariable.test(name) || credentialName.test(name)) && expansion.test(value) && !reference.test(value))
      return true;
  return false;
}

/** docker takes `-e NAME` and `--build-arg NAME` from its own environment. */
function passByName(command: Command, word: Word, { format }: Document): ProposedFix[] {
  const { text, range } = word;
  const name = /^([A-Z_]\w*)=\$(?:\1|\{\1\})$/.exec(text)?.[1];
  const before = command.words[command.words.indexOf(word) - 1]?.text ?? '';
  const takesNames =
    /^(?:docker|podman|nerdctl|buildah)$/.test(command.name) && /^(?:-e|--env|--build-arg)$/.test(before);
  if (name === undefined || format.id !== 'shell' || !takesNames) return [];
  return [{ title: say('passOn', { variable: name }), kind: 'suggestion', edits: [{ range, text: name }] }];
}

/** The flag or the value names Claude, or the program works with it. */
function isClaudeCredential(command: Command, word: Word, { document }: RuleContext): boolean {
  const before = command.words[command.words.indexOf(word) - 1];
  if (claudeProgram.test(command.name) || namesClaude(word) || (before && namesClaude(before))) return true;
  if (!vendorProgram.test(command.name) || otherVendor.test(word.text)) return false;
  return command.words.some(namesClaude) || isRelevant(document);
}

const namesClaude = ({ text }: Word): boolean => /anthropic|claude/i.test(text);

const isCredentialHeader = ({ text }: Word): boolean => /^(?:x-api-key|authorization)\s*:.*\$/i.test(text);

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
