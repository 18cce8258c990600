/** `--fix` and `--fix-dry-run`: safe fixes that hold, of one file after the other. */
import { dirname, resolve } from 'node:path';
import { applyEdits, mergeFixes } from '../engine/edits';
import type { SettledFinding } from '../engine/settle';
import type { AddLine, Finding, Fix } from '../engine/types';
import type { FileJob, Scanner } from '../scanner/types';
import { openText, replaceText, type TextFile, writeAtomically } from './files';
import { reasonOf } from './reasons';
import { isInside } from './targets';

const mostRounds = 3;

/** What becomes of one file. */
export interface FileChange {
  /** Relative to the root, with `/`. */
  path: string;
  absolute: string;
  /** Absent: the file is new. */
  file?: TextFile;
  after: string;
  /** Findings that the change of this file mends; not those that a line in another file mends. */
  fixed: number;
  /** Texts in it that must not be shown. */
  secrets: string[];
}

export interface FixPlan {
  changes: FileChange[];
  /** Findings that the changes mend. */
  fixed: number;
  failures: { file: string; reason: string }[];
}

interface Context {
  scanner: Scanner;
  root: string;
  /** Which findings are to be fixed. */
  accepts(finding: Finding): boolean;
  signal: AbortSignal;
}

interface FixedText {
  text: string;
  fixed: number;
  addLines: AddLine[];
  secrets: string[];
}

/** The lines of what must not be shown; short ones are words of any text. */
function secretTexts(text: string, findings: readonly SettledFinding[]): string[] {
  const ranges = findings.flatMap(({ secrets }) => secrets ?? []);
  const lines = ranges.flatMap(({ start, end }) => text.slice(start, end).split(/[\r\n]+/));
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line.length >= 4))];
}

const safeFix = ({ fixes }: Finding): Fix | undefined => fixes.find(({ kind }) => kind === 'safe');

async function analyze({ scanner, signal }: Context, job: FileJob, text: string) {
  const { uri, path, host, options } = job;
  const source = { uri, path, version: 0, text, ...(host ? { host } : {}) };
  const { findings, suppressed } = await scanner.analyze(source, options, signal);
  return { source, findings, secrets: secretTexts(text, [...findings, ...suppressed]) };
}

type Analyzed = Awaited<ReturnType<typeof analyze>>;

/** The safe fixes of this text that hold, in order; those that only add lines elsewhere count in the first round. */
async function validFixes(context: Context, job: FileJob, { source, findings }: Analyzed, first: boolean) {
  const valid: Fix[] = [];
  for (const finding of findings.filter(context.accepts)) {
    const fix = safeFix(finding);
    if (!fix || (fix.edits.length === 0 && !first)) continue;
    if (await context.scanner.validateFix(source, finding, fix, job.options, context.signal)) valid.push(fix);
  }
  return valid;
}

/** All fixes at once; only the first where they don't go together, that is, where something new is found after them. */
async function applyTogether(context: Context, job: FileJob, before: Analyzed, valid: readonly Fix[]) {
  const { fixes, edits } = mergeFixes(valid);
  const text = applyEdits(before.source.text, edits);
  const known = new Set(before.findings.map(({ fingerprint }) => fingerprint));
  const after = await analyze(context, job, text);
  if (fixes.length === 1 || after.findings.every(({ fingerprint }) => known.has(fingerprint))) return { fixes, after };
  const first = valid.slice(0, 1);
  const single = applyEdits(
    before.source.text,
    first.flatMap((fix) => fix.edits),
  );
  return { fixes: first, after: await analyze(context, job, single) };
}

async function fixText(context: Context, job: FileJob, text: string): Promise<FixedText> {
  let current = await analyze(context, job, text);
  const result: FixedText = { text, fixed: 0, addLines: [], secrets: [...current.secrets] };
  for (let round = 0; round < mostRounds; round++) {
    const valid = await validFixes(context, job, current, round === 0);
    if (valid.length === 0) break;
    const { fixes, after } = await applyTogether(context, job, current, valid);
    current = after;
    result.text = after.source.text;
    result.fixed += fixes.length;
    result.addLines.push(...fixes.flatMap((fix) => fix.addLines ?? []));
    result.secrets.push(...after.secrets);
  }
  return result;
}

const hasLine = (text: string, line: string) => text.split(/\r\n|\n|\r/).includes(line);

function withLine(text: string, line: string): string {
  if (hasLine(text, line)) return text;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text === '' || /[\r\n]$/.test(text) ? text : text + end}${line}${end}`;
}

const relativeTo = (root: string, absolute: string) =>
  absolute.slice(root.length).replace(/\\/g, '/').replace(/^\//, '');

async function openOrCreate(absolute: string, root: string): Promise<FileChange> {
  const path = relativeTo(root, absolute);
  try {
    const file = await openText(absolute, root);
    return { path, absolute: file.absolute, file, after: file.text, fixed: 0, secrets: [] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { path, absolute, after: '', fixed: 0, secrets: [] };
  }
}

/** Adds a line to a change that is there, or to a new one. Throws an error with a sentence. */
async function addLine(changes: Map<string, FileChange>, job: FileJob, { path, line }: AddLine, root: string) {
  const absolute = resolve(dirname(job.absolute), path);
  if (!isInside(absolute, root)) throw new Error(`its fix writes to “${path}”, outside of the scanned folder`);
  const change = changes.get(absolute) ?? (await openOrCreate(absolute, root));
  change.after = withLine(change.after, line);
  changes.set(absolute, change);
}

async function planFile(context: Context, job: FileJob, changes: Map<string, FileChange>): Promise<number> {
  const { root } = context;
  const earlier = changes.get(job.absolute);
  const file = earlier?.file ?? (await openText(job.absolute, root));
  const { text, fixed, addLines, secrets } = await fixText(context, job, earlier?.after ?? file.text);
  changes.set(job.absolute, { path: job.path, absolute: file.absolute, file, after: text, fixed, secrets });
  for (const added of addLines) await addLine(changes, job, added, root);
  return fixed;
}

/** Works out the changes; writes nothing. A file that can't be fixed is a failure. */
export async function planFixes(jobs: readonly FileJob[], context: Context): Promise<FixPlan> {
  const changes = new Map<string, FileChange>();
  const plan: FixPlan = { changes: [], fixed: 0, failures: [] };
  for (const job of jobs) {
    try {
      plan.fixed += await planFile(context, job, changes);
    } catch (error) {
      context.signal.throwIfAborted();
      plan.failures.push({ file: job.path, reason: `Not fixed: ${reasonOf(error)}.` });
    }
  }
  plan.changes = [...changes.values()].filter(({ file, after }) => after !== (file?.text ?? ''));
  return plan;
}

/** Writes the changes, each file at once. What comes back is what became of the plan: what could not be written has failed. */
export async function writeChanges({ changes, fixed, failures }: FixPlan): Promise<FixPlan> {
  const done: FixPlan = { changes: [], fixed, failures: [...failures] };
  for (const change of changes) {
    const { path, absolute, file, after } = change;
    try {
      if (file) await replaceText(file, after);
      else await writeAtomically(absolute, new TextEncoder().encode(after));
      done.changes.push(change);
    } catch (error) {
      done.fixed -= change.fixed;
      done.failures.push({ file: path, reason: `Not fixed: ${reasonOf(error)}.` });
    }
  }
  return done;
}
