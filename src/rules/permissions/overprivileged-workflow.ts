import { phrases } from '../../engine/messages';
import type { Document, Edit, Problem, ProposedFix, Rule } from '../../engine/types';
import { actionOf } from '../../engine/workflows/actions';
import { openingsOf } from '../../engine/workflows/outsiders';
import { workflowOf } from '../../engine/workflows/read';
import type { Permissions, Step, Text } from '../../engine/workflows/types';
import data from '../data/actions.json';
import { commit, type Unpinned, unpinnedIn } from '../support/pipelines/pins';
import { printsAll, secretsAround, tokensIn } from '../support/pipelines/rights';
import { pipelineAgentsOf } from '../support/pipelines/texts';
import { wholeLines } from '../support/values';
import { type AgentStep, agentStepsOf } from '../support/workflows/agents';
import { exposuresIn, imagesIn } from '../support/workflows/exposures';
import { lineBehind, withoutPairs } from '../support/workflows/fixes';
import { checkoutsIn, leastFor, leavesToken, unneededBy, uploadsAll } from '../support/workflows/permissions';
import { beside, outermost, placed } from '../support/workflows/places';
import { hasOwnToken, mayAct, mayChange, permissionsOf } from '../support/workflows/rights';
import { outsidersTexts } from '../support/workflows/texts';

const pin = 'anthropics/claude-code-action@24dcd50c0568f0fc9e9211213a4fd2d9eb15c4e0 # v1.0.200';

const say = phrases({
  all: 'The token of the agent’s job may do everything (“{value}”): an instruction that the agent reads somewhere gets all of it.',
  unstated:
    'Nothing says what the token of the agent’s job may do: it gets the repository’s default, which may be to write everything.',
  unneeded: 'Nothing in this job uses “{scope}: write”, but the agent’s job has it.',
  users: '“allowed_non_write_users” lets people start this agent who may not write to the repository.',
  bots: '“allowed_bots: *” lets every app start this agent, one that an outsider has made included.',
  output:
    'The full output of the agent is written to the log, with what its tools return: files and secrets that they have read, too.',
  secrets:
    'Every secret of the repository is handed to the agent’s step: an instruction that the agent reads somewhere gets all of them.',
  unpinned: '“{ref}” of {action} can be moved to other code, which then runs with your key and the job’s token.',
  left: 'The checkout leaves the job’s token in .git/config, and the whole folder is published.',
  readable: 'The checkout leaves the job’s token in .git/config, where an agent that everybody may start reads it.',
  printed:
    'Each step of the agent is printed to the job’s log, with what its tools return: files and secrets that they have read, too.',
  around:
    '“{name}” is in the environment of the agent’s job, and the agent’s step does not use it: an instruction that the agent reads somewhere gets it.',
  kept: '“{name}” gives the job’s own rights to an agent that acts unasked: what it has read may use them.',
  remote:
    'Whoever serves this file decides what runs in the agent’s pipeline, with its key: no “integrity” holds it fast.',
  inherited:
    'Every secret of the repository is handed to a workflow of others, which runs an agent: name those that it needs.',
  unmasked: 'A part of a secret is not masked: where the agent, or its step, prints it, it stands in the log.',
  app: 'The agent’s token is one for every repository of “owner”: an instruction that it reads somewhere reaches all of them.',
  unrevoked:
    'The agent’s token is not taken back when the job ends: whoever has got hold of it may use it for an hour.',
  unscrubbed:
    'People who may not write here start this agent, and what it runs keeps the key and the tokens in its environment.',
  commands:
    'Lines that are printed set variables here: an agent’s answer that begins with “::set-env” changes what the next steps run.',
  plugins:
    'Plugins are installed here as this marketplace has them when the job runs, with their hooks and MCP servers: whoever can change it runs code with your key and the job’s token. Check it out at a commit, and name its folder.',
  here: 'The agent runs here, in a file that this one uses.',
  least: 'State the least permissions',
  removeScope: 'Take the permission away',
  removeInput: 'Remove the input',
  forget: 'Do not keep the token in the folder',
  pinned: 'Pin to the commit of {version} ({date})',
});

