/** Many files: walk, analyse, add up. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding } from '../engine/types';
import type { ConfigReport } from './config-files';
import type { Files } from './files';
import { nodeFiles } from './read';
import { createTally, type Tally } from './tally';
import type { FileJob, FileResult, Scanner, ScanOptions, ScanResult, ScanTarget } from './types';
import { nodeTree, type Tree, type WalkEntry, walk } from './walk';

type FileEntry = Extract<WalkEntry, { kind: 'file' }>;

/** The disk, for tests to put errors into. */
export interface Disk {
  files: Files;
  tree: Tree;
}

const nodeDisk: Disk = { files: nodeFiles, tree: nodeTree };

async function collect(target: ScanTarget, options: ScanOptions, disk: Disk, tally: Tally): Promise<FileEntry[]> {
  const report: ConfigReport = tally;
  const files: FileEntry[] = [];
  for await (const entry of walk(target, { ...disk, options, report, signal: options.signal })) {
    if (entry.kind === 'file') files.push(entry);
    else if (entry.kind === 'skipped') tally.skip(entry.reason);
    else tally.failures.push({ file: entry.path, reason: entry.reason });
  }
  return files;
}

/**
 * The lists of globs have done their work; they would be copied to a worker with every file. The file is read by its path
 * without links, and named by that below the root as it was given, which is the one that an editor knows.
 */
function jobOf({ absolute, path, config, host }: FileEntry, root: string, today: string): FileJob {
  const options = { config: { ...config, include: [], exclude: [] }, today };
  return { absolute, path, uri: pathToFileURL(join(root, path)).href, options, host };
}

/** Calls `work` for every item, `limit` of them at a time, in order of their start. The first error ends it. */
async function forEach<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const run = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, run));
}

async function analyse(
  files: readonly FileEntry[],
  { root }: ScanTarget,
  scanner: Scanner,
  options: ScanOptions,
): Promise<FileResult[]> {
  const { signal, today, concurrency = scanner.size * 2 } = options;
  const results: FileResult[] = [];
  await forEach(files, concurrency, async (entry) => {
    if (signal?.aborted) return;
    const result = await scanner.scanFile(jobOf(entry, root, today), signal).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
    if (!result) return;
    results.push(result);
    options.onFindings?.(result);
    options.onProgress?.({ done: results.length, total: files.length, file: entry.path });
  });
  return results;
}

const byPlace = (a: Finding, b: Finding) => {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.range.start - b.range.start || (a.rule < b.rule ? -1 : Number(a.rule > b.rule));
};

/**
 * Scans a folder, or parts of it. Rejects where the folder does not exist, and where no worker can be started; what is
 * wrong with single files is in the result. Once the signal is aborted it ends with what has been found.
 */
export async function scan(
  target: ScanTarget,
  scanner: Scanner,
  options: ScanOptions,
  disk: Disk = nodeDisk,
): Promise<ScanResult> {
  const tally = createTally();
  const files = await collect(target, options, disk, tally);
  for (const result of await analyse(files, target, scanner, options)) tally.add(result);
  const { findings, suppressed, failures, notices } = tally;
  return {
    findings: findings.sort(byPlace),
    suppressed: suppressed.sort(byPlace),
    failures: failures.sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file))),
    notices: notices.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))),
    summary: tally.summary(),
    cancelled: options.signal?.aborted === true,
  };
}
