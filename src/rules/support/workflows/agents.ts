/** Steps of workflows that run Claude Code: the actions, the command line, the Agent SDK. */
import type { Range } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import type { Document, Inner } from '../../../engine/types';
import { wholeWorkflowOf } from '../../../engine/workflows/calls';
import { mayRunAgent } from '../../../engine/workflows/read';
import type { Job, Step, Text, Texts, Workflow } from '../../../engine/workflows/types';
import { type AgentCommand, agentCommands, agentsOf, hasOption, valuesOf } from '../agents/agents';
import { rulesIn } from '../agents/permission-rules';
import { type ActionKind, agentActionOf } from './actions';

export interface AgentStep {
  /** `command`: `claude -p`. `sdk`: a script of the Agent SDK. Both ask as little as the base action. */
  kind: ActionKind | 'command' | 'sdk';
  workflow: Workflow;
  job: Job;
  step: Step;
  /** The action's name, or the command. */
  range: Range;
  /** `command` only: the command, and the way from its script's offsets to the file's. */
  command?: AgentCommand;
  toFile?: (offset: number) => number;
  /** What it is told, its script included. */
  told: readonly Text[];
  /** Rules of tools that run unasked. */
  allowed: readonly string[];
  /** Nothing is asked at all. */
  isUnchecked: boolean;
}

/** Inputs with instructions, those of older versions included. */
const prompts = ['prompt', 'direct_prompt', 'override_prompt', 'custom_instructions', 'system_prompt'];
const toolInputs = ['allowed_tools', 'claude_args', 'settings'];

/** Those of workflows and actions that are called included, in terms of their `step.origin`. */
export const agentStepsOf = perObject((document: Document): readonly AgentStep[] => {
  const workflow = wholeWorkflowOf(document);
  if (!workflow) return [];
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => [
      ...(step.uses ? usingSteps(step, step.uses, job, workflow) : []),
      ...(step.run && mayRunAgent(step.origin ?? document)
        ? runningSteps(step, step.run, job, workflow, step.origin ?? document)
        : []),
    ]),
  );
});

function usingSteps(step: Step, uses: Text, job: Job, workflow: Workflow): AgentStep[] {
  const kind = agentActionOf(uses);
  if (!kind) return [];
  const given = (name: string) => spelledOut(step.with.get(name)?.value ?? '', [step, job, workflow]);
  const told = prompts.flatMap((name) => step.with.get(name) ?? []);
  return [
    {
      kind,
      workflow,
      job,
      step,
      range: uses.range,
      told: [...told, ...fileTexts(step, job), ...writtenFor(told, step, job)],
      allowed: allowedIn(given),
      isUnchecked: toolInputs.some((name) => unchecked.test(given(name))),
    },
  ];
}

const unchecked = /--(?:allow-)?dangerously-skip-permissions|\bbypassPermissions\b/;

/** What earlier steps write into the file that holds the prompt. */
function fileTexts(step: Step, job: Job): Text[] {
  const name = step.with.get('prompt_file')?.value.replace(/^.*\//, '');
  const before = job.steps.slice(0, job.steps.indexOf(step));
  return name ? before.flatMap(({ run }) => (run?.value.includes(name) ? [run] : [])) : [];
}

const fileName = /[\w.-]+\.(?:md|txt|json|diff|patch|log|html?|csv|ya?ml|xml)(?![\w-])/g;
const writing = /(?:>>?\s*|\btee\s+(?:-a\s+)?|\s-o\s+|--output(?:=|\s+))["']?(?:[^\s"'<>|;&/]*\/)*([^\s"'<>|;&/]+)/g;

const filesIn = ({ value }: Text): string[] => [...value.matchAll(fileName)].map(([name]) => name);
/** Names of the files that a script writes. */
export const filesWrittenIn = ({ value }: Text): string[] => [...value.matchAll(writing)].map(([, name = '']) => name);

/** Scripts of earlier steps that write the files that the agent is told of, or files that those are made from. */
function writtenFor(told: readonly Text[], step: Step, job: Job): Text[] {
  const named = new Set(told.flatMap(filesIn));
  const before = job.steps.slice(0, job.steps.indexOf(step)).toReversed();
  return before.flatMap(({ run }) => {
    if (!run || !filesWrittenIn(run).some((name) => named.has(name))) return [];
    for (const name of filesIn(run)) named.add(name);
    return [run];
  });
}

/** With the variables of the workflow that it refers to. */
const spelledOut = (value: string, places: readonly { env: Texts }[]): string =>
  value.replace(
    /\$\{\{\s*env\.([A-Za-z_]\w*)\s*\}\}/g,
    (whole, name: string) => environmentOf(name, places)?.value ?? whole,
  );

/** @param places the innermost first */
export const environmentOf = (name: string, places: readonly { env: Texts }[]): Text | undefined =>
  places.map(({ env }) => env.get(name)).find((one) => one !== undefined);

/** The option, and all that follows it up to the next one, or to the end of the line. */
const allowing = /--allowed-?[tT]ools[ =\n]+((?:"[^"]*"|'[^']*'|(?!\s--)[^\n"'])*)/g;

function allowedIn(given: (name: string) => string): string[] {
  const options = [...given('claude_args').matchAll(allowing)].map(([, listed = '']) => listed);
  const settings = /"allow"\s*:\s*\[([^\]]*)\]/.exec(given('settings'))?.[1] ?? '';
  const texts = [given('allowed_tools'), ...options, settings].map((one) => one.replace(/["']/g, ' '));
  return texts.flatMap((one) => rulesIn(one).map(({ rule }) => rule));
}

/** @param document where the step stands */
export function runningSteps(step: Step, run: Text, job: Job, workflow: Workflow, document: Document): AgentStep[] {
  const inners = innersOf(document).filter(({ toFile }) => isIn(toFile(0), run.range));
  const common = { workflow, job, step, told: [run, ...writtenFor([run], step, job)] };
  return inners.flatMap(({ document: script, toFile }): AgentStep[] => [
    ...agentCommands(script)
      .filter((one) => hasOption(one, '-p', '--print'))
      .map((command) => ({
        ...common,
        kind: 'command' as const,
        command,
        toFile,
        range: { start: toFile(command.range.start), end: toFile(command.range.end) },
        allowed: valuesOf(command, '--allowedTools', '--allowed-tools').flatMap(({ text }) =>
          rulesIn(text).map(({ rule }) => rule),
        ),
        isUnchecked: command.words.some(({ text }) => unchecked.test(text) || text === 'bypassPermissions'),
      })),
    ...agentsOf(script).map(({ call: { callee } }) => ({
      ...common,
      kind: 'sdk' as const,
      range: { start: toFile(callee.range.start), end: toFile(callee.range.end) },
      allowed: [],
      isUnchecked: unchecked.test(script.text),
    })),
  ]);
}

const innersOf = ({ inner }: Document): Inner[] => inner.flatMap((one) => [one, ...innersOf(one.document)]);

const isIn = (offset: number, { start, end }: Range): boolean => start <= offset && offset < end;
