import { withoutReasonTexts } from '../../engine/hygiene';
import type { Rule } from '../../engine/types';

/** Decided where suppressions are applied (`engine/hygiene.ts`), so it has no hook. */
export const suppressionWithoutReason: Rule = {
  id: 'suppression-without-reason',
  title: 'Suppression without a reason',
  practice: 'hygiene',
  severity: 'info',
  confidence: 'high',
  cwe: [1116],
  owasp: [],
  why: 'A finding that was switched off without a word looks the same whether it was a false alarm or a risk that nobody wanted to deal with.',
  remedy: 'Say after “--” why the finding may stay.',
  reports: 'A suppression comment with no reason behind “--”, or with the placeholder that the quick fix writes.',
  silent: 'Suppressions with any reason; nobody judges how good it is.',
  messages: withoutReasonTexts.texts,
  examples: [
    {
      file: 'client.ts',
      bad: `// claude-guard-ignore-next-line hardcoded-credential
const apiKey = '{{key}}';
`,
      good: `// claude-guard-ignore-next-line hardcoded-credential -- revoked key of the incident report
const apiKey = '{{key}}';
`,
    },
    {
      file: 'client.py',
      bad: `api_key = "{{key}}"  # claude-guard-ignore-line hardcoded-credential
`,
      good: `api_key = "{{key}}"  # claude-guard-ignore-line hardcoded-credential -- revoked key of the incident report
`,
    },
  ],
};
