/** Jobs of services other than GitHub's, in the terms of its workflows: what their scripts run, beside what is said around them. */
import type { Range } from '../facts';
import { type DataEntry, type DataNode, entriesOf, resolved } from '../formats/data-tree';
import { perObject } from '../per-object';
import type { Document } from '../types';
import { commandsOf, inheriting, templatesOf } from './inherited';
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
/** Nodes that are looked at, one again for each alias of it. */
const maxNodes = 20_000;

interface Reading {
  system: System;
  text: string;
  /** Steps that jobs use by a name. */
  commands: ReadonlyMap<string, DataNode>;
  /** Nodes that may still be looked at. */
  left: number;
}

export const pipelineOf = perObject((document: Document): Pipeline | undefined => {
  const system = document.outer ? undefined : systemOf(document.file.path);
  if (!system) return undefined;
  const [root] = document.facts.trees ?? [];
  const jobs = system.id === 'jenkins' ? [wholeJob(document)] : jobsOf(rootOf(root, system), system, document);
  const ranges = jobs.map(({ range }) => range);
  const templates = system.id === 'gitlab' ? templatesOf(root) : new Set();
  const env = root ? variablesOf(root, system, document.text) : new Map();
  return {
    system,
    workflow: { kind: 'workflow', triggers: [], env, jobs: jobs.filter(({ id }) => !templates.has(id)) },
    source: ({ range, inherited = [] }) =>
      [
        ...[range, ...inherited].map(({ start, end }) => document.text.slice(start, end)),
        outside(ranges, document.text),
      ].join('\n'),
  };
});

/** With what jobs take from others of the same file. */
function rootOf(root: DataNode | undefined, { id }: System): DataNode | undefined {
  return id === 'gitlab' ? inheriting(root) : root;
}

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
  const commands = system.id === 'circleci' ? commandsOf(node) : new Map();
  const reading: Reading = { system, text, commands, left: maxNodes };
  const visit = (one: DataNode | undefined, id: string, range: Range | undefined, depth: number): void => {
    const value = resolved(one);
    if (!value || depth > maxDepth || found.length >= maxJobs || reading.left-- <= 0) return;
    if (value.kind === 'list') for (const item of value.items) visit(item, id, item.range, depth + 1);
    if (value.kind !== 'map') return;
    const steps = stepsOf(value, reading, depth);
    const job = jobFrom(id, range ?? value.range, steps, variablesOf(value, system, text));
    if (steps.length > 0) found.push({ ...job, inherited: inheritedBy(job, value) });
    else for (const entry of value.entries) visit(entry.value, entry.key, entry.range, depth + 1);
  };
  visit(node, '', undefined, 0);
  return found;
}

/** What stands elsewhere and is said of the job. */
const inheritedBy = ({ range }: Job, node: DataNode): Range[] =>
  entriesOf(node)
    .map((one) => one.range)
    .filter(({ start, end }) => end <= range.start || range.end <= start);

function stepsOf(node: DataNode, reading: Reading, depth: number): Step[] {
  const { system, text } = reading;
  if (reading.left-- <= 0) return [];
  const entries = entriesOf(node);
  const own = system.scripts
    .flatMap((name) => entries.filter(({ key }) => key === name))
    .flatMap(({ value }) => scriptsIn(value, reading));
  const env = variablesOf(node, system, text);
  const list = system.id === 'buildkite' ? undefined : resolved(entries.find(({ key }) => key === 'steps')?.value);
  const items = list?.kind === 'list' && depth < maxDepth ? list.items.map(resolved) : [];
  const listed = items.flatMap((item) => (item ? itemSteps(item, reading, depth + 1) : []));
  return [...own.map((run) => stepFrom(run, env)), ...listed];
}

/** A step, or the name of steps that stand elsewhere, or steps under a condition. */
function itemSteps(item: DataNode, reading: Reading, depth: number): Step[] {
  const { commands } = reading;
  const named = (name: string): Step[] => {
    const command = depth < maxDepth ? commands.get(name) : undefined;
    return command ? stepsOf(command, reading, depth + 1) : [];
  };
  if (item.kind === 'scalar') return named(String(item.value));
  if (item.kind !== 'map') return [];
  const nested = item.entries.flatMap(({ key, value }: DataEntry) =>
    /^(?:when|unless)$/.test(key) && resolved(value)?.kind === 'map'
      ? stepsOf(resolved(value)!, reading, depth)
      : named(key),
  );
  return [...stepsOf(inputsOf(item), reading, depth), ...nested];
}

/** Azure's tasks take their script among their inputs. */
const inputsOf = (step: DataNode): DataNode =>
  resolved(entriesOf(step).find(({ key, value }) => key === 'inputs' && resolved(value)?.kind === 'map')?.value) ??
  step;

/** A text, a list of texts, and CircleCI's `run: { command: … }`. */
function scriptsIn(node: DataNode | undefined, reading: Reading): Text[] {
  const value = resolved(node);
  if (reading.left-- <= 0) return [];
  if (value?.kind === 'list') return value.items.flatMap((item) => scriptsIn(item, reading));
  if (value?.kind === 'map') {
    const command = value.entries.find(({ key }) => key === 'command');
    return command ? scriptsIn(command.value, reading) : [];
  }
  const found = value && toText({ key: '', keyRange: value.range, value, range: value.range }, reading.text);
  return found ? [found] : [];
}

const variablesOf = (node: DataNode, { variables }: System, text: string): Texts => {
  const maps = entriesOf(node).filter(({ key }) => variables.includes(key));
  return new Map(maps.flatMap(({ value }) => [...textsOf(value, text)]));
};
