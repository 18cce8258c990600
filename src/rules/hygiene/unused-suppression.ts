import { unusedTexts } from '../../engine/hygiene';
import type { Rule } from '../../engine/types';

/** Decided where suppressions are applied (`engine/hygiene.ts`), so it has no hook. */
export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  title: 'Unused suppression',
  practice: 'hygiene',
  severity: 'info',
  confidence: 'high',
  cwe: [1164],
  owasp: [],
  why: 'A suppression that outlived its finding hides the next one at the same place.',
  remedy: 'Remove the suppression, or correct the rule that it names.',
  reports:
    'A suppression comment where the rules that it names report nothing, that names a rule which does not exist, or none at all.',
  silent:
    'Suppressions of rules that the configuration switches off, and of findings below the configured confidence or profile.',
  messages: unusedTexts.texts,
  examples: [
    {
      file: 'client.ts',
      bad: `// claude-guard-ignore-next-line hardcoded-credential -- revoked key of the incident report
const apiKey = process.env.ANTHROPIC_API_KEY;
`,
      good: `const apiKey = process.env.ANTHROPIC_API_KEY;
`,
    },
    {
      file: 'client.py',
      bad: `import os
api_key = os.environ["ANTHROPIC_API_KEY"]  # claude-guard-ignore-line hard-coded-credential -- read from the environment
`,
      good: `import os
api_key = os.environ["ANTHROPIC_API_KEY"]
`,
    },
  ],
};
