/** `claude-guard permissions [folder]`: what Claude Code may do there. */
import { join, resolve } from 'node:path';
import { type AccessInput, reportAccess } from '../report/access';
import { accessJson, accessText } from '../report/access-text';
import type { SettingsFile } from '../rules/support/access/layers';
import { agentFacts } from '../scanner/agent-project';
import { readSmall } from '../scanner/files';
import { ownSettings } from '../scanner/own-settings';
import { nodeFiles } from '../scanner/read';
import { decodeText } from '../scanner/text';
import { nodeTree } from '../scanner/walk';
import { type Host, UsageError } from './host';
import { print, styleOf } from './output';
import { reasonOf } from './reasons';
import { resolveTarget } from './targets';

export interface PermissionsOptions {
  format: 'text' | 'json';
  /** With the settings of the person and of the administrator. */
  all?: boolean;
}

/** In bytes. */
const longest = 1 << 20;

/** Undefined where there is none. Throws a `UsageError` for one that can't be read: what it says would be missing. */
function textOf(absolute: string): string | undefined {
  try {
    const bytes = readSmall(nodeFiles, absolute, longest);
    return bytes && decodeText(bytes)?.text;
  } catch (error) {
    throw new UsageError(`“${absolute}” can't be read: ${reasonOf(error)}.`);
  }
}

function settingsFile(scope: SettingsFile['scope'], absolute: string, path: string): SettingsFile[] {
  const text = textOf(absolute);
  return text === undefined ? [] : [{ scope, path, text }];
}

function readInput(root: string, host: Host, { all }: PermissionsOptions): AccessInput {
  const settings = [
    ...settingsFile('project', join(root, '.claude/settings.json'), '.claude/settings.json'),
    ...settingsFile('local', join(root, '.claude/settings.local.json'), '.claude/settings.local.json'),
    ...(all ? ownSettings(host.env).flatMap(({ scope, path }) => settingsFile(scope, path, path)) : []),
  ];
  const servers = textOf(join(root, '.mcp.json'));
  const facts = agentFacts({ root, files: nodeFiles, list: nodeTree.list }, '.claude/settings.json');
  return {
    settings,
    secrets: facts?.secrets ?? [],
    ...(servers !== undefined && { servers: { path: '.mcp.json', text: servers } }),
  };
}

/** Throws a `UsageError` where there is no such folder. */
export function permissionsCommand(folder: string | undefined, options: PermissionsOptions, host: Host): void {
  const { root, paths } = resolveTarget(folder === undefined ? [] : [folder], host.cwd);
  if (paths?.length) throw new UsageError(`“${folder}” is no folder.`);
  const report = reportAccess(readInput(resolve(root), host, options));
  print(host.stdout, options.format === 'json' ? accessJson(report) : accessText(report, styleOf(host)));
}
