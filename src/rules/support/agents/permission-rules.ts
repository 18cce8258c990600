/** What a permission rule of Claude Code grants, as data: the same in options, command lines, settings and front matter. */

/**
 * `shell`: every command. `program`: whatever a program is told. `covering`: one of the program's own commands runs whatever
 * it is told. `web`: every address. `disk`, `home`: every file there.
 */
export type Breadth = 'shell' | 'program' | 'covering' | 'web' | 'disk' | 'home';

/** Programs that run what they are given, or send it anywhere, or cannot be undone. */
const program = new RegExp(
  `^Bash\\(\\s*(${[
    '(?:ba|z|da|k|fi)?sh|pwsh|powershell|eval|exec|env|xargs|sudo|doas|su|ssh|scp|nc|ncat|curl|wget|python[\\d.]*|node|deno|bun',
    'ruby|perl|php|lua|Rscript|[gm]?awk|source|tsx|ts-node|osascript|docker|podman|rm',
    '(?:npx|bunx|pnpx|uvx)(?: -y| --yes)?|(?:npm|bun) x|npm exec|(?:pnpm|yarn) dlx|uv|pipx|(?:docker|podman) run',
    '(?:uv|poetry|pipenv|pdm|rye) run(?: python[\\d.]*)?',
    // Its program stands on the command line.
    '(?:(?:ba|z|da|k)?sh|python[\\d.]*) -l?c|(?:node|bun|ruby|perl|tsx|lua) (?:-e|-p|--eval|--print)|php -r|deno eval',
  ].join('|')})(?: ?["'])?(?::\\*+|\\s+:?\\*+|(?<=["'])\\*+)\\)$`,
);
/**
 * Programs most of whose commands are harmless, each with the one that runs what it is told. `find` is none of them: what it
 * runs with -exec is asked about whatever the list says (Claude Code since 2.1.113).
 */
const commands: Readonly<Record<string, string>> = {
  npm: 'npm exec',
  pnpm: 'pnpm dlx',
  yarn: 'yarn dlx',
  poetry: 'poetry run',
  go: 'go run',
  cargo: 'cargo install',
  git: 'git -c alias.x=!…',
};
const covering = new RegExp(`^Bash\\(\\s*(${Object.keys(commands).join('|')})(?::\\*+|\\s+:?\\*+)\\)$`);
const rows: readonly (readonly [Breadth, RegExp])[] = [
  ['shell', /^Bash(?:\(\s*:?\**\s*\))?$/],
  ['program', program],
  ['covering', covering],
  ['web', /^WebFetch(?:\(\s*(?:domain:\s*)?\**\s*\))?$/],
  ['disk', /^(?:Read|Edit|MultiEdit|NotebookEdit|Glob|Grep)\(\s*\/\/\**(?:\/\*+)?\s*\)$/],
  [
    'home',
    /^(?:Read|Edit|MultiEdit|NotebookEdit|Glob|Grep)\(\s*(?:~|\/\/(?:home|Users)(?:\/[^/*]+)?)\/?\**(?:\/\*+)?\s*\)$/,
  ],
];

/** What a rule grants that nobody can oversee; undefined where it is narrow. */
export const breadthOf = (rule: string): Breadth | undefined =>
  rows.find(([, pattern]) => pattern.test(rule.trim()))?.[0];

/** The program that a rule of breadth `program` lets run. */
export const programOf = (rule: string): string => (program.exec(rule.trim()) ?? covering.exec(rule.trim()))?.[1] ?? '';

/** The command that a rule of breadth `covering` lets run among others. */
export const coveredBy = (rule: string): string => commands[programOf(rule)] ?? '';

/** Rules for paths that Claude Code never asks: of files it asks those of Edit and Read. */
export const idlePath = /^(Write|MultiEdit|NotebookEdit|Glob)\((?!\**\)$)(.+)\)$/;
/** A pattern in the tool's name, without a server before it: it works in lists of what is denied and asked about. */
const looseGlob = /^(?!mcp__[\w-]+?__)[\w-]*\*/;

export const isLooseGlob = (rule: string): boolean => looseGlob.test(toolOf(rule));

/** The tool that a rule is about. */
export const toolOf = (rule: string): string => rule.trim().replace(/\(.*$/s, '');

/** Folders that hold everything, or all of one person's. */
const wholeDisk = /^(?:\/+|[A-Za-z]:[\\/]*|file:\/\/\/?)$/;
const home = /^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%|\/root|\/home|\/Users|\/(?:home|Users)\/[^/]+)[\\/]*$/;

export function folderBreadth(folder: string): 'disk' | 'home' | undefined {
  if (wholeDisk.test(folder)) return 'disk';
  return home.test(folder) ? 'home' : undefined;
}

const entry = /[^\s,()]+(?:\([^()]*\))?/g;

/** Rules of a text that lists them, with commas or blanks between, each with its place in the text. */
export const rulesIn = (text: string): { rule: string; at: number }[] =>
  [...text.matchAll(entry)].map(({ 0: rule, index }) => ({ rule, at: index }));
