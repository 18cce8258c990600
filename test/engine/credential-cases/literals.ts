import { randomText } from '../../support/credential-shapes';
import { type CredentialCase, group, plain } from './case';

/** Constants that have no shape of an Anthropic credential and are given to a Claude client or header as one. */

const sdk = "import Anthropic from '@anthropic-ai/sdk';\n\n";
const secret = randomText(32, 'a plain secret', 'alphanumeric');
const bedrock = randomText(80, 'bedrock', 'alphanumeric');
const gateway = randomText(22, 'gateway', 'alphanumeric');

const given = group(
  { source: 'known gap: every detector that knows keys by their prefix', theirs: 'silent', ours: 'literal-credential' },
  [
    ['TypeScript option', 'a.ts', () => `${sdk}new Anthropic({ apiKey: '${secret}' });\n`],
    ['TypeScript auth token', 'b.ts', () => `${sdk}new Anthropic({ authToken: '${secret}' });\n`],
    ['through a constant', 'c.ts', () => `${sdk}const KEY = '${secret}';\nnew Anthropic({ apiKey: KEY });\n`],
    [
      'fallback of an environment read',
      'd.ts',
      () => `${sdk}new Anthropic({ apiKey: process.env.KEY ?? '${secret}' });\n`,
    ],
    ['Python keyword', 'a.py', () => `import anthropic\n\nclient = anthropic.Anthropic(api_key="${secret}")\n`],
    [
      'Go option',
      'a.go',
      () =>
        'package a\n\nimport "github.com/anthropics/anthropic-sdk-go"\n' +
        'import "github.com/anthropics/anthropic-sdk-go/option"\n\n' +
        `var c = anthropic.NewClient(option.WithAPIKey("${secret}"))\n`,
    ],
    [
      'request header',
      'e.ts',
      () =>
        `fetch('https://api.anthropic.com/v1/messages', { method: 'POST', headers: { 'x-api-key': '${secret}' } });\n`,
    ],
    [
      'Foundry key',
      'f.ts',
      () =>
        "import { AnthropicFoundry } from '@anthropic-ai/foundry-sdk';\n\n" +
        `new AnthropicFoundry({ resource: 'a', apiKey: '${secret}' });\n`,
    ],
    [
      'Bedrock key in the environment of a client',
      'b.py',
      () =>
        `import os\nimport anthropic\n\nos.environ["AWS_BEARER_TOKEN_BEDROCK"] = "ABSK${bedrock}"\n` +
        'client = anthropic.AnthropicBedrock()\n',
    ],
    [
      'gateway key for a remote gateway',
      'g.ts',
      () => `${sdk}new Anthropic({ apiKey: 'sk-${gateway}', baseURL: 'https://llm.example.com' });\n`,
    ],
  ],
);

const harmless = group({ source: 'harmless literals of public code', ours: 'silent' }, [
  [
    'example of the SDK',
    'h.ts',
    plain(`${sdk}new Anthropic({ apiKey: 'my_api_key' });\n`),
    {
      source: 'semgrep/semgrep-rules: ai/typescript/detect-anthropic.ts',
      theirs: 'silent',
    },
  ],
  ['dummy', 'i.ts', plain(`${sdk}new Anthropic({ apiKey: 'dummy' });\n`)],
  ['empty text', 'j.ts', plain(`${sdk}new Anthropic({ apiKey: '' });\n`)],
  [
    'ollama on this machine',
    'c.py',
    plain('import anthropic\n\nclient = anthropic.Anthropic(base_url="http://localhost:11434", api_key="ollama")\n'),
  ],
  ['not needed', 'd.py', plain('import anthropic\n\nclient = anthropic.Anthropic(api_key="not-needed")\n')],
  ['dummy as a fallback', 'k.ts', plain(`${sdk}new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY ?? 'test' });\n`)],
  [
    'secret for a proxy on this machine',
    'l.ts',
    () => `${sdk}new Anthropic({ apiKey: '${secret}', baseURL: 'http://127.0.0.1:4000' });\n`,
  ],
  ['instruction', 'm.ts', plain(`${sdk}new Anthropic({ apiKey: 'your-anthropic-api-key-here' });\n`)],
  ["another vendor's client", 'n.ts', () => `import OpenAI from 'openai';\n\nnew OpenAI({ apiKey: '${secret}' });\n`],
]);

export const literalCases: CredentialCase[] = [...given, ...harmless];
