/** Many files: walk, sift, analyse, add up. */
import { setImmediate } from 'node:timers/promises';
import type { Finding } from '../engine/types';
import { createBatches } from './batches';
import type { Files } from './files';
import { nodeFiles } from './read';
import { linkCode } from './scan-links';
import { lookAtShared } from './scan-shared';
import { createScanWork, type SiftHere } from './scan-work';
import { sharedRule } from './shared';
import { siftFiles } from './sift';
import { createTally } from './tally';
import type { FolderRequest, Scanner, ScanOptions, ScanResult, ScanTarget, WalkBatch } from './types';
import { nodeTree, type Tree, walk } from './walk';

/** The disk, for tests to put errors into. */
export interface Disk {
  files: Files;
  tree: Tree;
}

const nodeDisk: Disk = { files: nodeFiles, tree: nodeTree };

/** Finds the files, and hands them on in batches. @returns why it did not come to its end */
type Walk = (take: (batch: WalkBatch) => void) => Promise<string | undefined>;

/** Here. Between batches answers of the workers come to their turn. */
const walkHere =
  (target: ScanTarget, options: ScanOptions, disk: Disk): Walk =>
  async (take) => {
    const batches = createBatches(take);
    const { report } = batches;
    for (const entry of walk(target, { ...disk, options, report, signal: options.signal })) {
      if (batches.add(entry)) await setImmediate();
    }
    batches.flush();
    return undefined;
  };

const byPlace = (a: Finding, b: Finding) => {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.range.start - b.range.start || (a.rule < b.rule ? -1 : Number(a.rule > b.rule));
};

async function run(
  find: Walk,
  root: string,
  scanner: Scanner,
  options: ScanOptions,
  siftHere?: SiftHere,
): Promise<ScanResult> {
  const tally = createTally();
  const work = createScanWork(root, scanner, options, tally, siftHere);
  const walking = find(work.add).then((reason) => {
    if (reason !== undefined) tally.failures.push({ file: '.', reason });
  });
  const linking = work.coded.then(() =>
    linkCode(root, work.code, scanner, options, (result) => {
      if (tally.replace(result)) options.onFindings?.({ ...result, bytes: 0 });
    }),
  );
  const [linked] = await Promise.all([linking, walking.finally(work.close), work.done]);
  await lookAtShared(root, work.shared, scanner, options, (result) => {
    if (tally.complete(result, sharedRule)) options.onFindings?.({ ...tally.of(result), bytes: 0 });
  });
  if (linked?.failure !== undefined) {
    const message = `Ways through several files were not followed to their end: ${linked.failure}.`;
    tally.notices.push({ path: '.', message });
  }
  const { findings, suppressed, failures, notices } = tally;
  return {
    findings: findings.sort(byPlace),
    suppressed: suppressed.sort(byPlace),
    failures: failures.sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file))),
    notices: notices.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))),
    summary: { ...tally.summary(), ...(linked && linked.failure === undefined && { notFollowed: linked.left }) },
    cancelled: options.signal?.aborted === true,
    shared: work.shared.credentials,
  };
}

/** How long files are looked at here without a pause, in ms: workers may be waiting. */
const sliceOfTime = 5;

/**
 * Scans a folder, or parts of it; files are also looked at here, while workers do. Rejects where the folder does not exist, and where no worker can be started; what is
 * wrong with single files is in the result. Once the signal is aborted it ends with what has been found.
 */
export function scan(
  target: ScanTarget,
  scanner: Scanner,
  options: ScanOptions,
  disk: Disk = nodeDisk,
): Promise<ScanResult> {
  const siftHere: SiftHere = (files) => siftFiles(disk.files, files, sliceOfTime);
  // A worker starts while the first files are looked for. Where none can be started, the first of them says so.
  scanner.sift([], options.signal).catch(() => {});
  return run(walkHere(target, options, disk), target.root, scanner, options, siftHere);
}

/** The same for a whole folder, walked by the scanner, so that nothing but results takes time here. */
export function scanAway(folder: FolderRequest, scanner: Scanner, options: ScanOptions): Promise<ScanResult> {
  const { signal } = options;
  const find: Walk = (take) =>
    scanner.walk(folder, take, signal).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
      return undefined;
    });
  return run(find, folder.root, scanner, options);
}
