/** A folder while walking: which repository, ignore rules and configuration are in force in it. */
import { join, relative, sep } from 'node:path';
import { configFileName } from '../engine/config/config';
import { perObject } from '../engine/per-object';
import type { AgentFacts, Config, HostFacts } from '../engine/types';
import { agentFacts, agentStops, mayStartAgents } from './agent-project';
import { type ConfigReport, readScope, rootScope, type Scope } from './config-files';
import { type Files, readSmall } from './files';
import { createIgnoreRules, type IgnoreRules } from './ignore-rules';
import { isManifest, locksAround } from './lock-files';
import { findRepository, ignoresCase, openRepository, type Repository } from './repository';
import { sharedRule } from './shared';
import type { ScanOptions, SkipReason } from './types';
import type { Tree } from './walk';

export interface Folder {
  /** Relative to the root, with `/`; '' for the root. */
  path: string;
  /** The same, as it is reported: by way of a link, if the walk came by one. */
  shown: string;
  repository?: Repository;
  rules: IgnoreRules;
  /** Path relative to the root -> path that `rules` and `repository` know. */
  ruled(path: string): string;
  /** git ignores the folder itself. */
  ignored: boolean;
  /** A person asked for it although git ignores it: what is ignored below is scanned too. */
  wanted: boolean;
  scope: Scope;
  /** What Claude Code's settings stop there. */
  agent?: AgentFacts | undefined;
}

export interface FolderContext {
  /** Absolute, without links. */
  root: string;
  files: Files;
  /** Absent: folders can't be listed. */
  tree?: Pick<Tree, 'list'>;
  options: Pick<ScanOptions, 'config' | 'settings' | 'untrusted' | 'ruleIds' | 'noIgnore' | 'hidden'>;
  report: ConfigReport;
  /** What is hidden from scans, see `ScanOptions.hidden`. Absent: nothing. */
  hides?(path: string): boolean;
  /** Configurations that were read, by the path of their folder: each is read, and its mistakes are told, once. */
  scopes: Map<string, Scope>;
}

const largestIgnoreFile = 1 << 19;

/** Other people's code, by the names that package managers give it. */
const dependencyFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.pnpm-store',
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
  '.tox',
  '.nox',
]);

export const joinPath = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

function ignoreFile(files: Files, absolute: string): string {
  try {
    return new TextDecoder().decode(readSmall(files, join(absolute, '.gitignore'), largestIgnoreFile));
  } catch {
    return '';
  }
}

function rulesOf(repository: Repository | undefined): IgnoreRules {
  return createIgnoreRules(ignoresCase).with(repository?.exclude ?? '', '');
}

function ownScope(context: FolderContext, folder: Folder): Scope {
  const { files, root, options, report, scopes } = context;
  const { path } = folder;
  const known = scopes.get(path);
  if (known) return known;
  const scope = readScope(files, join(root, path, configFileName), path, folder.scope, options, report);
  scopes.set(path, scope);
  return scope;
}

/** Whether an entry of a folder has the name, given in lower case. */
export type Holds = (name: string) => boolean;

/** @param entries names of all entries of a folder */
export function holdsOf(entries: readonly { name: string }[]): Holds {
  const nameOf = ignoresCase ? (name: string) => name.toLowerCase() : (name: string) => name;
  return (name) => entries.some((entry) => nameOf(entry.name) === name);
}

/** The folder with what stands in itself: a repository, an ignore file, a configuration. */
function settle(context: FolderContext, folder: Folder, holds?: Holds): Folder {
  const { files, root, options } = context;
  const { path } = folder;
  const absolute = join(root, path);
  const has = holds ?? ((name: string) => files.exists(join(absolute, name)));
  const own = path !== '' && has('.git') ? openRepository(files, absolute) : undefined;
  const settled = own
    ? {
        ...folder,
        repository: own,
        rules: rulesOf(own),
        ruled: (inner: string) => inner.slice(path.length + 1),
        ignored: false,
      }
    : { ...folder };
  if (has('.gitignore')) settled.rules = settled.rules.with(ignoreFile(files, absolute), settled.ruled(path));
  if (!options.config && has(configFileName)) settled.scope = ownScope(context, folder);
  if (has('.claude')) settled.agent = agentStops({ root, files }, path) ?? folder.agent;
  return settled;
}

