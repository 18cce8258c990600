/** Where data files keep scripts for a shell or for another language. */
import { type DataPlace, stringOf } from './data-tree';
import type { MappedText } from './embedded';
import { formatIdOfLanguage } from './languages';

/** Deeper places hold no scripts. */
const maxDepth = 12;

/** Scripts of one kind of file: the path's keys joined by `/`; lists of commands match by the list's own key. `isShell`: all do. */
const scripts: readonly { file: RegExp; at: RegExp; format?: string; isShell?: true }[] = [
  { file: /(?:^|\/)(?:package|composer)\.json$/, at: /^scripts\/[^/]+$/ },
  { file: /(?:^|\/)deno\.jsonc?$/, at: /^tasks\/[^/]+$/ },
  {
    file: /devcontainer\.json$/,
    at: /^(?:initialize|onCreate|updateContent|postCreate|postStart|postAttach)Command(?:\/[^/]+)?$/,
  },
  {
    file: /(?:^|\/)\.claude\/settings[^/]*\.json$|(?:^|\/)managed-settings(?:\.json|\.d\/[^/]+\.json)$/,
    at: /^(?:hooks\/.*\/command|statusLine\/command|apiKeyHelper)$/,
  },
  { file: /(?:^|\/)\.vscode\/tasks\.json$/, at: /^tasks\/\d+\/command$/ },
  { file: /\.ya?ml$/i, at: /(?:^|\/)(?:run|script|before_script|after_script)$/ },
  { file: /(?:^|\/)\.circleci\/[^/]+$/, at: /(?:^|\/)run\/command$/ },
  {
    file: /(?:^|\/)[^/]*(?:woodpecker|drone)[^/]*\.ya?ml$|(?:^|\/)\.?(?:woodpecker|buildkite)\//,
    at: /(?:^|\/)commands?$/,
    isShell: true,
  },
  { file: /(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i, at: /^services\/[^/]+\/(?:command|entrypoint|healthcheck\/test)$/ },
  { file: /(?:^|\/)taskfile\.ya?ml$/i, at: /\/cmds$/ },
  { file: /(?:^|\/)[^/]*azure[^/]*\.ya?ml$/i, at: /\/bash$/ },
  { file: /(?:^|\/)[^/]*azure[^/]*\.ya?ml$/i, at: /\/(?:pwsh|powershell)$/, format: 'powershell' },
  { file: /(?:^|\/)\.pre-commit-config\.ya?ml$/, at: /^repos\/\d+\/hooks\/\d+\/entry$/ },
  { file: /(?:^|\/)\.?mise(?:\.\w+)?\.toml$|(?:^|\/)mise\/config\.toml$/, at: /^tasks\/[^/]+(?:\/run)?$/ },
  { file: /(?:^|\/)pyproject\.toml$/, at: /^tool\/poe\/tasks\/[^/]+(?:\/(?:cmd|shell))?$/ },
  { file: /(?:^|\/)netlify\.toml$/, at: /^(?:build|context\/[^/]+)\/command$/ },
];

/** Files whose variables are replaced before a script runs, so that a dollar of its own stands there twice. */
export const doublingFile = /(?:^|\/)\.?buildkite\/|(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i;

/** The script as its shell gets it. @param encode how text is written into the file */
export function withSingleDollars(
  mapped: MappedText,
  encode: (text: string) => string = (text) => text,
): { mapped: MappedText; encode: (text: string) => string } {
  const left = [...mapped.text.matchAll(/\$\$/g)].map(({ index }, before) => index - before);
  const toOuter = (offset: number) => mapped.toOuter(offset + left.filter((at) => at < offset).length);
  return {
    mapped: { text: mapped.text.replaceAll('$$', () => '$'), toOuter },
    encode: (text) => encode(text.replaceAll('$', '$$$$')),
  };
}

/** Format id of the script, or of each in the list of scripts, at a place; undefined where there is none. */
export type ScriptRule = (place: DataPlace) => string | undefined;

/** The rule for the places of one file. */
export function scriptRule(file: string): ScriptRule {
  const rows = scripts.filter((row) => row.file.test(file));
  if (rows.length === 0) return () => undefined;
  return (place) => {
    const path = place.path.length > maxDepth ? '' : place.path.join('/');
    const row = rows.find(({ at }) => at.test(path));
    if (!row || (!row.isShell && takesArguments(place))) return undefined;
    return row.format ?? (isGithubScript(place) ? 'javascript' : shellFormat(stringOf(place.parent, 'shell')));
  };
}

/** A list, or a program with its arguments apart, is run without a shell. */
const takesArguments = ({ path, parent }: DataPlace): boolean => {
  const key = path.at(-1)!;
  const own = parent.entries.find((entry) => entry.key === key)?.value;
  const exec = /^(?:command|entrypoint|test|\w+Command)$/.test(key) && own?.kind === 'list';
  return exec || (key === 'command' && parent.entries.some((entry) => entry.key === 'args'));
};

/** `with.script` of actions/github-script. Other steps' `script` inputs are commands (ssh actions). */
const isGithubScript = ({ path, parent }: DataPlace): boolean =>
  path.at(-2) === 'with' && path.at(-1) === 'script' && !parent.entries.some(({ key }) => key === 'host');

/** A step's `shell`: `bash`, `pwsh`, `python`, `bash -e {0}`. */
function shellFormat(shell: string | undefined): string {
  const program = shell?.trim().split(/\s/, 1)[0] ?? '';
  return formatIdOfLanguage(program) ?? 'shell';
}
