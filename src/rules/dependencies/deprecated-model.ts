import type { Rule } from '../../engine/types';
import { modelProblems, modelTexts } from '../support/models/uses';

export const deprecatedModel: Rule = {
  id: 'deprecated-model',
  title: 'Deprecated model',
  practice: 'dependencies',
  severity: 'warning',
  confidence: 'high',
  cwe: [477],
  owasp: ['LLM03'],
  why: 'The day is announced from which this model answers no more. Who changes before it can compare both models; who changes after it does so while everything is down.',
  remedy: 'Change to the successor that Anthropic names before that day, and run your evaluations with both models.',
  reports:
    'Models whose retirement is announced, by the bundled data and the day of today: in requests and clients, configuration, env files, inputs of workflows and command lines. From the day itself on “retired-model” reports them. Ids of Bedrock and Vertex AI by the days of these clouds.',
  silent:
    'Models that may be retired some day without its being announced; lists, maps, tables, comparisons and types; tests, documentation, migrations; ids of clouds whose day is not known.',
  messages: modelTexts,
  examples: [
    {
      file: 'ask.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (content: string) =>\n  client.messages.create({\n    model: 'claude-opus-4-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content }],\n  });\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport const ask = (content: string) =>\n  client.messages.create({\n    model: 'claude-opus-5-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content }],\n  });\n",
    },
    {
      file: 'ask.py',
      bad: 'import anthropic\n\nMODEL = "claude-opus-4-5"\nclient = anthropic.Anthropic()\n\n\ndef ask(content):\n    return client.messages.create(model=MODEL, max_tokens=1024, messages=[{"role": "user", "content": content}])\n',
      good: 'import anthropic\n\nMODEL = "claude-opus-5-5"\nclient = anthropic.Anthropic()\n\n\ndef ask(content):\n    return client.messages.create(model=MODEL, max_tokens=1024, messages=[{"role": "user", "content": content}])\n',
    },
    { file: '.env', bad: 'ANTHROPIC_MODEL=claude-opus-4-5\n', good: 'ANTHROPIC_MODEL=claude-opus-5-5\n' },
  ],
  document: (context) => modelProblems(context, false),
};
