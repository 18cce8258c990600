/** Goes to a finding and opens the lightbulb's menu there: for the Findings view, too. */
import { commands, Range } from 'vscode';
import { findFinding } from '../locate';
import { rangeOf } from '../places';
import type { FixesOptions } from './fixes';

/** Without arguments, the finding at the cursor. */
export async function showFixes(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  const found = await findFinding(uri, fingerprint, options);
  if (!found) return;
  const { start } = rangeOf(found.finding);
  await commands.executeCommand('vscode.open', found.document.uri, { selection: new Range(start, start) });
  await commands.executeCommand('editor.action.quickFix');
}
