/** Who can start a job: whether somebody without the right to write to the repository gets it to run with its secrets. */
import { callersOf } from './calls';
import { type Claim, type Way, waysOf } from './conditions';
import type { Job, Step, Trigger, Workflow } from './types';

interface Event {
  /** Types that an outsider brings about; others need the right to triage or to write. */
  types: RegExp;
  /** Where the event says what its author is to the repository. */
  association?: string;
  /** It brings a branch of the outsider's. */
  hasHead?: true;
}

/** Events that outsiders bring about and that run with the repository's secrets. */
const events: Readonly<Record<string, Event>> = {
  issues: { types: /^(?:opened|edited|closed|reopened)$/, association: 'issue' },
  issue_comment: { types: /^(?:created|edited)$/, association: 'comment' },
  discussion: { types: /^(?:created|edited)$/, association: 'discussion' },
  discussion_comment: { types: /^(?:created|edited)$/, association: 'comment' },
  pull_request_target: {
    types: /^(?:opened|edited|closed|reopened|synchronize|ready_for_review|converted_to_draft)$/,
    association: 'pull_request',
    hasHead: true,
  },
  workflow_run: { types: /^(?:completed|requested|in_progress)$/, hasHead: true },
};

export interface Opening {
  trigger: Trigger;
  /** Where its payload says what its author is to the repository. */
  association?: string;
  hasHead: boolean;
  /** Something in the way may be a guard: somebody's approval. */
  isDoubtful: boolean;
}

/** The triggers through which an outsider gets a step of the job to run; none where all are guarded. */
export function openingsOf(workflow: Workflow, job: Job, step?: Step): Opening[] {
  return workflow.triggers.flatMap((trigger): Opening[] => {
    const event = Object.hasOwn(events, trigger.event) ? events[trigger.event] : undefined;
    if (!event || (trigger.types && !trigger.types.some((one) => event.types.test(one)))) return [];
    if (trigger.after && !trigger.after.some(startsForStrangers)) return [];
    if (!isOpen(trigger, workflow, job, step)) return [];
    const { association, hasHead = false } = event;
    return [{ trigger, hasHead, isDoubtful: job.environment !== undefined, ...(association && { association }) }];
  });
}

/** Of a workflow after which another one runs: events that only members bring about. */
const ofMembers =
  /^(?:push|schedule|workflow_dispatch|repository_dispatch|workflow_call|release|merge_group|create|delete|deployment\w*|label|milestone|page_build|registry_package)$/;

const startsForStrangers = ({ event }: Trigger): boolean => !ofMembers.test(event);

/** Needed jobs are followed this far. */
const maxNeeds = 8;

function isOpen(trigger: Trigger, workflow: Workflow, job: Job, step: Step | undefined): boolean {
  const before = step ? job.steps.slice(0, job.steps.indexOf(step)) : [];
  if (before.some(vets)) return false;
  return (
    [...callersOf(job), ...callersOf(step)].every((one) => holdsFor(trigger, one.if?.value, workflow, job)) &&
    needed(workflow, job).every((one) => !isVetting(one, workflow) && holdsFor(trigger, one.if?.value, workflow, one))
  );
}

/** The jobs that must have run before, unless the job runs whatever becomes of them. */
function needed(workflow: Workflow, job: Job, depth = 0): Job[] {
  if (depth > maxNeeds || /\balways\(\)|!\s*cancelled\(\)|\bfailure\(\)/.test(job.if?.value ?? '')) return [];
  const own = job.needs.flatMap((id) => workflow.jobs.find((one) => one.id === id) ?? []);
  return [...new Set([...own, ...own.flatMap((one) => needed(workflow, one, depth + 1))])];
}

/** It looks at who it is, in its own steps or in a workflow that it calls. */
const isVetting = ({ id, uses }: Job, { jobs }: Workflow): boolean =>
  (uses !== undefined && checkingAction.test(uses.value.replace(/@.*$/s, ''))) ||
  jobs.some((one) => (one.id === id || one.id.startsWith(`${id}/`)) && one.steps.some(vets));

/** An outsider finds a way through the condition. */
const holdsFor = (trigger: Trigger, condition: string | undefined, workflow: Workflow, job: Job): boolean =>
  waysOf(condition).some((way) => isWayOf(way, trigger) && !way.some((one) => isGuard(one, trigger, workflow, job)));

const eventName = /\bgithub\.event_name\s*([=!]=)\s*'([\w-]+)'|'([\w-]+)'\s*([=!]=)\s*github\.event_name\b/;

/** What the claims say of the event is true of this one. */
function isWayOf(way: Way, { event }: Trigger): boolean {
  return way.every(({ source, negated }) => {
    if (/^false$/i.test(source)) return negated;
    if (/^true$/i.test(source)) return !negated;
    const [, first, one, other, second] = eventName.exec(source) ?? [];
    const name = one ?? other;
    return name === undefined || (name === event) === (((first ?? second) === '==') !== negated);
  });
}

