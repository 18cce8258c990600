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
  enum?: readonly string[];
}

/** What a setting does, and its values. VS Code makes links of `#names#` of settings; elsewhere they are names. */
function aboutSetting({ description, markdownDescription, enum: values }: SettingSchema): string {
  const text = (markdownDescription ?? description ?? '').replace(/`#([\w.]+)#`/g, '`$1`');
  return values ? `${text} One of ${values.map((value) => `\`${value}\``).join(', ')}.` : text;
}

/** Settings as the manifest contributes them. */
export function settingsTable(manifest: { contributes: { configuration: unknown } }): string {
  const groups = [manifest.contributes.configuration].flat() as { properties: Record<string, SettingSchema> }[];
  const rows = groups
    .flatMap(({ properties }) => Object.entries(properties))
    .map(([name, setting]) => {
      const shown = setting.default === undefined ? '' : `\`${JSON.stringify(setting.default)}\``;
      return `| \`${name}\` | ${shown} | ${cell(aboutSetting(setting))} |`;
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

/** Of a JSON schema what a plan's has. */
export interface PlanField {
  description?: string;
  type?: string;
  default?: unknown;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  required?: readonly string[];
  properties?: Readonly<Record<string, PlanField>>;
  items?: PlanField;
  anyOf?: readonly PlanField[];
}

/** What may stand in a field, in words. */
function kindOf({ type, enum: names, minimum, maximum, maxLength, maxItems, items, anyOf }: PlanField): string {
  if (names) return names.map((name) => `\`${name}\``).join(', ');
  if (anyOf) return anyOf.map(kindOf).join(', or ');
  if (type === 'boolean') return '`true` or `false`';
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  if (type === 'array') return `a list of at most ${maxItems}${items?.anyOf ? ', each a name or an object' : ''}`;
  if (type === 'object') return 'an object';
  return maxLength === undefined ? 'a day, with year, month and day' : `a text of up to ${maxLength} characters`;
}

function fieldRows(name: string, field: PlanField, isNeeded: boolean): string[] {
  const { description = '', default: value, items } = field;
  const shown = isNeeded
    ? 'needed'
    : value === undefined || typeof value === 'object'
      ? ''
      : `\`${JSON.stringify(value)}\``;
  const own = `| \`${name}\` | ${cell(kindOf(field))} | ${shown} | ${cell(description)} |`;
  const object = [field, ...(items ? [items, ...(items.anyOf ?? [])] : [])].find(({ properties }) => properties);
  return [own, ...(object ? planRows(object, `${name}${items ? '[]' : ''}.`) : [])];
}

const planRows = ({ properties = {}, required = [] }: PlanField, prefix: string): string[] =>
  Object.entries(properties)
    .filter(([key]) => key !== '$schema')
    .flatMap(([key, field]) => fieldRows(`${prefix}${key}`, field, required.includes(key)));

/** The fields of a team's plan, as its schema has them. */
export const planTable = (schema: PlanField): string =>
  ['| Field | Value | Default | What it says |', '| --- | --- | --- | --- |', ...planRows(schema, '')].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The text with the part between `<!-- name -->` and `<!-- /name -->` replaced. @throws where the marks are missing */
export function withSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`README.md lacks ${open} … ${close}.`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}