export const overprivilegedWorkflow: Rule = {
  id: 'overprivileged-workflow',
  title: 'Agent workflow with too many rights',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'high',
  cwe: [250, 732, 269, 532],
  owasp: ['LLM06', 'LLM02', 'LLM03', 'ASI02', 'ASI03'],
  why: 'An agent that has read the wrong sentence uses every right that its job has: the token to push or to publish, the log to show what it has read. An action that is taken from a branch or a tag runs whatever that is moved to, with your key.',
  remedy:
    'State the permissions of the job, as few as it needs; pin actions to a commit; keep allowed_non_write_users, allowed_bots and show_full_output off, or name whom you trust.',
  reports:
    'In jobs of GitHub workflows that run an agent: write-all, no permissions at all, write permissions that nothing in the job uses; claude-code-action open to people without write access or to every app; show_full_output; all secrets handed over as one text, or to an agent’s workflow of others; parts of secrets, which no log masks; an app’s token for all repositories, or one that outlives the job; secrets that stay in the environment of what an agent of outsiders runs; ACTIONS_ALLOW_UNSECURE_COMMANDS; agent actions not pinned to a commit; plugins from marketplaces of others, as information; a checkout’s token where it is published, or where everybody’s agent reads it. Triage with narrow rights that is open to everybody: as information. In these and in GitLab CI, CircleCI, Azure Pipelines, Buildkite and Jenkinsfiles: each step of the agent printed to the log (stream-json); secrets to publish or deploy in the environment of a job whose agent acts unasked; tokens that a checkout or a container is left; agents’ images, orbs, plugins and components that can be moved, and remote files without a checksum.',
  silent:
    'Permissions that are stated and used, permissions of called workflows, which the caller decides about; actions pinned to a commit, local actions; named bots; show_full_output false; output that a file or a filter gets; secrets of the step that uses them; a token that the job’s scripts push or fetch with; images at an exact version or digest, exact versions of orbs and plugins.',
  messages: say.texts,
  yieldsTo: ['untrusted-workflow-trigger'],
  examples: [
    {
      file: '.github/workflows/claude.yml',
      bad: `on:\n  issue_comment:\n    types: [created]\njobs:\n  claude:\n    runs-on: ubuntu-latest\n    permissions: write-all\n    steps:\n      - uses: ${pin}\n        with:\n          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}\n          show_full_output: true\n`,
      good: `on:\n  issue_comment:\n    types: [created]\njobs:\n  claude:\n    runs-on: ubuntu-latest\n    permissions:\n      contents: write\n      pull-requests: write\n      issues: write\n      id-token: write\n    steps:\n      - uses: ${pin}\n        with:\n          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}\n`,
    },
    {
      file: '.github/workflows/pinned.yml',
      bad: 'on: workflow_dispatch\npermissions:\n  contents: read\n  id-token: write\njobs:\n  claude:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          prompt: Summarize the changes of this week.\n          anthropic_api_key: ${{ secrets.ANTHROPIC_API_KEY }}\n',
      good: `on: workflow_dispatch\npermissions:\n  contents: read\n  id-token: write\njobs:\n  claude:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${pin}\n        with:\n          prompt: Summarize the changes of this week.\n          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}\n`,
    },
  ],
  document({ document }) {
    const agents = agentStepsOf(document);
    const own = agents.filter(({ step }) => step.origin === undefined);
    return [
      ...agents.flatMap((agent) => [
        ...permissionProblems(agent, document),
        ...openProblems(agent, document).map((one) => placed(one, agent.step, agent.job, say('here'))),
        ...tokenProblems(agent, document),
      ]),
      ...own.flatMap((agent) => [...outputProblems(agent, document), ...secretProblems(agent)]),
      ...reachProblems(own, document),
      ...exposuresIn(own, document).map(({ kind, range }) => ({
        ...problem(range, say(kind)),
        // It may be one's own.
        ...(kind === 'plugins' && { severity: 'info' as const }),
      })),
      ...(own.length > 0 ? imagesIn(document) : []).map(unpinnedProblem),
      ...pinProblems(own, document),
      ...pipelineProblems(document),
    ];
  },
};

