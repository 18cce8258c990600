import { expiredTexts } from '../../engine/hygiene';
import type { Rule } from '../../engine/types';

/** Decided where suppressions are applied (`engine/hygiene.ts`), so it has no hook. */
export const expiredSuppression: Rule = {
  id: 'expired-suppression',
  title: 'Expired suppression',
  practice: 'hygiene',
  severity: 'warning',
  confidence: 'high',
  cwe: [672],
  owasp: [],
  why: 'Somebody promised to have dealt with this finding by a day that has passed, and it is still there.',
  remedy: 'Mend what the finding says, or set a new date with the reason for it.',
  reports:
    'A suppression whose “until” date is past, or is no date, while its finding is still there. The finding itself is shown again.',
  silent: 'Suppressions without a date, and the last day itself.',
  messages: expiredTexts.texts,
  examples: [
    {
      file: 'client.ts',
      bad: `// claude-guard-ignore-next-line hardcoded-credential -- key is being rotated until 2020-01-31
const apiKey = '{{key}}';
`,
      good: `// claude-guard-ignore-next-line hardcoded-credential -- key is being rotated until 9999-12-31
const apiKey = '{{key}}';
`,
    },
  ],
};
