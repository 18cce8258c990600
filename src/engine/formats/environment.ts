/** Where data files keep variables of the environment, and how one of them refers to the environment. */
import { type DataPlace, stringOf } from './data-tree';
import type { EnvironmentPlace } from './format';

/** Which of the container's keys are variables: all identifiers, or those only that are written like variables. */
export type EnvironmentNames = 'any' | 'plain';

/** Keys under which tools of every kind keep variables. */
const containers =
  /^(?:env|environment|environment_?variables|env_?vars|env_variables|extra_?env(?:_?vars)?|container_?env|remote_?env|variables|terminal\.integrated\.env\.\w+|claudecode\.environmentvariables)$/i;

/** Files in which such a key can hold nothing but variables, so that lower-case names count as well. */
const known =
  /(?:^|\/)(?:\.github\/workflows\/[^/]+|[^/]*compose[^/]*\.ya?ml|\.?[^/]*gitlab-ci[^/]*\.ya?ml|\.circleci\/[^/]+|azure-pipelines[^/]*\.ya?ml|serverless\.ya?ml|app\.ya?ml|render\.ya?ml|\.claude\/settings[^/]*\.json|managed-settings(?:\.json|\.d\/[^/]+\.json)|[^/]*mcp[^/]*\.json|claude_desktop_config\.json|\.claude\.json|\.vscode\/[^/]+\.json|\.?devcontainer\.json|vercel\.json|now\.json|eas\.json|netlify\.toml|fly[^/]*\.toml)$/i;

const workflow = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;
const compose = /(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i;
const mcp = /(?:^|\/)[^/]*mcp[^/]*\.json$/i;

/** Keys that hold variables in one kind of file. */
const special: readonly { file: RegExp; key: RegExp }[] = [
  { file: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/i, key: /^vars$/ },
  { file: /(?:^|\/)\.travis\.ya?ml$/i, key: /^global$/ },
];

/** Whether the map or list at a place holds variables, and which of its keys are. Undefined: it does not. */
export type EnvironmentRule = (place: DataPlace) => EnvironmentNames | undefined;

/** The rule for the places of one file. */
export function environmentRule(file: string): EnvironmentRule {
  const standard = known.test(file) ? 'any' : 'plain';
  const keys = special.filter((row) => row.file.test(file)).map((row) => row.key);
  const isElsewhere = elsewhere(file);
  return ({ path, parent }) => {
    const key = path.at(-1)!;
    if (isKubernetesData(key, parent) || keys.some((pattern) => pattern.test(key))) return 'any';
    if (!containers.test(key) || isElsewhere(key)) return undefined;
    const isLambda = /^variables$/i.test(key) && /^environment$/i.test(path.at(-2) ?? '');
    return isLambda ? 'any' : standard;
  };
}

/** A ConfigMap's `data` and a Secret's `stringData` become variables; a Secret's `data` is base64. */
const isKubernetesData = (key: string, parent: DataPlace['parent']): boolean =>
  (key === 'data' && stringOf(parent, 'kind') === 'ConfigMap') ||
  (key === 'stringData' && stringOf(parent, 'kind') === 'Secret');

/** A workflow's `environment` is a deployment's name; nothing in a package.json sets a variable. */
function elsewhere(file: string): (key: string) => boolean {
  const isWorkflow = workflow.test(file);
  const isManifest = /(?:^|\/)package\.json$/.test(file);
  return (key) => isManifest || (isWorkflow && key === 'environment');
}

/**
 * How a file refers to the environment, by its path; the same text as a whole value and inside of one. Sources, 2026-11: the pages
 * on variables of docs.github.com/actions, docs.docker.com/compose, docs.spring.io, code.visualstudio.com, cursor.com, windsurf.com,
 * opencode.ai, geminicli.com, librechat.ai, learn.microsoft.com/azure/devops, symfony.com/doc/current/configuration;
 * docs.roocode.com/features/mcp/using-mcp-in-roo (of `args`; its source, `McpHub`, does so with every value), docs.continue.dev/faqs
 * ("Managing Local Secrets"), serverless.com/framework/docs/guides/variables, supabase.com/docs/guides/local-development/managing-config.
 */
const references: readonly { file: RegExp; write(name: string): string }[] = [
  { file: workflow, write: (name) => `\${{ secrets.${name} }}` },
  { file: compose, write: (name) => `\${${name}}` },
  { file: /(?:^|\/)(?:application|bootstrap)[^/]*\.(?:ya?ml|properties)$/i, write: (name) => `\${${name}}` },
  { file: /(?:^|\/)\.vscode\/(?:mcp|launch|tasks)\.json$/i, write: (name) => `\${env:${name}}` },
  { file: /(?:^|\/)(?:\.(?:cursor|roo)\/mcp|mcp_config)\.json$/i, write: (name) => `\${env:${name}}` },
  { file: /(?:^|\/)\.?devcontainer\.json$/i, write: (name) => `\${localEnv:${name}}` },
  { file: mcp, write: (name) => `\${${name}}` },
  { file: /(?:^|\/)(?:librechat[^/]*\.ya?ml|\.gemini\/settings\.json)$/i, write: (name) => `\${${name}}` },
  { file: /(?:^|\/)opencode\.jsonc?$/i, write: (name) => `{env:${name}}` },
  { file: /(?:^|\/)\.continue\/(?:.*\/)?[^/]+\.ya?ml$/i, write: (name) => `\${{ secrets.${name} }}` },
  { file: /(?:^|\/)serverless[^/]*\.ya?ml$/i, write: (name) => `\${env:${name}}` },
  { file: /(?:^|\/)azure-pipelines[^/]*\.ya?ml$/i, write: (name) => `$(${name})` },
  { file: /(?:^|\/)supabase\/config\.toml$/i, write: (name) => `env(${name})` },
  { file: /(?:^|\/)config\/(?:packages\/(?:.*\/)?[^/]+|services[^/]*)\.ya?ml$/i, write: (name) => `%env(${name})%` },
];

/** The file's own reference to the variable; undefined where it has none. */
export function environmentReference(name: string, file: string): string | undefined {
  return references.find((row) => row.file.test(file))?.write(name);
}

/** Of formats whose values stand in quotes. */
export const quotedReferences = {
  readEnvironment(name: string, { kind, path }: EnvironmentPlace): string | undefined {
    const reference = environmentReference(name, path);
    return reference && kind === 'literal' ? `"${reference}"` : reference;
  },
};