function permissionProblems(agent: AgentStep, document: Document): Problem[] {
  const { workflow } = agent;
  const job = outermost(agent.job);
  const permissions = permissionsOf(agent);
  // What a called workflow states of itself is told there.
  if (permissions && permissions !== job.permissions && permissions !== workflow.permissions) return [];
  const isCalled = workflow.triggers.every(({ event }) => event === 'workflow_call');
  if (!permissions) {
    const fixes = job.body ? [leastFix(agent, { start: job.body.start, end: job.body.start }, document)] : [];
    const related = agent.step.origin ? [beside(say('here'), agent.range, agent.step)] : [];
    return isCalled ? [] : [{ range: job.range, message: say('unstated'), confidence: 'medium', related, fixes }];
  }
  if (permissions.all === 'write-all') return [everything(agent, permissions, document)];
  return unneededBy(agent).map(({ scope, permission: { range } }) => ({
    range,
    message: say('unneeded', { scope }),
    confidence: 'medium',
    fixes: permissions.scopes.size > 1 ? [removal('removeScope', [lineOf(range, document)])] : [],
  }));
}

function everything(agent: AgentStep, { pair, all = '' }: Permissions, document: Document): Problem {
  return { range: pair, message: say('all', { value: all }), fixes: [leastFix(agent, pair, document)] };
}

function leastFix(agent: AgentStep, range: Problem['range'], { text }: Document): ProposedFix {
  const line = lineBehind(range.start, text);
  const scopes = leastFor(agent, openingsOf(agent.workflow, agent.job)).map((one) => `${line}  ${one}`);
  const block = `permissions:${scopes.join('')}`;
  const edits: Edit[] = [{ range, text: range.start === range.end ? `${block}${line}` : block }];
  return { title: say('least'), kind: 'suggestion', edits };
}

