/** The path of one file, top to bottom. */
import type { Analysis, Config, Finding, Fix, Rule, SourceFile } from './types';
import type { ReadWasm } from './grammars';

export interface AnalyzeOptions {
  config: Config;
  /** The host's date, `YYYY-MM-DD`, for dated suppressions. */
  today: string;
}

export interface Engine {
  /** Findings of one file. Broken or hostile input gives what could be found and a notice; it never throws for content. */
  analyze(file: SourceFile, options: AnalyzeOptions): Promise<Analysis>;
  /**
   * The text after the fix, where the fix holds: the result parses no worse, the finding is gone, nothing new is found.
   * Undefined where it doesn't, and such a fix must not be offered. A fix of other files only (`addLines`) gives the text as it was.
   */
  validateFix(file: SourceFile, finding: Finding, fix: Fix, options: AnalyzeOptions): Promise<string | undefined>;
}

/** @param rules the enabled catalogue, `src/rules/index.ts` */
export declare function createEngine(rules: readonly Rule[], readWasm: ReadWasm): Engine;
