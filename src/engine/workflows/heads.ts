/** Where a job brings the files of a pull request's head, which whoever opens one has written. */
import type { Range } from '../facts';
import { expressionsIn, isOfEvent } from './expressions';
import type { Opening } from './outsiders';
import type { Job, Step, Text } from './types';

export interface Head {
  step: Step;
  /** The reference, or the script that brings them. */
  range: Range;
  /** The pairs that make it the head; none where a script does. */
  pairs: readonly Range[];
  /** The folder that they come into: empty at the root of the workspace. */
  folder: string;
  /** What says which head it is. */
  source: string;
}

const reference =
  /\bpull_request\.head\.(?:sha|ref)\b|\bgithub\.head_ref\b|\bmerge_commit_sha\b|refs\/pull\/|\bworkflow_run\.(?:head_sha|head_branch|head_commit\.id|pull_requests)/;
const repository = /\bhead\.repo\b|\bhead_repository\b/;
/** Of an earlier step that looked it up. */
const output =
  /\b(?:steps|needs)\.[\w.-]*?(?:(?<![a-z])(?:head|pr|pull)(?![a-z])[\w.-]*(?:sha|ref|branch)\b|comment-branch\.outputs)/i;
/** A branch's name, which means one of this repository where no other is said: a fork's branch is not there. */
const branchName = /\.head\.ref\b|\bhead_ref\b|\bhead_branch\b|(?:ref|branch)\s*\}\}\s*$/i;
const script =
  /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull)\b[^\n;&|]*\bpull\/[^\s/]+\/(?:head|merge)\b|\bgit\s+(?:checkout|switch|merge|reset)\b[^\n;&|]*(?:\bpull_request\.head\.|\bgithub\.head_ref\b|\bworkflow_run\.head_)/;

/** The heads that are there before the step runs. */
export function headsBefore(step: Step, job: Job): Head[] {
  return job.steps.slice(0, job.steps.indexOf(step) + 1).flatMap(headOf);
}

function headOf(step: Step): Head[] {
  const found = step.uses && /(?:^|\/)checkout@/.test(step.uses.value) ? checkedOut(step) : undefined;
  const match = step.run && script.exec(step.run.value);
  if (!step.run || !match) return found ? [found] : [];
  const range = {
    start: step.run.toFile(match.index),
    end: step.run.toFile(match.index + match[0].length),
  };
  return [{ step, range, pairs: [], folder: step.folder?.value ?? '', source: step.run.value }];
}

function checkedOut(step: Step): Head | undefined {
  const ref = step.with.get('ref');
  const from = step.with.get('repository');
  const isOther = from !== undefined && repository.test(from.value);
  const isReferred = ref !== undefined && (reference.test(ref.value) || output.test(ref.value));
  const isHead = isOther || (isReferred && (from !== undefined || !branchName.test(ref.value)));
  const told = ref ?? from;
  if (!isHead || !told) return undefined;
  const pairs = [ref, from].flatMap((one) => (one ? [one.pair] : []));
  const folder = (step.with.get('path')?.value ?? '').replace(/^\.\/?|\/$/g, '');
  return { step, range: told.range, pairs, folder, source: `${ref?.value ?? ''} ${from?.value ?? ''}` };
}

/** The head is one that the event brings. */
export function isBrought({ source, step }: Head, { trigger: { event }, hasHead }: Opening): boolean {
  const texts = [source, ...[...step.env.values()].map(({ value }) => value)].join(' ');
  if (/\bgithub\.event\./.test(texts) || /\bgithub\.head_ref\b/.test(texts)) {
    const known = expressionsOf(texts).some((one) => isOfEvent(one, event));
    return known && (hasHead || event === 'issue_comment');
  }
  return hasHead || event === 'issue_comment';
}

const expressionsOf = (value: string): string[] => {
  const text: Text = { value, range: nowhere, pair: nowhere, isPlain: false, toFile: (offset) => offset };
  return expressionsIn(text).map(({ source }) => source);
};
const nowhere: Range = { start: 0, end: 0 };

/** A step runs in the folder: it begins there, or goes there. */
export function runsIn(step: Step, folder: string): boolean {
  const begins = (step.folder?.value ?? '').replace(/^\.\/?|\/$/g, '');
  if (begins === folder) return true;
  return (
    folder !== '' && new RegExp(`\\bcd\\s+["']?\\.?/?${folder.replace(/[^\w-]/g, '\\$&')}`).test(step.run?.value ?? '')
  );
}
