/** "Report a false positive": prepares the text. Nothing is sent, and nothing is opened without being asked for. */
import { env, extensions, l10n, type TextDocument, Uri, version, window, workspace } from 'vscode';
import type { Scanner } from '../../../scanner/types';
import type { FixesOptions } from '../fixes/fixes';
import { type Found, findFinding, say } from '../locate';
import { ruleOf } from '../view/labels';
import { falsePositiveReport, trackerOf } from './false-positive';
import { extensionId } from './pages';

const manifest = (): unknown => extensions.getExtension(extensionId)?.packageJSON;

async function reportText({ analysed, document, finding }: Found, scanner: Scanner): Promise<string> {
  const { file, options, parts } = analysed;
  const excerpt = await scanner.maskedLines(file, parts?.origin(finding) ?? finding, options).catch(() => undefined);
  const own = (manifest() as { version?: string } | undefined)?.version ?? '';
  const { languageId } = document;
  const host = `${env.appName} ${version}`;
  const title = ruleOf(finding.rule)?.title ?? finding.rule;
  return falsePositiveReport({ finding, title, version: own, host, languageId, excerpt });
}

async function offer(report: TextDocument): Promise<void> {
  const copy = l10n.t('Copy');
  const open = l10n.t('Copy and Open the Tracker');
  const tracker = trackerOf(manifest());
  const answer = await window.showInformationMessage(
    l10n.t('This is a draft; nothing has been sent. Read it, remove what nobody should see, then copy it.'),
    ...(tracker === undefined ? [copy] : [copy, open]),
  );
  if (answer === undefined) return;
  await env.clipboard.writeText(report.getText());
  if (answer === open && tracker !== undefined) await env.openExternal(Uri.parse(tracker, true));
  else say(l10n.t('The report was copied.'));
}

/** Without arguments, the finding at the cursor. */
export async function reportFalsePositive(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  const found = await findFinding(uri, fingerprint, options);
  if (!found) return;
  const content = await reportText(found, options.scanner);
  const report = await workspace.openTextDocument({ language: 'markdown', content });
  await window.showTextDocument(report);
  void offer(report);
}
