/** Which fixes hold: asked of the worker once for each version of a document, and remembered. */
import type { AnalyzeOptions } from '../../engine/analyze';
import type { Finding, Fix, SourceFile } from '../../engine/types';
import type { Scanner } from '../../scanner/types';

/** One version of a document, with what was found in it. */
export interface Analysed {
  file: SourceFile;
  options: AnalyzeOptions;
  findings: readonly Finding[];
  /** Aborted when there is a newer version. */
  signal: AbortSignal;
}

/** Fixes that are validated without being asked for: those that a person may take next. */
const mostAhead = 40;

export interface Validation {
  /** Whether the fix holds. False, too, once the version is no longer the current one. Never rejects. */
  holds(analysed: Analysed, finding: Finding, fix: Fix): Promise<boolean>;
  /** Validates ahead, one fix after the other, the safe ones first. */
  start(analysed: Analysed): Promise<void>;
}

/** Every fix with its finding, the safe ones first. */
export function fixesInOrder(findings: readonly Finding[]): { finding: Finding; fix: Fix }[] {
  const all = findings.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));
  return [...all.filter(({ fix }) => fix.kind === 'safe'), ...all.filter(({ fix }) => fix.kind !== 'safe')];
}

export function createValidation(scanner: Pick<Scanner, 'validateFix'>): Validation {
  const known = new WeakMap<Analysed, Map<Fix, Promise<boolean>>>();

  function holds(analysed: Analysed, finding: Finding, fix: Fix): Promise<boolean> {
    const { file, options, signal } = analysed;
    const answers = known.get(analysed) ?? new Map<Fix, Promise<boolean>>();
    known.set(analysed, answers);
    const ask = () => scanner.validateFix(file, finding, fix, options, signal).catch(() => false);
    const answer = answers.get(fix) ?? ask();
    answers.set(fix, answer);
    return answer;
  }

  return {
    holds,
    async start(analysed) {
      for (const { finding, fix } of fixesInOrder(analysed.findings).slice(0, mostAhead)) {
        if (analysed.signal.aborted) return;
        await holds(analysed, finding, fix);
      }
    },
  };
}
