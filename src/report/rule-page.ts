/** What a rule says of itself, as text and as Markdown. */
import type { Practice, Rule } from '../engine/types';

/** The practices as people read them. */
export const practiceTitles: Readonly<Record<Practice, string>> = {
  authentication: 'Secure authentication',
  transport: 'HTTPS everywhere',
  permissions: 'Least privilege',
  monitoring: 'Monitoring',
  dependencies: 'Current dependencies and models',
  input: 'Validated input and output',
  errors: 'Errors and rate limits',
  privacy: 'Privacy',
  hygiene: 'Hygiene of suppressions',
};

/** What each practice asks for, in one sentence. */
export const practiceSummaries: Readonly<Record<Practice, string>> = {
  authentication: 'Keys and tokens stay out of code, images and browsers, and reach only the programs that need them.',
  transport:
    'Every connection to Claude is encrypted, its certificate is checked, and its host is one that you approved.',
  permissions: 'Agents, tools and keys may do what their task needs, and nothing else.',
  monitoring: 'Requests can be followed and counted, and nothing secret stands in what is logged.',
  dependencies: 'Packages and models are current, and come from where you think they come from.',
  input: 'What people write is data to Claude, and what Claude writes is checked before anything is done with it.',
  errors: 'Failures and limits are handled, and tell strangers nothing.',
  privacy: 'Personal data goes to Claude only where it must, and is kept no longer than needed.',
  hygiene: 'Every suppression names its rule and a reason, and goes when it is no longer needed.',
};

/** What stands for a generated key in examples. */
const shownKey = 'sk-ant-api03-…';

const languages: Readonly<Record<string, string>> = {
  ts: 'ts',
  tsx: 'tsx',
  js: 'js',
  jsx: 'jsx',
  mjs: 'js',
  py: 'python',
  sh: 'sh',
  json: 'json',
  yml: 'yaml',
  yaml: 'yaml',
  toml: 'toml',
  tf: 'hcl',
  md: 'markdown',
  html: 'html',
  vue: 'vue',
};

/** An example's text as it is shown. */
export const shown = (text: string) => text.replaceAll('{{key}}', shownKey).trimEnd();
const cweUrl = (number: number) => `https://cwe.mitre.org/data/definitions/${number}.html`;

/** A fence that is longer than any in the text. */
function fenced(file: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${languages[file.slice(file.lastIndexOf('.') + 1)] ?? ''}\n${shown(text)}\n${fence}`;
}

function exampleMarkdown({ file, bad, good }: Rule['examples'][number]): string {
  return `### \`${file}\`\n\nReported:\n\n${fenced(file, bad)}\n\nNot reported:\n\n${fenced(file, good)}`;
}

/** Sections below a title that the caller writes. */
export function ruleMarkdown(rule: Rule): string {
  const references = [
    ...rule.cwe.map((number) => `[CWE-${number}](${cweUrl(number)})`),
    ...rule.owasp.map((id) => `OWASP ${id}`),
  ];
  return [
    rule.why,
    `**What to do:** ${rule.remedy}`,
    `**Reported:** ${rule.reports}`,
    `**Not reported:** ${rule.silent}`,
    ...(rule.examples.length > 0 ? ['## Examples', ...rule.examples.map(exampleMarkdown)] : []),
    ...(references.length > 0 ? ['## References', references.join(', ')] : []),
  ].join('\n\n');
}

/** The whole page. */
export function rulePage(rule: Rule): string {
  const facts = [`\`${rule.id}\``, rule.severity, `${rule.confidence} confidence`, practiceTitles[rule.practice]];
  return `# ${rule.title}\n\n${facts.join(' · ')}\n\n${ruleMarkdown(rule)}\n`;
}

function practiceSection(rule: Rule): string {
  return [`## ${rule.title}`, rule.why, `**What to do:** ${rule.remedy}`, `**Reported:** ${rule.reports}`].join('\n\n');
}

/** What a practice is about, by the weaknesses that its rules look for. */
export function practicePage(practice: Practice, rules: readonly Rule[]): string {
  const own = rules.filter((rule) => rule.practice === practice);
  const summary = `${own.length} ${own.length === 1 ? 'weakness' : 'weaknesses'} that Claude Guard looks for, why they matter, and what to do.`;
  return `${[`# ${practiceTitles[practice]}`, summary, ...own.map(practiceSection)].join('\n\n')}\n`;
}

/** One paragraph per line, without examples. */
export function ruleText(rule: Rule): string {
  return [rule.why, `What to do: ${rule.remedy}`, `Reported: ${rule.reports}`, `Not reported: ${rule.silent}`].join(
    '\n',
  );
}
