/** The generated parts of the documentation, as text. */
import type { Rule } from '../engine/types';
import { practiceTitles } from '../report/rule-page';

export const rulePagePath = (rule: Rule): string => `media/rules/${rule.id}.md`;

/** One table for each practice that has rules. */
export function rulesTable(rules: readonly Rule[]): string {
  const practices = [...new Set(rules.map(({ practice }) => practice))];
  return practices
    .map((practice) => {
      const rows = rules
        .filter((rule) => rule.practice === practice)
        .map((rule) => `| [\`${rule.id}\`](${rulePagePath(rule)}) | ${rule.severity} | ${cell(rule.reports)} |`);
      return [
        `### ${practiceTitles[practice]}`,
        '',
        '| Rule | Severity | Reports |',
        '| --- | --- | --- |',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');
}

interface SettingSchema {
  default?: unknown;
  description?: string;
  markdownDescription?: string;
}

/** Settings as the manifest contributes them. */
export function settingsTable(manifest: { contributes: { configuration: unknown } }): string {
  const groups = [manifest.contributes.configuration].flat() as { properties: Record<string, SettingSchema> }[];
  const rows = groups
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([name, { default: value, description, markdownDescription }]) => {
      const shown = value === undefined || typeof value === 'object' ? '' : `\`${JSON.stringify(value)}\``;
      return `| \`${name}\` | ${shown} | ${cell(markdownDescription ?? description ?? '')} |`;
    });
  return ['| Setting | Default | What it does |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Commands that the palette shows. */
export function commandsTable(manifest: { contributes: Manifest }): string {
  const hidden = new Set(
    (manifest.contributes.menus?.commandPalette ?? [])
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command),
  );
  const rows = manifest.contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ title, command }) => `| ${title} | \`${command}\` |`);
  return ['| Command | Id |', '| --- | --- |', ...rows].join('\n');
}

interface Manifest {
  commands: { command: string; title: string }[];
  menus?: { commandPalette?: { command: string; when?: string }[] };
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The text with the part between `<!-- name -->` and `<!-- /name -->` replaced. @throws where the marks are missing */
export function withSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`README.md lacks ${open} … ${close}.`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}
