/** Programs that a project's settings start: MCP servers, hooks, and helpers that Claude Code runs by itself. */
import type { Setting } from '../../../engine/facts';
import { parseJson } from '../../../engine/formats/json';
import { decided, type Layer, type Statement, stated } from './layers';
import { type Access, hooksRunFrom } from './resolve';
import { refusedBy, type StartedServer } from './server-policy';

export interface ProjectServer {
  name: string;
  /** How it is started or where it is reached. */
  start: string;
  /** Where it stands in `.mcp.json`. */
  at: number;
  /** `unasked`: a setting says yes to it. `asked`: before its first start. `off`: a setting says no. */
  state: 'unasked' | 'asked' | 'off';
  /** The setting that decides. */
  by?: Statement;
}

/** Commands that Claude Code runs by itself, whichever file of settings names them. */
const helpers: readonly (readonly string[])[] = [
  ['apiKeyHelper'],
  ['awsAuthRefresh'],
  ['awsCredentialExport'],
  ['gcpAuthRefresh'],
  ['otelHeadersHelper'],
  ['statusLine', 'command'],
  ['subagentStatusLine', 'command'],
  ['fileSuggestion', 'command'],
];

export interface Helper {
  key: string;
  from: Statement;
}

/** What switches hooks off switches these off. */
const likeHooks = /^(?:statusLine|subagentStatusLine|fileSuggestion)$/;

export const helpersOf = ({ layers }: Access): Helper[] =>
  helpers.flatMap((path) => {
    const running = likeHooks.test(path[0]!) ? layers.filter(hooksRunFrom(layers)) : layers;
    const from = decided(running, ...path);
    return from && from.text !== '' ? [{ key: path.join('.'), from }] : [];
  });

/** `.mcp.json` holds a map of servers under one key, or is that map. */
function serverSettings(settings: readonly Setting[]): { name: string; rest: string[]; setting: Setting }[] {
  const isNamed = settings.some(({ path }) => path[0] === 'mcpServers');
  return settings.flatMap((setting) => {
    const [name, ...rest] = isNamed ? setting.path.slice(1) : setting.path;
    return name !== undefined && rest.length > 0 && (!isNamed || setting.path[0] === 'mcpServers')
      ? [{ name, rest, setting }]
      : [];
  });
}

const named = (layers: readonly Layer[], list: string, name: string): Statement | undefined =>
  layers
    .flatMap((layer) => layer.list(list).map(({ setting }) => stated(layer, setting)))
    .find(({ text }) => text === name);

function stateOf(server: StartedServer, { layers }: Access): Pick<ProjectServer, 'state' | 'by'> {
  const { name } = server;
  const refused = named(layers, 'disabledMcpjsonServers', name) ?? refusedBy(server, layers);
  if (refused) return { state: 'off', by: refused };
  const all = decided(layers, 'enableAllProjectMcpServers');
  const by = named(layers, 'enabledMcpjsonServers', name) ?? (all?.text === 'true' ? all : undefined);
  return by ? { state: 'unasked', by } : { state: 'asked' };
}

/** @param text of `.mcp.json` */
export function serversIn(text: string, access: Access): ProjectServer[] {
  const found = new Map<string, { program: string; args: string[]; url?: string; at: number }>();
  for (const { name, rest, setting } of serverSettings(parseJson(text, '.mcp.json', false).settings)) {
    const server = found.get(name) ?? { program: '', args: [], at: setting.range.start };
    found.set(name, server);
    const [key = ''] = rest;
    if (key === 'command') server.program = String(setting.value);
    else if (key === 'url') server.url = String(setting.value);
    else if (key === 'args') server.args.push(String(setting.value));
  }
  return [...found].map(([name, { program, args, url, at }]) => {
    const server = url === undefined ? { name, command: [program, ...args] } : { name, url };
    return { name, start: url ?? [program, ...args].join(' '), at, ...stateOf(server, access) };
  });
}
