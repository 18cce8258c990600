/** What a rule says of itself, as text and as Markdown. */
import type { Practice, RuleTexts, Severity } from '../engine/types';
import { english, type Translate } from './translate';

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
/** How a key of an example is shown, by its form; `{{key#2}}` is another one. */
const shownKeys: Readonly<Record<string, string>> = {
  '': 'sk-ant-api03-…',
  base64: 'c2stYW50LWFwaTAz…',
  first: 'sk-ant-api03-…',
  second: '…',
};

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
  go: 'go',
  java: 'java',
  cs: 'csharp',
  rb: 'ruby',
  php: 'php',
};

/** An example's text as it is shown. */
export const shown = (text: string) =>
  text
    .replace(/\{\{key(?::(\w+))?(#\d+)?\}\}/g, (mark, form = '', other?: string) =>
      other ? 'sk-ant-api03-another…' : (shownKeys[form] ?? mark),
    )
    .replace(/\{\{hidden:([^{}]*)\}\}/g, '[hidden: $1]')
    .trimEnd();
const cweUrl = (number: number) => `https://cwe.mitre.org/data/definitions/${number}.html`;

/** A fence that is longer than any in the text. */
function fenced(file: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${languages[file.slice(file.lastIndexOf('.') + 1)] ?? ''}\n${shown(text)}\n${fence}`;
}

function exampleMarkdown({ file, bad, good }: RuleTexts['examples'][number], t: Translate): string {
  const [reported, silent] = [
    `${t('Reported:')}\n\n${fenced(file, bad)}`,
    `${t('Not reported:')}\n\n${fenced(file, good)}`,
  ];
  return `### \`${file}\`\n\n${reported}\n\n${silent}`;
}

const severityWords = (severity: Severity, t: Translate): string =>
  ({ error: t('error'), warning: t('warning'), info: t('info') })[severity];

const confidenceWords = ({ confidence }: RuleTexts, t: Translate): string =>
  ({ high: t('high confidence'), medium: t('medium confidence'), low: t('low confidence') })[confidence];

/** Sections below a title that the caller writes. */
export function ruleMarkdown(rule: RuleTexts, t: Translate = english): string {
  const references = [
    ...rule.cwe.map((number) => `[CWE-${number}](${cweUrl(number)})`),
    ...rule.owasp.map((id) => `OWASP ${id}`),
  ];
  return [
    t(rule.why),
    `**${t('What to do:')}** ${t(rule.remedy)}`,
    ...(rule.steps ? [rule.steps.map((step) => `- [ ] ${t(step)}`).join('\n')] : []),
    `**${t('Reported:')}** ${t(rule.reports)}`,
    `**${t('Not reported:')}** ${t(rule.silent)}`,
    ...(rule.examples.length > 0
      ? [`## ${t('Examples')}`, ...rule.examples.map((example) => exampleMarkdown(example, t))]
      : []),
    ...(references.length > 0 ? [`## ${t('References')}`, references.join(', ')] : []),
  ].join('\n\n');
}

/** The whole page. */
export function rulePage(rule: RuleTexts, t: Translate = english): string {
  const { id, severity, practice, title } = rule;
  const facts = [`\`${id}\``, severityWords(severity, t), confidenceWords(rule, t), t(practiceTitles[practice])];
  return `# ${t(title)}\n\n${facts.join(' · ')}\n\n${ruleMarkdown(rule, t)}\n`;
}

/** What a rule's page ends with for a person who wants to know more than the rule: its practice, and what else belongs to it. */
export function practiceNote({ practice, id }: RuleTexts, rules: readonly RuleTexts[], t: Translate = english): string {
  const others = rules.filter((rule) => rule.practice === practice && rule.id !== id);
  const list = others.map(({ title, remedy }) => `- **${t(title)}.** ${t(remedy)}`).join('\n');
  const rest = others.length > 0 ? [t('What else belongs to it:'), list] : [];
  return `${[`## ${t(practiceTitles[practice])}`, t(practiceSummaries[practice]), ...rest].join('\n\n')}\n`;
}

/** One paragraph per line, without examples. */
export function ruleText(rule: RuleTexts): string {
  const steps = (rule.steps ?? []).map((step, at) => `${at + 1}. ${step}`);
  return [
    rule.why,
    `What to do: ${rule.remedy}`,
    ...steps,
    `Reported: ${rule.reports}`,
    `Not reported: ${rule.silent}`,
  ].join('\n');
}
