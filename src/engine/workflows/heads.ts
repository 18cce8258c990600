/** Where a job brings the files of a pull request's head, which whoever opens one has written. */
import type { Range } from '../facts';
import { actionOf } from './actions';
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
  /\bgh\s+pr\s+checkout\b|\bglab\s+mr\s+checkout\b|\bgit\s+(?:\S+\s+){0,4}?pull\s[^\n;&|]*\b(?:pull|merge-requests|pull-requests)\/(?:\$\{\{[^}\n]*\}\}|<<[^>\n]*>>|(?!\$\{\{|<<)[^\s/])+\/(?:head|merge|from)\b|\bgit\s+(?:checkout|switch|merge|reset)\b[^\n;&|]*(?:\bpull_request\.head\.|\bgithub\.head_ref\b|\bworkflow_run\.head_)/;
/** What is fetched lies beside the files, until something brings it there. */
const fetching =
  /\bgit\s+(?:\S+\s+){0,4}?fetch\s[^\n;&|]*\b(?:pull|merge-requests|pull-requests)\/(?:\$\{\{[^}\n]*\}\}|<<[^>\n]*>>|(?!\$\{\{|<<)[^\s/])+\/(?:head|merge|from)\b/;
const bringing =
  /\bgit\s+(?:-C\s+\S+\s+)?(?:checkout|switch|merge|reset|rebase|read-tree|worktree\s+add(?:\s+-\S+)*\s+["']?([^\s"';&|]+))/;

/** Where a script brings the files of a pull request's head. */
export interface BroughtHead {
  index: number;
  length: number;
  /** The folder that they come into; empty where the script runs. */
  folder: string;
}

/** @param later what runs behind it */
export function headIn(text: string, later = ''): BroughtHead | undefined {
  const match = script.exec(text);
  if (match) return { index: match.index, length: match[0].length, folder: '' };
  const fetched = fetching.exec(text);
  const brought = fetched && bringing.exec(`${text.slice(fetched.index + fetched[0].length)}\n${later}`);
  if (!brought) return undefined;
  const folder = (brought[1] ?? '').replace(/^\.\/?|\/$/g, '');
  return { index: fetched.index, length: fetched[0].length, folder };
}

/** The heads that are there before the step runs. */
export function headsBefore(step: Step, job: Job): Head[] {
  return job.steps.slice(0, job.steps.indexOf(step) + 1).flatMap(headOf);
}

function headOf(step: Step): Head[] {
  const found = /(?:^|\/)checkout@/.test(actionOf(step.uses)) ? checkedOut(step) : undefined;
  const match = step.run && headIn(step.run.value);
  if (!step.run || !match) return found ? [found] : [];
  const range = {
    start: step.run.toFile(match.index),
    end: step.run.toFile(match.index + match.length),
  };
  return [{ step, range, pairs: [], folder: step.folder?.value ?? match.folder, source: step.run.value }];
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

const input = /\b(?:github\.event\.)?inputs\.\w/;

/** Who starts the workflow by hand says which head it is: a number, or what an earlier step has looked up for one. */
export function isChosen({ source, step }: Head, job: Job): boolean {
  const asked = [...source.matchAll(/\bsteps\.([\w-]+)\.outputs\b/g)].map(([, id]) => id);
  const steps = job.steps.filter(({ id }) => id && asked.includes(id.value));
  const texts = steps.flatMap(({ run, env, with: inputs }) => [run, ...env.values(), ...inputs.values()]);
  return [...step.env.values(), ...texts].some((one) => one && input.test(one.value)) || input.test(source);
}

const expressionsOf = (value: string): string[] => {
  const text: Text = { value, range: nowhere, pair: nowhere, isPlain: false, toFile: (offset) => offset };
  return expressionsIn(text).map(({ source }) => source);
};
const nowhere: Range = { start: 0, end: 0 };

/** A step runs in the folder: it begins there, or goes there. */
export function runsIn(step: Step, folder: string): boolean {
  const begins = (step.folder?.value ?? '').replace(/^\.\/?|\/$/g, '');
  return begins === folder || (folder !== '' && goesTo(step.run?.value ?? '', folder));
}

/** A script changes to the folder, or to one inside of it. @param folder not the root */
export const goesTo = (script: string, folder: string): boolean =>
  new RegExp(`\\b(?:cd|pushd)\\s+["']?(?:\\.?/)?${folder.replace(/[^\w-]/g, '\\$&')}(?![\\w.-])`).test(script);
