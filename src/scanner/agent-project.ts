/** What Claude Code's settings in a project's folder go with: a file is analysed by itself, so that who sees the folder must tell. */
import { join } from 'node:path';
import { isTest } from '../engine/place';
import type { AgentFacts } from '../engine/types';
import { decidingRows } from '../rules/support/access/layers';
import { holdsSecrets, mayHoldSecrets } from '../rules/support/access/secret-files';
import { type Files, readSmall } from './files';
import { decodeText } from './text';
import type { Entry } from './walk';

const settingsFile = /(?:^|\/)\.claude\/settings(?:\.local)?\.json$/;
const names = ['.claude/settings.json', '.claude/settings.local.json'] as const;

/** The folder whose settings a file holds; '' for the root. @param path relative to the root, with `/` */
export const projectOf = (path: string): string | undefined => {
  const at = path.search(settingsFile);
  return at < 0 ? undefined : path.slice(0, at);
};

export interface Disk {
  /** Absolute. */
  root: string;
  files: Files;
  /** May throw. */
  list(absolute: string): Entry[];
}

/** In bytes. */
const limits = { settings: 1 << 18, secret: 1 << 16 };
/** What the search for files with secrets may cost. */
const budget = { depth: 4, folders: 300, found: 20 };
const otherPeoples =
  /^(?:\.git|node_modules|bower_components|vendor|third_party|\.?venv|env|site-packages|__pycache__|dist|build|out|target|\.next|\.tox|\.cache)$/;

function textOf({ files, root }: Omit<Disk, 'list'>, path: string, limit: number): string | undefined {
  try {
    const bytes = readSmall(files, join(root, path), limit);
    return bytes && decodeText(bytes)?.text;
  } catch {
    return undefined;
  }
}

function entriesOf({ root, list }: Disk, path: string): Entry[] {
  try {
    return list(join(root, path));
  } catch {
    return [];
  }
}

const within = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

/** Files with secrets, by path from the project's folder, in the order of their depth. */
function secretsIn(disk: Disk, project: string): string[] {
  const found: string[] = [];
  let folders = [''];
  let left = budget.folders;
  for (let depth = 0; depth <= budget.depth && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (left-- <= 0 || found.length >= budget.found) return found;
      for (const entry of entriesOf(disk, within(project, folder)).sort(byName)) {
        const path = within(folder, entry.name);
        if (entry.isDirectory() && isEntered(disk, project, path, entry.name)) next.push(path);
        else if (entry.isFile() && isSecret(disk, project, path, entry.name)) found.push(path);
      }
    }
    folders = next;
  }
  return found.slice(0, budget.found);
}

const byName = (left: Entry, right: Entry) => (left.name < right.name ? -1 : 1);

/** A folder with settings of its own is a project of its own. */
const isEntered = ({ files, root }: Disk, project: string, path: string, name: string): boolean =>
  !otherPeoples.test(name) && !isTest(`${path}/`) && !names.some((one) => files.exists(join(root, project, path, one)));

function isSecret(disk: Disk, project: string, path: string, name: string): boolean {
  if (!mayHoldSecrets(name) || isTest(path)) return false;
  const text = textOf(disk, within(project, path), limits.secret);
  return text === undefined ? holdsSecrets(name, '') : holdsSecrets(name, text);
}

/** @param path of a file, relative to the root; undefined where it holds no settings of a project */
export function agentFacts(disk: Disk, path: string): AgentFacts | undefined {
  const project = projectOf(path);
  if (project === undefined) return undefined;
  const settings = names
    .map((name) => within(project, name))
    .filter((one) => one !== path)
    .flatMap((one) => {
      const text = textOf(disk, one, limits.settings);
      return text === undefined ? [] : [{ path: one, rows: decidingRows(one, text) }];
    });
  return { settings, secrets: secretsIn(disk, project) };
}

const stopping = /^(?:deny|ask|disable\w+)$/;
/** Files that may start Claude Code or grant it something, by their names. */
const starting =
  /\.(?:sh|bash|zsh|ps1|ya?ml|json|toml|md|[cm]?[jt]sx?|py|rb|go)$|(?:^|\/)[^/]*(?:[Dd]ocker|[Mm]ake|[Jj]ust)file[^/]*$/;

export const mayStartAgents = (path: string): boolean => starting.test(path);

/** What a folder's shared settings stop, whoever starts Claude Code there; undefined where that is nothing. @param folder relative to the root */
export function agentStops(disk: Omit<Disk, 'list'>, folder: string): AgentFacts | undefined {
  const path = within(folder, names[0]);
  const text = textOf(disk, path, limits.settings);
  const rows = (text === undefined ? [] : decidingRows(path, text)).filter(
    ({ path: [first, second = ''] }) => first === 'permissions' && stopping.test(second),
  );
  return rows.length > 0 ? { settings: [{ path, rows }], secrets: [] } : undefined;
}
