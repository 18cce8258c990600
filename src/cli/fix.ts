/** `--fix` and `--fix-dry-run`: safe fixes that hold, of one file after the other. */
import { dirname, resolve } from 'node:path';
import type { AddLine, Finding } from '../engine/types';
import { fixText, safeFix } from '../scanner/fix-text';
import type { FileJob, Scanner } from '../scanner/types';
import { openText, replaceText, type TextFile, writeAtomically } from './files';
import { reasonOf } from './reasons';
import { isInside } from './targets';

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

/** Safe fixes of the findings that are asked for. */
function fixJob({ scanner, accepts, signal }: Context, { uri, path, host, options }: FileJob, text: string) {
  const source = { uri, path, version: 0, text, ...(host ? { host } : {}) };
  const choose = (finding: Finding) => (accepts(finding) ? safeFix(finding) : undefined);
  return fixText(source, { scanner, options, choose, signal });
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
  const { text, fixes, secrets } = await fixJob(context, job, earlier?.after ?? file.text);
  changes.set(job.absolute, {
    path: job.path,
    absolute: file.absolute,
    file,
    after: text,
    fixed: fixes.length,
    secrets,
  });
  for (const added of fixes.flatMap((fix) => fix.addLines ?? [])) await addLine(changes, job, added, root);
  return fixes.length;
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
