/** Workflows together with what they use of the same repository: jobs of called workflows, steps of actions. */
import { workflowFiles } from '../modules/workflows';
import { perObject } from '../per-object';
import type { Document } from '../types';
import { isOfRepository } from './actions';
import { workflowOf } from './read';
import type { Job, Step, Text, Texts, Trigger, Workflow } from './types';

/** GitHub itself goes no deeper. */
const maxDepth = 4;
/** More than these are not put together: each use of an action has steps of its own. */
const maxSteps = 1000;

/**
 * The workflow, in which each job that is another workflow is followed by that one's jobs, and each step that uses an action
 * by its steps. Their inputs stand for what they are given, and `caller` says by whom. Ranges are of `origin`, where that is
 * said.
 */
export const wholeWorkflowOf = perObject((document: Document): Workflow | undefined => {
  const own = workflowOf(document);
  const workflow = own && { ...own, triggers: own.triggers.map((one) => placedAfter(one, document)) };
  if (!workflow || !/\buses["']?[ \t]*:[ \t]*["']?[.$]\//.test(document.text)) return workflow;
  return { ...workflow, jobs: workflow.jobs.flatMap((job) => jobsOf(job, document, 0)) };
});

/** With what starts the workflows that it comes after, where all of them can be had. */
function placedAfter(trigger: Trigger, { links }: Document): Trigger {
  const { workflows } = trigger;
  if (!workflows) return trigger;
  const found = workflows.map((name) =>
    workflowFiles(name)
      .flatMap((path) => links.documents(path))
      .flatMap(({ document }) => workflowOf(document) ?? [])
      .find((one) => one.name === name),
  );
  const known = found.flatMap((one) => one ?? []);
  return known.length < found.length ? trigger : { ...trigger, after: known.flatMap(({ triggers }) => triggers) };
}

/** Itself, and what it is called by, the outermost last. */
export function callersOf<T extends { caller?: T }>(called: T | undefined): T[] {
  const found: T[] = [];
  for (let one = called; one; one = one.caller) found.push(one);
  return found;
}

/** The other file's document, where it can be had. */
function named(uses: Text | undefined, { links }: Document): Document | undefined {
  const found = uses && isOfRepository(uses) ? links.documents(uses.value) : [];
  return found.find(({ document }) => !document.outer)?.document;
}

function jobsOf(job: Job, document: Document, depth: number): Job[] {
  const steps = job.steps.flatMap((step) => stepsOf(step, document, depth)).slice(0, maxSteps);
  const own: Job = steps.length === job.steps.length ? job : { ...job, steps };
  const origin = depth < maxDepth ? named(job.uses, document) : undefined;
  const called = origin && workflowOf(origin);
  if (!origin || called?.kind !== 'workflow') return [own];
  const jobs = called.jobs.map((inner) => calledJob(inner, own, called, origin));
  return [own, ...jobs.flatMap((inner) => jobsOf(inner, origin, depth + 1))];
}

function calledJob(job: Job, caller: Job, workflow: Workflow, origin: Document): Job {
  const place = (text: Text) => given(text, caller.with);
  const permissions = job.permissions ?? workflow.permissions ?? caller.permissions;
  return {
    ...job,
    id: `${caller.id}/${job.id}`,
    needs: [...job.needs.map((one) => `${caller.id}/${one}`), ...caller.needs],
    env: mapped(new Map([...workflow.env, ...job.env]), place),
    with: mapped(job.with, place),
    steps: job.steps.map((step) => ({ ...placed(step, place), origin })),
    caller,
    ...(job.if && { if: place(job.if) }),
    ...(permissions && { permissions }),
  };
}

function stepsOf(step: Step, document: Document, depth: number): Step[] {
  const origin = depth < maxDepth ? named(step.uses, step.origin ?? document) : undefined;
  const action = origin && workflowOf(origin);
  if (!origin || action?.kind !== 'action') return [step];
  const place = (text: Text) => given(text, step.with);
  const inner = action.jobs.flatMap(({ steps }) => steps);
  const called = inner.map((one): Step => ({ ...placed(one, place), caller: step, origin }));
  return [step, ...called.flatMap((one) => stepsOf(one, origin, depth + 1))];
}

function placed(step: Step, place: (text: Text) => Text): Step {
  const { if: condition, uses, run, folder } = step;
  return {
    ...step,
    with: mapped(step.with, place),
    env: mapped(step.env, place),
    ...(condition && { if: place(condition) }),
    ...(uses && { uses: place(uses) }),
    ...(run && { run: place(run) }),
    ...(folder && { folder: place(folder) }),
  };
}

const mapped = (texts: Texts, place: (text: Text) => Text): Texts =>
  new Map([...texts].map(([name, text]) => [name, place(text)]));

const input = /\binputs\.([A-Za-z_][\w-]*)/g;
const inputInBraces = /\$\{\{\s*inputs\.([A-Za-z_][\w-]*)\s*\}\}/g;

/** The text with what its inputs are given: whole texts, and in longer expressions those that are an expression alone. */
function given(text: Text, values: Texts): Text {
  if (!text.value.includes('inputs.')) return text;
  const whole = text.value.replace(inputInBraces, (source, name: string) => values.get(name)?.value ?? source);
  const value = whole.replace(input, (source, name: string) => {
    const [, expression] = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(values.get(name)?.value ?? '') ?? [];
    return expression?.trim() ?? source;
  });
  // Where what is put in stands is not known there: offsets are those of the text as it was, as far as it goes.
  return { ...text, value, toFile: (offset) => text.toFile(Math.min(offset, text.value.length)) };
}
