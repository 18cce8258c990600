/** The report of a false positive: a text that a person reads, completes and sends, or not. */

import type { Finding } from '../../../engine/types';

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

/** Markdown, in English: it is for the maintainers. Names no file and no folder: they are the person's. */
export function falsePositiveReport(facts: ReportFacts): string {
  const { finding, title, version, host, languageId, excerpt } = facts;
  const { rule, severity, confidence, message } = finding;
  return `${[
    `# False positive: ${title}`,
    [
      `- Rule: \`${rule}\` (${severity}, ${confidence} confidence)`,
      `- Claude Guard ${version}, ${host}`,
      `- Language: ${languageId}`,
      `- Message: ${message}`,
    ].join('\n'),
    '## Why this is a false positive',
    '<!-- What does the code do, and why is that safe? -->',
    '## Steps to reproduce',
    'With this code, in which credentials are masked:',
    excerpt === undefined ? '(The code could not be masked for certain, so it is left out.)' : fenced(excerpt),
  ].join('\n\n')}\n`;
}

/** The tracker that the manifest names, where that is a web address. */
export function trackerOf(manifest: unknown): string | undefined {
  const bugs = (manifest as { bugs?: unknown } | undefined)?.bugs;
  const url = typeof bugs === 'object' && bugs !== null ? (bugs as { url?: unknown }).url : bugs;
  return typeof url === 'string' && /^https:\/\/\S+$/.test(url) ? url : undefined;
}