/** What is in force in the root, with what the folders above it say about ignoring. */
export function rootFolder(context: FolderContext): Folder {
  const { files, root, options } = context;
  const repository = findRepository(files, root);
  const above = repository ? relative(repository.root, root).split(sep).filter(Boolean) : [];
  const prefix = above.join('/');
  let rules = rulesOf(repository);
  for (const [depth] of above.entries()) {
    const folder = above.slice(0, depth);
    rules = rules.with(ignoreFile(files, join(repository!.root, ...folder)), folder.join('/'));
  }
  const ignored = prefix !== '' && rules.ignores(`${prefix}/`);
  const folder: Folder = {
    path: '',
    shown: '',
    ...(repository && { repository }),
    rules,
    ruled: (path) => (path === '' ? prefix : joinPath(prefix, path)),
    ignored,
    wanted: ignored,
    scope: rootScope(options),
  };
  return settle(context, folder);
}

/** @param path of a file or folder in `folder`, relative to the root, as in what follows */
export const isIgnored = (folder: Folder, path: string, isFolder: boolean) =>
  folder.ignored || folder.rules.ignores(isFolder ? `${folder.ruled(path)}/` : folder.ruled(path));

/** A folder below: what is in force there. @param holds of a folder that has been listed; otherwise the disk is asked */
export function subFolder(context: FolderContext, folder: Folder, name: string, holds?: Holds): Folder {
  const path = joinPath(folder.path, name);
  const below: Folder = {
    ...folder,
    path,
    shown: joinPath(folder.shown, name),
    ignored: isIgnored(folder, path, true),
  };
  return settle(context, below, holds);
}

/** Why a folder below is not entered. */
export function folderSkip(context: FolderContext, folder: Folder, path: string): SkipReason | undefined {
  if (folder.scope.excludes(path) || context.hides?.(path)) return 'excluded';
  if (context.options.noIgnore) return undefined;
  if (dependencyFolders.has(path.slice(path.lastIndexOf('/') + 1))) return 'dependencies';
  if (folder.wanted || !isIgnored(folder, path, true)) return undefined;
  return folder.repository?.tracked?.below(folder.ruled(path)) ? undefined : 'ignored';
}

/** Shared, as there is one for each file. */
const facts = {
  outside: { git: 'outside' },
  tracked: { git: 'tracked' },
  ignored: { git: 'ignored' },
  untracked: { git: 'untracked' },
  unknown: {},
} as const satisfies Record<string, HostFacts>;

/** What git says about a file of the folder. */
export function hostFacts(folder: Folder, path: string): HostFacts {
  const { repository } = folder;
  if (!repository) return facts.outside;
  const { tracked } = repository;
  if (tracked?.file(folder.ruled(path))) return facts.tracked;
  if (isIgnored(folder, path, false)) return facts.ignored;
  return tracked ? facts.untracked : facts.unknown;
}

/** The same, with what else the host knows of the file. */
export function fileFacts({ files, root, tree }: FolderContext, folder: Folder, path: string): HostFacts {
  const known = hostFacts(folder, path);
  if (isManifest(path)) return { ...known, locks: locksAround(files, root, path) };
  const agent =
    (tree && agentFacts({ root, files, list: tree.list }, path)) ?? (mayStartAgents(path) ? folder.agent : undefined);
  return agent ? { ...known, agent } : known;
}

/** What is in force for a file of the folder, or why it is not scanned. */
export function fileStanding(context: FolderContext, folder: Folder, path: string): Config | SkipReason {
  const { config } = folder.scope;
  if (folder.scope.excludes(path) || !folder.scope.includes(path) || context.hides?.(path)) return 'excluded';
  if (context.options.noIgnore || folder.wanted || !isIgnored(folder, path, false)) return config;
  if (hostFacts(folder, path).git === 'tracked') return config;
  const isRead = envFile.test(path) && config.rules[sharedRule] !== 'off';
  return isRead ? withOneRule(config, context.options.ruleIds) : 'ignored';
}

/** git ignores it, as it should; only what it has in common with other files matters. */
const envFile = /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env|\.envrc|\.dev\.vars)$/;

const narrowed = perObject((_: Config) => new Map<readonly string[], Config>());

function withOneRule(config: Config, ruleIds: readonly string[]): Config {
  const known = narrowed(config);
  const off = ruleIds.filter((id) => id !== sharedRule).map((id) => [id, 'off'] as const);
  const found = known.get(ruleIds) ?? { ...config, rules: { ...config.rules, ...Object.fromEntries(off) } };
  known.set(ruleIds, found);
  return found;
}
