import { labelTexts } from '../../engine/credentials/families';
import { phrases } from '../../engine/messages';
import type { Document, Rule } from '../../engine/types';
import { environmentTexts, readFromEnvironment } from '../support/credentials/fix';
import { baseName } from '../support/values';

const say = phrases({
  written: 'An Anthropic {label} is written in this file.',
});

export const hardcodedCredential: Rule = {
  id: 'hardcoded-credential',
  title: 'Hard-coded credential',
  practice: 'authentication',
  severity: 'error',
  confidence: 'high',
  cwe: [798, 540],
  owasp: ['LLM02', 'ASI03'],
  why: 'Whoever can read this file, its history, a package or a log made from it can use the credential: run up your bill, and read what it gives access to. Scanners find such keys in public repositories within minutes.',
  remedy: 'Revoke this credential in the Console, then read its replacement from the environment or a secret manager.',
  reports:
    'Any Anthropic credential family (API, Admin and enterprise keys, OAuth access and refresh tokens, session and runner tokens) that stands in a text: code, configuration, notebook sources and outputs, shell scripts, CI files, Terraform, Markdown.',
  silent:
    'Placeholders, masked forms and partial key hints, short or low-entropy text, regular expressions that look for keys. Env files are reported by tracked-env-file.',
  messages: { ...say.texts, ...labelTexts, ...environmentTexts },
  examples: [
    {
      file: 'client.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: '{{key}}' });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nexport const client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });\n",
    },
    {
      file: 'client.py',
      bad: 'from anthropic import Anthropic\n\nclient = Anthropic(api_key="{{key}}")\n',
      good: 'import os\n\nfrom anthropic import Anthropic\n\nclient = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])\n',
    },
    {
      file: 'compose.yaml',
      bad: 'services:\n  app:\n    environment:\n      ANTHROPIC_API_KEY: {{key}}\n',
      good: 'services:\n  app:\n    environment:\n      ANTHROPIC_API_KEY: ${ANTHROPIC_API_KEY}\n',
    },
  ],
  yieldsTo: ['tracked-env-file', 'plaintext-mcp-secret'],
  credential(credential, { document }) {
    if (credential.encoding || document.format.id === 'dotenv' || isIgnoredEnvFile(document)) return [];
    return [
      {
        range: credential.range,
        message: say('written', { label: credential.label }),
        confidence: credential.confidence,
        identity: credential.fingerprint,
        fixes: readFromEnvironment(credential, document),
      },
    ];
  },
};

/** direnv's `.envrc` is a script, and kept as an env file is. */
const isIgnoredEnvFile = ({ file }: Document): boolean =>
  file.host?.git === 'ignored' && baseName(file.path) === '.envrc';
