/** Context keys, which decide over welcome texts, icons and menus. */
import { commands } from 'vscode';

/** Tells VS Code what is different since the last time. */
export function contextKeys(): (keys: Readonly<Record<string, string | boolean>>) => void {
  const known = new Map<string, string | boolean>();
  return (keys) => {
    for (const [key, value] of Object.entries(keys)) {
      if (known.get(key) === value) continue;
      known.set(key, value);
      void commands.executeCommand('setContext', `claudeGuard.findings.${key}`, value);
    }
  };
}
