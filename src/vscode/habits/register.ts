/** Commands for the day when something is wrong, or when somebody leaves. */
import { commands, Disposable } from 'vscode';
import { type RemoveOptions, removeData } from './remove-data';
import { type ReportOptions, reportIssue } from './report-issue';
import { type RestartOptions, restartScanner } from './restart';

export function registerHabits(options: RestartOptions & ReportOptions & RemoveOptions): Disposable {
  return Disposable.from(
    commands.registerCommand('claudeGuard.restartScanner', () => restartScanner(options)),
    commands.registerCommand('claudeGuard.reportIssue', () => reportIssue(options)),
    commands.registerCommand('claudeGuard.removeData', () => removeData(options)),
  );
}
