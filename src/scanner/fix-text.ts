/** Fixes of one text, all that go together: what `--fix` and the editor's "fix all" do. */
import type { AnalyzeOptions } from '../engine/analyze';
import type { SettledFinding } from '../engine/settle';
import { applyEdits, mergeFixes } from '../engine/text/edits';
import type { Edit, Finding, Fix, SourceFile } from '../engine/types';
import type { Scanner } from './types';

/** A fix may make room for another one: after so many rounds it is enough. */
const usualRounds = 3;

export interface FixContext {
  scanner: Pick<Scanner, 'analyze' | 'validateFix'>;
  options: AnalyzeOptions;
  /** The fix that a finding is to get; undefined: none. */
  choose(finding: Finding): Fix | undefined;
  signal: AbortSignal;
  /** Default 3. */
  rounds?: number;
}

export interface FixedText {
  text: string;
  /** Of the first round, in the text as it was: with one round, all of them. */
  edits: Edit[];
  /** Those that were applied, in order. */
  fixes: Fix[];
  /** What is found in it now. */
  findings: Finding[];
  /** Texts, before or after, that must not be shown. */
  secrets: string[];
}

/** For `FixContext.choose`. */
export const safeFix = ({ fixes }: Finding): Fix | undefined => fixes.find(({ kind }) => kind === 'safe');

/** The lines of what must not be shown; short ones are words of any text. */
function secretTexts(text: string, findings: readonly SettledFinding[]): string[] {
  const ranges = findings.flatMap(({ secrets }) => secrets ?? []);
  const lines = ranges.flatMap(({ start, end }) => text.slice(start, end).split(/[\r\n]+/));
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line.length >= 4))];
}

async function analyze({ scanner, options, signal }: FixContext, source: SourceFile) {
  const { findings, suppressed } = await scanner.analyze(source, options, signal);
  return { source, findings, secrets: secretTexts(source.text, [...findings, ...suppressed]) };
}

type Analyzed = Awaited<ReturnType<typeof analyze>>;

interface Chosen {
  finding: Finding;
  fix: Fix;
}

/** Those that only change other files count in the first round. */
function chosenFixes({ choose }: FixContext, { findings }: Analyzed, isFirst: boolean): Chosen[] {
  return findings.flatMap((finding) => {
    const fix = choose(finding);
    return fix && (fix.edits.length > 0 || isFirst) ? [{ finding, fix }] : [];
  });
}

async function holding({ scanner, options, signal }: FixContext, { source }: Analyzed, chosen: readonly Chosen[]) {
  const valid: Chosen[] = [];
  for (const one of chosen) {
    if (await scanner.validateFix(source, one.finding, one.fix, options, signal)) valid.push(one);
  }
  return valid;
}

/** Whether the fixes hold together as each of them does: the text parses, and nothing new is found after them. */
async function hold(
  context: FixContext,
  before: Analyzed,
  { finding, fix }: Chosen,
  edits: Fix['edits'],
  after: Analyzed,
) {
  const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
  if (!after.findings.every(({ fingerprint }) => known.has(fingerprint))) return false;
  const { scanner, options, signal } = context;
  return scanner.validateFix(before.source, finding, { ...fix, edits }, options, signal);
}

/** All fixes at once; only the first where they don't go together. */
async function applyTogether(context: FixContext, before: Analyzed, valid: readonly Chosen[]) {
  const { source } = before;
  const { fixes, edits } = mergeFixes(valid.map(({ fix }) => fix));
  const after = await analyze(context, { ...source, text: applyEdits(source.text, edits) });
  const [first] = valid;
  if (!first || fixes.length === 1 || (await hold(context, before, first, edits, after)))
    return { fixes, edits, after };
  const single = { ...source, text: applyEdits(source.text, first.fix.edits) };
  return { fixes: [first.fix], edits: first.fix.edits, after: await analyze(context, single) };
}

/** Rejects as `Scanner.analyze` does. */
export async function fixText(source: SourceFile, context: FixContext): Promise<FixedText> {
  let current = await analyze(context, source);
  const { findings, secrets } = current;
  const result: FixedText = { text: source.text, edits: [], fixes: [], findings, secrets: [...secrets] };
  for (let round = 0; round < (context.rounds ?? usualRounds); round++) {
    const valid = await holding(context, current, chosenFixes(context, current, round === 0));
    if (valid.length === 0) break;
    const { fixes, edits, after } = await applyTogether(context, current, valid);
    if (round === 0) result.edits = edits;
    current = after;
    result.text = after.source.text;
    result.findings = after.findings;
    result.fixes.push(...fixes);
    result.secrets.push(...after.secrets);
  }
  return result;
}
