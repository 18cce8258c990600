/** Where Claude Code's settings stand that belong to no project. Source: the documentation's page "Settings", August 2026. */
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const managedFolders: Readonly<Record<string, string>> = {
  darwin: '/Library/Application Support/ClaudeCode',
  win32: 'C:\\Program Files\\ClaudeCode',
};

/** More files of one folder than an administrator writes are not looked at. */
const maxDropIns = 256;

/** What decides first comes first: of the files that are dropped in beside it the later one by name, then the file itself. */
export function managedSettings(folder: string): string[] {
  const dropIns = join(folder, 'managed-settings.d');
  const names = namesIn(dropIns).filter((name) => /^[^.].*\.json$/.test(name));
  const inOrder = names.sort().slice(0, maxDropIns).reverse();
  return [...inOrder.map((name) => join(dropIns, name)), join(folder, 'managed-settings.json')];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The administrator's and the person's own. @returns absolute paths, which need not be there */
export function ownSettings(
  env: Readonly<Record<string, string | undefined>>,
): readonly { scope: 'managed' | 'user'; path: string }[] {
  const managed = managedFolders[process.platform] ?? '/etc/claude-code';
  return [
    ...managedSettings(managed).map((path) => ({ scope: 'managed' as const, path })),
    { scope: 'user', path: join(env.CLAUDE_CONFIG_DIR ?? join(homedir(), '.claude'), 'settings.json') },
  ];
}
