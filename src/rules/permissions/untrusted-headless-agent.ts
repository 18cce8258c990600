import type { Call, FunctionFact, Range, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Edit, Problem, ProposedFix, Rule } from '../../engine/types';
import { callersOf } from '../../engine/workflows/calls';
import { headsBefore, isBrought, isChosen, runsIn } from '../../engine/workflows/heads';
import { isStartedBy, openingsOf } from '../../engine/workflows/outsiders';
import { pipelineOf } from '../../engine/workflows/pipelines';
import { workflowOf } from '../../engine/workflows/read';
import type { Job, Workflow } from '../../engine/workflows/types';
import {
  type AgentCommand,
  type AgentOptions,
  agentCommands,
  agentsOf,
  hasOption,
  valuesOf,
} from '../support/agents/agents';
import { elementsIn } from '../support/agents/processes';
import { addBehind } from '../support/literals';
import { type PipelineHead, pipelineHeadsOf } from '../support/pipelines/heads';
import { type Checkout, checkoutsOf } from '../support/shell/checkouts';
import { functionAt, within } from '../support/values';
import { type AgentStep, agentStepsOf } from '../support/workflows/agents';
import { beside, placed } from '../support/workflows/places';

const headless = ['-p', '--print'];
const sources = ['settingSources', 'setting_sources'];
const projectSource = /\b(?:project|local)\b/;
const restricting = '--setting-sources user --strict-mcp-config';

const say = phrases({
  agent: 'Claude Code runs in a checkout that others have written, with the settings that they have put there.',
  clone: 'Others decide what is checked out here.',
  pull: 'The head of a pull request is checked out here: whoever opens one writes it.',
  passed: 'This job brings the head of a pull request, and hands its folder on to the agent’s.',
  here: 'The agent runs here, in a file that this one uses.',
  noSources: 'Load no settings of the checkout',
});

export const untrustedHeadlessAgent: Rule = {
  id: 'untrusted-headless-agent',
  title: 'Agent in an untrusted checkout',
  practice: 'permissions',
  severity: 'error',
  confidence: 'medium',
  cwe: [829, 94, 426],
  owasp: ['LLM03', 'ASI04', 'ASI05'],
  why: 'Without a terminal nobody is asked whether a folder can be trusted: hooks, environment, helper commands and MCP servers of the checkout simply run. Who opens a pull request, or names the repository, runs code on your machine with your key, whatever the prompt says.',
  remedy:
    'Switch settings sources off (settingSources: [], or --setting-sources user with --strict-mcp-config), or run the agent in a container that holds no secrets.',
  reports:
    'The Agent SDK, or claude -p, in the same function or script as a clone of an address that a request or a chat brings, or a checkout of a pull request’s head, and where one function leads to both, unless settings sources are off. In GitHub workflows: in a job that has checked out the head of a pull request, where outsiders start it, and as a warning where members do, who may also name the pull request by hand for an action. The same in GitLab CI, CircleCI, Azure Pipelines, Buildkite and Jenkinsfiles, in one script, in two of a job, and in two jobs where one gets the other’s folder.',
  silent:
    'Workflows on pull_request, which have no secrets for forks, and builds of merge requests and forks in services that give them none unless told to; a head that is fetched and only compared, or put into a folder of its own; own repositories, addresses that are compared with a fixed list, checks of who the author is, settings sources without the project’s, an agent that runs in a fixed folder, what a person’s command line names.',
  messages: say.texts,
  examples: [
    {
      file: 'review.ts',
      bad: "import { execFileSync } from 'node:child_process';\nimport { query } from '@anthropic-ai/claude-agent-sdk';\nimport express from 'express';\n\nconst app = express();\n\napp.post('/review', (request) => {\n  execFileSync('git', ['clone', '--depth', '1', request.body.url, '/tmp/checkout']);\n  return query({ prompt: 'Review it.', options: { cwd: '/tmp/checkout' } });\n});\n",
      good: "import { execFileSync } from 'node:child_process';\nimport { query } from '@anthropic-ai/claude-agent-sdk';\nimport express from 'express';\n\nconst app = express();\n\napp.post('/review', (request) => {\n  execFileSync('git', ['clone', '--depth', '1', request.body.url, '/tmp/checkout']);\n  return query({ prompt: 'Review it.', options: { cwd: '/tmp/checkout', settingSources: [] } });\n});\n",
    },
    {
      file: 'review.py',
      bad: 'import subprocess\n\n\ndef review(number):\n    subprocess.run(["gh", "pr", "checkout", str(number)], check=True)\n    subprocess.run(["claude", "-p", "Review this pull request."], check=True)\n',
      good: 'import subprocess\n\n\ndef review(number):\n    subprocess.run(["gh", "pr", "checkout", str(number)], check=True)\n    options = ["--setting-sources", "user", "--strict-mcp-config"]\n    subprocess.run(["claude", *options, "-p", "Review this pull request."], check=True)\n',
    },
    {
      file: 'review.sh',
      bad: 'gh pr checkout "$1"\nclaude -p "Review this pull request."\n',
      good: 'gh pr checkout "$1"\nclaude --setting-sources user --strict-mcp-config -p "Review this pull request."\n',
    },
  ],
  document({ document, setting }) {
    if (setting === 'documentation') return [];
    const workflow = workflowOf(document.outer ?? document);
    if (workflow) return document.outer ? [] : agentStepsOf(document).flatMap((one) => inWorkflow(one));
    if (pipelineOf(document.outer ?? document))
      return document.outer ? [] : pipelineHeadsOf(document).flatMap((one) => inPipeline(one));
    const runs = [...optionRuns(document), ...commandRuns(document)];
    const checkouts = runs.length > 0 ? checkoutsOf(document) : [];
    return runs.flatMap((run) => problemOf(run, checkouts, document));
  },
};

