/** From answers to results: what a host gets, also where the analysis of a file did not come to its end. */
import { say, unfinishedNotice } from '../engine/notices';
import type { SuppressionFix } from '../engine/suppressions';
import type { Analysis, Message } from '../engine/types';
import type { Request } from './protocol';
import { type PackedSifted, packCandidates, unpackSifted } from './sift-messages';
import type { FileResult, Linked, LinkedAnalysis, PlacedFile, Scanner, Settled, WalkBatch } from './types';

/** `late`: ended at its deadline, in ms. `crashed`: the worker died. `failed`: an error of ours, by name. */
export type Breakdown = { kind: 'late'; after: number } | { kind: 'crashed' } | { kind: 'failed'; error: string };

export type Answer = { kind: 'done'; value: unknown } | Breakdown;

/** Rejects only as `Scanner.scanFile` may. @param part takes the parts of an answer that comes in parts */
export type Run = (request: Request, signal?: AbortSignal, part?: (value: unknown) => void) => Promise<Answer>;

function reasonOf(breakdown: Breakdown): string {
  switch (breakdown.kind) {
    case 'late':
      return `the file system did not answer within ${breakdown.after} ms`;
    case 'crashed':
      return 'it ran out of memory or crashed';
    case 'failed':
      return `internal error (${breakdown.error})`;
  }
}

function brokenLink(breakdown: Breakdown): string {
  return breakdown.kind === 'late' ? `one file took more than ${breakdown.after} ms` : reasonOf(breakdown);
}

function failureOf(breakdown: Breakdown): Message {
  switch (breakdown.kind) {
    case 'late':
      return say('late', { time: `${breakdown.after}` });
    case 'crashed':
      return say('crashed');
    case 'failed':
      return say('internal', { error: breakdown.error });
  }
}

const nothing: Analysis = { findings: [], suppressed: [], notices: [] };

const broken = (path: string, breakdown: Breakdown): Analysis => ({
  ...nothing,
  notices: [unfinishedNotice(path, failureOf(breakdown))],
});

export function createScanner(size: number, run: Run, dispose: () => Promise<void>): Scanner {
  return {
    size,
    dispose,
    async scanFile(job, signal) {
      const answer = await run({ op: 'scanFile', job }, signal);
      if (answer.kind === 'done') return answer.value as FileResult;
      return { path: job.path, uri: job.uri, ...nothing, bytes: 0, failure: failureOf(answer) };
    },
    async sift(files, signal) {
      const answer = await run({ op: 'sift', files: packCandidates(files) }, signal);
      // Which of them it was is found out when each is analysed for itself.
      return answer.kind === 'done' ? unpackSifted(answer.value as PackedSifted[]) : files.map(() => undefined);
    },
    async walk(folder, take, signal) {
      const answer = await run({ op: 'walk', folder }, signal, (batch) => take(batch as WalkBatch));
      return answer.kind === 'done' ? undefined : `it was not read to its end: ${reasonOf(answer)}`;
    },
    async imports(files, signal) {
      const answer = await run({ op: 'imports', files }, signal);
      return answer.kind === 'done' ? (answer.value as string[][]) : files.map(() => []);
    },
    async link(request, signal) {
      const answer = await run({ op: 'link', request }, signal);
      return answer.kind === 'done' ? (answer.value as Linked) : reasonOf(answer);
    },
    async settle(root, paths, signal) {
      const answer = await run({ op: 'settle', root, paths }, signal);
      if (answer.kind !== 'done') return brokenLink(answer);
      return (answer.value as Settled | undefined) ?? 'what was known of them was lost';
    },
    async relink(root, files, signal) {
      const answer = await run({ op: 'relink', root, files }, signal);
      return answer.kind === 'done' ? (answer.value as string[]) : [];
    },
    async place(folder, path, signal) {
      const answer = await run({ op: 'place', folder, path }, signal);
      return answer.kind === 'done' ? (answer.value as PlacedFile | undefined) : undefined;
    },
    async analyze(file, options, signal, linked) {
      const answer = await run({ op: 'analyze', file, options, linked }, signal);
      return answer.kind === 'done' ? (answer.value as LinkedAnalysis) : broken(file.path, answer);
    },
    async validateFix(file, finding, fix, options, signal, linked) {
      const answer = await run({ op: 'validateFix', file, finding, fix, options, linked }, signal);
      return answer.kind === 'done' ? answer.value === true : undefined;
    },
    async suppressionFix(file, finding, options, signal, form) {
      const answer = await run({ op: 'suppressionFix', file, finding, options, form }, signal);
      return answer.kind === 'done' ? (answer.value as SuppressionFix | undefined) : undefined;
    },
    async maskedLines(file, finding, options, signal) {
      const answer = await run({ op: 'maskedLines', file, finding, options }, signal);
      return answer.kind === 'done' ? (answer.value as string) : undefined;
    },
  };
}
