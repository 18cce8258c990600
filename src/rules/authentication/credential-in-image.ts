import type { Command, Setting } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { secretMount } from '../support/credentials/secret-mount';
import { credentialVariable } from '../support/names';
import { isPlaceholder, isTemplateFile } from '../support/placeholders';
import { baseName, wholeLines } from '../support/values';

const say = phrases({
  argument: "A build argument keeps {variable} in the image's history.",
  variable: "An environment variable of the image keeps {variable} in the image's history.",
  copied: 'This copies an env file, with the credentials in it, into a layer of the image.',
  mount: 'Mount it as a secret in the RUN instructions that use it',
  removeVariable: 'Remove it, and pass the credential when the container runs',
  removeFile: 'Remove it, and pass the env file when the container runs',
});

export const credentialInImage: Rule = {
  id: 'credential-in-image',
  title: 'Credential in an image',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'high',
  cwe: [522, 538],
  owasp: ['LLM02', 'ASI03'],
  why: "Build arguments, environment variables and copied files stay in the image's layers and history: everybody who can pull the image has the credential.",
  remedy: 'Give the credential to the running container, or to one build step with a secret mount.',
  reports: 'A Dockerfile’s ENV or ARG for a Claude credential, and COPY or ADD of an env file.',
  silent:
    'BuildKit’s `--mount=type=secret`, ENV with an empty value or a placeholder, and env files made to be shared.',
  messages: say.texts,
  examples: [
    {
      file: 'Dockerfile',
      bad: 'FROM node:22-slim\nARG ANTHROPIC_API_KEY\nENV ANTHROPIC_API_KEY=$ANTHROPIC_API_KEY\nCMD ["node", "server.js"]\n',
      good: 'FROM node:22-slim\nRUN --mount=type=secret,id=anthropic_api_key,env=ANTHROPIC_API_KEY node warm-up.js\nCMD ["node", "server.js"]\n',
    },
    {
      file: 'app/Dockerfile',
      bad: 'FROM python:3.13\nCOPY .env /app/.env\n',
      good: 'FROM python:3.13\nCOPY .env.example /app/.env.example\n',
    },
  ],
  yieldsTo: ['hardcoded-credential', 'encoded-credential', 'literal-credential', 'client-exposed-credential'],
  setting(setting, { document }) {
    const [instruction] = setting.path;
    if (document.format.id !== 'dockerfile' || !credentialVariable.test(setting.key)) return [];
    if (instruction === 'ARG') return [baked(setting, 'argument', document)];
    return isGiven(setting) ? [baked(setting, 'variable', document)] : [];
  },
  document: (context) =>
    context.document.format.id === 'dockerfile'
      ? context.document.facts.commands.flatMap((one) => copied(one, context))
      : [],
};

/** ENV with a placeholder or nothing holds no credential; with a reference it does. */
const isGiven = ({ value }: Setting): boolean =>
  typeof value === 'string' && (value.includes('$') || !isPlaceholder(value));

/** In a stage that is not the last one, it stays in the build's cache and provenance, but not in the image. */
function baked(setting: Setting, what: 'argument' | 'variable', document: Document): Problem {
  const isLastStage = !/^[ \t]*FROM\s/im.test(document.text.slice(setting.range.end));
  return {
    range: setting.range,
    confidence: isLastStage ? 'high' : 'medium',
    message: say(what, { variable: setting.key }),
    fixes: bakedFixes(setting, document),
  };
}

function bakedFixes(setting: Setting, document: Document): ProposedFix[] {
  const mount = secretMount(setting.key, document);
  if (mount) return [{ title: say('mount'), kind: 'suggestion', edits: mount }];
  const line = wholeLines(document.text, setting.range);
  const isAlone = new RegExp(`^\\s*(?:ENV|ARG)\\s+${setting.key}(?:=(?:"[^"\\n]*"|\\S*))?\\s*$`, 'i').test(
    document.text.slice(line.start, line.end),
  );
  const title = say('removeVariable');
  return isAlone ? [{ title, kind: 'suggestion', edits: [{ range: line, text: '' }] }] : [];
}

/** `RUN cp .env.example .env`. */
const madeOfTemplate =
  /\b(?:cp|mv|copy)\b[^\n&|;]*\.env[\w.-]*\.(?:example|sample|template|tmpl|dist|defaults?)\s+\S*\.env\b/i;
const isFromStage = ({ words }: Command): boolean => words.some(({ text }) => text.startsWith('--from='));

/** `COPY .env …` and `ADD .env …`; examples and templates hold no credential. */
function copied(command: Command, { document }: RuleContext): Problem[] {
  if (command.name !== 'COPY' && command.name !== 'ADD') return [];
  const sources = command.words.filter(({ text }) => !text.startsWith('--')).slice(0, -1);
  const file = sources.find(
    ({ text }) => /^\.env(?:\.[\w.-]+)?$/.test(baseName(text)) && !isTemplateFile(baseName(text)),
  );
  if (!file || (isFromStage(command) && madeOfTemplate.test(document.text))) return [];
  const fix: ProposedFix = {
    title: say('removeFile'),
    kind: 'suggestion',
    edits: [{ range: wholeLines(document.text, command.range), text: '' }],
  };
  return [
    {
      range: file.range,
      confidence: 'medium',
      message: say('copied'),
      fixes: sources.length === 1 ? [fix] : [],
    },
  ];
}
