/** Rights of a job's token that nothing in it uses, and those that it needs. */
import { actionOf } from '../../../engine/workflows/actions';
import type { Opening } from '../../../engine/workflows/outsiders';
import type { Job, Permission, Step } from '../../../engine/workflows/types';
import type { AgentStep } from './agents';
import { mayAct, permissionsOf } from './rights';

export interface Unneeded {
  scope: string;
  permission: Permission;
}

/** Scopes that no agent writes to by itself. */
const foreign = ['packages', 'deployments', 'security-events', 'attestations', 'pages'];
/** Steps that are known to need no right but to read. */
const plain = /^(?:[\w.-]+\/)?(?:checkout|setup-[\w-]+|cache|pnpm\/action-setup|action-setup)@/;
const cloud = ['use_bedrock', 'use_vertex', 'use_foundry', 'anthropic_federation_rule_id'];

/** Only where every step of the job is known, and the rights are the job's alone: what a called workflow does is not asked. */
export function unneededBy(agent: AgentStep): Unneeded[] {
  const { job, workflow, step } = agent;
  const others = job.steps.filter((one) => one !== step);
  const permissions = permissionsOf(agent);
  const isAlone = !job.caller && (job.permissions !== undefined || workflow.jobs.length === 1);
  if (!permissions || !isAlone || !others.every(isPlain) || step.run) return [];
  return [...permissions.scopes].flatMap(([scope, permission]) =>
    permission.access === 'write' && isUnneeded(scope, agent) ? [{ scope, permission }] : [],
  );
}

const isPlain = ({ uses, run }: Step): boolean => run === undefined && uses !== undefined && plain.test(actionOf(uses));

function isUnneeded(scope: string, agent: AgentStep): boolean {
  const { step, told, allowed } = agent;
  if (foreign.includes(scope)) return !mayAct(agent);
  if (scope === 'id-token') return step.with.has('github_token') && !cloud.some((name) => step.with.has(name));
  return scope === 'contents' && told.length > 0 && allowed.length > 0 && !mayAct(agent);
}

/** What a job with this agent needs at least; a person knows what else it does. */
export function leastFor({ kind, job, step }: AgentStep, openings: readonly Opening[]): string[] {
  const scripts = job.steps.map(({ run }) => run?.value ?? '').join('\n');
  const asksApp = kind === 'action' && !step.with.has('github_token');
  const usesCloud = cloud.some((name) => step.with.has(name));
  const answers = (noun: string, event: RegExp) =>
    new RegExp(`\\bgh ${noun} (?:comment|edit|review|close|create)\\b`).test(scripts) ||
    (kind === 'action' && !asksApp && openings.some(({ trigger }) => event.test(trigger.event)));
  return [
    'contents: read',
    ...(answers('issue', /^issue/) ? ['issues: write'] : []),
    ...(answers('pr', /^pull_request/) ? ['pull-requests: write'] : []),
    ...(asksApp || usesCloud ? ['id-token: write'] : []),
  ];
}

/** A checkout that leaves the job's token in the folder, in a version that still does so. */
export function leavesToken({ uses, with: inputs }: Step, source: string): boolean {
  const ref = /^actions\/checkout@(\S+)/.exec(actionOf(uses))?.[1];
  if (!uses || !ref || /^false$/i.test(inputs.get('persist-credentials')?.value ?? '')) return false;
  const line = source.slice(uses.range.start, uses.range.end + 40).split('\n')[0] ?? '';
  // Version 6 keeps it elsewhere; a commit says its version in a comment.
  const major = /^v(\d+)/.exec(ref)?.[1] ?? /#\s*v?(\d+)/.exec(line)?.[1];
  return major !== undefined && Number(major) < 6;
}

/** A step that publishes the whole folder. */
export const uploadsAll = ({ uses, with: inputs }: Step): boolean =>
  /^actions\/upload-artifact@/.test(actionOf(uses)) &&
  (inputs.get('path')?.value ?? '')
    .split('\n')
    .some((one) => /^(?:\.\/?|\$\{\{\s*github\.workspace\s*\}\}\/?)$/.test(one.trim()));

/** Steps of the job that bring its files. */
export const checkoutsIn = ({ steps }: Job): Step[] =>
  steps.filter(({ uses, with: inputs }) => /^actions\/checkout@/.test(actionOf(uses)) && !inputs.has('path'));
