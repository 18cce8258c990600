/**
 * The MCP servers that a configuration names, whatever program it is for. Sources: DOMAIN 6.3 and the programs' own
 * documentation, November 2026.
 */
import type { Range, Setting } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { baseName } from '../values';
import { addedServers, givenServer, optionServers } from './mcp-commands';

/**
 * Settings of Claude Code. It reads servers from `.mcp.json`, `~/.claude.json` and its options alone: those that are named here
 * are never started (code.claude.com/docs/en/debug-your-config, 2026-08-22). Secrets stand there all the same.
 */
const unreadFile = /(?:^|\/)(?:\.claude\/settings(?:\.[\w-]+)?|managed-settings)\.json$/;

/** Nothing starts the servers that stand under `mcpServers` of this file. */
export const leavesServersUnread = ({ file, outer }: Document): boolean => !outer && unreadFile.test(file.path);

/** A string of the configuration. */
export interface ConfigText {
  text: string;
  /** Its source, quotes excluded. */
  range: Range;
  setting: Setting;
}

export interface McpServer {
  name: string;
  /** The program and its arguments, as it is started. Empty where it is reached by URL. */
  words: ConfigText[];
  env: Setting[];
  headers: ConfigText[];
  url?: ConfigText;
}

/** Maps of servers under these keys, wherever they stand: of Claude, Cursor, Windsurf, Cline, Zed, Codex, Amp and many others. */
const containers = /^(?:(?:amp\.)?mcpServers|mcp_servers|mcp-servers|context_servers)$/;
/** Maps of servers at the root, under a key that means something else in other files. */
const rootContainers: readonly { file: RegExp; path: readonly string[] }[] = [
  { file: /(?:^|\/)\.?mcp\.jsonc?$/i, path: ['servers'] },
  { file: /(?:^|\/)(?:opencode\.jsonc?|\.?crush\.json)$/i, path: ['mcp'] },
  { file: /(?:^|\/)goose\/config\.ya?ml$/i, path: ['extensions'] },
  { file: /(?:^|\/)settings\.json$/i, path: ['mcp', 'servers'] },
  { file: /\.code-workspace$/i, path: ['settings', 'mcp', 'servers'] },
  { file: /(?:^|\/)\.?devcontainer\.json$/i, path: ['customizations', 'vscode', 'mcp', 'servers'] },
];
/** Goose's recipes have a list of extensions, each with a name of its own. */
const recipeFile = /(?:^|\/)[^/]*recipe[^/]*\.ya?ml$/i;
/** A bundle (MCPB, formerly DXT) says how its own server is started. */
const bundleFile = /(?:^|\/)manifest\.json$/;
/** A plugin's `.mcp.json` may be the map itself. */
const bareFile = /(?:^|\/)\.mcp\.json$/i;
const ownKeys = /^(?:command|cmd|args|env|envs|environment|url|serverUrl|httpUrl|headers|type)$/;
/** Deeper maps are no configuration: `projects/<path>/mcpServers` is the deepest that a program reads. */
const deepest = 6;

/** A list of maps with one server each: front matter of agents. */
const isListed = (path: readonly string[], named: number): boolean =>
  /^\d+$/.test(path[named + 1] ?? '') && path[named + 3] !== undefined && !ownKeys.test(path[named + 2]!);

/** Where the map of servers ends in a setting's path: the server's name is there; -1 where it is in none. */
function nameAt({ path }: Setting, file: string): number {
  const named = path.slice(0, deepest).findIndex((key) => containers.test(key));
  if (named >= 0) return path[named + 2] !== undefined && isListed(path, named) ? named + 2 : named + 1;
  if (path[0] === 'extensions' && /^\d+$/.test(path[1] ?? '') && recipeFile.test(file)) return 1;
  if (path[0] === 'server' && path[1] === 'mcp_config' && bundleFile.test(file)) return 1;
  const row = rootContainers.find((one) => one.file.test(file) && one.path.every((key, at) => path[at] === key));
  if (row) return row.path.length;
  return bareFile.test(file) && path.length > 1 && ownKeys.test(path[1]!) ? 0 : -1;
}

const mentioned = /mcp|context_servers|goose|recipe/i;

/** @returns in the order of the text; a server that is named twice (duplicate keys, several documents) stands there twice */
export const mcpServersOf = perObject((document: Document): readonly McpServer[] => {
  const { facts, format, file, text } = document;
  const given = givenServer(document);
  if (given === undefined && !(mentioned.test(text) || mentioned.test(file.path))) return [];
  const started = [...addedServers(document), ...optionServers(document)];
  if (format.kind !== 'data') return started;
  const found: McpServer[] = [];
  const open = new Map<string, { server: McpServer; paths: Set<string> }>();
  for (const one of facts.settings) {
    const setting = given === undefined ? one : { ...one, path: ['mcpServers', given, ...one.path] };
    const at = nameAt(setting, file.path);
    const [name, ...rest] = at < 0 ? [] : setting.path.slice(at);
    if (name === undefined || rest.length === 0) continue;
    const [key, path] = [setting.path.slice(0, at + 1).join('\0'), rest.join('\0')];
    let current = open.get(key);
    if (!current || current.paths.has(path)) {
      const own = name === 'mcp_config' ? facts.settings.find(({ path }) => path.join() === 'name')?.value : undefined;
      current = { server: { name: String(own ?? name), words: [], env: [], headers: [] }, paths: new Set() };
      found.push(current.server);
      open.set(key, current);
    }
    current.paths.add(path);
    if (path === 'name' && /^\d+$/.test(name)) current.server.name = String(setting.value);
    add(current.server, rest, setting);
  }
  return [...started, ...found.map(inOrder).filter(({ words, url }) => words.length > 0 || url !== undefined)];
});

