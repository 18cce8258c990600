/** What an agent in a workflow can do: its tools, and the token of its job. */
import type { Permissions } from '../../../engine/workflows/types';
import { breadthOf } from '../agents/permission-rules';
import type { AgentStep } from './agents';

/** What counts for the job's token; undefined: what the repository gives by default. */
export const permissionsOf = ({ job, workflow }: Pick<AgentStep, 'job' | 'workflow'>): Permissions | undefined =>
  job.permissions ?? workflow.permissions;

/** Scopes with which the agent may answer; others change what the repository is. */
const answering = ['issues', 'pull-requests', 'discussions', 'id-token', 'statuses', 'checks'];

/** The token changes more than issues, pull requests and their comments. */
export function mayChange(permissions: Permissions | undefined): boolean {
  if (!permissions) return true;
  if (permissions.all !== undefined) return permissions.all !== 'read-all';
  return [...permissions.scopes].some(([scope, { access }]) => access === 'write' && !answering.includes(scope));
}

const editing = /^(?:Write|Edit|MultiEdit|NotebookEdit|Task)\b/;
const building =
  /^Bash\(\s*(?:git|gh|npm|pnpm|yarn|bun|make|cargo|go|mvn|gradle|\.\/gradlew)(?:\s*:\s*\*|\s+\*|\s+(?:run|install|exec|push|api|commit|secret)\b[^)]*)\)$/;

/** It runs programs, asks other hosts, or changes files that the job's token can bring further, without being asked. */
export function mayAct(agent: AgentStep): boolean {
  const { kind, isUnchecked, allowed, told, step } = agent;
  if (isUnchecked || kind === 'sdk') return true;
  // Asked by a comment the action edits files and commits them.
  if (kind === 'action' && told.length === 0 && !step.with.has('claude_args') && !step.with.has('allowed_tools'))
    return true;
  if (allowed.some((rule) => breadthOf(rule) !== undefined || building.test(rule))) return true;
  return allowed.some((rule) => editing.test(rule)) && (hasOwnToken(agent) || mayChange(permissionsOf(agent)));
}

const jobToken = /\bsecrets\.GITHUB_TOKEN\b|\bgithub\.token\b/;

/** The token that it is given lives longer than the job, or may more. */
export function hasOwnToken({ step }: AgentStep): boolean {
  const token = step.with.get('github_token')?.value;
  return token !== undefined && /\$\{\{/.test(token) && !jobToken.test(token);
}
