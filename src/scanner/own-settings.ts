/** Where Claude Code's settings stand that belong to no project. Source: the documentation's page "Settings", August 2026. */
import { homedir } from 'node:os';
import { join } from 'node:path';

const managedFolders: Readonly<Record<string, string>> = {
  darwin: '/Library/Application Support/ClaudeCode',
  win32: 'C:\\Program Files\\ClaudeCode',
};

/** The administrator's and the person's own. @returns absolute paths */
export function ownSettings(
  env: Readonly<Record<string, string | undefined>>,
): readonly { scope: 'managed' | 'user'; path: string }[] {
  const managed = managedFolders[process.platform] ?? '/etc/claude-code';
  return [
    { scope: 'managed', path: join(managed, 'managed-settings.json') },
    { scope: 'user', path: join(env.CLAUDE_CONFIG_DIR ?? join(homedir(), '.claude'), 'settings.json') },
  ];
}