/** Jobs of a workflow are judged as a whole: one step checks out, another runs the agent. */
function inWorkflow(agent: AgentStep): Problem[] {
  const { workflow, job, step, command, range } = agent;
  if (command && isRestricted(command)) return [];
  if (agent.kind === 'action' || agent.kind === 'base') return inChosenHead(agent);
  const openings = openingsOf(workflow, job, step);
  const heads = headsBefore(step, job).filter((one) => runsIn(step, one.folder));
  const brought = heads.find((one) => openings.some((opening) => isBrought(one, opening)));
  const head = brought ?? (isWithSecrets(workflow, job) ? heads[0] : undefined);
  if (!head) return [];
  const isDoubtful = openings.every((one) => one.isDoubtful);
  const problem: Problem = {
    range,
    message: say('agent'),
    // Members start it; whoever has opened the pull request runs code then all the same.
    ...(brought ? {} : { severity: 'warning' }),
    confidence: brought && !isDoubtful ? 'high' : 'medium',
    related: [beside(say('pull'), head.range, head.step)],
    fixes: stepFix(agent),
  };
  return [placed(problem, step, job, say('here'))];
}

const sourced = /--setting-sources[=\s]+["']?(?!\S*(?:project|local))/;

/**
 * Started by hand, the action knows of no pull request, and takes settings from the files that are there. Started by an event,
 * it takes them from the base branch.
 */
function inChosenHead({ workflow, job, step, range }: AgentStep): Problem[] {
  if (sourced.test(step.with.get('claude_args')?.value ?? '')) return [];
  const head = headsBefore(step, job).find(
    (one) =>
      runsIn(step, one.folder) &&
      isChosen(one, job) &&
      [one.step, step].every((other) => isStartedBy('workflow_dispatch', workflow, job, other)),
  );
  if (!head || !isWithSecrets(workflow, job)) return [];
  const related = [beside(say('pull'), head.range, head.step)];
  const problem: Problem = { range, message: say('agent'), severity: 'warning', confidence: 'medium', related };
  return [placed(problem, step, job, say('here'))];
}

/** In a pipeline of another service: the same script, one before it in the job, or another job whose folder it gets. */
function inPipeline({ agent, range, isPassed, isOpened }: PipelineHead): Problem[] {
  if (agent.command && isRestricted(agent.command)) return [];
  return [
    {
      range: agent.range,
      message: say('agent'),
      // Members start it; whoever has opened the pull request runs code then all the same.
      ...(isOpened ? {} : { severity: 'warning' }),
      confidence: 'medium',
      related: [{ message: say(isPassed ? 'passed' : 'pull'), range }],
      fixes: stepFix(agent),
    },
  ];
}

const asksForFork = /isCrossRepository|head\.repo\.|head_repository|headRepositoryOwner|\bfork\b/;

/** It runs with secrets on pull requests of forks: `pull_request` gives them none, and a check for forks keeps them out. */
function isWithSecrets(workflow: Workflow, job: Job): boolean {
  const conditions = [
    ...callersOf(job).map((one) => one.if),
    ...job.steps.flatMap((one) => [one.if, one.run, one.with.get('script')]),
  ];
  return (
    workflow.triggers.some(({ event }) => /^(?:issue_comment|pull_request_target|workflow_dispatch)$/.test(event)) &&
    !conditions.some((one) => one && asksForFork.test(one.value))
  );
}

/** Before `-p`. */
function stepFix({ command, toFile }: AgentStep): ProposedFix[] {
  const word = command?.words.find((one) => headless.includes(one.text));
  if (!command || !word || !toFile || hasOption(command, '--setting-sources')) return [];
  const start = toFile(word.range.start);
  const edits: Edit[] = [{ range: { start, end: start }, text: `${restricting} ` }];
  return [{ title: say('noSources'), kind: 'suggestion', edits }];
}

/** A start of the agent that reads the settings of the folder where it runs. */
interface Run {
  range: Range;
  /** Where it runs, if it is said. */
  cwd?: Value | undefined;
  fixes: ProposedFix[];
}

function optionRuns(document: Document): Run[] {
  return agentsOf(document)
    .filter((agent) => isWhole(agent, document) && readsProject(agent.option(...sources), document))
    .map(({ call, option }) => ({
      range: call.callee.range,
      cwd: option('cwd'),
      fixes: optionFix({ call, option }, document),
    }));
}

/** Its options are written here, and none is spread into them; Python's stand in a call of their own. */
function isWhole({ call }: AgentOptions, { flow, claude }: Document): boolean {
  const isClient = claude.clients.some((one) => one.call === call);
  const options = flow.property(flow.argument(call, 0), 'options');
  const literal = options && flow.object(options);
  const isOpen = literal?.entries.some(({ spread, key }) => spread || key === undefined);
  return isClient && !call.args.some(({ spread }) => spread) && (!options || (literal !== undefined && !isOpen));
}

function readsProject(given: Value | undefined, document: Document): boolean {
  if (!given) return true;
  const named = elementsIn(given, document).map((one) => document.flow.constant(one));
  return named.some((one) => typeof one === 'string' && projectSource.test(one));
}

function commandRuns(document: Document): Run[] {
  return agentCommands(document)
    .filter((command) => hasOption(command, ...headless) && !isRestricted(command) && !command.isContained)
    .map((command) => ({
      range: command.range,
      cwd: command.call && folderOf(command.call, document),
      fixes: commandFix(command, document),
    }));
}

const isRestricted = (command: AgentCommand): boolean =>
  hasOption(command, '--bare') ||
  (hasOption(command, '--setting-sources') &&
    !valuesOf(command, '--setting-sources').some(({ text }) => projectSource.test(text)));

/** `spawn(program, words, { cwd })`, `subprocess.run(words, cwd=…)`. */
const folderOf = (call: Call, { flow }: Document): Value | undefined =>
  flow.argument(call, undefined, 'cwd') ?? call.args.map(({ value }) => flow.property(value, 'cwd')).find(Boolean);

function problemOf(run: Run, checkouts: readonly Checkout[], document: Document): Problem[] {
  const meant = checkouts.filter((one) => isRunIn(run, one, document));
  const here = meant.find((one) => functionAt(one.range, document) === functionAt(run.range, document));
  const checkout = here ?? meant.find((one) => leadsToBoth(one.range, run.range, document));
  if (!checkout) return [];
  return [
    {
      range: run.range,
      message: say('agent'),
      confidence: here ? 'high' : 'medium',
      related: [{ message: say(checkout.kind), range: checkout.range }],
      fixes: run.fixes,
    },
  ];
}

const changing = /\bchdir\b|(?:^|[\n;&|])\s*(?:cd|pushd)\s/;

/** A clone makes a folder of its own, so that something must lead there; a pull request is checked out where the program is. */
function isRunIn({ cwd }: Run, { kind, words }: Checkout, { flow, text }: Document): boolean {
  const folder = cwd && flow.constant(cwd);
  if (typeof folder === 'string') return words.includes(folder);
  return kind === 'pull' || cwd !== undefined || changing.test(text);
}

/** Functions that call each other are followed this far. */
const maxDepth = 3;

function leadsToBoth(first: Range, second: Range, document: Document): boolean {
  return document.facts.functions.some((fn) => leadsTo(fn, first, document, 0) && leadsTo(fn, second, document, 0));
}

function leadsTo(fn: FunctionFact, place: Range, document: Document, depth: number): boolean {
  if (within(place, fn.range)) return true;
  if (depth >= maxDepth) return false;
  return document.facts.calls.some((call) => {
    const called = within(call.range, fn.range) ? document.flow.calledFunction(call) : undefined;
    return called !== undefined && called !== fn && leadsTo(called, place, document, depth + 1);
  });
}

/** Behind another option, in the form that the language has. */
function optionFix({ call }: AgentOptions, { flow, text }: Document): ProposedFix[] {
  const options = flow.property(flow.argument(call, 0), 'options');
  const last = (options && flow.object(options)?.entries.at(-1)) ?? call.args.filter(({ name }) => name).at(-1);
  if (!last) return [];
  const isKeyword = 'name' in last;
  const edits = [addBehind(text, last.range, isKeyword ? 'setting_sources=[]' : 'settingSources: []')];
  return [{ title: say('noSources'), kind: 'suggestion', edits }];
}

/** Before `-p`, in the form that it has. */
function commandFix(command: AgentCommand, { text }: Document): ProposedFix[] {
  const word = command.words.find((one) => headless.includes(one.text));
  if (!word || hasOption(command, '--setting-sources')) return [];
  const quote = /["'`]/.exec(text.slice(word.range.start - 1, word.range.end))?.[0];
  const start = quote && !/^["'`]/.test(text.slice(word.range.start)) ? word.range.start - 1 : word.range.start;
  const words = restricting.split(' ').map((one) => `${quote}${one}${quote}`);
  const added = quote ? `${words.join(', ')}, ` : `${restricting} `;
  const edits: Edit[] = [{ range: { start, end: start }, text: added }];
  return [{ title: say('noSources'), kind: 'suggestion', edits }];
}
