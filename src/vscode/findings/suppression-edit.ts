/** The comment that suppresses a finding: candidates, of which the engine says which one holds. */
import { emptyFacts } from '../../engine/facts';
import type { CommentSyntax } from '../../engine/formats/format';
import { suppressionFix } from '../../engine/suppressions';
import type { Document, Finding, Fix } from '../../engine/types';

/**
 * Every comment that a format of ours has. Which of them the place of a finding takes (think of a script in HTML, or of
 * shell in YAML) is known in the worker, where the file is parsed: a comment of another language suppresses nothing there,
 * so its fix does not hold.
 */
const syntaxes: readonly CommentSyntax[] = [
  { line: '//' },
  { line: '#' },
  { block: ['<!--', '-->'] },
  { line: ';' },
  { block: ['/*', '*/'] },
  { line: 'REM' },
];

/** Why a reason can't be taken, as a sentence. */
export function reasonProblem(reason: string): string | undefined {
  if (reason.trim() === '') return 'Say why, for whoever reads this next.';
  if (/\*\/|-->/.test(reason)) return 'A reason can’t hold the end of a comment.';
  return reason.length > 300 ? 'Keep it short: 300 characters at most.' : undefined;
}

/** JSON files in which comments are allowed. */
const withComments =
  /(?:^|\/)(?:[jt]sconfig[^/]*|\.?devcontainer|\.eslintrc|\.vscode\/[^/]+|\.claude\/settings[^/]*|\.claude-guard)\.json$/i;

/** Files whose format has no comments, as far as their name tells. */
export const isWithoutComments = (path: string): boolean =>
  /\.(?:ipynb|json|csv|tsv|txt|log)$/i.test(path) && !withComments.test(path);

/** Only what `suppressionFix` reads of a document: whether the comment may stand there is asked afterwards. */
const asDocument = (text: string, comments: CommentSyntax): Document =>
  ({ text, format: { comments }, facts: emptyFacts(text.length) }) as unknown as Document;

/** Fixes that insert the comment with this reason; at most one of them holds. */
export function suppressionCandidates(text: string, { range, rule }: Finding, reason: string): Fix[] {
  return syntaxes.flatMap((syntax) => {
    const fix = suppressionFix(asDocument(text, syntax), range, rule);
    const [edit] = fix?.edits ?? [];
    if (!fix || !edit) return [];
    const { start, end } = fix.placeholder;
    const comment = `${edit.text.slice(0, start)}${reason.trim().replace(/\s+/g, ' ')}${edit.text.slice(end)}`;
    return [{ title: fix.title, kind: fix.kind, edits: [{ ...edit, text: comment }] }];
  });
}
