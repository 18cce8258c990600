/** Suppressing a finding with a reason: asked of the person, written as a comment that the engine has tried. */
import { type TextDocument, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { createLineTable } from '../../engine/positions';
import type { Finding, Fix } from '../../engine/types';
import { configure } from './configure';
import type { FixesOptions } from './fixes';
import { rangeIn } from './places';
import { reasonProblem, withReason } from './suppression-edit';
import type { Analysed } from './validation';

function askReason({ rule }: Finding): Thenable<string | undefined> {
  return window.showInputBox({
    title: `Suppress “${rule}” here`,
    prompt:
      'Why is this no problem? It is written into the comment. With “until 2027-01-31” at its end it ends by itself.',
    placeHolder: 'The gateway ends TLS on this host',
    ignoreFocusOut: true,
    validateInput: reasonProblem,
  });
}

/** The comment with the reason, if that holds. */
async function commentFix(analysed: Analysed, finding: Finding, reason: string, { validation }: FixesOptions) {
  const suppression = await validation.suppression(analysed, finding);
  const fix = suppression && withReason(suppression, reason);
  return fix && (await validation.holds(analysed, finding, fix)) ? fix : undefined;
}

async function write(document: TextDocument, fix: Fix): Promise<void> {
  const lines = createLineTable(document.getText());
  const edit = new WorkspaceEdit();
  for (const { range, text } of fix.edits) edit.replace(document.uri, rangeIn(lines, range), text);
  await workspace.applyEdit(edit);
}

/** No comment can stand there: inside of a literal of several lines, for one. */
async function offerConfiguration(document: TextDocument, { rule }: Finding, options: FixesOptions): Promise<void> {
  const off = 'Turn the rule off…';
  const exclude = 'Exclude the file…';
  const question = 'No comment can stand at this place. The configuration can say so instead.';
  const answer = await window.showInformationMessage(question, off, exclude);
  if (!answer) return;
  const wish = answer === off ? { kind: 'rule-off', rule } : { kind: 'exclude-file' };
  await configure(document.uri.toString(), wish, options);
}

const findIn = (analysed: Analysed | undefined, fingerprint: string): Finding | undefined =>
  analysed?.findings.find((finding) => finding.fingerprint === fingerprint);

/** The command behind the lightbulb's entry; without a finding that is still there it does nothing. */
export async function suppress(uri: unknown, fingerprint: unknown, options: FixesOptions): Promise<void> {
  if (typeof uri !== 'string' || typeof fingerprint !== 'string') return;
  const document = await workspace.openTextDocument(Uri.parse(uri, true));
  const known = findIn(await options.documents.current(document), fingerprint);
  const reason = known && (await askReason(known));
  if (reason === undefined) return;
  const analysed = await options.documents.current(document);
  const finding = findIn(analysed, fingerprint);
  if (!analysed || !finding) return;
  const fix = await commentFix(analysed, finding, reason, options);
  if (analysed.file.version !== document.version) return;
  await (fix ? write(document, fix) : offerConfiguration(document, finding, options));
}
