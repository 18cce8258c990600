/** MCP servers that a command line makes known to an agent, or code gives to one. */
import type { Command, Entry, Range, Setting, Value, Word } from '../../../engine/facts';
import type { Document } from '../../../engine/types';
import { agentsOf } from './agents';
import type { ConfigText, McpServer } from './mcp-servers';
import { elementsIn } from './processes';

const agents = /^(?:claude|codex|gemini|qwen|copilot|amp|droid)$/;
const valued = /^(?:-s|--scope|-t|--transport|--client-id|--callback-port|--timeout)$/;
const assignment = /^[A-Za-z_]\w*=/;

function settingOf(path: string[], value: string, range: Range, valueRange = range): Setting {
  return { path, key: path.at(-1)!, keyRange: range, value, valueRange, range, environment: false };
}

const textOf = (path: string[], text: string, range: Range): ConfigText => ({
  text,
  range,
  setting: settingOf(path, text, range),
});

/** The word without its quotes. */
function content({ text: word, range }: Word, text: string): Range {
  const isQuoted = /["']/.test(text[range.start] ?? '') && range.end - range.start === word.length + 2;
  return isQuoted ? { start: range.start + 1, end: range.end - 1 } : range;
}

/** `claude mcp add tracker -e KEY=value -- npx -y tracker-mcp`. */
export const addedServers = ({ facts, text }: Document): McpServer[] =>
  facts.commands.flatMap((command) => {
    const [first, second, ...rest] = command.words;
    const isAdded = agents.test(command.name) && first?.text === 'mcp' && second?.text === 'add';
    return isAdded ? added(rest, text) : [];
  });

function added(words: readonly Word[], text: string): McpServer[] {
  const server: McpServer = { name: '', words: [], env: [], headers: [] };
  let at = 0;
  let isOver = false;
  for (; at < words.length && server.words.length === 0; at++) {
    const word = words[at]!;
    if (word.text === '--' && !isOver) isOver = true;
    else if (/^(?:-e|--env)$/.test(word.text) && !isOver)
      while (assignment.test(words[at + 1]?.text ?? '')) server.env.push(...variable(words[++at]!, text));
    else if (/^(?:-H|--header)$/.test(word.text) && !isOver) server.headers.push(...header(words[++at], text));
    else if (word.text.startsWith('-') && !isOver) at += valued.test(word.text) ? 1 : 0;
    else if (server.name === '') server.name = word.text;
    else server.words.push(textOf(['command'], word.text, content(word, text)));
  }
  const [program] = server.words;
  if (!program) return [];
  if (/^https?:\/\//.test(program.text)) {
    for (; at < words.length; at++)
      if (/^(?:-H|--header)$/.test(words[at]!.text)) server.headers.push(...header(words[++at], text));
    return [{ ...server, words: [], url: program }];
  }
  const given = words.slice(at).filter((word) => word.text !== '--' || isOver);
  server.words.push(...given.map((word, index) => textOf(['args', String(index)], word.text, content(word, text))));
  return [server];
}

function variable({ text: word, range }: Word, text: string): Setting[] {
  const at = text.indexOf('=', range.start);
  const key = word.slice(0, word.indexOf('='));
  const value = word.slice(key.length + 1);
  const start = text.indexOf(value, at);
  return start < 0 || start + value.length > range.end
    ? []
    : [settingOf(['env', key], value, range, { start, end: start + value.length })];
}

/** `Authorization: Bearer …`, in one word. */
function header(word: Word | undefined, text: string): ConfigText[] {
  const [, name, value] = /^([\w-]+)\s*:\s*(.+)$/s.exec(word?.text ?? '') ?? [];
  const start = word && value ? text.indexOf(value, word.range.start) : -1;
  return name && value && start >= 0 && start < word!.range.end
    ? [textOf(['headers', name], value, { start, end: start + value.length })]
    : [];
}

const options = ['add-json', '--add-mcp'];

/** What a command is given as a server's whole configuration: `claude mcp add-json tracker '{ "command": … }'`. */
export function givenServer({ outer, text, facts }: Document): string | undefined {
  if (!outer?.facts.commands) return undefined;
  const isGiven = ({ words }: Command) =>
    words.some((word) => options.includes(word.text)) && words.some((word) => word.text === text);
  const command = outer.facts.commands.find(isGiven);
  if (!command) return undefined;
  const at = command.words.findIndex((word) => word.text === text);
  const named = facts.settings.find(({ path }) => path.length === 1 && path[0] === 'name')?.value;
  return typeof named === 'string' ? named : (command.words[at - 1]?.text ?? '');
}

/** `query({ options: { mcpServers: { tracker: { command: 'npx', args: […] } } } })`. */
export const optionServers = (document: Document): McpServer[] =>
  agentsOf(document).flatMap((agent) => {
    const servers = entriesIn(agent.option('mcpServers', 'mcp_servers'), document);
    return servers.flatMap(({ key, value }) => (key === undefined ? [] : optionServer(key, value, document)));
  });

function optionServer(name: string, value: Value, document: Document): McpServer[] {
  const { flow } = document;
  const at = (key: string) => flow.property(value, key);
  const program = at('command') ? constant(['command'], at('command')!, document) : [];
  const list = at('args');
  const given = list ? elementsIn(list, document) : [];
  const words = given.flatMap((one, index) => constant(['args', String(index)], one, document));
  const pairs = (key: string) => entriesIn(at(key), document);
  const env = pairs('env').flatMap((entry) =>
    constant(['env', entry.key ?? ''], entry.value, document).map(({ setting }) => setting),
  );
  const headers = pairs('headers').flatMap((entry) => constant(['headers', entry.key ?? ''], entry.value, document));
  const [url] = at('url') ? constant(['url'], at('url')!, document) : [];
  const isWhole = program.length > 0 && words.length === given.length;
  const server = { name, words: isWhole ? [...program, ...words] : [], env, headers, ...(url && { url }) };
  return program.length > 0 || url ? [server] : [];
}

const entriesIn = (value: Value | undefined, { flow }: Document): readonly Entry[] =>
  (value && flow.object(value)?.entries) ?? [];

/** A literal where it stands. */
const constant = (path: string[], value: Value, { flow }: Document): ConfigText[] => {
  const known = flow.constant(value);
  const range = value.kind === 'literal' ? (value.content ?? value.range) : value.range;
  return typeof known === 'string' ? [textOf(path, known, range)] : [];
};
