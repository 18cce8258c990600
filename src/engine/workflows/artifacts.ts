/** What a job on `workflow_run` fetches of the run that has ended: a fork's pull request decides what stands in it. */
import type { Range } from '../facts';
import { actionOf } from './actions';
import type { Job, Step, Text } from './types';

export interface Artifact {
  step: Step;
  /** The reference to the run, or the command that fetches. */
  range: Range;
  /** Where its files come to lie; empty at the root of the workspace. */
  folder: string;
}

const otherRun = /\bgithub\.event\.workflow_run\.id\b/;
const downloads = /\bgh\s+run\s+download\b([^\n;&|]*)/;
/** The interface of GitHub for it, in a script or asked with a command line. */
const asks = /\bdownloadArtifact\b|\bactions\/artifacts\/[^\s"']*\/zip\b/;
const unpacks = /\bunzip\b[^\n;&|]*?(?:\s-d\s*["']?([^\s"';&|]+)|$)/m;

/** The artifacts that are there before the step runs, and those that its own script fetches. */
export function artifactsBefore(step: Step, job: Job): Artifact[] {
  const steps = job.steps.slice(0, job.steps.indexOf(step) + 1);
  return steps.flatMap((one) => used(one) ?? scripted(one, steps) ?? []);
}

/** The action without the run's id fetches what its own run has left. */
function used({ uses, with: inputs, ...step }: Step): Artifact | undefined {
  if (!uses || !/(?:^|\/)[\w-]*download-artifacts?@/.test(actionOf(uses))) return undefined;
  const run = inputs.get('run-id') ?? inputs.get('run_id');
  if (!run || !otherRun.test(run.value)) return undefined;
  return { step: { uses, with: inputs, ...step }, range: run.range, folder: folderOf(inputs.get('path')?.value) };
}

function scripted(step: Step, steps: readonly Step[]): Artifact | undefined {
  const script = step.run ?? step.with.get('script');
  if (!script || !mentionsRun(step, script)) return undefined;
  const match = downloads.exec(script.value) ?? asks.exec(script.value);
  if (!match) return undefined;
  const later = steps.slice(steps.indexOf(step)).map(({ run }) => run?.value ?? '');
  const named = /\s(?:-D|--dir)[\s=]+["']?([^\s"']+)/.exec(match[1] ?? '')?.[1];
  const folder = named ?? unpacks.exec(later.join('\n'))?.[1] ?? step.folder?.value;
  const range = { start: script.toFile(match.index), end: script.toFile(match.index + match[0].length) };
  return { step, range, folder: folderOf(folder) };
}

const mentionsRun = ({ env }: Step, script: Text): boolean =>
  [script, ...env.values()].some(({ value }) => otherRun.test(value) || /\bpayload\.workflow_run\.id\b/.test(value));

const folderOf = (path = ''): string =>
  path.replace(/\$\{\{\s*github\.workspace\s*\}\}\/?/, '').replace(/^\.\/?|\/$/g, '');

export interface Reading {
  index: number;
  length: number;
}

/** What reads a file, with its words. */
const reading =
  /\b(?:cat|head|tail|jq|sed|tac|awk|cut|tr)\b[^\n|;&<>()]*|<\s*["']?[\w./-]+|\breadFileSync\(\s*["'`][^"'`\n]+["'`]/g;
const word = /(?:^|[\s"'`<(])((?:\.\/)*[\w.][\w./-]*)(?=$|[\s"'`)])/g;
/** Only digits come through. */
const digits =
  /=~\s*["']?\^?\[(?:0-9|\[:digit:\])\]|\btr\s+-(?:cd|dc)\s|\bgrep\s+-\w*[Eo]\w*\s+["']\^?\[0-9\]|\bparseInt\(|\bNumber\(|\\d\+\$/;
/** Files of the repository that nobody unpacks. */
const ownFile =
  /^(?:\.|scripts\/|docs\/|prompts\/|node_modules\/)|(?:^|\/)(?:README|CLAUDE|AGENTS|package(?:-lock)?|tsconfig)\.\w+$/;

/** Where a script reads a file of an artifact, and hands on what stands there. @param written files that the job writes */
export function readingsIn(script: string, artifacts: readonly Artifact[], written: ReadonlySet<string>): Reading[] {
  if (artifacts.length === 0 || digits.test(script)) return [];
  const isArtifacts = (path: string): boolean =>
    !written.has(path.slice(path.lastIndexOf('/') + 1)) &&
    artifacts.some(({ folder }) => (folder === '' ? isData(path) : path.startsWith(`${folder}/`)));
  return [...script.matchAll(reading)].flatMap(({ 0: whole, index }): Reading[] => {
    const paths = [...whole.matchAll(word)].map(([, path = '']) => path.replace(/^(?:\.\/)+/, ''));
    return paths.some(isArtifacts) ? [{ index, length: whole.trimEnd().length }] : [];
  });
}

const isData = (path: string): boolean => /\.\w*[a-z]\w*$|\//.test(path) && !/^\//.test(path) && !ownFile.test(path);
