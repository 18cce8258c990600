/** Decides whether a lab is done: the engine says what is secure, the lab's checks whether the code still does its job. */

import { defaultConfig } from '../engine/config/config';
import type { Analysis, Config, Finding } from '../engine/types';
import { codeOf } from './code-only';
import type { Check, Lab, Variant } from './types';

/** Settings and configuration of the person who learns have no say. */
export const gradingConfig: Config = { ...defaultConfig, fileTimeout: 10_000 };

export type Analyze = (path: string, text: string) => Promise<Pick<Analysis, 'findings' | 'suppressed' | 'notices'>>;

export interface LeftWeakness {
  file: string;
  finding: Finding;
}

export interface CheckResult {
  check: Check;
  passed: boolean;
}

export interface Grade {
  weaknesses: LeftWeakness[];
  /** Findings that comments hide and must not: nothing is fixed by that. */
  suppressed: LeftWeakness[];
  /** Files whose brackets or strings have no end, or that are no JSON and ought to be. */
  broken: string[];
  /** Files that could not be analysed, or not to their end: nothing is known of them. */
  unread: string[];
  checks: CheckResult[];
  done: boolean;
}

function passes({ file, needs, lacks = [], withComments }: Check, { texts, codes }: Texts): boolean {
  const code = (withComments ? texts[file] : codes.get(file)) ?? '';
  const isFound = (pattern: string) => new RegExp(pattern, 's').test(code);
  return needs.every(isFound) && !lacks.some(isFound);
}

interface Texts {
  texts: Readonly<Record<string, string>>;
  /** Without comments. */
  codes: ReadonlyMap<string, string>;
}

/** @param texts the learner's files, by path, keys included */
export async function grade(
  { accepted = [] }: Pick<Lab, 'accepted'>,
  variant: Variant,
  texts: Readonly<Record<string, string>>,
  analyze: Analyze,
): Promise<Grade> {
  const files = Object.entries(texts);
  const analyses = await Promise.all(files.map(async ([file, text]) => ({ file, ...(await analyze(file, text)) })));
  const codes = files.map(([file, text]) => [file, codeOf(file, text)] as const);
  const all = { texts, codes: new Map(codes.map(([file, { text }]) => [file, text])) };
  const outcome = {
    weaknesses: analyses.flatMap(({ file, findings }) => findings.map((finding) => ({ file, finding }))),
    suppressed: analyses.flatMap(({ file, suppressed }) =>
      suppressed.filter(({ rule }) => !accepted.includes(rule)).map((finding) => ({ file, finding })),
    ),
    broken: codes.flatMap(([file, { isBroken }]) => (isBroken ? [file] : [])),
    unread: analyses.flatMap(({ file, notices }) => (notices.some(({ unfinished }) => unfinished) ? [file] : [])),
    checks: variant.checks.map((check) => ({ check, passed: passes(check, all) })),
  };
  return { ...outcome, done: isDone(outcome) };
}

function isDone({ weaknesses, suppressed, broken, unread, checks }: Omit<Grade, 'done'>): boolean {
  const isClean = weaknesses.length + suppressed.length + broken.length + unread.length === 0;
  return isClean && checks.every(({ passed }) => passed);
}
