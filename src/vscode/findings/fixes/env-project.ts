/** What a project does with its environment: which variables it reads, what loads its `.env`, what git ignores. Pure. */
import { credentialVariable } from '../../../rules/support/names';
import { createIgnoreRules } from '../../../scanner/ignore-rules';

/** What a name stands for, so that an Admin key never takes the place of an API key. */
function purposeOf(name: string): string {
  if (/BEDROCK|AWS/.test(name)) return 'aws';
  if (/FOUNDRY|AZURE/.test(name)) return 'foundry';
  if (/ADMIN/.test(name)) return 'admin';
  if (/COMPLIANCE/.test(name)) return 'compliance';
  if (/REFRESH/.test(name)) return 'refresh';
  if (/SESSION/.test(name)) return 'session';
  if (/KEY$|SECRET$/.test(name)) return 'key';
  return 'token';
}

const reads =
  /(?:\benv|\benviron(?:\.get)?|\bgetenv|\bENV(?:\.fetch)?|\bvar)\s*(?:\.|\[\s*|\(\s*|\?\.\s*)["'`]?([A-Z][A-Z0-9_]{4,60})\b/g;
const definitions = /^[ \t]*(?:export[ \t]+)?([A-Z][A-Z0-9_]{4,60})[ \t]*=/gm;

/** Variables for a credential of Claude that a code file reads, or an env file names; one for each time. */
export function variablesIn(text: string): string[] {
  const names = [...text.matchAll(reads), ...text.matchAll(definitions)].map((match) => match[1]!);
  return names.filter((name) => credentialVariable.test(name));
}

/** The name that the project uses for this purpose: the documented one if at all, else the most frequent. */
export function variableInUse(documented: string, inUse: readonly string[]): string {
  const same = inUse.filter((name) => purposeOf(name) === purposeOf(documented));
  if (same.includes(documented)) return documented;
  const counts = new Map<string, number>();
  for (const name of same) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? documented;
}

/** Whether an env file has a line for the variable, with a value or without. */
export const defines = (text: string, variable: string): boolean =>
  new RegExp(`^[ \\t]*(?:export[ \\t]+)?${variable}[ \\t]*=`, 'm').test(text);

/** What loads `.env`, by how it shows: in a manifest, in code, or by a file's name. */
const loaders: readonly { name: string; manifest?: RegExp; code?: RegExp; file?: RegExp }[] = [
  { name: '--env-file', manifest: /--env-file(?:-if-exists)?[= ]/ },
  {
    name: 'dotenv',
    manifest: /"(?:dotenv|dotenv-cli|dotenv-flow|dotenv-expand|@dotenvx\/dotenvx|env-cmd)"\s*:/,
    code: /['"]dotenv(?:\/config|-flow(?:\/config)?)?['"]|@dotenvx\/dotenvx/,
  },
  { name: 'process.loadEnvFile', code: /\bloadEnvFile\s*\(/ },
  { name: 'Next.js', manifest: /"next"\s*:/ },
  { name: 'Nuxt', manifest: /"nuxt"\s*:/ },
  { name: '@nestjs/config', manifest: /"@nestjs\/config"\s*:/ },
  { name: 'Bun', file: /^bun\.lockb?$/ },
  { name: 'python-dotenv', manifest: /\bpython-dotenv\b/, code: /\bload_dotenv\s*\(|\bfrom dotenv\b/ },
  { name: 'environs', manifest: /\benvirons\b/ },
  { name: 'django-environ', manifest: /\bdjango-environ\b/ },
  { name: 'Pipenv', file: /^Pipfile$/ },
  { name: 'direnv', file: /^\.envrc$/ },
  { name: 'Docker Compose', manifest: /^\s*env_file\s*:/m },
];

/** Files that say how a project is built and started. */
export const isManifest = (name: string): boolean =>
  /^(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements[\w.-]*\.txt|Procfile|Makefile|justfile|(?:docker-)?compose[\w.-]*\.ya?ml)$/.test(
    name,
  );

export interface ProjectTexts {
  /** Names of the files around. */
  names: readonly string[];
  manifests: readonly string[];
  code: readonly string[];
}

/** The first that is found; undefined: none is. */
export const loaderIn = ({ names, manifests, code }: ProjectTexts): string | undefined =>
  loaders.find(
    (loader) =>
      (loader.manifest && manifests.some((text) => loader.manifest!.test(text))) ||
      (loader.code && code.some((text) => loader.code!.test(text))) ||
      (loader.file && names.some((name) => loader.file!.test(name))),
  )?.name;

const python: ReadonlySet<string> = new Set(['python', 'jupyter']);
const node = /^(?:javascript|typescript)(?:react)?$|^(?:vue|svelte|astro)$/;

/** @param languageId VS Code's */
export const runtimeOf = (languageId: string): string =>
  python.has(languageId) ? 'python' : node.test(languageId) ? 'node' : 'other';

/** An ignore file, with its folder relative to the repository's root ('' for the root itself). */
export interface IgnoreFile {
  folder: string;
  text: string;
}

/** @param path relative to the repository's root, with `/` @param files the root's first, then those below it */
export function isIgnored(path: string, files: readonly IgnoreFile[]): boolean {
  return files.reduce((rules, { text, folder }) => rules.with(text, folder), createIgnoreRules(false)).ignores(path);
}

/** Lines that the root's ignore file needs so that git ignores `.env` in the folder, and not the example beside it. */
export function ignoreLines(folder: string, example: string, files: readonly IgnoreFile[]): string[] {
  const at = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  const ignored = isIgnored(at('.env'), files);
  const first = ignored ? [] : ['.env'];
  const hidden = isIgnored(at(example), [...files, { folder: '', text: first.join('\n') }]);
  return [...first, ...(hidden ? [`!${example}`] : [])];
}

/** The line of an env file. A value with more than letters, digits and the signs of a key is quoted. */
export function envLine(variable: string, value: string): string {
  if (/^[\w+/=.:@-]+$/.test(value)) return `${variable}=${value}`;
  return value.includes("'") ? `${variable}=${JSON.stringify(value)}` : `${variable}='${value}'`;
}
