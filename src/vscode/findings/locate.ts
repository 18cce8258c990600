/** From what a command is given to the finding that it means: by file and fingerprint, or at the cursor. */
import { l10n, type Position, type TextDocument, Uri, window, workspace } from 'vscode';
import type { Finding } from '../../engine/types';
import { inWords, titleOfRule } from '../wording';
import type { FixesOptions } from './fixes/fixes';
import type { Analysed } from './fixes/validation';
import { rangeOf } from './places';
import { fileOf } from './scan/left-alone';

/** A finding in the text that is there now. */
export interface Found {
  document: TextDocument;
  analysed: Analysed;
  finding: Finding;
}

/** How long a short answer stays in the status bar, in ms. */
const shortly = 4000;

export const say = (message: string): void => void window.setStatusBarMessage(message, shortly);

/** The analysis of the text that is there now, also where the settings leave that to a person. Undefined for a file that is left out. */
export async function analysedNow(
  document: TextDocument,
  { documents, folders }: Pick<FixesOptions, 'documents' | 'folders'>,
): Promise<Analysed | undefined> {
  const known = await documents.current(document);
  if (known) return known;
  const { settings, place } = await folders.locate(fileOf(document));
  return settings.enabled && !place.skip ? documents.scan(document) : undefined;
}

async function byFingerprint(uri: string, fingerprint: string, options: FixesOptions): Promise<Found | undefined> {
  const document = await workspace.openTextDocument(Uri.parse(uri, true));
  const analysed = await analysedNow(document, options);
  const finding = analysed?.findings.find((one) => one.fingerprint === fingerprint);
  return analysed && finding && { document, analysed, finding };
}

/** On the cursor's place; else on its line. */
function near(findings: readonly Finding[], position: Position): readonly Finding[] {
  const exact = findings.filter((finding) => rangeOf(finding).contains(position));
  if (exact.length > 0) return exact;
  return findings.filter((finding) => {
    const { start, end } = rangeOf(finding);
    return start.line <= position.line && position.line <= end.line;
  });
}

async function pick(findings: readonly Finding[]): Promise<Finding | undefined> {
  if (findings.length < 2) return findings[0];
  const items = findings.map((finding) => ({
    label: titleOfRule(finding.rule),
    detail: inWords(finding.said),
    finding,
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which finding?') }))?.finding;
}

async function atCursor(options: FixesOptions): Promise<Found | undefined> {
  const editor = window.activeTextEditor;
  const analysed = editor && (await analysedNow(editor.document, options));
  const findings = analysed ? near(analysed.findings, editor.selection.active) : [];
  if (findings.length === 0) say(l10n.t('There is no finding of Claude Guard at the cursor.'));
  const finding = await pick(findings);
  return editor && analysed && finding && { document: editor.document, analysed, finding };
}

/** Without arguments, the finding at the cursor. Says so where there is none. */
export async function findFinding(
  uri: unknown,
  fingerprint: unknown,
  options: FixesOptions,
): Promise<Found | undefined> {
  if (typeof uri !== 'string' || typeof fingerprint !== 'string') return atCursor(options);
  const found = await byFingerprint(uri, fingerprint, options);
  if (!found) say(l10n.t('This finding is no longer there.'));
  return found;
}

/** The same finding after a person has been asked something: the text may have changed meanwhile. */
export const findAgain = ({ document, finding }: Found, options: FixesOptions): Promise<Found | undefined> =>
  findFinding(document.uri.toString(), finding.fingerprint, options);
