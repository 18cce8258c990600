/** Agents in pipelines of services other than GitHub's that run in files which whoever opens a pull request has written. */
import type { Range } from '../../../engine/facts';
import type { Document } from '../../../engine/types';
import { type BroughtHead, goesTo, headIn } from '../../../engine/workflows/heads';
import { type Pipeline, pipelineOf } from '../../../engine/workflows/pipelines';
import { systemOf } from '../../../engine/workflows/systems';
import type { Job, Text } from '../../../engine/workflows/types';
import type { AgentStep } from '../workflows/agents';
import { pipelineAgentsOf } from './texts';

export interface PipelineHead {
  agent: AgentStep;
  /** Where the head is brought. */
  range: Range;
  /** Another job brings it and hands its folder on. */
  isPassed: boolean;
  /** Events from outside start the job: comments, calls of a webhook. */
  isOpened: boolean;
}

export function pipelineHeadsOf(document: Document): PipelineHead[] {
  const pipeline = pipelineOf(document);
  if (!pipeline) return [];
  return pipelineAgentsOf(document).flatMap((agent) => {
    const head = isArmed(agent.job, pipeline)
      ? (headBefore(agent) ?? passedTo(agent, pipeline) ?? checkedOut(agent, document))
      : undefined;
    if (!head) return [];
    const isOpened = pipeline.system.opened?.test(pipeline.source(agent.job)) === true;
    return [{ agent, isOpened, ...head }];
  });
}

/** It runs with secrets, whoever has written the head, and asks nobody. */
function isArmed(job: Job, { system, source }: Pipeline): boolean {
  const said = source(job);
  const isUnarmed = system.unarmed?.test(said) === true && system.opened?.test(said) !== true;
  return !isUnarmed && !system.guarded.test(said);
}

type Found = Pick<PipelineHead, 'range' | 'isPassed'>;

/** In a script of the same job, before the agent, in the folder where that runs. */
function headBefore({ job, step, range }: AgentStep): Found | undefined {
  const scripts = job.steps.slice(0, job.steps.indexOf(step) + 1).flatMap(({ run }) => run ?? []);
  const heads = headsOf(scripts);
  const head = heads.find((one) => one.run !== step.run || one.range.start < range.start);
  return head && isThere(head, scripts) ? { range: head.range, isPassed: false } : undefined;
}

interface ScriptHead extends BroughtHead {
  run: Text;
  range: Range;
}

const headsOf = (scripts: readonly Text[]): ScriptHead[] =>
  scripts.flatMap((run, at) => headOf(run, scripts.slice(at + 1)) ?? []);

function headOf(run: Text, later: readonly Text[]): ScriptHead | undefined {
  const found = headIn(run.value, later.map(({ value }) => value).join('\n'));
  if (!found) return undefined;
  const range = { start: run.toFile(found.index), end: run.toFile(found.index + found.length) };
  return { ...found, run, range };
}

/** Somebody goes to the folder that it is brought to. */
const isThere = ({ folder }: ScriptHead, scripts: readonly Text[]): boolean =>
  folder === '' || scripts.some(({ value }) => goesTo(value, folder));

/** A job before hands on the folder that it has brought the head to. */
function passedTo({ job, workflow }: AgentStep, { system, source }: Pipeline): Found | undefined {
  const { passes } = system;
  if (!passes?.taken.test(source(job))) return undefined;
  const before = workflow.jobs.slice(0, workflow.jobs.indexOf(job)).filter((one) => passes.on.test(source(one)));
  const heads = before.flatMap(({ steps }) => headsOf(steps.flatMap(({ run }) => run ?? [])));
  const [head] = heads.filter(({ folder }) => folder === '');
  return head && { range: head.range, isPassed: true };
}

/** Jenkins: `checkout([… refspec: '+refs/pull/…'])`, by the plugin for Git. */
const refspec = /\brefspec\s*:\s*["'][^"'\n]*\brefs\/(?:pull|merge-requests|pull-requests)\/[^"'\n]*/;

function checkedOut({ range }: AgentStep, { file, text }: Document): Found | undefined {
  const match = systemOf(file.path)?.id === 'jenkins' ? refspec.exec(text.slice(0, range.start)) : undefined;
  return match?.index === undefined
    ? undefined
    : { range: { start: match.index, end: match.index + match[0].length }, isPassed: false };
}
