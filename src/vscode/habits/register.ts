/** Commands for the day when something is wrong, or when somebody leaves. What they do is loaded with them. */
import { commands, Disposable } from 'vscode';
import type { RemoveOptions } from './remove-data';
import type { ReportOptions } from './report-issue';
import type { RestartOptions } from './restart';

export function registerHabits(options: RestartOptions & ReportOptions & RemoveOptions): Disposable {
  const on = (name: string, run: () => Promise<unknown>) => commands.registerCommand(`claudeGuard.${name}`, run);
  return Disposable.from(
    on('restartScanner', async () => (await import('../findings/later')).restartScanner(options)),
    on('reportIssue', async () => (await import('../findings/later')).reportIssue(options)),
    on('removeData', async () => (await import('../findings/later')).removeData(options)),
  );
}
