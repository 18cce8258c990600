import { phrases } from '../../engine/messages';
import type { Document, Edit, Message, Problem, ProposedFix, Rule } from '../../engine/types';
import { artifactsBefore } from '../../engine/workflows/artifacts';
import { type Expression, expressionsIn } from '../../engine/workflows/expressions';
import { type Head, headsBefore, isBrought, runsIn } from '../../engine/workflows/heads';
import { type Opening, openingsOf } from '../../engine/workflows/outsiders';
import type { Step, Text } from '../../engine/workflows/types';
import { type PipelineText, pipelineTextsOf } from '../support/pipelines/texts';
import { type AgentStep, agentStepsOf } from '../support/workflows/agents';
import { guardEdits, variableEdits, withoutPairs } from '../support/workflows/fixes';
import { beside, outermost, placed } from '../support/workflows/places';
import { hasOwnToken, mayAct, mayChange, permissionsOf } from '../support/workflows/rights';
import { environmentTexts, mayBeTold, outsidersTexts } from '../support/workflows/texts';

const pin = 'anthropics/claude-code-action@24dcd50c0568f0fc9e9211213a4fd2d9eb15c4e0';

const say = phrases({
  anyone: 'Everybody may start this agent, on “{event}” and with any text: whatever it is told it can do, as {reason}.',
  acts: 'its tools run or change things unasked',
  changes: 'the job’s token may change the repository',
  token: 'it has a token of its own, not the job’s',
  told: 'On “{event}” everybody can write what this agent is told here, and the workflow does not ask who it is.',
  lookup: 'On “{event}” this agent reads what everybody can write, and the workflow does not ask who it is.',
  head: 'On “{event}” the agent runs in the files of the pull request, with the repository’s secrets: whoever opens one writes them.',
  unpacked:
    'On “{event}” what the run before has left is unpacked where the agent works: whoever opened the pull request decides what lies there, settings and hooks of the agent included.',
  script:
    'On “{event}” everybody can write what is pasted into this script before it runs, beside the agent’s key: it is code then.',
  environment:
    'On “{event}” everybody can write what becomes the environment of the agent’s job here: a second line of it sets another variable, such as NODE_OPTIONS, that runs code.',
  pasted:
    '“{name}” is put into this script before it runs, beside the agent’s key: whoever opens a pull request or names a branch writes code with it, where their builds get secrets.',
  outside:
    'Events from outside start this pipeline, and “{name}” is what the agent is told: whoever writes it decides what the agent does, as the pipeline does not ask who that is.',
  committed:
    '“{name}” is what the agent is told here, and it acts unasked: whoever writes a commit decides what it does, where builds of forks get secrets.',
  trigger: 'Everybody can bring this about.',
  agent: 'The agent runs here.',
  here: 'It stands here, in a file that this one uses.',
  guard: 'Let members of the project start it only',
  base: 'Check out the base branch',
  writers: 'Let only those start it who may write to the repository',
  variable: 'Hand it over as a variable of the environment',
});

export const untrustedWorkflowTrigger: Rule = {
  id: 'untrusted-workflow-trigger',
  title: 'Agent that outsiders can start',
  practice: 'permissions',
  severity: 'error',
  confidence: 'high',
  cwe: [829, 94, 862],
  owasp: ['LLM01', 'LLM06', 'ASI01', 'ASI02'],
  why: 'Issues, comments and pull requests of a public repository are anybody’s, yet workflows that they trigger run with its secrets. A sentence in an issue then tells your agent what to do: print the key, push a commit, answer in your name. A pull request’s files do so without a word.',
  remedy:
    'Start the agent for members only (author_association, or claude-code-action with its own check), check out the base branch, hand texts over as variables, and give the job the least permissions and a narrow list of tools.',
  reports:
    'Agents in GitHub workflows (claude-code-action, claude-code-base-action, claude -p, scripts of the Agent SDK) that issues, comments, discussions, pull_request_target or workflow_run start for everybody: with such a text, or one from an artifact of the run before, in the prompt, with the pull request’s head checked out or its run’s artifact unpacked where it works, with allowed_non_write_users and rights to change things; and such texts pasted into a script of the agent’s job, or written to GITHUB_ENV before it. Workflows and actions of the same repository are followed: the one that starts them is told of. In GitLab CI, CircleCI, Azure Pipelines, Buildkite and Jenkinsfiles: titles, messages and names of branches that become part of a script in a job with an agent, comments that start an agent which acts unasked, and commit messages that one is told, as warnings.',
  silent:
    'claude-code-action with its own check of who may write; conditions on author_association, on the actor or on the head’s repository; a check of the actor in an earlier step or job; types that only members bring about, such as labelled; the base branch, or a head in a folder of its own; pull_request, which has no secrets for forks; triage with the job’s token, narrow tools and the right to label.',
  messages: say.texts,
  examples: [
    {
      file: '.github/workflows/triage.yml',
      bad: `on:\n  issues:\n    types: [opened]\njobs:\n  triage:\n    runs-on: ubuntu-latest\n    permissions:\n      contents: write\n    steps:\n      - run: |\n          claude -p "Triage this issue: $BODY" --allowedTools "Edit,Bash(git commit:*)"\n        env:\n          BODY: \${{ github.event.issue.body }}\n          ANTHROPIC_API_KEY: \${{ secrets.ANTHROPIC_API_KEY }}\n`,
      good: `on:\n  issues:\n    types: [opened]\njobs:\n  triage:\n    if: contains(fromJSON('["OWNER", "MEMBER"]'), github.event.issue.author_association)\n    runs-on: ubuntu-latest\n    permissions:\n      contents: write\n    steps:\n      - run: |\n          claude -p "Triage this issue: $BODY" --allowedTools "Edit,Bash(git commit:*)"\n        env:\n          BODY: \${{ github.event.issue.body }}\n          ANTHROPIC_API_KEY: \${{ secrets.ANTHROPIC_API_KEY }}\n`,
    },
    {
      file: '.github/workflows/review.yml',
      bad: `on: pull_request_target\npermissions:\n  contents: read\n  pull-requests: write\njobs:\n  review:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n      - uses: ${pin} # v1.0.200\n        with:\n          prompt: Review this pull request.\n          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}\n`,
      good: `on: pull_request_target\npermissions:\n  contents: read\n  pull-requests: write\njobs:\n  review:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n      - uses: ${pin} # v1.0.200\n        with:\n          prompt: Review this pull request.\n          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}\n`,
    },
  ],
  document({ document }) {
    const agents = agentStepsOf(document);
    const own = agents.flatMap((agent) => problemsOf(agent, document).map((one) => at(one, agent)));
    const variables = agents.flatMap((agent) => environments(agent));
    return [...own, ...variables, ...pasted(agents, document), ...pipelineTextsOf(document).map(pipelineProblem)];
  },
};