/** A trigger of that name starts the step, as far as conditions tell what starts what. */
export const isStartedBy = (event: string, { triggers }: Workflow, job: Job, step: Step): boolean =>
  triggers.some(
    (trigger) =>
      trigger.event === event &&
      [...callersOf(job), ...callersOf(step)].every((one) =>
        waysOf(one.if?.value).some((way) => isWayOf(way, trigger)),
      ),
  );

const association = /\bgithub\.event\.([\w.]*?)\.?author_association\b/;
const person =
  /\bgithub\.(?:actor(?:_id)?|triggering_actor)\b|\bgithub\.event\.(?:sender\.(?:login|id)|(?:comment|issue|pull_request|discussion|review|workflow_run)\.(?:user|actor|triggering_actor)\.(?:login|id))/;
const head = /\bhead\.repo\.|\bhead_repository\b|\bhead\.user\.login\b/;
/** In a text, not in a list: parts of the names that stand there are in it, too. */
const isPartOf = /^contains\(\s*'[^']*'\s*,/;
const bot = /\[bot\]/;

/** With it no outsider comes through. */
function isGuard({ source, negated }: Claim, trigger: Trigger, workflow: Workflow, job: Job): boolean {
  const differs = /!=/.test(source) !== negated;
  const own = association.exec(source)?.[1];
  if (own !== undefined) return !negated && isOfActor(own, trigger);
  if (head.test(source)) return isOwnHead(source, negated, differs);
  if (/\bworkflow_run\.event\b/.test(source)) return differs === /'pull_request(?:_target)?'/.test(source);
  if (/\bgithub\.event\.action\b/.test(source)) return isActionOfMembers(source, differs, trigger);
  if (/\bgithub\.event\.(?:label|assignee|requested_reviewer|milestone)\./.test(source)) return !differs;
  if (/\.labels\b/.test(source)) return !negated && trigger.event === 'issues';
  if (person.test(source)) return !differs && !isSpoofed(source) && !isPartOf.test(source);
  return !negated && isVettedBefore(source, workflow, job);
}

/** Who comments on a maintainer's issue is no maintainer. */
const isOfActor = (about: string, { event }: Trigger): boolean => {
  const meant = events[event]?.association;
  return about === meant || !(event === 'issue_comment' && about === 'issue');
};

/** The branch is one of this repository. */
function isOwnHead(source: string, negated: boolean, differs: boolean): boolean {
  if (!/\bfork\b/.test(source)) return !differs;
  const [, operator, value] = /\bfork\s*([=!]=)\s*'?(true|false)/.exec(source) ?? [];
  const saysFork = operator === undefined || (operator === '==') === (value === 'true');
  return saysFork === negated;
}

/** It tells of something that only members do, such as labelling. */
function isActionOfMembers(source: string, differs: boolean, { event }: Trigger): boolean {
  const named = [...source.matchAll(/'(\w+)'/g)].map(([, name]) => name!);
  return !differs && named.length > 0 && !named.some((one) => events[event]?.types.test(one));
}

/** The last one who touched a pull request may be a bot that an outsider has called. */
const isSpoofed = (source: string): boolean =>
  bot.test(source) && /\bgithub\.(?:actor|triggering_actor)\b/.test(source) && !/fromJSON/i.test(source);

/** It asks for what a step, or a job before, has found out of the actor. */
function isVettedBefore(source: string, workflow: Workflow, job: Job): boolean {
  const step = /\bsteps\.([\w-]+)\./.exec(source)?.[1];
  const other = /\bneeds\.([\w-]+)\./.exec(source)?.[1];
  const steps = job.steps.filter((one) => step !== undefined && callersOf(one).some(({ id }) => id?.value === step));
  const others = workflow.jobs.filter(({ id }) => other !== undefined && (id === other || id.endsWith(`/${other}`)));
  return steps.some(vets) || others.some((one) => isVetting(one, workflow));
}

const asking =
  /collaborators\/\S*\/permission|\bcollaborators\/|CollaboratorPermission|checkCollaborator|author_?association|isCrossRepository|head\.repo\.fork|checkMembership|getMembership|\/memberships?\/|orgs\/\S+\/members|(?<!un)trusted_(?:users|actors|authors)|allowed_(?:users|actors|authors)|allow_?list/i;
const checkingAction =
  /(?:check|verify|require|assert|get|validate)[\w-]*(?:permission|member|actor|author|team|access|trust|collaborator|write)|(?:permission|member(?:ship)?|actor|author(?:ization)?|team|access|trust)[\w-]*(?:check|guard|gate)/i;

/** The step looks at who it is. */
function vets({ uses, run, with: inputs, id }: Step): boolean {
  if (uses && checkingAction.test(uses.value.replace(/@.*$/s, ''))) return true;
  if (id && checkingAction.test(id.value)) return true;
  return asking.test(run?.value ?? '') || asking.test(inputs.get('script')?.value ?? '');
}
