/**
 * MCP servers that settings refuse, whoever has approved of them: lists of what is denied and of what alone is allowed. Source:
 * the documentation's page "Managed MCP", August 2026.
 */
import { type Layer, type Statement, stated } from './layers';
import { wildcardMatches } from './matching';

/** How a server is started, or where it is reached. */
export interface StartedServer {
  name: string;
  /** Program and arguments. */
  command?: readonly string[];
  url?: string;
}

interface Entry {
  kind: 'serverName' | 'serverUrl' | 'serverCommand';
  words: readonly string[];
  from: Statement;
}

const kinds = /^server(?:Name|Url|Command)$/;

/** `[{ "serverCommand": ["npx", "-y", "docs"] }]`. Entries of several files are one list. */
function entriesOf(layers: readonly Layer[], list: string): Entry[] {
  const found = new Map<string, Entry>();
  for (const [at, layer] of layers.entries()) {
    for (const setting of layer.settings) {
      const [first, index, kind = ''] = setting.path;
      if (first !== list || !kinds.test(kind)) continue;
      const known = found.get(`${at} ${index}`);
      const words = [...(known?.words ?? []), String(setting.value)];
      found.set(`${at} ${index}`, { kind: kind as Entry['kind'], words, from: known?.from ?? stated(layer, setting) });
    }
  }
  return [...found.values()];
}

function matches({ kind, words }: Entry, { name, command, url }: StartedServer): boolean {
  const [first = ''] = words;
  if (kind === 'serverName') return first === name;
  if (kind === 'serverUrl') return url !== undefined && wildcardMatches(first, url);
  return command?.length === words.length && command.every((word, at) => word === words[at]);
}

/** The setting that keeps the server from being started. @param layers in order */
export function refusedBy(server: StartedServer, layers: readonly Layer[]): Statement | undefined {
  const denied = entriesOf(layers, 'deniedMcpServers').find((one) => matches(one, server));
  if (denied) return denied.from;
  const managed = layers.filter(({ scope }) => scope === 'managed');
  const isManagedAlone = managed.some((layer) => layer.one('allowManagedMcpServersOnly')?.value === true);
  const asked = isManagedAlone ? managed : layers;
  const allowed = entriesOf(asked, 'allowedMcpServers');
  if (allowed.length === 0) return asked.flatMap(emptyList)[0];
  // A name allows nothing any more where commands, or addresses, say what is meant.
  const exact = server.url === undefined ? 'serverCommand' : 'serverUrl';
  const isExact = allowed.some(({ kind }) => kind === exact);
  const counting = allowed.filter(({ kind }) => kind === (isExact ? exact : 'serverName'));
  return counting.some((one) => matches(one, server)) ? undefined : allowed[0]!.from;
}

/** An empty list allows no server at all. */
function emptyList(layer: Layer): Statement[] {
  const found = /"allowedMcpServers"\s*:\s*\[\s*\]/.exec(layer.source ?? '');
  if (!found) return [];
  const [text] = found;
  return [{ text, range: { start: found.index, end: found.index + text.length }, layer }];
}
