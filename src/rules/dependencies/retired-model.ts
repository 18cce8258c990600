import type { Rule } from '../../engine/types';
import { modelProblems, modelTexts } from '../support/models/uses';

export const retiredModel: Rule = {
  id: 'retired-model',
  title: 'Retired model',
  practice: 'dependencies',
  severity: 'error',
  confidence: 'high',
  cwe: [477],
  owasp: ['LLM03'],
  why: 'A retired model answers no more: every request to it fails with “not found”. What falls back on another path then runs untested, and what has no other path is down.',
  remedy: 'Change to the successor that Anthropic names, and run your evaluations with it before you release.',
  reports:
    'Models whose day of retirement has come, by the bundled data: in requests and clients (through constants, aliases and defaults of environment variables), in what is kept or configured under a model’s name, in env files, inputs of workflows, --model on command lines and bodies of curl. Ids of Bedrock and Vertex AI by the days of these clouds. Of Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift and Dart: what one line tells by itself, in files that ask Claude.',
  silent:
    'Lists, maps, tables of prices or abilities, comparisons and types; recorded replies; tests, documentation, migrations; ids of clouds and other vendors whose day is not known.',
  messages: modelTexts,
  examples: [
    {
      file: 'ask.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (content: string) =>\n  client.messages.create({\n    model: 'claude-3-5-sonnet-20241022',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content }],\n  });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (content: string) =>\n  client.messages.create({\n    model: 'claude-sonnet-5-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content }],\n  });\n",
    },
    {
      file: 'ask.py',
      bad: 'import os\n\nimport anthropic\n\nMODEL = os.getenv("ANTHROPIC_MODEL", "claude-3-opus-latest")\nclient = anthropic.Anthropic()\n\n\ndef ask(content):\n    return client.messages.create(model=MODEL, max_tokens=1024, messages=[{"role": "user", "content": content}])\n',
      good: 'import os\n\nimport anthropic\n\nMODEL = os.getenv("ANTHROPIC_MODEL", "claude-opus-5-5")\nclient = anthropic.Anthropic()\n\n\ndef ask(content):\n    return client.messages.create(model=MODEL, max_tokens=1024, messages=[{"role": "user", "content": content}])\n',
    },
    { file: '.env', bad: 'ANTHROPIC_MODEL=claude-opus-4-20250514\n', good: 'ANTHROPIC_MODEL=claude-opus-5-5\n' },
  ],
  document: (context) => modelProblems(context, true),
};
