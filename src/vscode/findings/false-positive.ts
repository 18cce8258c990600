/** The report of a false positive: a text that a person reads, completes and sends, or not. */

import type { Finding } from '../../engine/types';
import type { Translate } from '../../report/translate';

export interface ReportFacts {
  finding: Finding;
  /** The rule's. */
  title: string;
  /** Of Claude Guard and of VS Code. */
  version: string;
  host: string;
  languageId: string;
  /** Every credential masked, by the engine; undefined: it could not be masked, so that nothing is shown. */
  excerpt: string | undefined;
}

/** A fence that is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** Markdown. Names no file and no folder: they are the person's. What the maintainers compare (rule, message) is English. */
export function falsePositiveReport(facts: ReportFacts, t: Translate): string {
  const { finding, title, version, host, languageId, excerpt } = facts;
  const { rule, severity, confidence, message } = finding;
  return `${[
    `# ${t('False positive: {0}', title)}`,
    [
      t('- Rule: `{0}` ({1}, {2} confidence)', rule, severity, confidence),
      `- Claude Guard ${version}, ${host}`,
      t('- Language: {0}', languageId),
      t('- Message: {0}', message),
    ].join('\n'),
    `## ${t('Why this is a false positive')}`,
    t('<!-- What does the code do, and why is that safe? -->'),
    `## ${t('Steps to reproduce')}`,
    t('With this code, in which credentials are masked:'),
    excerpt === undefined ? t('(The code could not be masked for certain, so it is left out.)') : fenced(excerpt),
  ].join('\n\n')}\n`;
}

/** The tracker that the manifest names, where that is a web address. */
export function trackerOf(manifest: unknown): string | undefined {
  const bugs = (manifest as { bugs?: unknown } | undefined)?.bugs;
  const url = typeof bugs === 'object' && bugs !== null ? (bugs as { url?: unknown }).url : bugs;
  return typeof url === 'string' && /^https:\/\/\S+$/.test(url) ? url : undefined;
}