/** Those that some program starts. */
export const startedServersOf = (document: Document): readonly McpServer[] =>
  leavesServersUnread(document) ? [] : mcpServersOf(document);

const isProgram = (key: string) => /^(?:command|cmd)$/.test(key);

function add(server: McpServer, path: readonly string[], setting: Setting): void {
  const [first = '', second, ...rest] = path;
  if (typeof setting.value === 'string') addText(server, path, textOf(setting, setting.value));
  if (/^(?:envs?|environment)$/.test(first) && second !== undefined) server.env.push(setting);
  // Zed's older form: a program with its own arguments and variables.
  if (isProgram(first) && second === 'env' && rest.length > 0) server.env.push(setting);
}

function addText(server: McpServer, [first = '', second]: readonly string[], text: ConfigText): void {
  const isWord = second === undefined ? isProgram(first) : first === 'args' || isProgram(first);
  if (isWord && second !== 'env') server.words.push(text);
  else if (/^(?:headers|http_headers|requestInit)$/.test(first) && second !== undefined) server.headers.push(text);
  else if (/^(?:url|serverUrl|httpUrl)$/.test(first) && second === undefined) server.url = text;
}

const textOf = (setting: Setting, text: string): ConfigText => ({ text, range: setting.valueRange, setting });

/** A JSON object has its members in any order: the program stands before its arguments all the same. */
function inOrder(server: McpServer): McpServer {
  const isArgument = ({ setting: { path } }: ConfigText) => (path.includes('args') ? 1 : 0);
  return { ...server, words: [...server.words].sort((left, right) => isArgument(left) - isArgument(right)) };
}

/** A part of a string where the source has it as it is; the whole string where it is escaped. */
export function partOf({ text, range }: ConfigText, start: number, end: number, document: Document): Range {
  const isVerbatim = document.text.slice(range.start, range.end) === text;
  return isVerbatim ? { start: range.start + start, end: range.start + end } : range;
}

const wrapper = /^(?:env|sudo|exec|time|nohup|dotenv|dotenvx|op|infisical|doppler)$/;
const shell = /^(?:(?:ba|z|da)?sh|cmd|pwsh|powershell)$/;
const assignment = /^[A-Za-z_]\w*=/;

/** Name of a program without its folder and Windows' suffix. */
export const programName = (text: string): string =>
  baseName(text.replaceAll('\\', '/'))
    .replace(/\.(?:exe|cmd|bat|ps1)$/i, '')
    .toLowerCase();

/**
 * The program that is started in the end, with its arguments: behind `cmd /c`, `env NAME=value` and their like, and inside of
 * `sh -c "…"`, whose words have no quotes and no expansions of their own.
 */
export function startedWords({ words }: McpServer, document: Document): ConfigText[] {
  let rest = words.flatMap((word, at) => (at === 0 && words.length === 1 ? splitWords(word, document) : [word]));
  for (let depth = 0; depth < 4; depth++) {
    const name = programName(rest[0]?.text ?? '');
    if (shell.test(name)) rest = insideShell(rest, document);
    else if (wrapper.test(name)) rest = behindWrapper(rest);
    else break;
  }
  return rest;
}

function insideShell(words: readonly ConfigText[], document: Document): ConfigText[] {
  const at = words.findIndex(({ text }) => /^(?:-[a-z]*c|\/[ck]|-command)$/i.test(text));
  const rest = at < 0 ? [] : words.slice(at + 1);
  const [only, ...others] = rest;
  return only && others.length === 0 ? lastCommand(splitWords(only, document)) : rest;
}

/** `cd folder && exec npx server`: what stands behind the last connection of commands. */
function lastCommand(words: ConfigText[]): ConfigText[] {
  const last = words.findLastIndex(({ text }) => /^(?:&&|;|\|\|)$/.test(text));
  return words.slice(last + 1);
}

function behindWrapper(words: readonly ConfigText[]): ConfigText[] {
  const divider = words.findIndex(({ text }) => text === '--');
  if (divider >= 0) return words.slice(divider + 1);
  const start = words.slice(1).findIndex(({ text }) => !text.startsWith('-') && !assignment.test(text));
  return start < 0 ? [] : words.slice(start + 1);
}

function splitWords(word: ConfigText, document: Document): ConfigText[] {
  return [...word.text.matchAll(/[^\s"']+/g)].map(({ 0: text, index }) => ({
    ...word,
    text,
    range: partOf(word, index, index + text.length, document),
  }));
}