/** People without write access and apps, as far as they get to the agent. */
function openProblems(agent: AgentStep, { text }: Document): Problem[] {
  const { step, workflow, job, kind } = agent;
  if (kind !== 'action' || openingsOf(workflow, job, step).length === 0) return [];
  const users = step.with.get('allowed_non_write_users');
  const bots = step.with.get('allowed_bots');
  const isNarrow = !mayAct(agent) && !hasOwnToken(agent) && !mayChange(permissionsOf(agent));
  const isNamed = !/\*/.test(users?.value ?? '');
  const given: Problem[] = [];
  if (users && users.value.trim() !== '')
    given.push({
      range: users.range,
      message: say('users'),
      ...(isNarrow || isNamed ? { severity: 'info' } : {}),
      fixes: [removal('removeInput', withoutPairs([users.pair], step, text))],
    });
  if (bots && (bots.value.trim() === '*' || /\$\{\{[^}]*'\*'/.test(bots.value)))
    given.push({
      range: bots.range,
      message: say('bots'),
      fixes: [removal('removeInput', withoutPairs([bots.pair], step, text))],
    });
  return given;
}

function outputProblems({ step }: AgentStep, { text }: Document): Problem[] {
  const output = step.with.get('show_full_output');
  if (!output || !/^true$/i.test(output.value)) return [];
  const edits = withoutPairs([output.pair], step, text);
  return [{ range: output.range, message: say('output'), fixes: [removal('removeInput', edits)] }];
}

/** In pipelines of every service: what is printed, and what stands around the agent. Each place once. */
function reachProblems(agents: readonly AgentStep[], document: Document): Problem[] {
  const printed = agents.filter((one) => printsAll(one, document)).map(({ range }) => problem(range, say('printed')));
  const around = agents.flatMap((one) => secretsAround(one, document));
  const found = [...printed, ...around.map(({ name, range }) => problem(range, say('around', { name })))];
  return [...new Map(found.map((one) => [one.range.start, one])).values()];
}

const problem = (range: Problem['range'], message: Problem['message']): Problem => ({
  range,
  message,
  confidence: 'medium',
});

/** GitLab CI, CircleCI, Azure Pipelines, Buildkite, Jenkins. */
function pipelineProblems(document: Document): Problem[] {
  const agents = pipelineAgentsOf(document);
  const kept = new Map(agents.flatMap((one) => tokensIn(one, document)).map((one) => [one.range.start, one]));
  return [
    ...reachProblems(agents, document),
    ...[...kept.values()].map(({ name, range }) => problem(range, say('kept', { name }))),
    ...unpinnedIn(document, agents.length > 0).map(unpinnedProblem),
  ];
}

const unpinnedProblem = ({ kind, name, ref, range }: Unpinned): Problem =>
  problem(range, kind === 'remote' ? say('remote') : say('unpinned', { ref, action: name }));

/** `toJSON(secrets)` where the agent can read it. */
function secretProblems({ step, job, workflow }: AgentStep): Problem[] {
  const texts = [step.with, step.env, job.env, workflow.env].flatMap((one) => [...one.values()]);
  return texts
    .filter(({ value }) => /\$\{\{[^}]*\btoJSON\(\s*secrets\s*\)/i.test(value))
    .map(({ range }) => ({ range, message: say('secrets') }));
}

/** The job's token in the folder: published with it, or within reach of everybody's agent. */
function tokenProblems(agent: AgentStep, { text }: Document): Problem[] {
  const { job, workflow, step } = agent;
  const isPublished = job.steps.some(uploadsAll);
  const openings = openingsOf(workflow, job, step);
  const isOpen =
    openings.length > 0 &&
    (agent.kind === 'action'
      ? step.with.get('allowed_non_write_users')?.value.trim() === '*'
      : outsidersTexts(agent, openings).length > 0) &&
    mayChange(permissionsOf(agent));
  if (!isPublished && !isOpen) return [];
  return checkoutsIn(job)
    .filter((one) => one.origin === undefined && leavesToken(one, text))
    .map((one) => ({
      range: one.uses!.range,
      message: say(isPublished ? 'left' : 'readable'),
      confidence: 'medium',
      fixes: forgetting(one, text),
    }));
}

function forgetting({ uses, with: inputs }: Step, text: string): ProposedFix[] {
  const [first] = [...inputs.values()];
  const option = 'persist-credentials: false';
  const title = say('forget');
  if (inputs.has('persist-credentials') || !uses) return [];
  if (first) {
    const start = first.pair.start;
    return [{ title, kind: 'suggestion', edits: [insertion(start, `${option}${lineBehind(start, text)}`)] }];
  }
  const line = lineBehind(uses.pair.start, text);
  const end = wholeLines(text, uses.pair).end;
  const broken = text.slice(0, end).endsWith('\n') ? end - (text.slice(0, end).endsWith('\r\n') ? 2 : 1) : end;
  return [{ title, kind: 'suggestion', edits: [insertion(broken, `${line}with:${line}  ${option}`)] }];
}

const insertion = (start: number, text: string): Edit => ({ range: { start, end: start }, text });

const owned = /^anthropics\//;

/** The agent's actions from a branch or a tag. */
function pinProblems(agents: readonly AgentStep[], document: Document): Problem[] {
  const own = workflowOf(document)?.jobs.flatMap(({ steps }) => steps) ?? [];
  const using = own.filter((step) => owned.test(actionOf(step.uses)) || agents.some((one) => one.step === step));
  return using.flatMap(({ uses }) => (uses ? pinProblem(uses, document) : []));
}

function pinProblem(uses: Text, document: Document): Problem[] {
  const { value, range } = uses;
  const [, action, ref] = /^([^@\s]+)@(\S+)$/.exec(value) ?? [];
  if (!action || !ref || commit.test(ref) || ref.includes('${{')) return [];
  const place = { start: uses.toFile(action.length + 1), end: range.end };
  return [{ range: place, message: say('unpinned', { ref, action }), fixes: pinFixes(action, ref, uses, document) }];
}

/** Where our data know the commit; the version goes into a comment, which tools that update actions read. */
function pinFixes(action: string, ref: string, uses: Text, { text }: Document): ProposedFix[] {
  const known = data.rows.find(({ id, refs }) => id === action && refs.includes(ref));
  if (!known || !uses.isPlain) return [];
  const isBare = /^[ \t]*\r?(?:\n|$)/.test(text.slice(uses.range.end));
  const edits = [
    {
      range: { start: uses.toFile(action.length + 1), end: uses.range.end },
      text: `${known.commit}${isBare ? ` # ${known.version}` : ''}`,
    },
  ];
  return [{ title: say('pinned', { version: known.version, date: known.checked }), kind: 'suggestion', edits }];
}

const lineOf = (range: Problem['range'], { text }: Document): Edit => ({ range: wholeLines(text, range), text: '' });

const removal = (title: 'removeScope' | 'removeInput', edits: Edit[]): ProposedFix => ({
  title: say(title),
  kind: 'suggestion',
  edits,
});
