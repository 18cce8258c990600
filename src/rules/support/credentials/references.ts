/** How a data file refers to variables where its name does not tell it: as its other values do. Pure. */
import type { Range } from '../../../engine/facts';
import type { Document } from '../../../engine/types';

interface Form {
  /** A whole value; the first group names the variable. */
  value: RegExp;
  write(name: string): string;
}

/** Names of variables as they are written everywhere, so that no `$path` of another meaning counts. */
const name = '([A-Z][A-Z\\d]*(?:_[A-Z\\d]+)+)';
const form = (value: string, write: Form['write']): Form => ({ value: new RegExp(`^${value}$`), write });

const forms: readonly Form[] = [
  form(`\\$\\{${name}(?::?-[^}]*|:[^}]*)?\\}`, (variable) => `\${${variable}}`),
  form(`\\$\\{\\{\\s*secrets\\.${name}\\s*\\}\\}`, (variable) => `\${{ secrets.${variable} }}`),
  form(`\\$\\{env:${name}\\}`, (variable) => `\${env:${variable}}`),
  form(`\\$\\{env\\.${name}\\}`, (variable) => `\${env.${variable}}`),
  form(`\\{env:${name}\\}`, (variable) => `{env:${variable}}`),
  form(`\\{\\{\\s*env\\.${name}\\s*\\}\\}`, (variable) => `{{ env.${variable} }}`),
  form(`env\\(${name}\\)`, (variable) => `env(${variable})`),
  form(`%env\\(${name}\\)%`, (variable) => `%env(${variable})%`),
  form(`os\\.environ/${name}`, (variable) => `os.environ/${variable}`),
  form(`\\$\\(${name}\\)`, (variable) => `$(${variable})`),
  form(`\\$${name}`, (variable) => `$${variable}`),
];

/** Files that put no variables in, whatever somebody has written into them. */
const plain = /(?:^|\/)(?:\.claude\/settings[^/]*|package|tsconfig[^/]*|appsettings[^/]*)\.json$/i;

/** What a cluster is told: there `$(NAME)` is another variable of the same container. */
const isManifest = ({ facts }: Document): boolean =>
  ['apiVersion', 'kind'].every((key) => facts.settings.some(({ path }) => path.length === 1 && path[0] === key));

/** Undefined where no other value of the file is a reference. Of several ways the one that is used most. @param at the secret */
export function referenceLikeOthers(variable: string, at: Range, document: Document): string | undefined {
  const { facts, file } = document;
  if (plain.test(file.path) || isManifest(document)) return undefined;
  const others = facts.settings.filter(({ valueRange }) => valueRange.end <= at.start || valueRange.start >= at.end);
  const values = others.flatMap(({ value }) => (typeof value === 'string' ? [value.trim()] : []));
  const counts = forms.map((one) => ({ one, count: values.filter((value) => one.value.test(value)).length }));
  const [most] = counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return most?.one.write(variable);
}

/** Whether YAML would take the reference for something else without quotes. */
export const needsQuotes = (reference: string, range: Range, text: string): boolean =>
  /^[{%]/.test(reference) || (isInFlow(range, text) && /[{}]/.test(reference));

/** The reference as a file writes it. @param range what it replaces */
export const asScalar = (reference: string, range: Range, { format, text }: Document): string =>
  format.id === 'yaml' && needsQuotes(reference, range, text) && isBare(range, text) ? `"${reference}"` : reference;

/** A whole scalar of YAML without quotes around it. */
const isBare = ({ start, end }: Range, text: string): boolean =>
  /(?:[:[{,-]\s+|[[{,])$/.test(text.slice(Math.max(0, start - 100), start)) &&
  /^[ \t]*(?:[,\]}#\r\n]|$)/.test(text.slice(end, end + 100));

/** Between brackets in YAML a value with braces needs its quotes. */
const isInFlow = ({ start }: Range, text: string): boolean =>
  /[[{,]\s*$|[[{][^\]}\n]*$/.test(text.slice(Math.max(0, start - 500), start));