/** Whether forks are built with secrets stands in no file, so that nobody can be sure of it here. */
const pipelineProblem = ({ kind, name, range, agent }: PipelineText): Problem => ({
  range,
  message: say(kind === 'told' ? 'outside' : kind, { name }),
  severity: 'warning',
  confidence: kind === 'committed' ? 'low' : 'medium',
  related: [{ message: say('agent'), range: agent.range }],
});

const at = (problem: Problem, { step, job }: Pick<AgentStep, 'step' | 'job'>): Problem =>
  placed(problem, step, job, say('here'), ['guard']);

function problemsOf(agent: AgentStep, document: Document): Problem[] {
  const openings = openingsOf(agent.workflow, agent.job, agent.step);
  if (openings.length === 0) return [];
  if (agent.kind === 'action') return [...forAnyone(agent, openings, document), ...inHead(agent, openings, document)];
  const heads = agent.kind === 'base' ? inHead(agent, openings, document) : [];
  const first = heads.length > 0 ? heads : told(agent, openings, document);
  return first.length > 0 ? first : unpacked(agent, openings, document);
}

/** `allowed_non_write_users: '*'` on an agent that can do more than answer. */
function forAnyone(agent: AgentStep, openings: readonly Opening[], { text }: Document): Problem[] {
  const users = agent.step.with.get('allowed_non_write_users');
  const reason = users?.value.trim() === '*' ? reasonOf(agent) : undefined;
  if (!users || !reason) return [];
  const fixes = [suggestion('writers', withoutPairs([users.pair], agent.step, text))];
  return [
    {
      ...found(users.range, 'anyone', openings, { reason }),
      confidence: sure('high', openings),
      ...(mayAct(agent) ? {} : { severity: 'warning' }),
      fixes,
    },
  ];
}

function reasonOf(agent: AgentStep): Message | undefined {
  if (mayAct(agent)) return say('acts');
  if (hasOwnToken(agent)) return say('token');
  return mayChange(permissionsOf(agent)) ? say('changes') : undefined;
}

/** An outsider's lines that become variables of the agent's environment. */
function environments(agent: AgentStep): Problem[] {
  const openings = openingsOf(agent.workflow, agent.job, agent.step);
  const ranges = openings.length > 0 ? environmentTexts(agent, openings) : [];
  return ranges.map((range) => ({ ...found(range, 'environment', openings), confidence: sure('medium', openings) }));
}

/** The pull request's files where the agent works. */
function inHead(agent: AgentStep, openings: readonly Opening[], document: Document): Problem[] {
  // Asked by a comment, the action goes to the pull request by itself, and takes settings from the base branch.
  const meant = openings.filter(({ hasHead }) => hasHead || agent.kind === 'base');
  const head = headOf(agent, meant);
  if (!head) return [];
  const base = head.pairs.length > 0 ? [suggestion('base', withoutPairs(head.pairs, head.step, document.text))] : [];
  const fixes = [...base, ...guard(agent, meant, document)];
  const related = [beside(say('agent'), agent.range, agent.step)];
  const isAsked = agent.kind === 'action' && !agent.step.with.has('allowed_non_write_users');
  return [
    { ...found(head.range, 'head', meant), confidence: sure(isAsked ? 'medium' : 'high', meant), related, fixes },
  ];
}

