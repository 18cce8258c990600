/** What a pool has to do: which lane a request waits in, how long it may take, and which worker knows it. */
import type { Answer } from './outcome';
import type { Request } from './protocol';

/**
 * `urgent`: a person waits for it, or the second look of a scan, for imports. `ordinary`: files of a scan; no more of them than
 * the pool's size at a time, so that one more worker can be had for what is urgent. `walk`: long, but mostly waiting for the
 * disk; it has a worker for itself.
 */
export const lanes = ['urgent', 'walk', 'ordinary'] as const;
export type Lane = (typeof lanes)[number];

export interface Job {
  id: number;
  request: Request;
  lane: Lane;
  /** What a worker remembers of it, so that the same worker should get the next one with this name. */
  name: string | undefined;
  /** Takes parts of the answer. */
  part?: ((value: unknown) => void) | undefined;
  /** In ms, since the start or the last sign of life. */
  deadline: number;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
  /** Its answer is no longer wanted. */
  abandoned: boolean;
}

export const laneOf = ({ op }: Request): Lane =>
  op === 'walk' ? 'walk' : /^(?:scanFile|sift|link|settle)$/.test(op) ? 'ordinary' : 'urgent';

/** For what has no time limit of its own, in ms: a network's file system may take its time. */
const longestRead = 30_000;

/** In ms, since the last sign of life. */
export function timeOf(request: Request): number {
  if (request.op === 'scanFile') return request.job.options.config.fileTimeout;
  return 'options' in request ? request.options.config.fileTimeout : longestRead;
}

export function nameOf(request: Request): string | undefined {
  if (request.op === 'place') return request.folder.root;
  return 'file' in request ? request.file.uri : undefined;
}

/** Documents and folders that are looked for at a worker which had them before. */
const mostNames = 24;

/** Puts a name last; the oldest give way. */
export function remember(names: Set<string>, name: string): void {
  names.delete(name);
  names.add(name);
  for (const oldest of names) if (names.size > mostNames) names.delete(oldest);
}
