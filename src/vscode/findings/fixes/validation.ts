/** What the worker knows of a finding's ways out: which fixes hold, and how it can be suppressed. An answer is one for the version. */
import type { WorkspaceEdit } from 'vscode';
import type { AnalyzeOptions } from '../../../engine/analyze';
import type { SuppressionFix } from '../../../engine/suppressions';
import type { Edit, Finding, Fix, SourceFile } from '../../../engine/types';
import type { Scanner } from '../../../scanner/types';
import { withReason } from './suppression-edit';

/** What was analysed is the text of none of the editor's documents: a notebook's cells are parts of it. */
export interface Parts {
  /** The finding as the engine told it, in offsets of the text that was analysed. */
  origin(finding: Finding): Finding;
  /** Adds edits of that text as edits of the documents; false where they can't be made. */
  write(edit: WorkspaceEdit, edits: readonly Edit[]): boolean;
}

/** One version of a document, with what was found in it. */
export interface Analysed {
  file: SourceFile;
  options: AnalyzeOptions;
  findings: readonly Finding[];
  /** The folder whose code the scanner knew, see `Scanner.link`. */
  linked?: string;
  /** Aborted when there is a newer version, or another analysis of this one. */
  signal: AbortSignal;
  /** Of a notebook's cell: the findings are those of the cell, with its ranges; `file` and the edits of fixes are the notebook's. */
  parts?: Parts;
}

/**
 * Work on the analysis of a document; once more where another analysis of the same text has overtaken it, as when settings
 * change, or a file that this one rests on. Rejects as the work does.
 *
 * @returns undefined where the text has changed meanwhile, or is not analysed at all
 */
export async function withAnalysis<T>(
  document: { readonly version: number },
  ask: () => Promise<Analysed | undefined>,
  work: (analysed: Analysed) => Promise<T>,
): Promise<T | undefined> {
  for (;;) {
    const analysed = await ask();
    if (!analysed || analysed.file.version !== document.version) return undefined;
    const { signal } = analysed;
    const result = await work(analysed).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return undefined;
    });
    if (!signal.aborted) return result;
  }
}

/** A reason to try a comment with: one that is left out is a finding itself. */
const someReason = 'a reason that a person will give';

/** Fixes that are validated without being asked for: those that a person may take next. */
const mostAhead = 40;

/** Nothing here rejects. Once the version is no longer the current one, no fix holds. */
export interface Validation {
  holds(analysed: Analysed, finding: Finding, fix: Fix): Promise<boolean>;
  /** The comment that suppresses the finding, or its rule in the whole file; undefined where none can stand. */
  suppression(analysed: Analysed, finding: Finding, form?: SuppressionFix['form']): Promise<SuppressionFix | undefined>;
  /** Such a comment can stand there, and holds with a reason. */
  suppressible(analysed: Analysed, finding: Finding, form: SuppressionFix['form']): Promise<boolean>;
  /** Validates ahead, one fix after the other, the safe ones first. */
  start(analysed: Analysed): Promise<void>;
}

/** Every fix with its finding, the safe ones first. */
export function fixesInOrder(findings: readonly Finding[]): { finding: Finding; fix: Fix }[] {
  const all = findings.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix })));
  return [...all.filter(({ fix }) => fix.kind === 'safe'), ...all.filter(({ fix }) => fix.kind !== 'safe')];
}

/** What was late, on a machine that is busy with other things, is tried again; what always hangs is not tried for ever. */
const mostTries = 3;

/** An answer for each key, as long as that lives. Where there was none, the next one who wants it asks again. */
function remember<K extends object, T>(): (key: K, ask: () => Promise<T | undefined>) => Promise<T | undefined> {
  const known = new WeakMap<K, Promise<T | undefined>>();
  const tries = new WeakMap<K, number>();
  return (key, ask) => {
    const kept = known.get(key);
    if (kept) return kept;
    const number = (tries.get(key) ?? 0) + 1;
    tries.set(key, number);
    const answer = ask()
      .catch(() => undefined)
      .then((value) => {
        if (value === undefined && number < mostTries) known.delete(key);
        return value;
      });
    known.set(key, answer);
    return answer;
  };
}

/** Findings and fixes are those of one version: a new analysis makes new ones. */
export function createValidation(scanner: Pick<Scanner, 'validateFix' | 'suppressionFix'>): Validation {
  const verdict = remember<Fix, boolean>();
  const comments = {
    'next-line': remember<Finding, SuppressionFix>(),
    file: remember<Finding, SuppressionFix>(),
  };
  const suppressed = {
    'next-line': remember<Finding, boolean>(),
    file: remember<Finding, boolean>(),
  };

  const origin = ({ parts }: Analysed, finding: Finding) => parts?.origin(finding) ?? finding;
  const judge = (analysed: Analysed, finding: Finding, fix: Fix) => {
    const { file, options, signal, linked } = analysed;
    const ask = () => scanner.validateFix(file, origin(analysed, finding), fix, options, signal, linked);
    return verdict(fix, ask);
  };
  const holds: Validation['holds'] = async (analysed, finding, fix) => (await judge(analysed, finding, fix)) ?? false;
  const suppression: Validation['suppression'] = (analysed, finding, form = 'next-line') => {
    const { file, options, signal } = analysed;
    return comments[form](finding, () =>
      scanner.suppressionFix(file, origin(analysed, finding), options, signal, form),
    );
  };

  return {
    holds,
    suppression,
    async suppressible(analysed, finding, form) {
      const ask = async () => {
        const comment = await suppression(analysed, finding, form);
        return comment && judge(analysed, finding, withReason(comment, someReason));
      };
      return (await suppressed[form](finding, ask)) ?? false;
    },
    async start(analysed) {
      for (const { finding, fix } of fixesInOrder(analysed.findings).slice(0, mostAhead)) {
        if (analysed.signal.aborted) return;
        await holds(analysed, finding, fix);
      }
    },
  };
}
