/** Questions that several rules ask about values and places. */
export { baseName } from '../../engine/formats/shared';

import { claudeModel } from '../../engine/claude/libraries';
import type { FunctionFact, Range, Setting, Value } from '../../engine/facts';
import type { Document, RuleContext } from '../../engine/types';

/** The value is always this constant. */
export function isConstant(
  value: Value | undefined,
  expected: string | number | boolean,
  { document }: RuleContext,
): boolean {
  return value !== undefined && document.flow.constant(value) === expected;
}

export const overlaps = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;
export const within = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** The innermost function around a place; none outside of all. */
export function functionAt(range: Range, { facts }: Document): FunctionFact | undefined {
  const around = facts.functions.filter((one) => within(range, one.range));
  return around.sort((left, right) => right.range.start - left.range.start)[0];
}

export function inComment(range: Range, document: Document): boolean {
  return document.facts.comments.some((comment) => overlaps(range, comment));
}

/** The document, and the documents around it, for questions about the whole file. */
export function fileDocuments(document: Document): Document[] {
  return document.outer ? [document, ...fileDocuments(document.outer)] : [document];
}

/** The file has to do with Claude: this document or one around it says so. */
export const isRelevant = (document: Document): boolean => fileDocuments(document).some((one) => one.claude.relevant);

/** The line's range, its end of line included, for fixes that remove whole lines. */
export function wholeLines(text: string, range: Range): Range {
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const newline = text.indexOf('\n', range.end);
  return { start, end: newline < 0 ? text.length : newline + 1 };
}

/** Range of a list's element with the comma that goes with it: the one behind it, else the one before it. */
export function withComma(text: string, range: Range): Range {
  const behind = /^[ \t]*,[ \t]*(?:\r?\n[ \t]*(?=\S))?/.exec(text.slice(range.end, range.end + 200));
  if (behind) return { start: range.start, end: range.end + behind[0].length };
  const before = /,\s*$/.exec(text.slice(Math.max(0, range.start - 200), range.start));
  return { start: range.start - (before?.[0].length ?? 0), end: range.end };
}

/** A pair of LiteLLM's `litellm_params` whose model is Claude's. */
export function isLiteLlm({ path }: Setting, { facts }: Document): boolean {
  const parent = path.slice(0, -1).join('\0');
  return (
    path.at(-2) === 'litellm_params' &&
    facts.settings.some(
      (one) =>
        one.key === 'model' && one.path.slice(0, -1).join('\0') === parent && claudeModel.test(String(one.value ?? '')),
    )
  );
}
