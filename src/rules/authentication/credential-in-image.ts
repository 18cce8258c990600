import type { Command, Setting } from '../../engine/facts';
import type { Fix, Problem, Rule, RuleContext } from '../../engine/types';
import { credentialVariable } from '../support/names';
import { baseName, wholeLines } from '../support/values';

export const credentialInImage: Rule = {
  id: 'credential-in-image',
  title: 'Credential baked into an image',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'high',
  cwe: [522, 538],
  owasp: ['LLM02', 'ASI03'],
  why: "Build arguments, environment variables and copied files stay in the image's layers and history: everybody who can pull the image has the credential.",
  remedy: 'Give the credential to the running container, or to one build step with a secret mount.',
  reports: 'A Dockerfile’s ENV or ARG for a Claude credential, and COPY or ADD of an env file.',
  silent: 'BuildKit’s `--mount=type=secret`, and ENV with an empty value.',
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
  yieldsTo: ['hardcoded-credential', 'encoded-credential', 'client-exposed-credential'],
  setting(setting, { document }) {
    const instruction = setting.path[0];
    if (document.format.id !== 'dockerfile' || !credentialVariable.test(setting.key)) return [];
    if (instruction === 'ARG') return [baked(setting, 'A build argument', document.text)];
    return instruction === 'ENV' && setting.value
      ? [baked(setting, 'An environment variable of the image', document.text)]
      : [];
  },
  document: (context) =>
    context.document.format.id === 'dockerfile'
      ? context.document.facts.commands.flatMap((one) => copied(one, context))
      : [],
};

function baked(setting: Setting, what: string, text: string): Problem {
  const line = wholeLines(text, setting.range);
  const alone =
    new RegExp(`^\\s*(?:ENV|ARG)\\s+${setting.key}\\b[^\\n]*\\n?$`, 'i').test(text.slice(line.start, line.end)) &&
    text
      .slice(line.start, line.end)
      .split(/[\s=]/)
      .filter((word) => credentialVariable.test(word)).length === 1;
  const fix: Fix = {
    title: 'Remove it, and pass the credential when the container runs',
    kind: 'suggestion',
    edits: [{ range: line, text: '' }],
  };
  return {
    range: setting.range,
    message: `${what} keeps ${setting.key} in the image's history.`,
    fixes: alone ? [fix] : [],
  };
}

/** `COPY .env …` and `ADD .env …`; examples and templates hold no credential. */
function copied(command: Command, { document }: RuleContext): Problem[] {
  if (command.name !== 'COPY' && command.name !== 'ADD') return [];
  const sources = command.words.filter(({ text }) => !text.startsWith('--')).slice(0, -1);
  const file = sources.find(({ text }) =>
    /^\.env(?:\.(?!example$|sample$|template$|dist$)[\w.-]+)?$/.test(baseName(text)),
  );
  if (!file) return [];
  const fix: Fix = {
    title: 'Remove it, and pass the env file when the container runs',
    kind: 'suggestion',
    edits: [{ range: wholeLines(document.text, command.range), text: '' }],
  };
  return [
    {
      range: file.range,
      confidence: 'medium',
      message: 'This copies an env file, with the credentials in it, into a layer of the image.',
      fixes: sources.length === 1 ? [fix] : [],
    },
  ];
}
