/** Jobs of services other than GitHub's, in the terms of its workflows: what their scripts run, beside what is said around them. */
import type { Range } from '../facts';
import { type DataNode, entriesOf, resolved } from '../formats/data-tree';
import { perObject } from '../per-object';
import type { Document } from '../types';
import { textsOf, toText } from './read';
import { type System, systemOf } from './systems';
import type { Job, Step, Text, Texts, Workflow } from './types';

export interface Pipeline {
  system: System;
  workflow: Workflow;
  /** What is said in the job and around all jobs, as it is written. */
  source(job: Job): string;
}

/** More than anybody writes: aliases could make a small file a large one. */
const maxJobs = 500;
const maxSteps = 1000;
const maxDepth = 12;

export const pipelineOf = perObject((document: Document): Pipeline | undefined => {
  const system = document.outer ? undefined : systemOf(document.file.path);
  if (!system) return undefined;
  const [root] = document.facts.trees ?? [];
  const jobs = system.id === 'jenkins' ? [wholeJob(document)] : jobsOf(root, system, document);
  const ranges = jobs.map(({ range }) => range);
  const env = root ? variablesOf(root, system, document.text) : new Map();
  return {
    system,
    workflow: { kind: 'workflow', triggers: [], env, jobs },
    source: ({ range }) => `${document.text.slice(range.start, range.end)}\n${outside(ranges, document.text)}`,
  };
});

/** The text without its jobs. */
function outside(ranges: readonly Range[], text: string): string {
  let [rest, from] = ['', 0];
  for (const { start, end } of [...ranges].sort((left, right) => left.start - right.start)) {
    rest += text.slice(from, Math.max(from, start));
    from = Math.max(from, end);
  }
  return rest + text.slice(from);
}

const noTexts: Texts = new Map();
const jobFrom = (id: string, range: Range, steps: Step[], env: Texts = noTexts): Job => ({
  id,
  range,
  needs: [],
  env,
  with: noTexts,
  steps: steps.slice(0, maxSteps),
});
const stepFrom = (run: Text, env: Texts = noTexts): Step => ({ range: run.range, with: noTexts, env, run });

/** Whatever a Jenkinsfile's stages are: its scripts. */
function wholeJob({ inner, text }: Document): Job {
  const steps = inner.map(({ document: script, toFile }) => {
    const range = { start: toFile(0), end: toFile(script.text.length) };
    return stepFrom({ value: script.text, range, pair: range, isPlain: false, toFile });
  });
  return jobFrom('pipeline', { start: 0, end: text.length }, steps);
}

/** Maps that hold scripts themselves, or a list of steps that do. */
function jobsOf(node: DataNode | undefined, system: System, { text }: Document): Job[] {
  const found: Job[] = [];
  const visit = (one: DataNode | undefined, id: string, range: Range | undefined, depth: number): void => {
    const value = resolved(one);
    if (!value || depth > maxDepth || found.length >= maxJobs) return;
    if (value.kind === 'list') for (const item of value.items) visit(item, id, item.range, depth + 1);
    if (value.kind !== 'map') return;
    const steps = stepsOf(value, system, text, depth);
    if (steps.length > 0) found.push(jobFrom(id, range ?? value.range, steps, variablesOf(value, system, text)));
    else for (const entry of value.entries) visit(entry.value, entry.key, entry.range, depth + 1);
  };
  visit(node, '', undefined, 0);
  return found;
}

function stepsOf(node: DataNode, system: System, text: string, depth: number): Step[] {
  const entries = entriesOf(node);
  const own = entries
    .filter(({ key }) => system.scripts.includes(key))
    .flatMap(({ value }) => scriptsIn(value, text, system));
  const env = variablesOf(node, system, text);
  const list = system.id === 'buildkite' ? undefined : resolved(entries.find(({ key }) => key === 'steps')?.value);
  const items = list?.kind === 'list' && depth < maxDepth ? list.items.map(resolved) : [];
  const listed = items.flatMap((item) =>
    item?.kind === 'map' ? stepsOf(inputsOf(item), system, text, depth + 1) : [],
  );
  return [...own.map((run) => stepFrom(run, env)), ...listed];
}

/** Azure's tasks take their script among their inputs. */
const inputsOf = (step: DataNode): DataNode =>
  resolved(entriesOf(step).find(({ key, value }) => key === 'inputs' && resolved(value)?.kind === 'map')?.value) ??
  step;

/** A text, a list of texts, and CircleCI's `run: { command: … }`. */
function scriptsIn(node: DataNode | undefined, text: string, system: System): Text[] {
  const value = resolved(node);
  if (value?.kind === 'list') return value.items.flatMap((item) => scriptsIn(item, text, system));
  if (value?.kind === 'map') {
    const command = value.entries.find(({ key }) => key === 'command');
    return command ? scriptsIn(command.value, text, system) : [];
  }
  const found = value && toText({ key: '', keyRange: value.range, value, range: value.range }, text);
  return found ? [found] : [];
}

const variablesOf = (node: DataNode, { variables }: System, text: string): Texts => {
  const maps = entriesOf(node).filter(({ key }) => variables.includes(key));
  return new Map(maps.flatMap(({ value }) => [...textsOf(value, text)]));
};
