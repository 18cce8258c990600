/** What agents in pipelines of services other than GitHub's are told by people who may not write to the repository. */
import type { Range } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { type Pipeline, pipelineOf } from '../../../engine/workflows/pipelines';
import type { Job, Text } from '../../../engine/workflows/types';
import { type AgentStep, runningSteps } from '../workflows/agents';
import { mayAct } from '../workflows/rights';

export interface PipelineText {
  /** `pasted`: it is part of a script before that runs. `told`: an agent that acts unasked is told it; `committed`: with a commit. */
  kind: 'pasted' | 'told' | 'committed';
  /** What the service calls it. */
  name: string;
  range: Range;
  agent: AgentStep;
}

/** Agents of such a pipeline; none in other files. */
export const pipelineAgentsOf = perObject((document: Document): readonly AgentStep[] => {
  const workflow = pipelineOf(document)?.workflow;
  if (!workflow || !/claude|agent_sdk|agent-sdk/i.test(document.text)) return [];
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => (step.run ? runningSteps(step, step.run, job, workflow, document) : [])),
  );
});

export function pipelineTextsOf(document: Document): PipelineText[] {
  const pipeline = pipelineOf(document);
  const agents = pipelineAgentsOf(document);
  if (!pipeline || agents.length === 0) return [];
  const jobs = new Map(agents.map((agent) => [agent.job, agent]));
  return [...jobs].flatMap(([job, agent]) => {
    const source = pipeline.source(job);
    if (pipeline.system.guarded.test(source)) return [];
    const acting = agents.find((one) => one.job === job && mayAct(one));
    const isTold = acting !== undefined && pipeline.system.opened?.test(source) === true;
    const { told, committed } = pipeline.system;
    return [
      ...pastedIn(job, agent, pipeline, document),
      ...(isTold ? toldIn(job, acting, 'told', told) : []),
      ...(acting ? toldIn(job, acting, 'committed', committed) : []),
    ];
  });
}

function pastedIn(job: Job, agent: AgentStep, { system }: Pipeline, { text }: Document): PipelineText[] {
  const { pasted } = system;
  return job.steps.flatMap(({ run }) => {
    // Only in double quotes Groovy puts values in.
    if (!run || !pasted || (system.id === 'jenkins' && text[run.range.start - 1] !== '"')) return [];
    const found = [...run.value.matchAll(pasted)].map((match) => toFound(match, 'pasted', run, agent));
    return found.filter(({ range }) => text[range.start] !== '\\');
  });
}

const variable = /\$\{?(?:env\.|params\.)?([A-Za-z_]\w*)/g;

/** Each variable once. */
function toldIn(job: Job, agent: AgentStep, kind: PipelineText['kind'], names: RegExp | undefined): PipelineText[] {
  const found = agent.told.flatMap((run) =>
    [...run.value.matchAll(variable)]
      .filter(({ 1: name = '', index }) => {
        const isPasted = kind === 'committed' && !/[$\\]/.test(run.value[index - 1] ?? '');
        return names?.test(name) && !isPasted && !job.env.has(name);
      })
      .map((match) => toFound(match, kind, run, agent)),
  );
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

function toFound(match: RegExpMatchArray, kind: PipelineText['kind'], run: Text, agent: AgentStep): PipelineText {
  const [whole, first, second] = match;
  const index = match.index ?? 0;
  const range = { start: run.toFile(index), end: run.toFile(index + whole.length) };
  return { kind, name: first ?? second ?? '', range, agent };
}