/** An artifact's files where the agent works: the action would take settings from the base branch. */
function unpacked(agent: AgentStep, openings: readonly Opening[], document: Document): Problem[] {
  const meant = openings.filter(({ trigger }) => trigger.event === 'workflow_run');
  const artifact = artifactsBefore(agent.step, agent.job).find(
    ({ step, folder }) =>
      step !== agent.step && runsIn(agent.step, folder) && openingsOf(agent.workflow, agent.job, step).length > 0,
  );
  if (!artifact || meant.length === 0) return [];
  return [
    {
      ...found(artifact.range, 'unpacked', meant),
      confidence: sure('medium', meant),
      related: [beside(say('agent'), agent.range, agent.step)],
      fixes: guard(agent, meant, document),
    },
  ];
}

/** The head that an opening brings, in the folder where the agent runs. */
function headOf({ job, step, workflow }: AgentStep, openings: readonly Opening[]): Head | undefined {
  return headsBefore(step, job).find(
    (one) =>
      runsIn(step, one.folder) &&
      openings.some((opening) => isBrought(one, opening)) &&
      openingsOf(workflow, job, one.step).length > 0,
  );
}

/** An agent that asks nobody who it is, told what an outsider writes. */
function told(agent: AgentStep, openings: readonly Opening[], document: Document): Problem[] {
  const [text] = outsidersTexts(agent, openings);
  const isTold = text?.kind === 'text';
  // To look up what it may answer to, and no more, is what a triage does.
  if (!text || (!isTold && !reasonOf(agent))) return [];
  return [
    {
      ...found(text.range, isTold ? 'told' : 'lookup', openings),
      confidence: sure(isTold ? 'high' : 'medium', openings),
      ...(mayAct(agent) ? {} : { severity: 'warning' }),
      fixes: guard(agent, openings, document),
    },
  ];
}

/** Texts of outsiders pasted into scripts of jobs with an agent. */
function pasted(agents: readonly AgentStep[], document: Document): Problem[] {
  const jobs = new Map(agents.map((one) => [one.job, one]));
  return [...jobs.values()].flatMap((agent) =>
    agent.job.steps.flatMap((step) => {
      const script = step.run ?? scriptOf(step);
      const openings = script ? openingsOf(agent.workflow, agent.job, step) : [];
      if (!script || openings.length === 0) return [];
      const place = { ...agent, step };
      const meant = expressionsIn(script).filter(({ source }) => isTextOf(source, place, openings));
      return meant.map((one) => at(pastedProblem(one, step, openings, document), place));
    }),
  );
}

/** Said there, or by a variable of the workflow; what steps hand on may have been cleaned. */
const isTextOf = (source: string, place: Pick<AgentStep, 'workflow' | 'job' | 'step'>, openings: readonly Opening[]) =>
  !/\bsteps\./.test(source) && mayBeTold(source, place, openings);

const scriptOf = ({ uses, with: inputs }: Step): Text | undefined =>
  uses?.value.startsWith('actions/github-script@') ? inputs.get('script') : undefined;

function pastedProblem(one: Expression, step: Step, openings: readonly Opening[], { text }: Document): Problem {
  const edits = step.run ? variableEdits(one, step, text) : undefined;
  const fixes = edits ? [suggestion('variable', edits)] : [];
  return { ...found(one.range, 'script', openings), confidence: sure('high', openings), fixes };
}

type Kind = 'anyone' | 'told' | 'lookup' | 'head' | 'unpacked' | 'script' | 'environment';

function found(range: Problem['range'], kind: Kind, openings: readonly Opening[], args: Record<string, Message> = {}) {
  const [{ trigger }] = openings as [Opening];
  const related = [{ message: say('trigger'), range: trigger.range }];
  return { range, message: say(kind, { event: trigger.event, ...args } as never), related };
}

const sure = (confidence: 'high' | 'medium', openings: readonly Opening[]): 'high' | 'medium' | 'low' =>
  openings.every(({ isDoubtful }) => isDoubtful) ? 'low' : confidence;

/** None for a step that stands in several jobs. */
function guard({ workflow, job, step }: AgentStep, openings: readonly Opening[], { text }: Document): ProposedFix[] {
  const isShared = workflow.jobs.some(
    (one) => one !== job && !step.origin && one.steps.some(({ range }) => range.start === step.range.start),
  );
  const edits = isShared ? undefined : guardEdits(outermost(job), openings, text);
  return edits ? [suggestion('guard', edits)] : [];
}

const suggestion = (title: 'guard' | 'base' | 'writers' | 'variable', edits: Edit[]): ProposedFix => ({
  title: say(title),
  kind: 'suggestion',
  edits,
});
