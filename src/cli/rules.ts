/** `claude-guard rules` and `claude-guard explain <id>` */
import { didYouMean } from '../engine/closest';
import type { RuleTexts } from '../engine/types';
import { shown } from '../report/rule-page';
import { printable, type Style, wrap } from '../report/terminal';
import { type Host, UsageError } from './host';
import { print, styleOf } from './output';

const facts = ({ id, title, practice, severity, confidence, cwe, owasp, why, remedy }: RuleTexts) => ({
  id,
  title,
  practice,
  severity,
  confidence,
  cwe,
  owasp,
  why,
  remedy,
});

function table(rules: readonly RuleTexts[], { colors }: Style): string {
  const longest = Math.max(0, ...rules.map(({ id }) => id.length));
  const practices = [...new Set(rules.map(({ practice }) => practice))];
  const row = ({ id, severity, title }: RuleTexts) =>
    `  ${id.padEnd(longest)}  ${colors[severityColors[severity]](severity.padEnd(7))}  ${title}`;
  const groups = practices.map((practice) => {
    const rows = rules.filter((rule) => rule.practice === practice).map(row);
    return [colors.bold(practice), ...rows, ''].join('\n');
  });
  return `${groups.join('\n')}\n`.replace(/\n+$/, '\n');
}

const severityColors = { error: 'red', warning: 'yellow', info: 'blue' } as const;

export function rulesCommand({ format }: { format: 'text' | 'json' }, host: Host): void {
  const { rules } = host;
  const text = format === 'json' ? `${JSON.stringify(rules.map(facts), undefined, 2)}\n` : table(rules, styleOf(host));
  print(host.stdout, text);
}

function exampleLines({ file, bad, good }: RuleTexts['examples'][number], { colors }: Style): string[] {
  const code = (text: string) =>
    shown(text)
      .split('\n')
      .map((line) => `  ${printable(line)}`.trimEnd());
  return [colors.red(`Reported (${file}):`), ...code(bad), '', colors.green('Not reported:'), ...code(good), ''];
}

function page(rule: RuleTexts, style: Style): string {
  const { colors, width } = style;
  const heading = `${colors.bold(rule.title)} (${rule.id})`;
  const kind = `${rule.severity}, ${rule.confidence} confidence, practice ${rule.practice}`;
  const references = [
    ...rule.cwe.map((number) => `https://cwe.mitre.org/data/definitions/${number}.html`),
    ...rule.owasp.map((id) => `OWASP ${id}`),
  ];
  const paragraphs = [
    rule.why,
    `${colors.bold('What to do:')} ${rule.remedy}`,
    ...(rule.steps ?? []).map((step, at) => `${at + 1}. ${step}`),
    `${colors.bold('Reported:')} ${rule.reports}`,
  ];
  const silent = `${colors.bold('Not reported:')} ${rule.silent}`;
  return [
    heading,
    colors.dim(kind),
    '',
    ...[...paragraphs, silent].flatMap((text) => [...wrap(text, width), '']),
    ...rule.examples.flatMap((example) => exampleLines(example, style)),
    ...references,
    '',
  ].join('\n');
}

/** Throws a `UsageError` where there is no such rule. */
export function explainCommand(id: string, host: Host): void {
  const rule = host.rules.find((each) => each.id === id);
  if (!rule) {
    const hint = didYouMean(
      id,
      host.rules.map((each) => each.id),
    );
    throw new UsageError(`There is no rule “${id}”.${hint || ' “claude-guard rules” lists them.'}`);
  }
  print(host.stdout, page(rule, styleOf(host)));
}
