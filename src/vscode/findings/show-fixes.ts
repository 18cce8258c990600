/** Goes to a finding and opens the lightbulb's menu there. */
import { commands, Selection, window } from 'vscode';
import type { FixesOptions } from './fixes';
import { findFinding } from './locate';
import { rangeOf } from './places';

/** Without arguments, the finding at the cursor. */
export async function showFixes(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  const found = await findFinding(uri, fingerprint, options);
  if (!found) return;
  const range = rangeOf(found.finding);
  const editor = await window.showTextDocument(found.document, { selection: range });
  editor.selection = new Selection(range.start, range.start);
  await commands.executeCommand('editor.action.quickFix');
}
