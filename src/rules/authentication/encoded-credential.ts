import type { Encoding } from '../../engine/credentials/credentials';
import { labelTexts } from '../../engine/credentials/families';
import { phrases } from '../../engine/messages';
import type { Rule } from '../../engine/types';
import { environmentTexts, readFromEnvironment } from '../support/credentials/fix';

const say = phrases({
  base64: 'An Anthropic {label} is hidden here by Base64.',
  hex: 'An Anthropic {label} is hidden here by hexadecimal digits.',
  escape: 'An Anthropic {label} is hidden here by character escapes.',
  split: 'An Anthropic {label} is hidden here by pieces that are joined at run time.',
  reversed: 'An Anthropic {label} is hidden here by reversed text.',
  'char-codes': 'An Anthropic {label} is hidden here by character codes.',
} as const satisfies Record<Encoding, string>);

export const encodedCredential: Rule = {
  id: 'encoded-credential',
  title: 'Encoded credential',
  practice: 'authentication',
  severity: 'error',
  confidence: 'high',
  cwe: [798, 506],
  owasp: ['LLM02', 'ASI03'],
  why: 'An encoding is no protection: everybody who has the file can undo it, and it hides the credential only from those who look after it.',
  remedy: 'Revoke this credential in the Console, then read its replacement from the environment or a secret manager.',
  reports:
    'An Anthropic credential hidden by Base64, hexadecimal digits, Unicode or percent escapes, pieces that are put together, reversed text or character codes.',
  silent:
    'Encoded text that holds no credential, and encoded placeholders. Env files are reported by tracked-env-file.',
  messages: { ...say.texts, ...labelTexts, ...environmentTexts },
  examples: [
    {
      file: 'client.js',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ apiKey: atob('{{key:base64}}') });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY });\n",
    },
    {
      file: 'client.py',
      bad: 'import anthropic\n\nclient = anthropic.Anthropic(api_key="{{key:first}}" + "{{key:second}}")\n',
      good: 'import os\n\nimport anthropic\n\nclient = anthropic.Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])\n',
    },
  ],
  credential(credential, { document }) {
    if (!credential.encoding || document.format.id === 'dotenv') return [];
    return [
      {
        range: credential.range,
        message: say(credential.encoding, { label: credential.label }),
        confidence: credential.confidence,
        identity: credential.fingerprint,
        fixes: readFromEnvironment(credential, document),
      },
    ];
  },
};
